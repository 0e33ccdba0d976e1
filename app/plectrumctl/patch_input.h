// SPDX-License-Identifier: MIT
// A JSON Patch that a command is given, applied to data.
#pragma once

#include "json/value.h"

#include <string>

namespace plectrum::ctl {

/// The data after the patch that was read from `file`. Throws Failure (BadInput) when it is no
/// patch, does not apply, or leaves nothing.
json::Value patched(const json::Value& data, const json::Value& patch, const std::string& file);

} // namespace plectrum::ctl
