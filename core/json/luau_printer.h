// SPDX-License-Identifier: MIT
// A value as a Luau table literal, to be pasted into a game's code. Names that are identifiers
// stand bare, all others as ["name"]; null is nil, a buffer is made by buffer.fromstring.
#pragma once

#include "json/value.h"

#include <string>

namespace plectrum::json {

/// Indented by tabs, as Roblox Studio does; ends without a line break.
std::string printLuau(const Value& value);

} // namespace plectrum::json
