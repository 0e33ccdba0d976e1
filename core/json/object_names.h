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
#include <utility>
#include <vector>

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

    /// An object that gets its values one after the other, in the order in which the names were
    /// given. The names must live as long.
    class Filling
    {
    public:
        explicit Filling(ObjectNames& names, const ObjectMemory* memory = nullptr);
        Filling(const Filling&) = delete;
        Filling& operator=(const Filling&) = delete;
        ~Filling();

        std::size_t size() const { return m_size; }
        /// At most as many as there are names.
        void add(Value value) { m_values[m_names.m_places[m_size++]] = std::move(value); }
        /// With a value for each name.
        Value finish();
        /// Gives back what was added, in that order, and has nothing any more.
        void giveBack(std::vector<Value>& values);

    private:
        ObjectNames& m_names;
        SequenceNode* m_leaf;
        Value* m_values;
        std::size_t m_size = 0;
    };

private:
    void lend(SequenceNode* leaf);

    std::array<std::uint8_t, most> m_places{}; ///< in the sorted list, by the order given
    SequenceNode* m_names; ///< with a reference of its own and some for objects
    std::uint32_t m_references = 0; ///< for objects: counting atomically for each takes long
};

/// What tells the list of names that objects share; null for what is no object with members. Two
/// lists of the same names may differ in it.
const void* namesOf(const Value& object) noexcept;

} // namespace plectrum::json
