// SPDX-License-Identifier: MIT
#include "emulator/filter.h"

#include "emulator/refusal.h"
#include "json/utf8.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace plectrum::emulator {

namespace {

[[noreturn]] void refuse()
{
    throw ApiError(Code::InvalidArgument, "The filter is not valid.");
}

/// Reads tokens off the front of a filter.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    bool isAtEnd()
    {
        skipSpace();
        return m_text.empty();
    }
    bool take(std::string_view token)
    {
        skipSpace();
        if (!m_text.starts_with(token))
            return false;
        m_text.remove_prefix(token.size());
        return true;
    }
    void expect(std::string_view token)
    {
        if (!take(token))
            refuse();
    }
    std::string_view word()
    {
        skipSpace();
        const auto end = m_text.find_first_of(" \t\r\n&");
        const std::string_view found = m_text.substr(0, end);
        m_text.remove_prefix(found.size());
        return found;
    }
    std::string string();
    bool isAtString()
    {
        skipSpace();
        return m_text.starts_with('"') || m_text.starts_with('\'');
    }

private:
    void skipSpace()
    {
        while (!m_text.empty() && std::string_view(" \t\r\n").contains(m_text.front()))
            m_text.remove_prefix(1);
    }
    char next()
    {
        if (m_text.empty())
            refuse();
        const char letter = m_text.front();
        m_text.remove_prefix(1);
        return letter;
    }
    void escape(std::string& into);

    std::string_view m_text;
};

void appendUtf8(std::string& text, std::uint32_t point)
{
    if (point < 0x80) {
        text += char(point);
    } else if (point < 0x800) {
        text += {char(0xc0U | point >> 6), char(0x80U | (point & 0x3fU))};
    } else if (point < 0x10000) {
        text += {char(0xe0U | point >> 12), char(0x80U | (point >> 6 & 0x3fU)),
                 char(0x80U | (point & 0x3fU))};
    } else {
        text += {char(0xf0U | point >> 18), char(0x80U | (point >> 12 & 0x3fU)),
                 char(0x80U | (point >> 6 & 0x3fU)), char(0x80U | (point & 0x3fU))};
    }
}

void Reader::escape(std::string& into)
{
    constexpr std::string_view letters = "abfnrtv\\?\"'`";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
    const char letter = next();
    if (const auto at = letters.find(letter); at != std::string_view::npos) {
        into += meanings[at];
        return;
    }
    const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
    if (digits == 0 || m_text.size() < digits)
        refuse();
    std::uint32_t point = 0;
    const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + digits, point, 16);
    if (error != std::errc() || end != m_text.data() + digits || point > 0x10ffff
        || (point >= 0xd800 && point < 0xe000))
        refuse();
    m_text.remove_prefix(digits);
    appendUtf8(into, point);
}

std::string Reader::string()
{
    skipSpace();
    const char quote = next();
    if (quote != '"' && quote != '\'')
        refuse();
    std::string text;
    for (char letter = next(); letter != quote; letter = next()) {
        if (letter == '\n' || letter == '\r')
            refuse();
        if (letter == '\\')
            escape(text);
        else
            text += letter;
    }
    return text;
}

} // namespace

std::string prefixOf(std::string_view filter)
{
    Reader reader(filter);
    if (reader.isAtEnd())
        return {};
    reader.expect("id");
    reader.expect(".");
    reader.expect("startsWith");
    reader.expect("(");
    std::string prefix = reader.string();
    reader.expect(")");
    if (!reader.isAtEnd())
        refuse();
    return prefix;
}

TimeRange timeRangeOf(std::string_view filter)
{
    Reader reader(filter);
    TimeRange range;
    if (reader.isAtEnd())
        return range;
    do {
        reader.expect("revision_create_time");
        const bool isFrom = reader.take(">=");
        if (!isFrom)
            reader.expect("<=");
        auto& bound = isFrom ? range.from : range.until;
        if (bound)
            refuse();
        try {
            bound = async::fromRfc3339(reader.word());
        } catch (const std::invalid_argument&) {
            refuse();
        }
    } while (reader.take("&&"));
    if (!reader.isAtEnd())
        refuse();
    return range;
}

ItemRange itemRangeOf(std::string_view filter)
{
    Reader reader(filter);
    ItemRange range;
    if (reader.isAtEnd())
        return range;
    do {
        ItemRange::Bound bound;
        bound.field = reader.take("sortKey") ? "sortKey" : "id";
        if (bound.field == "id")
            reader.expect("id");
        bound.isLower = reader.take(">");
        if (!bound.isLower)
            reader.expect("<");
        if (reader.isAtString()) {
            bound.text = reader.string();
        } else {
            const std::string_view word = reader.word();
            double number = 0;
            const auto [end, error] =
                std::from_chars(word.data(), word.data() + word.size(), number);
            if (error != std::errc() || end != word.data() + word.size() || bound.field == "id"
                || !std::isfinite(number))
                refuse();
            bound.number = number;
        }
        range.bounds.push_back(std::move(bound));
    } while (reader.take("&&"));
    if (!reader.isAtEnd())
        refuse();
    return range;
}

} // namespace plectrum::emulator
