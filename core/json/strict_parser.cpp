// SPDX-License-Identifier: MIT
// Recursive descent over RFC 8259, a function for each production. The first error ends it; its
// place is the byte where the text stops being the start of a valid document, or the start of the
// string, number or name that is at fault as a whole.
#include "json/strict_parser.h"

#include "json/number_reader.h"
#include "json/pointer.h"
#include "json/utf8.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::json {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// How many characters of ASCII that may stand in a string as they are it begins with.
std::size_t plainAscii(std::string_view text)
{
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
    return static_cast<std::size_t>(std::ranges::find_if_not(text, isPlain) - text.begin());
}

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// By its byte order mark, or by every other of its first bytes being zero.
bool isUtf16(std::string_view text)
{
    const auto isZero = [text](std::size_t at) { return text[at] == '\0'; };
    return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")
        || (text.size() >= 4 && isZero(0) != isZero(1) && isZero(0) == isZero(2)
            && isZero(1) == isZero(3));
}

class StrictParser
{
public:
    StrictParser(std::string_view text, int deepest)
        : m_text(text)
        , m_deepest(deepest)
    {
    }

    std::expected<Value, ParseError> document();

private:
    struct Failure
    {
    };

    [[noreturn]] void fail(ParseErrorKind kind, std::size_t offset, std::string detail = {});
    [[noreturn]] void unexpected(); ///< Syntax, or Unterminated at the end of the text
    bool atEnd() const { return m_at == m_text.size(); }
    char peek() const { return m_text[m_at]; }
    void skipSpace();
    void expect(char c);
    bool accept(char c);
    Value value();
    Value literal(std::string_view word, Value meaning);
    Value number();
    void digits();
    Value integerOrDouble(std::string_view token, std::size_t start);
    Value array();
    Value object();
    std::string string();
    void escape(std::string& out);
    char32_t hexUnit();
    void enter();

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_path;
    int m_deepest;
    int m_depth = 0;
    ParseError m_error;
};

void StrictParser::fail(ParseErrorKind kind, std::size_t offset, std::string detail)
{
    m_error.kind = kind;
    m_error.offset = offset;
    const std::string_view before = m_text.substr(0, offset);
    m_error.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    m_error.column = 1 + utf8::countCharacters(line) - (line.starts_with(byteOrderMark) ? 1 : 0);
    m_error.pointer = Pointer(m_path).toString();
    m_error.detail = std::move(detail);
    throw Failure();
}

void StrictParser::unexpected()
{
    if (!atEnd() && utf8::sequenceLength(m_text.substr(m_at)) == 0)
        fail(ParseErrorKind::InvalidUtf8, m_at);
    fail(atEnd() ? ParseErrorKind::Unterminated : ParseErrorKind::Syntax, m_at);
}

std::expected<Value, ParseError> StrictParser::document()
{
    try {
        if (isUtf16(m_text))
            fail(ParseErrorKind::Utf16, 0);
        if (m_text.starts_with(byteOrderMark))
            m_at = byteOrderMark.size();
        skipSpace();
        if (atEnd())
            fail(ParseErrorKind::Empty, m_at);
        Value root = value();
        skipSpace();
        if (!atEnd())
            fail(ParseErrorKind::TrailingText, m_at);
        return root;
    } catch (const Failure&) {
        return std::unexpected(std::move(m_error));
    }
}

void StrictParser::skipSpace()
{
    while (!atEnd() && isSpace(peek()))
        ++m_at;
}

bool StrictParser::accept(char c)
{
    if (atEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

void StrictParser::expect(char c)
{
    if (!accept(c))
        unexpected();
}

Value StrictParser::value()
{
    skipSpace();
    if (atEnd())
        unexpected();
    switch (peek()) {
    case '{':
        return object();
    case '[':
        return array();
    case '"':
        return string();
    case 't':
        return literal("true", true);
    case 'f':
        return literal("false", false);
    case 'n':
        return literal("null", nullptr);
    default:
        return number();
    }
}

Value StrictParser::literal(std::string_view word, Value meaning)
{
    for (const char c : word)
        expect(c);
    return meaning;
}

void StrictParser::digits()
{
    if (atEnd() || !isDigit(peek()))
        unexpected();
    while (!atEnd() && isDigit(peek()))
        ++m_at;
}

Value StrictParser::number()
{
    const std::size_t start = m_at;
    accept('-');
    if (!accept('0'))
        digits();
    bool whole = true;
    if (accept('.')) {
        whole = false;
        digits();
    }
    if (accept('e') || accept('E')) {
        whole = false;
        if (!accept('+'))
            accept('-');
        digits();
    }
    const std::string_view token = m_text.substr(start, m_at - start);
    if (whole)
        return integerOrDouble(token, start);
    double result = 0;
    const char* end = token.data() + token.size();
    if (std::from_chars(token.data(), end, result).ec == std::errc())
        return result;
    // Out of range: too large, or so small that zero is nearest. Where the first digit that counts
    // stands, moved by the exponent, decides; the range of double leaves no doubt between.
    const std::size_t mark = std::min(token.find_first_of("eE"), token.size());
    const std::string_view mantissa = token.substr(0, mark);
    const std::size_t first = mantissa.find_first_of("123456789");
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    if (first == std::string_view::npos)
        return token.front() == '-' ? -0.0 : 0.0;
    long long exponent = 0;
    if (mark < token.size()) {
        const char* digit = token.data() + mark + 1;
        const bool negative = *digit == '-';
        digit += negative || *digit == '+' ? 1 : 0;
        if (std::from_chars(digit, end, exponent).ec != std::errc() || exponent > 4'000'000'000)
            exponent = 4'000'000'000;
        exponent = negative ? -exponent : exponent;
    }
    const auto shift = static_cast<long long>(point) - static_cast<long long>(first);
    if (exponent + shift > 0)
        fail(ParseErrorKind::NumberOutOfRange, start, std::string(token.substr(0, 40)));
    return token.front() == '-' ? -0.0 : 0.0;
}

Value StrictParser::integerOrDouble(std::string_view token, std::size_t start)
{
    const char* end = token.data() + token.size();
    std::int64_t integer = 0;
    if (std::from_chars(token.data(), end, integer).ec == std::errc())
        return integer;
    double result = 0;
    if (std::from_chars(token.data(), end, result).ec != std::errc())
        fail(ParseErrorKind::NumberOutOfRange, start, std::string(token.substr(0, 40)));
    return Value::integerOfDigits(token);
}

void StrictParser::enter()
{
    if (++m_depth > m_deepest)
        fail(ParseErrorKind::TooDeep, m_at, std::to_string(m_deepest));
    ++m_at;
    skipSpace();
}

Value StrictParser::array()
{
    enter();
    std::vector<Value> elements;
    if (!accept(']')) {
        do {
            m_path.push_back(std::to_string(elements.size()));
            elements.push_back(value());
            m_path.pop_back();
            skipSpace();
        } while (accept(','));
        expect(']');
    }
    --m_depth;
    return Value::array(std::move(elements));
}

Value StrictParser::object()
{
    enter();
    Value::Members members;
    std::set<std::string, std::less<>> names;
    if (!accept('}')) {
        do {
            skipSpace();
            if (atEnd() || peek() != '"')
                unexpected();
            const std::size_t start = m_at;
            std::string name = string();
            if (!names.insert(name).second)
                fail(ParseErrorKind::DuplicateName, start, name);
            skipSpace();
            m_path.push_back(name);
            expect(':');
            members.emplace_back(std::move(name), value());
            m_path.pop_back();
            skipSpace();
        } while (accept(','));
        expect('}');
    }
    --m_depth;
    return Value::object(std::move(members));
}

std::string StrictParser::string()
{
    ++m_at;
    std::string out;
    while (!atEnd() && peek() != '"') {
        if (static_cast<unsigned char>(peek()) < 0x20)
            fail(ParseErrorKind::ControlCharacter, m_at);
        if (peek() == '\\') {
            escape(out);
            continue;
        }
        std::size_t length = plainAscii(m_text.substr(m_at));
        if (length == 0)
            length = utf8::sequenceLength(m_text.substr(m_at));
        if (length == 0)
            fail(ParseErrorKind::InvalidUtf8, m_at);
        out.append(m_text, m_at, length);
        m_at += length;
    }
    if (atEnd())
        unexpected();
    ++m_at;
    return out;
}

void StrictParser::escape(std::string& out)
{
    const std::size_t begin = m_at++;
    if (atEnd())
        unexpected();
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t index = letters.find(peek()); index != std::string_view::npos) {
        out += meanings[index];
        ++m_at;
        return;
    }
    char32_t unit = hexUnit();
    if (unit >= 0xdc00 && unit <= 0xdfff)
        fail(ParseErrorKind::LoneSurrogate, begin);
    if (unit >= 0xd800 && unit <= 0xdbff) {
        if (m_text.substr(m_at, 2) != "\\u")
            fail(ParseErrorKind::LoneSurrogate, begin);
        ++m_at;
        const char32_t low = hexUnit();
        if (low < 0xdc00 || low > 0xdfff)
            fail(ParseErrorKind::LoneSurrogate, begin);
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    utf8::append(out, unit);
}

char32_t StrictParser::hexUnit()
{
    expect('u');
    char32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
        if (atEnd())
            unexpected();
        unsigned digit = 0;
        const char* at = m_text.data() + m_at;
        if (std::from_chars(at, at + 1, digit, 16).ptr == at)
            unexpected();
        unit = unit * 16 + digit;
        ++m_at;
    }
    return unit;
}

} // namespace

std::expected<Value, ParseError> parseStrictly(std::string_view text, int deepest)
{
    return StrictParser(text, deepest).document();
}

} // namespace plectrum::json
