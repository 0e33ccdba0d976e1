// SPDX-License-Identifier: MIT
#include "http/encoding.h"

#include "http/message.h"
#include "json/utf8.h"

#include <algorithm>
#include <cstdint>
#include <format>

namespace plectrum::http {

namespace {

int hexDigit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return -1;
}

bool isUnreserved(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z') || std::string_view("-._~").contains(letter);
}

/// The code point that begins at `at`, which is moved behind it. The text is valid UTF-8.
char32_t nextCodePoint(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return char32_t(static_cast<unsigned char>(text[i])); };
    const char32_t first = byte(at++);
    if (first < 0x80)
        return first;
    const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    char32_t point = first & (0x3fU >> more);
    for (std::size_t i = 0; i < more; ++i)
        point = point << 6 | (byte(at++) & 0x3fU);
    return point;
}

} // namespace

std::string percentEncoded(std::string_view utf8, std::string_view keep)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    text.reserve(utf8.size());
    for (const char letter : utf8) {
        if (isUnreserved(letter) || keep.contains(letter)) {
            text += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        text += {'%', digits[byte >> 4U], digits[byte & 0xfU]};
    }
    return text;
}

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plusIsSpace) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            decoded += char(high * 16 + low);
            i += 2;
        }
    }
    if (!json::utf8::isValid(decoded))
        return std::nullopt;
    return decoded;
}

bool isDotSegment(std::string_view name)
{
    return name == "." || name == "..";
}

std::string asciiJson(std::string_view json)
{
    std::string text;
    for (std::size_t at = 0; at < json.size();) {
        const char32_t point = nextCodePoint(json, at);
        if (point < 0x80)
            text += char(point);
        else if (point < 0x10000)
            text += std::format("\\u{:04x}", std::uint32_t(point));
        else
            text += std::format("\\u{:04x}\\u{:04x}", 0xd800U + ((point - 0x10000) >> 10),
                                0xdc00U + ((point - 0x10000) & 0x3ffU));
    }
    return text;
}

QueryText& QueryText::add(std::string_view name, std::string_view value)
{
    if (!m_text.empty())
        m_text += '&';
    m_text += percentEncoded(name) + '=' + percentEncoded(value);
    return *this;
}

QueryText& QueryText::addUnlessEmpty(std::string_view name, std::string_view value)
{
    return value.empty() ? *this : add(name, value);
}

std::optional<Query> Query::parse(std::string_view raw)
{
    Query query;
    while (!raw.empty()) {
        const auto end = raw.find('&');
        const std::string_view pair = raw.substr(0, end);
        raw = end == std::string_view::npos ? std::string_view() : raw.substr(end + 1);
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        auto name = percentDecoded(pair.substr(0, equals), true);
        auto value = equals == std::string_view::npos
            ? std::optional(std::string())
            : percentDecoded(pair.substr(equals + 1), true);
        if (!name || !value || !query.m_values.emplace(*name, *value).second)
            return std::nullopt;
    }
    return query;
}

std::optional<std::string> Query::value(const std::string& name) const
{
    const auto at = m_values.find(name);
    return at == m_values.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Query> Query::spelled(const std::vector<std::string>& known) const
{
    Query query;
    for (const auto& [name, value] : m_values) {
        const auto at = std::ranges::find_if(
            known, [&](const std::string& each) { return isSameWord(each, name); });
        if (!query.m_values.emplace(at == known.end() ? name : *at, value).second)
            return std::nullopt;
    }
    return query;
}

} // namespace plectrum::http
