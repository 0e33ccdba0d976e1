// SPDX-License-Identifier: MIT
#include "json/sequence.h"

#include <algorithm>
#include <memory>
#include <new>

namespace plectrum::json::sequence {

namespace {

constexpr std::size_t capacity = SequenceNode::capacity;

SequenceNode* allocate(std::size_t count, int height, NodeBlocks* blocks = nullptr)
{
    auto* node = Node::make<SequenceNode>(count * sizeof(Value), blocks);
    node->count = static_cast<std::uint16_t>(count);
    node->height = static_cast<std::uint8_t>(height);
    return node;
}

/// The leaf and the place in it of an index.
struct Spot
{
    const SequenceNode* leaf;
    std::size_t index;
};

std::size_t childOf(const SequenceNode& branch, std::size_t index) noexcept
{
    const BranchEntry* entries = branch.entries();
    const BranchEntry* end = entries + branch.count;
    const BranchEntry* found = std::upper_bound(
        entries, end, index, [](std::size_t i, const BranchEntry& entry) { return i < entry.end; });
    return static_cast<std::size_t>(found - entries);
}

std::size_t startOf(const SequenceNode& branch, std::size_t child) noexcept
{
    return child == 0 ? 0 : branch.entries()[child - 1].end;
}

Spot spotOf(const SequenceNode& root, std::size_t index) noexcept
{
    const SequenceNode* node = &root;
    while (!node->isLeaf()) {
        const std::size_t child = childOf(*node, index);
        index -= startOf(*node, child);
        node = node->entries()[child].child;
    }
    return {node, index};
}

SequenceNode* leafOf(std::span<const Value* const> values)
{
    SequenceNode* leaf = allocate(values.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i)
        std::construct_at(leaf->values() + i, *values[i]);
    return leaf;
}

SequenceNode* branchOf(std::span<SequenceNode* const> children)
{
    SequenceNode* branch = allocate(children.size(), children.front()->height + 1);
    std::size_t end = 0;
    for (std::size_t i = 0; i < children.size(); ++i) {
        end += children[i]->size();
        std::construct_at(branch->entries() + i, BranchEntry{children[i], end});
    }
    return branch;
}

/// The children of a branch, each with a reference of its own, but for the one that is replaced.
std::vector<SequenceNode*> childrenBut(const SequenceNode& branch, std::size_t left)
{
    std::vector<SequenceNode*> children(branch.count);
    for (std::size_t i = 0; i < branch.count; ++i) {
        children[i] = branch.entries()[i].child;
        if (i != left)
            children[i]->retain();
    }
    return children;
}

/// One or two nodes of one height: the result of an insertion.
struct Grown
{
    SequenceNode* first = nullptr;
    SequenceNode* second = nullptr;
};

Grown insertedIntoLeaf(const SequenceNode& leaf, std::size_t index, const Value& value)
{
    std::vector<const Value*> values(leaf.count + std::size_t{1});
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = i == index ? &value : leaf.values() + (i < index ? i : i - 1);
    const std::span<const Value* const> all(values);
    if (all.size() <= capacity)
        return {leafOf(all), nullptr};
    // An insertion at the end leaves a full leaf behind, so that appending fills the leaves.
    const std::size_t half = index == leaf.count ? capacity : all.size() / 2;
    return {leafOf(all.first(half)), leafOf(all.subspan(half))};
}

Grown insertedInto(const SequenceNode& node, std::size_t index, const Value& value)
{
    if (node.isLeaf())
        return insertedIntoLeaf(node, index, value);
    const bool atEnd = index == node.size();
    const std::size_t at = atEnd ? node.count - std::size_t{1} : childOf(node, index);
    const Grown grown = insertedInto(*node.entries()[at].child, index - startOf(node, at), value);
    std::vector<SequenceNode*> children = childrenBut(node, at);
    children[at] = grown.first;
    if (grown.second)
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(at) + 1, grown.second);
    const std::span<SequenceNode* const> all(children);
    if (all.size() <= capacity)
        return {branchOf(all), nullptr};
    const std::size_t half = atEnd ? capacity : all.size() / 2;
    return {branchOf(all.first(half)), branchOf(all.subspan(half))};
}

/// Two neighbours as one node; both are released.
SequenceNode* joined(SequenceNode* left, SequenceNode* right)
{
    SequenceNode* both = nullptr;
    if (left->isLeaf()) {
        std::vector<const Value*> values;
        for (const SequenceNode* node : {left, right})
            for (std::size_t i = 0; i < node->count; ++i)
                values.push_back(node->values() + i);
        both = leafOf(values);
    } else {
        std::vector<SequenceNode*> children = childrenBut(*left, capacity);
        const std::vector<SequenceNode*> more = childrenBut(*right, capacity);
        children.insert(children.end(), more.begin(), more.end());
        both = branchOf(children);
    }
    release(left);
    release(right);
    return both;
}

/// Joins the child at `at` with a neighbour when both together are small, so that nodes stay
/// filled.
void joinSmall(std::vector<SequenceNode*>& children, std::size_t at)
{
    for (const std::size_t left : {at, at - 1}) {
        if (left + 1 < children.size() && left < children.size()
            && children[left]->count + children[left + 1]->count <= capacity / 2) {
            children[left] = joined(children[left], children[left + 1]);
            children.erase(children.begin() + static_cast<std::ptrdiff_t>(left) + 1);
            return;
        }
    }
}

/// The node, or a copy of it when others hold it too: a root must be fresh to be given names.
SequenceNode* unshared(SequenceNode* node)
{
    if (node->isUnique())
        return node;
    SequenceNode* copy = allocate(node->count, node->height);
    if (node->isLeaf()) {
        std::uninitialized_copy_n(node->values(), node->count, copy->values());
    } else {
        std::uninitialized_copy_n(node->entries(), node->count, copy->entries());
        for (std::size_t i = 0; i < node->count; ++i)
            copy->entries()[i].child->retain();
    }
    release(node);
    return copy;
}

SequenceNode* erasedFrom(const SequenceNode& node, std::size_t index)
{
    if (node.isLeaf()) {
        std::vector<const Value*> values;
        for (std::size_t i = 0; i < node.count; ++i)
            if (i != index)
                values.push_back(node.values() + i);
        return values.empty() ? nullptr : leafOf(values);
    }
    const std::size_t at = childOf(node, index);
    SequenceNode* rest = erasedFrom(*node.entries()[at].child, index - startOf(node, at));
    std::vector<SequenceNode*> children = childrenBut(node, at);
    if (rest) {
        children[at] = rest;
        joinSmall(children, at);
    } else {
        children.erase(children.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return children.empty() ? nullptr : branchOf(children);
}

} // namespace

SequenceNode* makeLeaf(std::size_t count, NodeBlocks* blocks)
{
    SequenceNode* leaf = allocate(count, 0, blocks);
    std::uninitialized_value_construct_n(leaf->values(), count);
    return leaf;
}

SequenceNode* joinUp(std::vector<SequenceNode*> nodes)
{
    while (nodes.size() > 1) {
        std::vector<SequenceNode*> parents;
        const std::span<SequenceNode* const> all(nodes);
        for (std::size_t i = 0; i < all.size(); i += capacity)
            parents.push_back(branchOf(all.subspan(i, std::min(capacity, all.size() - i))));
        nodes = std::move(parents);
    }
    return nodes.front();
}

SequenceNode* build(std::span<Value> values)
{
    if (values.empty())
        return nullptr;
    std::vector<SequenceNode*> leaves;
    for (std::size_t i = 0; i < values.size(); i += capacity) {
        const std::size_t count = std::min(capacity, values.size() - i);
        SequenceNode* leaf = allocate(count, 0);
        std::uninitialized_move_n(values.data() + i, count, leaf->values());
        leaves.push_back(leaf);
    }
    return joinUp(std::move(leaves));
}

void release(SequenceNode* node) noexcept
{
    if (!node || !node->drop())
        return;
    release(node->names);
    if (node->isLeaf())
        std::destroy_n(node->values(), node->count);
    else
        for (std::size_t i = 0; i < node->count; ++i)
            release(node->entries()[i].child);
    Node::destroy(node, node->count * sizeof(Value));
}

const Value& at(const SequenceNode& root, std::size_t index) noexcept
{
    const Spot spot = spotOf(root, index);
    return spot.leaf->values()[spot.index];
}

std::span<const Value> runFrom(const SequenceNode& root, std::size_t index) noexcept
{
    const Spot spot = spotOf(root, index);
    return {spot.leaf->values() + spot.index, spot.leaf->count - spot.index};
}

std::span<const Value> runBefore(const SequenceNode& root, std::size_t end) noexcept
{
    const Spot spot = spotOf(root, end - 1);
    return {spot.leaf->values(), spot.index + 1};
}

SequenceNode* replaced(const SequenceNode& root, std::size_t index, Value value)
{
    if (root.isLeaf()) {
        SequenceNode* leaf = allocate(root.count, 0);
        for (std::size_t i = 0; i < root.count; ++i)
            if (i == index)
                std::construct_at(leaf->values() + i, std::move(value));
            else
                std::construct_at(leaf->values() + i, root.values()[i]);
        return leaf;
    }
    const std::size_t at = childOf(root, index);
    SequenceNode* branch = allocate(root.count, root.height);
    std::uninitialized_copy_n(root.entries(), root.count, branch->entries());
    branch->entries()[at].child =
        replaced(*root.entries()[at].child, index - startOf(root, at), std::move(value));
    for (std::size_t i = 0; i < root.count; ++i)
        if (i != at)
            branch->entries()[i].child->retain();
    return branch;
}

SequenceNode* inserted(const SequenceNode& root, std::size_t index, Value value)
{
    const Grown grown = insertedInto(root, index, value);
    if (!grown.second)
        return grown.first;
    return joinUp({grown.first, grown.second});
}

SequenceNode* erased(const SequenceNode& root, std::size_t index)
{
    SequenceNode* node = erasedFrom(root, index);
    while (node && !node->isLeaf() && node->count == 1) {
        SequenceNode* child = node->entries()[0].child;
        child->retain();
        release(node);
        node = child;
    }
    return node ? unshared(node) : nullptr;
}

std::pair<std::size_t, bool> findName(const SequenceNode& names, std::string_view name) noexcept
{
    std::size_t low = 0;
    std::size_t high = names.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const int order = at(names, middle).toString().compare(name);
        if (order == 0)
            return {middle, true};
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return {low, false};
}

bool equal(const SequenceNode& left, const SequenceNode& right) noexcept
{
    return left.size() == right.size()
        && forEachUnshared(left, right,
                           [](std::size_t, const Value& a, const Value& b) { return a == b; });
}

std::size_t equalSuffix(const SequenceNode& left, const SequenceNode& right,
                        std::size_t limit) noexcept
{
    std::size_t equalOnes = 0;
    while (equalOnes < limit) {
        const std::span<const Value> a = runBefore(left, left.size() - equalOnes);
        const std::span<const Value> b = runBefore(right, right.size() - equalOnes);
        const std::size_t run = std::min({a.size(), b.size(), limit - equalOnes});
        const bool shared = &a.back() == &b.back();
        for (std::size_t i = 1; !shared && i <= run; ++i)
            if (!(a[a.size() - i] == b[b.size() - i]))
                return equalOnes + i - 1;
        equalOnes += run;
    }
    return equalOnes;
}

} // namespace plectrum::json::sequence
