// SPDX-License-Identifier: MIT
#include "json/shapes.h"

#include "json/sequence.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace plectrum::json {

namespace {

constexpr std::size_t maximumShapes = 1024;
constexpr std::size_t longName = 15; // shorter names stand inside the Value

std::size_t hashOf(std::span<const std::string_view> names)
{
    std::size_t hash = names.size();
    for (const std::string_view name : names)
        hash = hash * 31 + std::hash<std::string_view>()(name);
    return hash;
}

/// The name has 16 bytes behind it that can be read.
std::uint64_t headOf(std::string_view name)
{
    std::uint64_t head = 0;
    std::memcpy(&head, name.data(), sizeof head);
    if constexpr (std::endian::native == std::endian::little)
        head = std::byteswap(head);
    const std::size_t behind = 8 * (sizeof head - std::min(name.size(), sizeof head));
    return behind < 64 ? head >> behind << behind : 0;
}

bool mustBeEscaped(std::string_view name)
{
    return std::ranges::any_of(name, [](char c) { return escapeOf(c) != 0; });
}

} // namespace

bool WrittenName::restStandsAt(const char* token) const
{
    // The quote cannot stand inside the name, so that nothing is compared behind it.
    constexpr std::size_t known = Chunk::size - 1;
    for (std::size_t at = known; at < name.size(); at += Chunk::size) {
        const unsigned same = Chunk::load(token + 1 + at).sameBytes(Chunk::load(name.data() + at));
        if ((~same & Chunk::firstBits(name.size() - at)) != 0)
            return false;
    }
    return token[1 + name.size()] == '"';
}

Shape::Shape(std::span<const std::string_view> written, std::span<const std::size_t> order,
             SequenceNode* sortedNames)
    : m_written(written.size())
    , m_names(sortedNames)
    , m_isPlain(std::ranges::none_of(written, mustBeEscaped))
{
    for (std::size_t i = 0; i < written.size(); ++i) {
        WrittenName& name = m_written[i];
        name.name = written[i];
        std::array<char, 2 * Chunk::size> text{'"'};
        const std::size_t size = std::min(written[i].size(), Chunk::size);
        std::memcpy(text.data() + 1, written[i].data(), size);
        text[1 + size] = '"';
        name.head = Chunk::load(text.data());
        name.headBits = Chunk::firstBits(written[i].size() + 2);
        m_written[order[i]].index = static_cast<std::uint8_t>(i);
    }
}

Shape::~Shape()
{
    m_names->references.fetch_sub(m_references, std::memory_order_relaxed);
    sequence::release(m_names);
}

bool Shape::has(std::span<const std::string_view> written) const
{
    return std::ranges::equal(m_written, written, {}, &WrittenName::name);
}

SequenceNode* Shape::makeLeaf(NodeBlocks* blocks)
{
    SequenceNode* leaf = sequence::makeLeaf(m_written.size(), blocks);
    if (m_references == 0) {
        m_names->references.fetch_add(inAdvance, std::memory_order_relaxed);
        m_references = inAdvance;
    }
    --m_references;
    leaf->names = m_names;
    return leaf;
}

bool ShapeTable::build(Value& null, std::span<ReadMember> members, Shape*& guess,
                       NodeBlocks* blocks)
{
    m_written.clear();
    for (const ReadMember& member : members)
        m_written.push_back(member.name);
    Shape* const shape = members.size() <= SequenceNode::capacity ? find(m_written) : nullptr;
    // What stands in the text is compared with names, so these must not need escapes.
    guess = shape && shape->isPlain() ? shape : nullptr;
    if (!shape)
        return buildUnshaped(null, members);
    SequenceNode* leaf = shape->makeLeaf(blocks);
    for (std::size_t i = 0; i < members.size(); ++i) {
        WrittenName& name = shape->written()[i];
        leaf->values()[name.index] = std::move(members[i].value);
        name.guess = members[i].guess;
    }
    NodeAccess::setContainer(null, Type::Object, leaf);
    return true;
}

bool ShapeTable::buildUnshaped(Value& null, std::span<ReadMember> members)
{
    if (!sortByName(members))
        return false;
    std::vector<Value> names;
    std::vector<Value> values;
    names.reserve(members.size());
    values.reserve(members.size());
    for (const OrderedName& ordered : m_ordered) {
        ReadMember& member = members[ordered.index];
        names.push_back(name(member.name));
        values.push_back(std::move(member.value));
    }
    SequenceNode* root = sequence::build(values);
    root->names = sequence::build(names);
    NodeAccess::setContainer(null, Type::Object, root);
    return true;
}

/// Puts the members' order on m_ordered. Half a million of them can take a tenth of a second, so
/// the progress handler is asked within. False: it ended this, or a name stands twice.
bool ShapeTable::sortByName(std::span<const ReadMember> members)
{
    struct Interrupted
    {
    };
    m_ordered.clear();
    m_ordered.reserve(members.size());
    for (const ReadMember& member : members)
        m_ordered.push_back({headOf(member.name), static_cast<std::uint32_t>(m_ordered.size())});
    const auto before = [&](const OrderedName& a, const OrderedName& b) {
        if (!m_progress.goesOn())
            throw Interrupted();
        return a.head != b.head ? a.head < b.head : members[a.index].name < members[b.index].name;
    };
    const auto same = [&](const OrderedName& a, const OrderedName& b) {
        return a.head == b.head && members[a.index].name == members[b.index].name;
    };
    try {
        if (!std::ranges::is_sorted(m_ordered, before))
            std::ranges::sort(m_ordered, before);
    } catch (const Interrupted&) {
        return false;
    }
    return std::ranges::adjacent_find(m_ordered, same) == m_ordered.end();
}

/// The shape of these names (1 to SequenceNode::capacity), or null when a name stands twice, or
/// when the document has so many shapes that keeping them does not pay.
Shape* ShapeTable::find(std::span<const std::string_view> written)
{
    const std::size_t hash = hashOf(written);
    const auto [first, last] = m_shapes.equal_range(hash);
    for (auto it = first; it != last; ++it)
        if (it->second->has(written))
            return it->second.get();
    return m_shapes.size() < maximumShapes ? add(hash, written) : nullptr;
}

Shape* ShapeTable::add(std::size_t hash, std::span<const std::string_view> written)
{
    std::vector<std::size_t> order(written.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::sort(order, {}, [written](std::size_t i) { return written[i]; });
    const auto same = [written](std::size_t a, std::size_t b) { return written[a] == written[b]; };
    if (std::ranges::adjacent_find(order, same) != order.end())
        return nullptr;
    SequenceNode* const names = sequence::makeLeaf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        names->values()[i] = name(written[order[i]]);
    return m_shapes.emplace(hash, std::make_unique<Shape>(written, order, names))->second.get();
}

/// The name as a value; equal long names share their text.
Value ShapeTable::name(std::string_view text)
{
    if (text.size() < longName)
        return text;
    const auto [it, isNew] = m_longNames.try_emplace(text);
    if (isNew)
        it->second = Value(text);
    return it->second;
}

} // namespace plectrum::json
