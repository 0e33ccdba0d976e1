// SPDX-License-Identifier: MIT
// What a game demands of data that is written.
#pragma once

#include "json/value.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::editing {

/// Why data does not pass, or nullopt; `applied`: the migrations that the newest record has applied
/// (nullopt: it has no list). Called in a thread of the executor.
using DataCheck = std::function<std::optional<std::string>(
    const json::Value& data, const std::optional<std::vector<std::string>>& applied)>;

} // namespace plectrum::editing
