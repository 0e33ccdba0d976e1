// SPDX-License-Identifier: MIT
#include "json/printer.h"

#include "json/node.h"
#include "json/text_sink.h"

#include <array>
#include <vector>

namespace plectrum::json {

namespace {

constexpr std::string_view bufferHead = R"({"m":null,"t":"buffer","base64":")";
constexpr std::string_view bufferTail = R"("})";

std::size_t base64Size(std::size_t bytes)
{
    return (bytes + 2) / 3 * 4;
}

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
    if (root && root->isLeaf() && root->names->isLeaf() && !root->names->isUnique()) {
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
