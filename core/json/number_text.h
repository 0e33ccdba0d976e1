// SPDX-License-Identifier: MIT
// Numbers as JSON text: integers exactly, doubles in the fewest digits that read back the same, and
// with a point or an exponent, so that they stay doubles. Internal to core/json.
#pragma once

#include <cstddef>
#include <cstdint>

namespace plectrum::json {

/// The longest are -2.2250738585072014e-308 and integers of 20 bytes.
inline constexpr std::size_t longestNumber = 32;

// Both print to `out`, which has room for the longest, and give the end.
char* printInteger(char* out, std::int64_t number);
/// What is not finite prints as null.
char* printDouble(char* out, double number);

} // namespace plectrum::json
