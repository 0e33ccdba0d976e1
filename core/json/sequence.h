// SPDX-License-Identifier: MIT
// Operations on SequenceNode, the persistent list behind arrays and objects. Internal to core/json.
// Each edit gives a new root that shares all nodes off its path; "takes over" means the reference.
#pragma once

#include "json/node.h"

#include <cstddef>
#include <span>
#include <vector>

namespace plectrum::json::sequence {

/// A leaf of `count` nulls, to be filled before it is shared. 1 <= count <= capacity.
SequenceNode* makeLeaf(std::size_t count, NodeBlocks* blocks = nullptr);
/// Puts nodes of one height under branches until one is left; takes them over. Not empty.
SequenceNode* joinUp(std::vector<SequenceNode*> nodes);
/// A list of these values, which are moved from; null when there are none.
SequenceNode* build(std::span<Value> values);

void release(SequenceNode* node) noexcept;

/// index < size()
const Value& at(const SequenceNode& root, std::size_t index) noexcept;
/// The values from `index` to the end of its leaf, standing side by side.
std::span<const Value> runFrom(const SequenceNode& root, std::size_t index) noexcept;
/// The values from the start of its leaf up to, not with, `end`. 0 < end <= size()
std::span<const Value> runBefore(const SequenceNode& root, std::size_t end) noexcept;

SequenceNode* replaced(const SequenceNode& root, std::size_t index, Value value);
/// index <= size()
SequenceNode* inserted(const SequenceNode& root, std::size_t index, Value value);
/// Null when it was the last.
SequenceNode* erased(const SequenceNode& root, std::size_t index);

/// Where `name` stands in a sorted list of names, or where it would; second: whether it does.
std::pair<std::size_t, bool> findName(const SequenceNode& names, std::string_view name) noexcept;

bool equal(const SequenceNode& left, const SequenceNode& right) noexcept;
/// How many values at the ends of both lists are equal, at most `limit`.
std::size_t equalSuffix(const SequenceNode& left, const SequenceNode& right,
                        std::size_t limit) noexcept;

/// Calls visit(index, left, right) for the pairs at one index, up to the end of the shorter list,
/// but for those in leaves that both share; ends early, and answers false, when visit answers
/// false.
template <typename Visit>
bool forEachUnshared(const SequenceNode& left, const SequenceNode& right, Visit visit,
                     std::size_t first = 0)
{
    if (&left == &right)
        return true;
    bool aligned = left.height == right.height && left.count == right.count;
    if (aligned && left.isLeaf()) {
        for (std::size_t i = 0; i < left.count; ++i)
            if (!visit(first + i, left.values()[i], right.values()[i]))
                return false;
        return true;
    }
    for (std::size_t i = 0; aligned && i < left.count; ++i)
        aligned = left.entries()[i].end == right.entries()[i].end;
    if (aligned) {
        for (std::size_t i = 0; i < left.count; ++i) {
            const std::size_t start = i == 0 ? 0 : left.entries()[i - 1].end;
            if (!forEachUnshared(*left.entries()[i].child, *right.entries()[i].child, visit,
                                 first + start)) {
                return false;
            }
        }
        return true;
    }
    const std::size_t size = left.size() < right.size() ? left.size() : right.size();
    for (std::size_t index = 0; index < size;) {
        const std::span<const Value> a = runFrom(left, index);
        const std::span<const Value> b = runFrom(right, index);
        const std::size_t run = a.size() < b.size() ? a.size() : b.size();
        for (std::size_t i = 0; a.data() != b.data() && i < run; ++i)
            if (!visit(first + index + i, a[i], b[i]))
                return false;
        index += run;
    }
    return true;
}

} // namespace plectrum::json::sequence
