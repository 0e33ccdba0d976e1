// SPDX-License-Identifier: MIT
#include "json/base64.h"

#include <array>
#include <utility>

namespace plectrum::json {

namespace {

constexpr std::uint8_t noDigit = 0xff;

constexpr std::array<std::uint8_t, 256> makeDigits()
{
    std::array<std::uint8_t, 256> digitValues{};
    digitValues.fill(noDigit);
    for (std::size_t i = 0; i < base64Alphabet.size(); ++i)
        digitValues[static_cast<unsigned char>(base64Alphabet[i])] = static_cast<std::uint8_t>(i);
    return digitValues;
}
constexpr auto digitValues = makeDigits();

std::uint32_t digitAt(std::string_view text, std::size_t index)
{
    return digitValues[static_cast<unsigned char>(text[index])];
}

/// Appends the last group of a text, which ends with `padding` signs '='.
bool appendLastGroup(std::string_view group, std::size_t padding, std::string& bytes)
{
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4 - padding; ++i) {
        const auto digit = digitAt(group, i);
        if (digit == noDigit)
            return false;
        bits |= digit << (18 - 6 * i);
    }
    for (std::size_t i = 0; i < 3 - padding; ++i)
        bytes.push_back(static_cast<char>(bits >> (16 - 8 * i) & 0xffU));
    const std::uint32_t unused = padding == 0 ? 0 : padding == 1 ? 0xffU : 0xffffU;
    return (bits & unused) == 0;
}

std::unexpected<std::string> bad(std::string text)
{
    return std::unexpected(std::move(text));
}

} // namespace

std::string encodeBase64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    encodeBase64(bytes, [&text](char letter) { text.push_back(letter); });
    return text;
}

std::expected<std::string, std::string> decodeBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return bad("the base64 text is cut short");
    std::string bytes;
    if (text.empty())
        return bytes;
    bytes.reserve(text.size() / 4 * 3);
    const std::size_t last = text.size() - 4;
    for (std::size_t i = 0; i < last; i += 4) {
        const auto a = digitAt(text, i);
        const auto b = digitAt(text, i + 1);
        const auto c = digitAt(text, i + 2);
        const auto d = digitAt(text, i + 3);
        if ((a | b | c | d) == noDigit)
            return bad("a character that is not base64 near " + std::to_string(i));
        const std::uint32_t bits = a << 18U | b << 12U | c << 6U | d;
        bytes.push_back(static_cast<char>(bits >> 16U));
        bytes.push_back(static_cast<char>(bits >> 8U & 0xffU));
        bytes.push_back(static_cast<char>(bits & 0xffU));
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    if (!appendLastGroup(text.substr(last), padding, bytes))
        return bad("the base64 text does not end as it must");
    return bytes;
}

} // namespace plectrum::json
