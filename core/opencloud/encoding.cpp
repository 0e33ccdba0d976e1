// SPDX-License-Identifier: MIT
#include "opencloud/encoding.h"

#include <QString>

#include <format>

namespace plectrum::opencloud {

std::string percentEncoded(std::string_view utf8)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    text.reserve(utf8.size());
    for (const char letter : utf8) {
        const bool isPlain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
            || (letter >= '0' && letter <= '9') || std::string_view("-._~").contains(letter);
        if (isPlain) {
            text += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        text += {'%', digits[byte >> 4U], digits[byte & 0xfU]};
    }
    return text;
}

bool isDotSegment(std::string_view name)
{
    return name == "." || name == "..";
}

std::string filterString(std::string_view utf8)
{
    std::string text = "\"";
    for (const char letter : utf8)
        if (letter == '"' || letter == '\\')
            text += {'\\', letter};
        else if (letter >= 0 && letter < ' ')
            text += std::format("\\u{:04x}", int(letter));
        else
            text += letter;
    return text + '"';
}

std::string asciiJson(std::string_view json)
{
    std::string text;
    const auto utf16 = QString::fromUtf8(json.data(), qsizetype(json.size()));
    for (const QChar unit : utf16)
        if (unit.unicode() < 0x80)
            text += char(unit.unicode());
        else
            text += std::format("\\u{:04x}", int(unit.unicode()));
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

} // namespace plectrum::opencloud
