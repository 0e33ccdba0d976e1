// SPDX-License-Identifier: MIT
// Many objects with one list of names, made without sorting, copying and comparing the names of
// each: they share the list.
#pragma once

#include "json/value.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace plectrum::json {

class NodeBlocks;
struct SequenceNode;

/// Memory for many objects, cut from large blocks. The objects may outlive it.
class ObjectMemory
{
public:
    ObjectMemory();
    ObjectMemory(const ObjectMemory&) = delete;
    ObjectMemory& operator=(const ObjectMemory&) = delete;
    ~ObjectMemory();

    NodeBlocks* blocks() const { return m_blocks.get(); }

private:
    std::unique_ptr<NodeBlocks> m_blocks;
};

class ObjectNames
{
public:
    static constexpr std::size_t most = 64;

    /// Names of which none stands twice, 1 to `most` of them, in any order.
    explicit ObjectNames(std::span<const std::string_view> names);
    ObjectNames(const ObjectNames&) = delete;
    ObjectNames& operator=(const ObjectNames&) = delete;
    ~ObjectNames();

    /// An object with a value for each name, in the order in which they were given. The values are
    /// moved from.
    Value object(std::span<Value> values, const ObjectMemory* memory = nullptr);

private:
    std::array<std::uint8_t, most> m_places{}; ///< in the sorted list, by the order given
    SequenceNode* m_names; ///< with a reference of its own and some for objects
    std::uint32_t m_references = 0; ///< for objects: counting atomically for each takes long
};

/// What tells the list of names that objects share; null for what is no object with members. Two
/// lists of the same names may differ in it.
const void* namesOf(const Value& object) noexcept;

} // namespace plectrum::json
