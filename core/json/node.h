// SPDX-License-Identifier: MIT
// The nodes on the heap behind json::Value. Internal to core/json: others use Value.
// A node does not change once a Value holds it, but for its reference count, which is atomic.
#pragma once

#include "json/node_blocks.h"
#include "json/value.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace plectrum::json {

/// How a node was allocated is the top bit of its count.
struct Node
{
    static constexpr std::uint32_t blockFlag = 1U << 31;

    std::atomic<std::uint32_t> references{1};

    void retain() noexcept { references.fetch_add(1, std::memory_order_relaxed); }
    /// True when that was the last reference.
    bool drop() noexcept
    {
        return isUnique() || (references.fetch_sub(1, std::memory_order_acq_rel) & ~blockFlag) == 1;
    }
    bool isUnique() const noexcept
    {
        return (references.load(std::memory_order_acquire) & ~blockFlag) == 1;
    }

    /// Memory for a node, from `blocks` or, without them or when it is large, from the heap.
    template <typename T>
    static T* make(std::size_t extraBytes, NodeBlocks* blocks)
    {
        const std::size_t bytes = sizeof(T) + extraBytes;
        if (bytes > NodeBlocks::largest)
            blocks = nullptr;
        auto* node = ::new (blocks ? blocks->allocate(bytes) : ::operator new(bytes)) T;
        if (blocks)
            node->references.store(1 | blockFlag, std::memory_order_relaxed);
        return node;
    }
    /// Gives the memory back; what stands behind the node must have been destroyed.
    template <typename T>
    static void destroy(T* node, std::size_t extraBytes) noexcept
    {
        const bool inBlock = (node->references.load(std::memory_order_relaxed) & blockFlag) != 0;
        std::destroy_at(node);
        if (inBlock)
            NodeBlocks::free(node);
        else
            ::operator delete(node, sizeof(T) + extraBytes);
    }
};

/// The bytes of a long string or of a buffer, standing behind the node.
struct TextNode : Node
{
    std::uint32_t size = 0;

    /// Throws std::length_error from 4 GiB on.
    static TextNode* make(std::string_view bytes, NodeBlocks* blocks = nullptr);
    char* bytes() noexcept { return reinterpret_cast<char*>(this + 1); }
    const char* bytes() const noexcept { return reinterpret_cast<const char*>(this + 1); }
    std::string_view view() const noexcept { return {bytes(), size}; }
};

/// A child of a branch and the number of values up to and with it.
struct BranchEntry
{
    SequenceNode* child = nullptr;
    std::size_t end = 0;
};

/// A persistent list of values: a tree with all leaves at one depth, whose leaves hold up to 64
/// values and whose branches hold up to 64 children. It is the elements of an array, the member
/// values of an object, and the sorted member names of an object (which many objects share).
struct SequenceNode : Node
{
    static constexpr std::size_t capacity = 64;

    std::uint16_t count = 0; ///< values of a leaf, children of a branch
    std::uint8_t height = 0; ///< 0: a leaf
    SequenceNode* names = nullptr; ///< of the root of an object's values: its names (owned)

    bool isLeaf() const noexcept { return height == 0; }
    Value* values() noexcept { return reinterpret_cast<Value*>(this + 1); }
    const Value* values() const noexcept { return reinterpret_cast<const Value*>(this + 1); }
    BranchEntry* entries() noexcept { return reinterpret_cast<BranchEntry*>(this + 1); }
    const BranchEntry* entries() const noexcept
    {
        return reinterpret_cast<const BranchEntry*>(this + 1);
    }
    std::size_t size() const noexcept { return isLeaf() ? count : entries()[count - 1].end; }
};

static_assert(sizeof(Value) == 16 && sizeof(SequenceNode) == 16 && sizeof(BranchEntry) == 16);

/// How the files of core/json reach the inside of a Value.
struct NodeAccess
{
    static constexpr std::size_t inlineCapacity = Value::inlineCapacity;

    /// A container of that type; takes over the reference. Null: an empty one.
    static Value container(Type type, SequenceNode* root) noexcept
    {
        Value value;
        setContainer(value, type, root);
        return value;
    }
    /// The root of a container, or null when it is empty or no container.
    static const SequenceNode* root(const Value& value) noexcept
    {
        return value.isContainer() ? static_cast<const SequenceNode*>(value.heapNode()) : nullptr;
    }

    // What a value of the type that the name tells holds, without looking at the type.
    static bool boolean(const Value& value) noexcept { return value.load<bool>(); }
    static std::int64_t integer(const Value& value) noexcept { return value.load<std::int64_t>(); }
    static double number(const Value& value) noexcept { return value.load<double>(); }
    /// Whether the text of a string stands inside the value.
    static bool isInline(const Value& text) noexcept { return text.m_inline != Value::onHeap; }
    static std::size_t inlineSize(const Value& text) noexcept { return text.m_inline; }
    /// Where an inline text starts within the bytes of the value.
    static constexpr std::size_t inlineTextAt = sizeof(Value) - Value::inlineCapacity;

    // The setters are for values that are null.
    static void setContainer(Value& null, Type type, SequenceNode* root) noexcept
    {
        null.m_type = type;
        if (root) {
            null.m_inline = Value::onHeap;
            null.store<Node*>(root);
        }
    }
    /// Takes over the reference.
    static void setString(Value& null, TextNode* text) noexcept
    {
        null.m_type = Type::String;
        null.m_inline = Value::onHeap;
        null.store<Node*>(text);
    }
    /// A string of at most inlineCapacity bytes, behind whose start 16 bytes can be read.
    static void setShortString(Value& null, const char* padded, std::size_t size) noexcept
    {
        // A window of this table is as many ones as the text has bytes, and zeros behind them.
        constexpr std::size_t word = sizeof(std::uint64_t);
        static constexpr std::array<unsigned char, 4 * word> ones = [] {
            std::array<unsigned char, 4 * word> table{};
            std::fill_n(table.begin(), 2 * word, static_cast<unsigned char>(0xff));
            return table;
        }();
        std::uint64_t text[2];
        std::uint64_t mask[2];
        std::memcpy(text, padded, sizeof text);
        std::memcpy(mask, ones.data() + 2 * word - size, sizeof mask);
        text[0] &= mask[0];
        text[1] &= mask[1];
        null.m_type = Type::String;
        null.m_inline = static_cast<std::uint8_t>(size);
        std::memcpy(null.m_bytes, text, Value::inlineCapacity);
    }
};

} // namespace plectrum::json
