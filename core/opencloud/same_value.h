// SPDX-License-Identifier: MIT
// Whether what stands at a key is what was sent, when the service may have put it in another form.
#pragma once

#include "json/value.h"

#include <cstdint>
#include <vector>

namespace plectrum::opencloud {

/// The same data to a Luau script: members in any order, numbers as doubles, and an empty object is
/// an empty array, for both are an empty table.
bool isSameValue(const json::Value& left, const json::Value& right);
/// The same user ids, in any order, each once or more often.
bool isSameTags(std::vector<std::int64_t> left, std::vector<std::int64_t> right);

} // namespace plectrum::opencloud
