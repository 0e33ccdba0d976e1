// SPDX-License-Identifier: MIT
#include "json/printer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace plectrum::json {

namespace {

constexpr std::string_view bufferHead = R"({"m":null,"t":"buffer","base64":")";
constexpr std::string_view bufferTail = R"("})";

/// What stands behind the backslash for each byte: 0 for none, 'u' for \u00XX.
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) {
        table[c] = 'u';
    }
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

char escapeOf(char c)
{
    return escapes[static_cast<unsigned char>(c)];
}

std::size_t base64Size(std::size_t bytes)
{
    return (bytes + 2) / 3 * 4;
}

/// The text of a number; valid while the object lives.
class NumberText
{
public:
    explicit NumberText(const Value& number)
    {
        if (number.isInteger()) {
            m_end = std::to_chars(m_text.data(), limit(), number.toInteger()).ptr;
        } else {
            printDouble(number.toDouble());
        }
    }
    std::string_view view() const { return {m_text.data(), m_end}; }

private:
    char* limit() { return m_text.data() + m_text.size(); }
    void printDouble(double number);
    void append(std::string_view text)
    {
        std::memcpy(m_end, text.data(), text.size());
        m_end += text.size();
    }

    std::array<char, 40> m_text; // the longest are -2.2250738585072014e-308 and 20 digits
    char* m_end = m_text.data();
};

void NumberText::printDouble(double number)
{
    constexpr double plainLimit = 1e15; // below it whole numbers print all digits, not an exponent
    if (!std::isfinite(number)) {
        append("null");
    } else if (std::abs(number) < plainLimit && std::trunc(number) == number) {
        if (std::signbit(number)) {
            append("-");
        }
        m_end = std::to_chars(m_end, limit(), static_cast<std::int64_t>(std::abs(number))).ptr;
        append(".0");
    } else {
        m_end = std::to_chars(m_end, limit(), number).ptr;
        if (view().find_first_of(".e") == std::string_view::npos) {
            append(".0");
        }
    }
}

/// Text that grows: the room for many small pieces is asked for once.
class TextSink
{
public:
    void put(char c)
    {
        reserve(1);
        m_text[m_size++] = c;
    }
    void put(std::string_view piece)
    {
        reserve(piece.size());
        std::memcpy(m_text.data() + m_size, piece.data(), piece.size());
        m_size += piece.size();
    }
    void fill(std::size_t count, char c)
    {
        reserve(count);
        std::memset(m_text.data() + m_size, c, count);
        m_size += count;
    }
    std::string take()
    {
        m_text.resize(m_size);
        return std::move(m_text);
    }

private:
    void reserve(std::size_t more)
    {
        if (m_text.size() - m_size < more) {
            grow(more);
        }
    }
    void grow(std::size_t more)
    {
        const std::size_t wanted = std::max(m_text.size() * 2, m_size + more + 256);
        m_text.resize_and_overwrite(wanted, [](char*, std::size_t size) { return size; });
    }

    std::string m_text;
    std::size_t m_size = 0;
};

/// Counts what TextSink would hold.
class SizeSink
{
public:
    void put(char) { ++m_size; }
    void put(std::string_view piece) { m_size += piece.size(); }
    std::size_t size() const { return m_size; }

private:
    std::size_t m_size = 0;
};

template <typename Sink>
void putEscape(Sink& sink, char c)
{
    const char letter = escapeOf(c);
    sink.put('\\');
    sink.put(letter);
    if (letter == 'u') {
        constexpr std::string_view digits = "0123456789abcdef";
        sink.put("00");
        sink.put(digits[static_cast<unsigned char>(c) >> 4]);
        sink.put(digits[static_cast<unsigned char>(c) & 0xf]);
    }
}

template <typename Sink>
void putString(Sink& sink, std::string_view text)
{
    sink.put('"');
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (escapeOf(text[i]) != 0) {
            sink.put(text.substr(start, i - start));
            putEscape(sink, text[i]);
            start = i + 1;
        }
    }
    sink.put(text.substr(start));
    sink.put('"');
}

void putBase64(TextSink& sink, std::string_view bytes)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::string_view group = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            sink.put(j <= group.size() ? digits[bits >> (18 - 6 * j) & 0x3f] : '=');
        }
    }
}

void putBase64(SizeSink& sink, std::string_view bytes)
{
    for (std::size_t i = 0; i < base64Size(bytes.size()); ++i) {
        sink.put('=');
    }
}

template <typename Sink>
void putScalar(Sink& sink, const Value& value)
{
    switch (value.type()) {
    case Type::Bool:
        sink.put(value.toBool() ? std::string_view("true") : std::string_view("false"));
        break;
    case Type::Integer:
    case Type::Double:
        sink.put(NumberText(value).view());
        break;
    case Type::String:
        putString(sink, value.toString());
        break;
    case Type::Buffer:
        sink.put(bufferHead);
        putBase64(sink, value.toString());
        sink.put(bufferTail);
        break;
    default:
        sink.put("null");
    }
}

template <typename Sink>
void putCompact(Sink& sink, const Value& value)
{
    if (!value.isContainer()) {
        putScalar(sink, value);
        return;
    }
    bool first = true;
    const auto separate = [&first, &sink] {
        if (!first) {
            sink.put(',');
        }
        first = false;
    };
    sink.put(value.isArray() ? '[' : '{');
    value.forEachElement([&](const Value& element) {
        separate();
        putCompact(sink, element);
    });
    value.forEachMember([&](std::string_view name, const Value& member) {
        separate();
        putString(sink, name);
        sink.put(':');
        putCompact(sink, member);
    });
    sink.put(value.isArray() ? ']' : '}');
}

class PrettyPrinter
{
public:
    explicit PrettyPrinter(int indent)
        : m_indent(indent > 0 ? static_cast<std::size_t>(indent) : 0)
    {
    }

    void print(const Value& value);
    std::string take() { return m_sink.take(); }

private:
    void newLine()
    {
        m_sink.put('\n');
        m_sink.fill(m_level * m_indent, ' ');
    }
    void separate(bool& first)
    {
        if (!first) {
            m_sink.put(',');
        }
        first = false;
        newLine();
    }

    TextSink m_sink;
    std::size_t m_indent;
    std::size_t m_level = 0;
};

void PrettyPrinter::print(const Value& value)
{
    if (!value.isContainer() || value.size() == 0) {
        putCompact(m_sink, value);
        return;
    }
    bool first = true;
    m_sink.put(value.isArray() ? '[' : '{');
    ++m_level;
    value.forEachElement([&](const Value& element) {
        separate(first);
        print(element);
    });
    value.forEachMember([&](std::string_view name, const Value& member) {
        separate(first);
        putString(m_sink, name);
        m_sink.put(": ");
        print(member);
    });
    --m_level;
    newLine();
    m_sink.put(value.isArray() ? ']' : '}');
}

} // namespace

std::string print(const Value& value)
{
    TextSink sink;
    putCompact(sink, value);
    return sink.take();
}

std::string printPretty(const Value& value, int indent)
{
    PrettyPrinter printer(indent);
    printer.print(value);
    return printer.take();
}

std::size_t printedSize(const Value& value)
{
    SizeSink sink;
    putCompact(sink, value);
    return sink.size();
}

std::string printString(std::string_view utf8)
{
    TextSink sink;
    putString(sink, utf8);
    return sink.take();
}

} // namespace plectrum::json
