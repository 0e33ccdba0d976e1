// SPDX-License-Identifier: MIT
// One edit as a small text: what makes the value after it from the value before it.
#pragma once

#include "json/value.h"

#include <optional>
#include <string>

namespace plectrum::journal {

/// Costs as much as the edit when the values share what is the same. No change: "[]".
std::string stepText(const json::Value& before, const json::Value& after);
/// The value after the step; nullopt when it does not fit the value.
std::optional<json::Value> applyStep(const json::Value& before, const json::Value& step);

} // namespace plectrum::journal
