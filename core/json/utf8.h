// SPDX-License-Identifier: MIT
// UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plectrum::json::utf8 {

/// Bytes of the character at the start of `text`, or 0 when there is no valid one.
std::size_t sequenceLength(std::string_view text) noexcept;
bool isValid(std::string_view text) noexcept;
/// Code points; a byte that belongs to none counts as one.
std::size_t countCharacters(std::string_view text) noexcept;
/// Must be a code point that is no surrogate.
void append(std::string& out, char32_t character);

} // namespace plectrum::json::utf8
