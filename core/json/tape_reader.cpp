// SPDX-License-Identifier: MIT
#include "json/tape_reader.h"

#include "json/parser.h"
#include "json/recent_texts.h"
#include "json/sequence.h"
#include "json/shapes.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace plectrum::json {

namespace {

constexpr std::size_t capacity = SequenceNode::capacity;

/// Equality of texts behind whose ends 8 bytes can be read.
bool samePadded(std::string_view left, std::string_view right) noexcept
{
    if (left.size() != right.size()) {
        return false;
    }
    for (std::size_t at = 0; at < left.size(); at += 8) {
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        std::memcpy(&a, left.data() + at, sizeof a);
        std::memcpy(&b, right.data() + at, sizeof b);
        if (NodeAccess::firstBytes(a ^ b, left.size() - at) != 0) {
            return false;
        }
    }
    return true;
}

/// Reads one document. A document that is refused is of no use, but whole enough to be freed.
class TapeReader
{
    static constexpr std::size_t largeDocument = 1'000'000;

public:
    TapeReader(const std::uint64_t* tape, const std::uint8_t* strings, std::size_t size)
        : m_tape(tape)
        , m_strings(strings)
        , m_blocks(size >= largeDocument ? &m_ownBlocks : nullptr)
        , m_texts(size)
    {
    }

    Value document()
    {
        Shape* guess = nullptr;
        Value root;
        read(root, guess);
        return root;
    }
    /// The document is nested too deep or has a name twice.
    bool isRefused() const { return m_refused; }

private:
    using Named = std::pair<std::string_view, Value>;

    static std::uint64_t payload(std::uint64_t word) { return word & 0x00ff'ffff'ffff'ffffU; }
    template <typename T>
    T number(std::size_t at) const
    {
        T value;
        std::memcpy(&value, m_tape + at, sizeof value);
        return value;
    }
    /// Where the container that opens at `at` ends: the word after its last.
    std::size_t endOf(std::size_t at) const { return m_tape[at] & 0xffff'ffffU; }
    std::string_view text(std::uint64_t word) const;
    std::size_t behind(std::size_t at) const;
    std::size_t countOf(std::size_t open) const;
    // The readers put the value at m_at in the place of a null, and pass it.
    void read(Value& null, Shape*& guess);
    void readString(Value& null);
    void readContainer(Value& null, Shape*& guess);
    void readArray(Value& null, Shape*& guess);
    void readObject(Value& null, Shape*& guess);
    bool matches(const Shape& shape, std::size_t count) const;
    void collectNames(std::size_t count);
    void readShaped(Value& null, Shape& shape);
    void readUnshaped(Value& null, std::size_t count);

    const std::uint64_t* m_tape;
    const std::uint8_t* m_strings;
    std::size_t m_at = 1; // behind the root word
    int m_depth = 0;
    bool m_refused = false;
    NodeBlocks m_ownBlocks;
    NodeBlocks* m_blocks; // of a small document none: they would be mostly empty
    RecentTexts m_texts;
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
        if (!samePadded(text(m_tape[at]), name)) {
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

void TapeReader::read(Value& null, Shape*& guess)
{
    const std::uint64_t word = m_tape[m_at];
    switch (word >> 56) {
    case '"':
        readString(null);
        break;
    case 'l':
        std::construct_at(&null, number<std::int64_t>(m_at + 1));
        m_at += 2;
        break;
    case 'u': // beyond int64
        std::construct_at(&null, static_cast<double>(number<std::uint64_t>(m_at + 1)));
        m_at += 2;
        break;
    case 'd':
        std::construct_at(&null, number<double>(m_at + 1));
        m_at += 2;
        break;
    case '[':
    case '{':
        readContainer(null, guess);
        break;
    case 't':
    case 'f':
        std::construct_at(&null, word >> 56 == 't');
        [[fallthrough]];
    default:
        ++m_at;
    }
}

void TapeReader::readString(Value& null)
{
    // simdjson pads its strings, so that all bytes of an inline text can be copied at once.
    const std::string_view string = text(m_tape[m_at++]);
    if (string.size() <= NodeAccess::inlineCapacity) {
        NodeAccess::setShortString(null, string.data(), string.size());
    } else {
        NodeAccess::setString(null, m_texts.find(string, m_blocks));
    }
}

void TapeReader::readContainer(Value& null, Shape*& guess)
{
    if (++m_depth > maximumDepth) {
        m_refused = true;
        m_at = endOf(m_at);
    } else if (m_tape[m_at] >> 56 == '[') {
        readArray(null, guess);
    } else {
        readObject(null, guess);
    }
    --m_depth;
}

void TapeReader::readArray(Value& null, Shape*& guess)
{
    std::size_t left = countOf(m_at++);
    std::vector<SequenceNode*> leaves;
    SequenceNode* leaf = nullptr;
    for (; left > 0; left -= leaf->count) {
        leaf = sequence::makeLeaf(std::min(left, capacity), m_blocks);
        for (std::size_t i = 0; i < leaf->count; ++i) {
            read(leaf->values()[i], guess);
        }
        if (left > capacity || !leaves.empty()) {
            leaves.push_back(leaf);
        }
    }
    ++m_at;
    NodeAccess::setContainer(null, Type::Array,
                             leaves.empty() ? leaf : sequence::joinUp(std::move(leaves)));
}

void TapeReader::readObject(Value& null, Shape*& guess)
{
    const std::size_t count = countOf(m_at++);
    if (count == 0) {
        NodeAccess::setContainer(null, Type::Object, nullptr);
    } else {
        if (count > capacity) {
            guess = nullptr;
        } else if (!guess || !matches(*guess, count)) {
            collectNames(count);
            guess = m_shapes.find(m_written);
        }
        if (guess) {
            readShaped(null, *guess);
        } else {
            readUnshaped(null, count);
        }
    }
    ++m_at;
}

void TapeReader::readShaped(Value& null, Shape& shape)
{
    const std::size_t count = shape.place.size();
    SequenceNode* leaf = sequence::makeLeaf(count, m_blocks);
    shape.names->retain();
    leaf->names = shape.names;
    NodeAccess::setContainer(null, Type::Object, leaf);
    for (std::size_t i = 0; i < count; ++i) {
        ++m_at;
        read(leaf->values()[shape.place[i]], shape.guesses[i]);
    }
}

void TapeReader::readUnshaped(Value& null, std::size_t count)
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
    NodeAccess::setContainer(null, Type::Object, root);
}

} // namespace

std::optional<Value> readTape(const std::uint64_t* tape, const std::uint8_t* strings,
                              std::size_t size)
{
    TapeReader reader(tape, strings, size);
    Value value = reader.document();
    return reader.isRefused() ? std::nullopt : std::optional(std::move(value));
}

} // namespace plectrum::json
