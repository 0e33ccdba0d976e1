// SPDX-License-Identifier: MIT
#include "json/object_names.h"

#include "json/node.h"
#include "json/sequence.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace plectrum::json {

namespace {

constexpr std::uint32_t objectsAtOnce = 256;

} // namespace

ObjectNames::ObjectNames(std::span<const std::string_view> names)
    : m_names(sequence::makeLeaf(names.size()))
{
    std::array<std::uint8_t, most> order{};
    const auto used = std::span(order).first(names.size());
    std::iota(used.begin(), used.end(), std::uint8_t{0});
    std::ranges::sort(used, {}, [names](std::uint8_t i) { return names[i]; });
    for (std::size_t i = 0; i < used.size(); ++i) {
        m_names->values()[i] = Value(names[used[i]]);
        m_places[used[i]] = static_cast<std::uint8_t>(i);
    }
}

ObjectNames::~ObjectNames()
{
    m_names->references.fetch_sub(m_references, std::memory_order_relaxed);
    sequence::release(m_names);
}

ObjectMemory::ObjectMemory()
    : m_blocks(std::make_unique<NodeBlocks>())
{
}

ObjectMemory::~ObjectMemory() = default;

/// Gives the leaf of an object the names.
void ObjectNames::lend(SequenceNode* leaf)
{
    if (m_references == 0) {
        m_names->references.fetch_add(objectsAtOnce, std::memory_order_relaxed);
        m_references = objectsAtOnce;
    }
    --m_references;
    leaf->names = m_names;
}

Value ObjectNames::object(std::span<Value> values, const ObjectMemory* memory)
{
    SequenceNode* const leaf =
        sequence::makeLeaf(values.size(), memory ? memory->blocks() : nullptr);
    lend(leaf);
    for (std::size_t i = 0; i < values.size(); ++i)
        leaf->values()[m_places[i]] = std::move(values[i]);
    return NodeAccess::container(Type::Object, leaf);
}

ObjectNames::Filling::Filling(ObjectNames& names, const ObjectMemory* memory)
    : m_names(names)
    , m_leaf(sequence::makeLeaf(names.m_names->size(), memory ? memory->blocks() : nullptr))
    , m_values(m_leaf->values())
{
}

ObjectNames::Filling::~Filling()
{
    if (m_leaf)
        sequence::release(m_leaf);
}

Value ObjectNames::Filling::finish()
{
    m_names.lend(m_leaf);
    return NodeAccess::container(Type::Object, std::exchange(m_leaf, nullptr));
}

void ObjectNames::Filling::giveBack(std::vector<Value>& values)
{
    for (std::size_t i = 0; i < m_size; ++i)
        values.push_back(std::move(m_values[m_names.m_places[i]]));
    m_size = 0;
}

const void* namesOf(const Value& object) noexcept
{
    const SequenceNode* const root = NodeAccess::root(object);
    return root ? root->names : nullptr;
}

} // namespace plectrum::json
