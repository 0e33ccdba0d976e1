// SPDX-License-Identifier: MIT
#include "json/text_reader.h"

#include "json/number_reader.h"
#include "json/progress.h"
#include "json/sequence.h"
#include "json/shapes.h"
#include "json/string_reader.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace plectrum::json {

namespace {

constexpr std::size_t capacity = SequenceNode::capacity;

/// Reads one document. The readers put the value at the token m_next in the place of a null, and
/// pass it; false: it is refused.
class TextReader
{
    static constexpr std::size_t largeDocument = 1'000'000;

public:
    TextReader(const Tokens& tokens, Unescape unescape, void* context)
        : m_text(tokens.text.data())
        , m_next(tokens.starts.data())
        , m_end(m_next + tokens.starts.size())
        , m_deepest(tokens.deepest)
        , m_blocks(tokens.text.size() >= largeDocument ? &m_ownBlocks : nullptr)
        , m_strings(tokens.text.size(), m_blocks, unescape, context)
        , m_progress(tokens.progress)
        , m_shapes(m_progress)
    {
    }

    bool document(Value& null)
    {
        // What closes last is the last token, so that no token but a bracket is the last.
        const char first = token();
        const char last = m_text[m_end[-1]];
        Shape* guess = nullptr;
        return ((first == '[' && last == ']') || (first == '{' && last == '}')) && read(null, guess)
            && m_next == m_end;
    }

private:
    /// How far an object was one of the shape that was guessed.
    enum class Guessed
    {
        All,
        Partly,
        Refused
    };

    const char* current() const { return m_text + *m_next; }
    char token() const { return *current(); }
    /// The token behind a value inside a container; 0 at the end.
    char behindValue() const { return m_next < m_end ? token() : '\0'; }
    bool read(Value& null, Shape*& guess);
    bool readLiteral(Value& null, std::string_view word, Value meaning);
    bool readContainer(Value& null, Shape*& guess);
    bool readArray(Value& null, Shape*& guess);
    bool readObject(Value& null, Shape*& guess);
    Guessed readGuessed(Value& null, Shape& shape);
    bool readMembers();
    SequenceNode* leafOfElements(std::size_t base);

    const char* m_text;
    const std::uint32_t* m_next;
    const std::uint32_t* m_end;
    int m_deepest;
    int m_depth = 0;
    NodeBlocks m_ownBlocks;
    NodeBlocks* m_blocks; // of a small document none: they would be mostly empty
    StringReader m_strings;
    Progress m_progress;
    ShapeTable m_shapes;
    std::vector<Value> m_elements; // of the arrays that are open
    std::vector<ReadMember> m_members; // of the objects that are open and were not guessed
};

bool TextReader::read(Value& null, Shape*& guess)
{
    switch (token()) {
    case '"':
        return m_strings.read(m_text + *m_next++ + 1, null);
    case '{':
    case '[':
        return readContainer(null, guess);
    case 't':
        return readLiteral(null, "true", true);
    case 'f':
        return readLiteral(null, "false", false);
    case 'n':
        return readLiteral(null, "null", nullptr);
    default:
        return readNumber(m_text + *m_next++, null);
    }
}

bool TextReader::readLiteral(Value& null, std::string_view word, Value meaning)
{
    const char* const at = current();
    ++m_next;
    std::construct_at(&null, std::move(meaning));
    return std::memcmp(at, word.data(), word.size()) == 0 && endsScalar(at[word.size()]);
}

bool TextReader::readContainer(Value& null, Shape*& guess)
{
    if (++m_depth > m_deepest)
        return false;
    const bool isArray = token() == '[';
    ++m_next;
    const bool done = isArray ? readArray(null, guess) : readObject(null, guess);
    --m_depth;
    return done;
}

SequenceNode* TextReader::leafOfElements(std::size_t base)
{
    SequenceNode* leaf = sequence::makeLeaf(m_elements.size() - base, m_blocks);
    std::move(m_elements.begin() + static_cast<std::ptrdiff_t>(base), m_elements.end(),
              leaf->values());
    m_elements.resize(base);
    return leaf;
}

bool TextReader::readArray(Value& null, Shape*& guess)
{
    if (token() == ']') {
        ++m_next;
        NodeAccess::setContainer(null, Type::Array, nullptr);
        return true;
    }
    const std::size_t base = m_elements.size();
    std::vector<SequenceNode*> leaves;
    bool isWhole = false;
    for (bool more = true; more;) {
        Value element;
        more = read(element, guess);
        m_elements.push_back(std::move(element));
        if (m_elements.size() - base == capacity)
            leaves.push_back(leafOfElements(base));
        const char separator = behindValue();
        isWhole = more && separator == ']';
        more = more && separator == ',' && m_progress.goesOn();
        ++m_next;
    }
    if (leaves.empty()) {
        NodeAccess::setContainer(null, Type::Array, leafOfElements(base));
        return isWhole;
    }
    if (m_elements.size() > base)
        leaves.push_back(leafOfElements(base));
    NodeAccess::setContainer(null, Type::Array, sequence::joinUp(std::move(leaves)));
    return isWhole;
}

bool TextReader::readObject(Value& null, Shape*& guess)
{
    if (token() == '}') {
        ++m_next;
        NodeAccess::setContainer(null, Type::Object, nullptr);
        return true;
    }
    const std::size_t base = m_members.size();
    if (guess) {
        const Guessed guessed = readGuessed(null, *guess);
        if (guessed != Guessed::Partly)
            return guessed == Guessed::All;
    }
    // Guessed in part, it may end here, but not behind a comma.
    const bool ends = m_members.size() > base && token() == '}';
    const bool isWhole = ends ? m_text[m_next[-1]] != ',' : readMembers();
    m_next += ends ? 1 : 0;
    const auto members = std::span(m_members).subspan(base);
    const bool done = isWhole && m_shapes.build(null, members, guess, m_blocks);
    m_members.resize(base);
    return done;
}

/// Reads an object as one of this shape. Partly: those of its members that it has were put on
/// m_members; m_next is at the next name or at the end of the object.
TextReader::Guessed TextReader::readGuessed(Value& null, Shape& shape)
{
    const std::span<WrittenName> names = shape.written();
    SequenceNode* leaf = shape.makeLeaf(m_blocks);
    Value object = NodeAccess::container(Type::Object, leaf);
    std::size_t done = 0;
    char separator = ',';
    for (; done < names.size() && separator == ',' && names[done].standsAt(current()); ++done) {
        ++m_next;
        if (token() != ':')
            return Guessed::Refused;
        ++m_next;
        if (!read(leaf->values()[names[done].index], names[done].guess))
            return Guessed::Refused;
        separator = behindValue();
        m_next += separator == ',' ? 1 : 0;
    }
    if (separator == '}' && done == names.size()) {
        ++m_next;
        std::construct_at(&null, std::move(object));
        return Guessed::All;
    }
    for (std::size_t i = 0; i < done; ++i) {
        const WrittenName& name = names[i];
        m_members.push_back({name.name, std::move(leaf->values()[name.index]), name.guess});
    }
    return separator == ',' || separator == '}' ? Guessed::Partly : Guessed::Refused;
}

/// Puts the members from the name at m_next on m_members and passes the end of the object.
bool TextReader::readMembers()
{
    for (;;) {
        ReadMember member;
        if (token() != '"' || !m_strings.readName(current() + 1, member.name))
            return false;
        ++m_next;
        if (token() != ':')
            return false;
        ++m_next;
        if (!read(member.value, member.guess))
            return false;
        m_members.push_back(std::move(member));
        const char separator = behindValue();
        ++m_next;
        if (separator != ',' || !m_progress.goesOn())
            return separator == '}';
    }
}

} // namespace

std::optional<Value> readTokens(const Tokens& tokens, Unescape unescape, void* context)
{
    Value value;
    TextReader reader(tokens, unescape, context);
    return reader.document(value) ? std::optional(std::move(value)) : std::nullopt;
}

} // namespace plectrum::json
