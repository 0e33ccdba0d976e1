// SPDX-License-Identifier: MIT
// A change that is given as a Luau function in a file, as the library's update and tx take it.
#pragma once

#include "json/value.h"
#include "store/session/transform.h"

#include <optional>
#include <string>

namespace plectrum::ctl {

/// What the function makes of data; nullopt when it gives false: all stays as it is. `file` may be
/// "-". Throws Failure: BadInput for what it throws or gives that is no data.
std::optional<json::Value> transformed(const json::Value& data, const std::string& file);
/// The same of several keys at once: the function gets a table of them.
std::optional<store::TxData> transformed(const store::TxData& data, const std::string& file);

} // namespace plectrum::ctl
