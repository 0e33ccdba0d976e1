// SPDX-License-Identifier: MIT
// Base64 (RFC 4648) with padding and without line breaks.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace plectrum::json {

inline constexpr std::string_view base64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Gives each letter to `put`.
template <typename Put>
void encodeBase64(std::string_view bytes, Put put)
{
    const auto byteAt = [bytes](std::size_t index) -> std::uint32_t {
        return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U;
    };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto left = bytes.size() - i;
        const std::uint32_t bits = byteAt(i) << 16U | byteAt(i + 1) << 8U | byteAt(i + 2);
        put(base64Alphabet[bits >> 18U]);
        put(base64Alphabet[bits >> 12U & 63U]);
        put(left > 1 ? base64Alphabet[bits >> 6U & 63U] : '=');
        put(left > 2 ? base64Alphabet[bits & 63U] : '=');
    }
}

std::string encodeBase64(std::string_view bytes);
/// Strict: whole groups of four, padding only at the end, no stray bits, nothing else. Else what is
/// wrong.
std::expected<std::string, std::string> decodeBase64(std::string_view text);

} // namespace plectrum::json
