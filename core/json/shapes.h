// SPDX-License-Identifier: MIT
// The lists of member names met while one document is read, each kept once. Objects of one shape
// share its names, and the shape met last at a place is what is guessed for the next object there.
// Internal to core/json.
#pragma once

#include "json/escape.h"
#include "json/node.h"
#include "json/progress.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace plectrum::json {

class Shape;

/// A member as it was read.
struct ReadMember
{
    std::string_view name; ///< with 16 bytes behind it that can be read
    Value value;
    Shape* guess = nullptr; ///< the shape met last in the value
};

/// A member's place in the text and the start of its name, which mostly decides its order.
struct OrderedName
{
    std::uint64_t head = 0; ///< the first eight bytes, the first one highest
    std::uint32_t index = 0;
};

/// A name of a shape, as the text may have it.
struct WrittenName
{
    std::string_view name; ///< with 16 bytes behind it that can be read
    Chunk head; ///< the start of the name with its quotes
    unsigned headBits = 0; ///< a bit for each byte of it
    std::uint8_t index = 0; ///< in sorted order
    Shape* guess = nullptr; ///< the shape met last in the member's value

    /// Whether the token at this place is this name, which is written without escapes.
    bool standsAt(const char* token) const
    {
        return (~Chunk::load(token).sameBytes(head) & headBits) == 0
            && (name.size() + 2 <= Chunk::size || restStandsAt(token));
    }

private:
    bool restStandsAt(const char* token) const;
};

/// Names in the order in which the text has them.
class Shape
{
public:
    /// Names of which none stands twice, at most SequenceNode::capacity. Takes over `sortedNames`.
    Shape(std::span<const std::string_view> written, std::span<const std::size_t> order,
          SequenceNode* sortedNames);
    ~Shape();
    Shape(const Shape&) = delete;
    Shape& operator=(const Shape&) = delete;

    std::span<WrittenName> written() { return m_written; }
    bool has(std::span<const std::string_view> written) const;
    /// Whether the text may have the names as they are. Only then objects may be guessed.
    bool isPlain() const { return m_isPlain; }

    /// A leaf of nulls for the values of an object of this shape, with its names.
    SequenceNode* makeLeaf(NodeBlocks* blocks);

private:
    static constexpr std::uint32_t inAdvance = 256;

    std::vector<WrittenName> m_written;
    SequenceNode* m_names; // of which the shape holds a reference of its own and some for objects
    std::uint32_t m_references = 0; // for objects: counting atomically for each takes long
    bool m_isPlain = true;
};

class ShapeTable
{
public:
    explicit ShapeTable(Progress& progress)
        : m_progress(progress)
    {
    }

    /// An object of these members, at least one, which are moved from, in the place of a null.
    /// `guess` becomes its shape when the next object can be compared with it. False: a name stands
    /// twice, or the progress handler ended it.
    bool build(Value& null, std::span<ReadMember> members, Shape*& guess, NodeBlocks* blocks);

private:
    Shape* find(std::span<const std::string_view> written);
    Shape* add(std::size_t hash, std::span<const std::string_view> written);
    bool buildUnshaped(Value& null, std::span<ReadMember> members);
    bool sortByName(std::span<const ReadMember> members);
    Value name(std::string_view text);

    Progress& m_progress;
    std::unordered_multimap<std::size_t, std::unique_ptr<Shape>> m_shapes;
    std::unordered_map<std::string_view, Value> m_longNames;
    std::vector<std::string_view> m_written;
    std::vector<OrderedName> m_ordered;
};

} // namespace plectrum::json
