// SPDX-License-Identifier: MIT
#include "json/printer.h"

#include "json/node.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

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

/// The longest are -2.2250738585072014e-308 and integers of 20 bytes.
constexpr std::size_t longestNumber = 32;

char* append(char* out, std::string_view text)
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

/// A number of few decimals, as most are, quickly: m / 10^k is it when the division, which rounds
/// as reading does, gives it back. With at most 15 digits there is no other text as short. Null: no
/// such.
char* printShortDecimal(char* out, double number)
{
    const double size = std::abs(number);
    if (!(size >= 1e-3 && size < 1e9)) {
        return nullptr;
    }
    double power = 10;
    for (std::size_t decimals = 1; decimals <= 6; ++decimals, power *= 10) {
        const auto scaled = static_cast<std::int64_t>(size * power + 0.5);
        if (static_cast<double>(scaled) / power != size) {
            continue;
        }
        const auto divisor = static_cast<std::int64_t>(power);
        if (number < 0) {
            *out++ = '-';
        }
        out = std::to_chars(out, out + longestNumber, scaled / divisor).ptr;
        // With a leading 1, which the point then replaces, the zeros behind the point print too.
        char* const end = std::to_chars(out, out + longestNumber, scaled % divisor + divisor).ptr;
        *out = '.';
        return end;
    }
    return nullptr;
}

/// Prints into longestNumber bytes; the end.
char* printDouble(char* out, double number)
{
    constexpr double plainLimit = 1e15; // below it whole numbers print all digits, not an exponent
    char* const limit = out + longestNumber;
    if (!std::isfinite(number)) {
        return append(out, "null");
    }
    if (std::abs(number) < plainLimit && std::trunc(number) == number) {
        if (std::signbit(number)) {
            *out++ = '-';
        }
        out = std::to_chars(out, limit, static_cast<std::int64_t>(std::abs(number))).ptr;
        return append(out, ".0");
    }
    if (char* const end = printShortDecimal(out, number)) {
        return end;
    }
    char* const end = std::to_chars(out, limit, number).ptr;
    const bool looksWhole =
        std::string_view(out, end).find_first_of(".e") == std::string_view::npos;
    return looksWhole ? append(end, ".0") : end;
}

char* printNumber(char* out, const Value& number)
{
    return number.isInteger() ? std::to_chars(out, out + longestNumber, number.toInteger()).ptr
                              : printDouble(out, number.toDouble());
}

/// Whether any of eight bytes must be escaped: below space, a quote or a backslash. A byte is 0, or
/// has borrowed from below 0, where subtracting sets its top bit that was not set before.
bool anyEscapes(std::uint64_t bytes)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    const auto below = [](std::uint64_t word, std::uint64_t limit) {
        return (word - ones * limit) & ~word;
    };
    const std::uint64_t found =
        below(bytes, 0x20) | below(bytes ^ (ones * '"'), 1) | below(bytes ^ (ones * '\\'), 1);
    return (found & (ones << 7)) != 0;
}

template <typename Word>
Word wordAt(const char* text)
{
    Word word = 0;
    std::memcpy(&word, text, sizeof word);
    return word;
}

/// Copies a text up to its first byte that must be escaped to `out`, where all of it has room; the
/// number of bytes copied.
std::size_t copyPlain(char* out, std::string_view text)
{
    const char* in = text.data();
    const std::size_t size = text.size();
    std::size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        const auto word = wordAt<std::uint64_t>(in + at);
        if (anyEscapes(word)) {
            break;
        }
        std::memcpy(out + at, &word, 8);
    }
    // The rest in one word that overlaps what was copied, or in two halves that overlap.
    if (size >= 8 && size - at < 8) {
        const auto word = wordAt<std::uint64_t>(in + size - 8);
        if (!anyEscapes(word)) {
            std::memcpy(out + size - 8, &word, 8);
            return size;
        }
    } else if (size >= 4 && size < 8) {
        const auto head = wordAt<std::uint32_t>(in);
        const auto tail = wordAt<std::uint32_t>(in + size - 4);
        if (!anyEscapes(std::uint64_t{head} << 32 | tail)) {
            std::memcpy(out, &head, 4);
            std::memcpy(out + size - 4, &tail, 4);
            return size;
        }
    }
    for (; at < size && escapeOf(in[at]) == 0; ++at) {
        out[at] = in[at];
    }
    return at;
}

/// Bytes before the first that must be escaped.
std::size_t plainSize(std::string_view text)
{
    std::size_t at = 0;
    while (at + 8 <= text.size() && !anyEscapes(wordAt<std::uint64_t>(text.data() + at))) {
        at += 8;
    }
    while (at < text.size() && escapeOf(text[at]) == 0) {
        ++at;
    }
    return at;
}

/// Text that grows by realloc(), which moves large blocks without copying them.
class TextSink
{
public:
    void put(char c)
    {
        reserve(1);
        m_text.get()[m_size++] = c;
    }
    void put(std::string_view piece)
    {
        reserve(piece.size());
        std::memcpy(m_text.get() + m_size, piece.data(), piece.size());
        m_size += piece.size();
    }
    void fill(std::size_t count, char c)
    {
        reserve(count);
        std::memset(m_text.get() + m_size, c, count);
        m_size += count;
    }
    /// Puts a text up to its first byte that must be escaped; the number of bytes put.
    std::size_t putPlain(std::string_view text)
    {
        reserve(text.size());
        const std::size_t size = copyPlain(m_text.get() + m_size, text);
        m_size += size;
        return size;
    }
    void putNumber(const Value& number)
    {
        reserve(longestNumber);
        char* end = m_text.get() + m_size;
        m_size += static_cast<std::size_t>(printNumber(end, number) - end);
    }
    std::string take() const { return std::string(m_text.get(), m_size); }

private:
    struct Free
    {
        void operator()(char* text) const { std::free(text); }
    };

    void reserve(std::size_t more)
    {
        if (m_capacity - m_size < more) {
            grow(more);
        }
    }
    void grow(std::size_t more)
    {
        m_capacity = std::max(m_capacity * 2, m_size + more + 256);
        void* grown = std::realloc(m_text.get(), m_capacity);
        if (!grown) {
            throw std::bad_alloc();
        }
        static_cast<void>(m_text.release());
        m_text.reset(static_cast<char*>(grown));
    }

    std::unique_ptr<char, Free> m_text;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

/// Counts what TextSink would hold.
class SizeSink
{
public:
    void put(char) { ++m_size; }
    void put(std::string_view piece) { m_size += piece.size(); }
    std::size_t putPlain(std::string_view text)
    {
        const std::size_t size = plainSize(text);
        m_size += size;
        return size;
    }
    void putNumber(const Value& number)
    {
        std::array<char, longestNumber> text;
        m_size += static_cast<std::size_t>(printNumber(text.data(), number) - text.data());
    }
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
    for (;;) {
        text.remove_prefix(sink.putPlain(text));
        if (text.empty()) {
            break;
        }
        putEscape(sink, text.front());
        text.remove_prefix(1);
    }
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
        sink.putNumber(value);
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

/// The names of objects as they are printed, with their colons: objects of one document share their
/// names, so that each list of names is escaped once.
class PrintedNames
{
public:
    /// The text in front of the member at `index`; the list must be a leaf.
    class List
    {
    public:
        std::string_view operator[](std::size_t index) const
        {
            const std::size_t start = index == 0 ? 0 : m_ends[index - 1];
            return std::string_view(m_text).substr(start, m_ends[index] - start);
        }

    private:
        friend PrintedNames;
        const SequenceNode* m_names = nullptr;
        std::string m_text;
        std::vector<std::size_t> m_ends;
    };

    const List& of(const SequenceNode& names)
    {
        List& list = m_lists[reinterpret_cast<std::uintptr_t>(&names) / 64 % m_lists.size()];
        if (list.m_names != &names) {
            fill(list, names);
        }
        return list;
    }

private:
    static void fill(List& list, const SequenceNode& names)
    {
        list.m_names = &names;
        list.m_text.clear();
        list.m_ends.clear();
        for (std::size_t i = 0; i < names.count; ++i) {
            list.m_text += printString(names.values()[i].toString()) + ':';
            list.m_ends.push_back(list.m_text.size());
        }
    }

    std::array<List, 16> m_lists;
};

template <typename Sink>
class CompactPrinter
{
public:
    explicit CompactPrinter(Sink& sink)
        : m_sink(sink)
    {
    }

    void print(const Value& value);

private:
    void printMembers(const Value& object);
    void printShared(const SequenceNode& root);

    Sink& m_sink;
    PrintedNames m_names;
};

template <typename Sink>
void CompactPrinter<Sink>::print(const Value& value)
{
    if (value.isObject()) {
        m_sink.put('{');
        printMembers(value);
        m_sink.put('}');
    } else if (value.isArray()) {
        bool first = true;
        m_sink.put('[');
        value.forEachElement([&](const Value& element) {
            if (!first) {
                m_sink.put(',');
            }
            first = false;
            print(element);
        });
        m_sink.put(']');
    } else {
        putScalar(m_sink, value);
    }
}

template <typename Sink>
void CompactPrinter<Sink>::printMembers(const Value& object)
{
    const SequenceNode* root = NodeAccess::root(object);
    const auto isShared = [](const SequenceNode& names) {
        return names.references.load(std::memory_order_relaxed) > 1;
    };
    if (root && root->isLeaf() && root->names->isLeaf() && isShared(*root->names)) {
        printShared(*root);
        return;
    }
    bool first = true;
    object.forEachMember([&](std::string_view name, const Value& member) {
        if (!first) {
            m_sink.put(',');
        }
        first = false;
        putString(m_sink, name);
        m_sink.put(':');
        print(member);
    });
}

template <typename Sink>
void CompactPrinter<Sink>::printShared(const SequenceNode& root)
{
    const PrintedNames::List* names = &m_names.of(*root.names);
    for (std::size_t i = 0; i < root.count; ++i) {
        if (i > 0) {
            m_sink.put(',');
        }
        m_sink.put((*names)[i]);
        const Value& member = root.values()[i];
        print(member);
        if (member.isContainer()) {
            names = &m_names.of(*root.names); // the names below may have taken its place
        }
    }
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
    if (!value.isContainer()) {
        putScalar(m_sink, value);
        return;
    }
    if (value.size() == 0) {
        m_sink.put(value.isArray() ? "[]" : "{}");
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
    CompactPrinter(sink).print(value);
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
    CompactPrinter(sink).print(value);
    return sink.size();
}

std::string printString(std::string_view utf8)
{
    TextSink sink;
    putString(sink, utf8);
    return sink.take();
}

} // namespace plectrum::json
