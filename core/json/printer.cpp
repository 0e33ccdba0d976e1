// SPDX-License-Identifier: MIT
#include "json/printer.h"

#include "json/base64.h"
#include "json/escape.h"
#include "json/node.h"
#include "json/number_text.h"
#include "json/text_sink.h"

#include <array>
#include <vector>

namespace plectrum::json {

namespace {

constexpr std::string_view bufferHead = R"({"m":null,"t":"buffer","base64":")";
constexpr std::string_view bufferTail = R"("})";
/// Long texts are put piece by piece, so that room for a piece is enough.
constexpr std::size_t pieceSize = 4096;
/// Room for what putSmall() puts.
constexpr std::size_t longestSmall = longestNumber;

void putEscape(TextSink& sink, char c)
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

/// The inside of a string.
void putText(TextSink& sink, std::string_view text)
{
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, pieceSize);
        char* const out = sink.room(piece.size());
        const std::size_t plain = copyPlain(out, piece);
        sink.advance(out + plain);
        text.remove_prefix(plain);
        if (plain < piece.size()) {
            putEscape(sink, text.front());
            text.remove_prefix(1);
        }
    }
}

void putString(TextSink& sink, std::string_view text)
{
    if (text.size() <= pieceSize) {
        char* const out = sink.room(text.size() + 2);
        *out = '"';
        if (copyPlain(out + 1, text) == text.size()) {
            out[text.size() + 1] = '"';
            sink.advance(out + text.size() + 2);
            return;
        }
    }
    sink.put('"');
    putText(sink, text);
    sink.put('"');
}

/// Puts a number, a bool, null, or a string that stands inside its value and needs no escape to
/// `out`, which has room for longestSmall bytes. The end, or null for any other value.
inline char* putSmall(char* out, const Value& value)
{
    const auto put = [&out](std::string_view text) {
        std::memcpy(out, text.data(), text.size());
        return out + text.size();
    };
    switch (value.type()) {
    case Type::Null:
        return put("null");
    case Type::Bool:
        return NodeAccess::boolean(value) ? put("true") : put("false");
    case Type::Integer:
        return printInteger(out, NodeAccess::integer(value));
    case Type::Double:
        return NodeAccess::isInline(value) ? printDouble(out, NodeAccess::number(value)) : nullptr;
    case Type::String: {
        if (!NodeAccess::isInline(value))
            return nullptr;
        const std::size_t size = NodeAccess::inlineSize(value);
        const Chunk chunk = Chunk::load(reinterpret_cast<const char*>(&value));
        const unsigned ofText = (1U << size) - 1;
        if ((chunk.escapes() >> NodeAccess::inlineTextAt & ofText) != 0)
            return nullptr;
        // What stands before the text in the value gives way to the quote.
        static_assert(NodeAccess::inlineTextAt == 2);
        std::memcpy(out + 1, reinterpret_cast<const char*>(&value) + NodeAccess::inlineTextAt,
                    NodeAccess::inlineCapacity);
        out[0] = '"';
        out[size + 1] = '"';
        return out + size + 2;
    }
    default:
        return nullptr;
    }
}

void putScalar(TextSink& sink, const Value& value)
{
    if (const char* end = putSmall(sink.room(longestSmall), value)) {
        sink.advance(end);
    } else if (value.isString()) {
        putString(sink, value.toString());
    } else if (value.isNumber()) {
        sink.put(value.digits());
    } else {
        sink.put(bufferHead);
        encodeBase64(value.toString(), [&sink](char letter) { sink.put(letter); });
        sink.put(bufferTail);
    }
}

/// The names of objects as they are printed, each with a comma in front and its colon: objects of
/// one document share their names, so that each list of names is escaped once.
class PrintedNames
{
public:
    class List
    {
    public:
        /// Bytes that put() may write.
        std::size_t room(std::size_t index) const { return m_names[index].size + Chunk::size; }
        /// Puts the text in front of the member at `index`; the end.
        char* put(char* out, std::size_t index) const
        {
            const auto [start, size] = m_names[index];
            const char* text = m_text.data() + start;
            for (std::size_t at = 0; at < size; at += Chunk::size)
                Chunk::load(text + at).store(out + at);
            return out + size;
        }

    private:
        friend PrintedNames;
        struct Name
        {
            std::size_t start = 0;
            std::size_t size = 0;
        };
        const SequenceNode* m_owner = nullptr;
        std::string m_text; // a chunk can be read at the end of each name
        std::vector<Name> m_names;
    };

    /// Of a list that is a leaf.
    const List& of(const SequenceNode& names)
    {
        List& list = m_lists[reinterpret_cast<std::uintptr_t>(&names) / 64 % m_lists.size()];
        if (list.m_owner != &names)
            fill(list, names);
        return list;
    }

private:
    static void fill(List& list, const SequenceNode& names)
    {
        list.m_owner = &names;
        list.m_text.clear();
        list.m_names.clear();
        for (std::size_t i = 0; i < names.count; ++i) {
            const std::string name = ',' + printString(names.values()[i].toString()) + ':';
            list.m_names.push_back({list.m_text.size(), name.size()});
            list.m_text += name;
        }
        list.m_text.append(Chunk::size, ' ');
    }

    std::array<List, 16> m_lists;
};

class CompactPrinter
{
public:
    explicit CompactPrinter(TextSink& sink)
        : m_sink(sink)
    {
    }

    void print(const Value& value);

private:
    void printElements(const Value& array);
    void printMembers(const Value& object);
    void printShared(const SequenceNode& root);

    TextSink& m_sink;
    PrintedNames m_names;
};

void CompactPrinter::print(const Value& value)
{
    if (value.isObject())
        printMembers(value);
    else if (value.isArray())
        printElements(value);
    else
        putScalar(m_sink, value);
}

void CompactPrinter::printElements(const Value& array)
{
    char before = '[';
    array.forEachElement([&](const Value& element) {
        m_sink.put(before);
        before = ',';
        print(element);
    });
    m_sink.put(before == '[' ? std::string_view("[]") : std::string_view("]"));
}

void CompactPrinter::printMembers(const Value& object)
{
    const SequenceNode* root = NodeAccess::root(object);
    if (root && root->isLeaf() && root->names->isLeaf() && !root->names->isUnique()) {
        printShared(*root);
        return;
    }
    char before = '{';
    object.forEachMember([&](std::string_view name, const Value& member) {
        m_sink.put(before);
        before = ',';
        putString(m_sink, name);
        m_sink.put(':');
        print(member);
    });
    m_sink.put(before == '{' ? std::string_view("{}") : std::string_view("}"));
}

/// A member with its name in one go where it can be.
void CompactPrinter::printShared(const SequenceNode& root)
{
    const PrintedNames::List* names = &m_names.of(*root.names);
    for (std::size_t i = 0; i < root.count; ++i) {
        const Value& member = root.values()[i];
        char* const start = m_sink.room(names->room(i) + longestSmall);
        char* const behindName = names->put(start, i);
        if (i == 0)
            *start = '{'; // not the comma
        if (const char* end = putSmall(behindName, member)) {
            m_sink.advance(end);
            continue;
        }
        m_sink.advance(behindName);
        if (member.isString()) {
            putString(m_sink, member.toString());
        } else {
            print(member);
            names = &m_names.of(*root.names); // the names below may have taken its place
        }
    }
    m_sink.put('}');
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
        if (!first)
            m_sink.put(',');
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
    TextSink sink(TextSink::Purpose::Size);
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
