// SPDX-License-Identifier: MIT
// A Value into JSON text. Members stand in name order, so equal values print equal text.
// Doubles print their shortest round trip; a buffer prints as Roblox encodes it, uncompressed.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <string>

namespace plectrum::json {

/// On one line, without spaces: what is stored.
std::string print(const Value& value);
/// Indented by `indent` spaces a level, for people; empty containers stay on one line.
std::string printPretty(const Value& value, int indent = 2);
/// Bytes that print() would give, without making the text.
std::size_t printedSize(const Value& value);
/// A string as JSON text, quotes included.
std::string printString(std::string_view utf8);

} // namespace plectrum::json
