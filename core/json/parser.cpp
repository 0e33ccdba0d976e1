// SPDX-License-Identifier: MIT
// simdjson checks the text and leaves a tape of 64-bit words (a kind in the top byte, a number or
// an index below it); TapeReader turns the tape into nodes. What simdjson or TapeReader refuses is
// read once more by the strict parser, which knows the place of an error and the rarer numbers.
#include "json/parser.h"

#include "json/sequence.h"
#include "json/shapes.h"
#include "json/strict_parser.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <format>
#include <memory>

namespace plectrum::json {

namespace {

constexpr std::size_t capacity = SequenceNode::capacity;

class TapeReader
{
public:
    explicit TapeReader(const simdjson::dom::document& document)
        : m_tape(document.tape.get())
        , m_strings(document.string_buf.get())
    {
    }

    Value document()
    {
        Shape* guess = nullptr;
        Value root;
        read(root, guess);
        return root;
    }
    /// The document is nested too deep or has a name twice; the value is of no use then.
    bool isRefused() const { return m_refused; }

private:
    using Named = std::pair<std::string_view, Value>;

    static std::uint64_t payload(std::uint64_t word) { return word & 0x00ff'ffff'ffff'ffffU; }
    /// Where the container that opens at `at` ends: the word after its last.
    std::size_t endOf(std::size_t at) const { return m_tape[at] & 0xffff'ffffU; }
    std::string_view text(std::uint64_t word) const;
    std::size_t behind(std::size_t at) const;
    void skip() { m_at = behind(m_at); }
    std::size_t countOf(std::size_t open) const;
    void read(Value& out, Shape*& guess);
    Value readArray(Shape*& guess);
    Value readObject(Shape*& guess);
    bool matches(const Shape& shape, std::size_t count) const;
    void collectNames(std::size_t count);
    Value readShaped(Shape& shape);
    Value readUnshaped(std::size_t count);

    const std::uint64_t* m_tape;
    const std::uint8_t* m_strings;
    std::size_t m_at = 1; // behind the root word
    int m_depth = 0;
    bool m_refused = false;
    ShapeTable m_shapes;
    std::vector<std::string_view> m_written;
};

std::string_view TapeReader::text(std::uint64_t word) const
{
    const std::uint8_t* start = m_strings + payload(word);
    std::uint32_t size = 0;
    std::memcpy(&size, start, sizeof size);
    return {reinterpret_cast<const char*>(start + sizeof size), size};
}

/// The word behind the value at `at`.
std::size_t TapeReader::behind(std::size_t at) const
{
    switch (m_tape[at] >> 56) {
    case '{':
    case '[':
        return endOf(at);
    case 'l':
    case 'u':
    case 'd':
        return at + 2;
    default:
        return at + 1;
    }
}

/// Elements or members of the container that opens at `open`.
std::size_t TapeReader::countOf(std::size_t open) const
{
    constexpr std::size_t saturated = 0xff'ffff;
    const std::size_t count = (m_tape[open] >> 32) & saturated;
    if (count < saturated) {
        return count;
    }
    std::size_t values = 0;
    for (std::size_t at = open + 1; at < endOf(open) - 1; at = behind(at)) {
        ++values;
    }
    return m_tape[open] >> 56 == '{' ? values / 2 : values;
}

/// Whether the members from m_at on have the names of the shape, in its order.
bool TapeReader::matches(const Shape& shape, std::size_t count) const
{
    if (shape.written.size() != count) {
        return false;
    }
    std::size_t at = m_at;
    for (const std::string_view name : shape.written) {
        if (text(m_tape[at]) != name) {
            return false;
        }
        at = behind(at + 1);
    }
    return true;
}

void TapeReader::collectNames(std::size_t count)
{
    m_written.clear();
    for (std::size_t at = m_at; m_written.size() < count; at = behind(at + 1)) {
        m_written.push_back(text(m_tape[at]));
    }
}

void TapeReader::read(Value& out, Shape*& guess)
{
    const std::uint64_t word = m_tape[m_at];
    switch (word >> 56) {
    case '"':
        out = text(word);
        ++m_at;
        break;
    case 'l': {
        std::int64_t integer = 0;
        std::memcpy(&integer, m_tape + m_at + 1, sizeof integer);
        out = integer;
        m_at += 2;
        break;
    }
    case 'u':
        out = static_cast<double>(m_tape[m_at + 1]);
        m_at += 2;
        break;
    case 'd': {
        double number = 0;
        std::memcpy(&number, m_tape + m_at + 1, sizeof number);
        out = number;
        m_at += 2;
        break;
    }
    case 't':
    case 'f':
        out = word >> 56 == 't';
        ++m_at;
        break;
    case '[':
    case '{':
        if (++m_depth > maximumDepth) {
            m_refused = true;
            skip();
        } else {
            out = word >> 56 == '[' ? readArray(guess) : readObject(guess);
        }
        --m_depth;
        break;
    default:
        ++m_at; // null
    }
}

Value TapeReader::readArray(Shape*& guess)
{
    std::size_t left = countOf(m_at++);
    std::vector<SequenceNode*> leaves;
    SequenceNode* leaf = nullptr;
    for (; left > 0; left -= leaf->count) {
        leaf = sequence::makeLeaf(std::min(left, capacity));
        for (std::size_t i = 0; i < leaf->count; ++i) {
            read(leaf->values()[i], guess);
        }
        if (left > capacity || !leaves.empty()) {
            leaves.push_back(leaf);
        }
    }
    ++m_at;
    return NodeAccess::container(Type::Array,
                                 leaves.empty() ? leaf : sequence::joinUp(std::move(leaves)));
}

Value TapeReader::readObject(Shape*& guess)
{
    const std::size_t count = countOf(m_at++);
    Value object = NodeAccess::container(Type::Object, nullptr);
    if (count == 0) {
        ++m_at;
        return object;
    }
    if (count <= capacity) {
        Shape* shape = guess;
        if (!shape || !matches(*shape, count)) {
            collectNames(count);
            shape = m_shapes.find(m_written);
        }
        guess = shape;
        if (shape) {
            object = readShaped(*shape);
            ++m_at;
            return object;
        }
    }
    object = readUnshaped(count);
    ++m_at;
    return object;
}

Value TapeReader::readShaped(Shape& shape)
{
    SequenceNode* leaf = sequence::makeLeaf(shape.place.size());
    shape.names->retain();
    leaf->names = shape.names;
    for (std::size_t i = 0; i < shape.place.size(); ++i) {
        ++m_at;
        read(leaf->values()[shape.place[i]], shape.guesses[i]);
    }
    return NodeAccess::container(Type::Object, leaf);
}

Value TapeReader::readUnshaped(std::size_t count)
{
    std::vector<Named> members(count);
    Shape* guess = nullptr;
    for (Named& member : members) {
        member.first = text(m_tape[m_at++]);
        read(member.second, guess);
    }
    std::ranges::sort(members, {}, &Named::first);
    std::vector<Value> names;
    std::vector<Value> values;
    names.reserve(count);
    values.reserve(count);
    for (Named& member : members) {
        m_refused = m_refused || (!names.empty() && names.back().toString() == member.first);
        names.push_back(m_shapes.name(member.first));
        values.push_back(std::move(member.second));
    }
    SequenceNode* root = sequence::build(values);
    root->names = sequence::build(names);
    return NodeAccess::container(Type::Object, root);
}

/// Copies a text with the padding that simdjson needs, and parses it.
bool parseFast(std::string_view text, Value& out)
{
    // simdjson would count one level less deep than it is told, and TapeReader counts exactly.
    constexpr std::size_t depthForSimdjson = maximumDepth + 24;
    simdjson::dom::parser parser;
    if (parser.allocate(text.size(), depthForSimdjson) != simdjson::SUCCESS) {
        return false;
    }
    const simdjson::padded_string padded(text);
    if (parser.parse(padded).error() != simdjson::SUCCESS) {
        return false;
    }
    TapeReader reader(parser.doc);
    out = reader.document();
    return !reader.isRefused();
}

constexpr std::string_view describe(ParseErrorKind kind)
{
    switch (kind) {
    case ParseErrorKind::Empty:
        return "the text is empty";
    case ParseErrorKind::Syntax:
        return "this is not JSON";
    case ParseErrorKind::TrailingText:
        return "more text after the value";
    case ParseErrorKind::TooDeep:
        return "nested more than 1000 deep";
    case ParseErrorKind::DuplicateName:
        return "the member name stands twice";
    case ParseErrorKind::InvalidUtf8:
        return "invalid UTF-8";
    case ParseErrorKind::LoneSurrogate:
        return "half of a surrogate pair";
    case ParseErrorKind::NumberOutOfRange:
        return "the number is out of range";
    case ParseErrorKind::ControlCharacter:
        return "a control character inside a string";
    case ParseErrorKind::Unterminated:
        return "the text ends inside a value";
    }
    return {};
}

} // namespace

std::string ParseError::message() const
{
    std::string text = std::format("line {}, column {}: {}", line, column, describe(kind));
    if (!detail.empty()) {
        text += std::format(" ({})", detail);
    }
    if (!pointer.empty()) {
        text += std::format(", at {}", pointer);
    }
    return text;
}

std::expected<Value, ParseError> parse(std::string_view text)
{
    // simdjson passes over a byte order mark, which is no JSON.
    Value value;
    if (text.starts_with("\xef\xbb\xbf") || !parseFast(text, value)) {
        return parseStrictly(text);
    }
    return value;
}

} // namespace plectrum::json
