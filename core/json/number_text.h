// SPDX-License-Identifier: MIT
// Numbers as JSON text: integers exactly, doubles in the fewest digits that read back the same, and
// with a point or an exponent, so that they stay doubles. Internal to core/json.
#pragma once

#include "json/value.h"

#include <cstddef>

namespace plectrum::json {

/// The longest are -2.2250738585072014e-308 and integers of 20 bytes.
inline constexpr std::size_t longestNumber = 32;

/// Prints an Integer or a Double to `out`, which has room for the longest; the end. What is not
/// finite prints as null.
char* printNumber(char* out, const Value& number);

} // namespace plectrum::json
