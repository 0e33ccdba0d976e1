// SPDX-License-Identifier: MIT
#include "documents/record/json_tree_node.h"

#include <algorithm>

namespace plectrum::documents {

JsonTreeNode::JsonTreeNode(JsonTreeNode* parentNode, std::size_t atRow, json::Value container)
    : parent(parentNode)
    , row(atRow)
    , value(std::move(container))
{
}

std::size_t JsonTreeNode::lowerBound(std::size_t at) const
{
    const auto found = std::ranges::lower_bound(children, at, {}, &JsonTreeNode::row);
    return static_cast<std::size_t>(found - children.begin());
}

JsonTreeNode* JsonTreeNode::child(std::size_t at) const
{
    const std::size_t position = lowerBound(at);
    return position < children.size() && children[position]->row == at ? children[position].get()
                                                                       : nullptr;
}

JsonTreeNode* JsonTreeNode::makeChild(std::size_t at, std::size_t firstRows)
{
    auto node = std::make_unique<JsonTreeNode>(this, at, value.at(at));
    node->shown = node->value.isContainer() ? std::min(node->value.size(), firstRows) : 0;
    const auto position = children.begin() + static_cast<std::ptrdiff_t>(lowerBound(at));
    return children.insert(position, std::move(node))->get();
}

void JsonTreeNode::dropChild(std::size_t at)
{
    std::erase_if(children, [at](const auto& node) { return node->row == at; });
}

std::size_t JsonTreeNode::count() const
{
    std::size_t all = 1;
    for (const auto& below : children)
        all += below->count();
    return all;
}

void JsonTreeNode::rowsRemoved(std::size_t first, std::size_t count)
{
    std::erase_if(children, [first, count](const auto& node) {
        return node->row >= first && node->row < first + count;
    });
    for (std::size_t i = lowerBound(first); i < children.size(); ++i)
        children[i]->row -= count;
}

void JsonTreeNode::rowsInserted(std::size_t first, std::size_t count)
{
    for (std::size_t i = lowerBound(first); i < children.size(); ++i)
        children[i]->row += count;
}

void JsonTreeNode::rowMoved(std::size_t from, std::size_t to)
{
    for (const auto& node : children)
        if (node->row == from)
            node->row = to;
        else if (from < to && node->row > from && node->row <= to)
            --node->row;
        else if (to < from && node->row >= to && node->row < from)
            ++node->row;
    std::ranges::sort(children, {}, [](const auto& node) { return node->row; });
}

std::pair<std::size_t, std::size_t> commonEnds(const json::Value& left, const json::Value& right,
                                               bool (*same)(const json::Value&, const json::Value&))
{
    const std::size_t shorter = std::min(left.size(), right.size());
    std::size_t head = 0;
    while (head < shorter && same(left.at(head), right.at(head)))
        ++head;
    std::size_t tail = 0;
    while (head + tail < shorter
           && same(left.at(left.size() - 1 - tail), right.at(right.size() - 1 - tail))) {
        ++tail;
    }
    return {head, tail};
}

} // namespace plectrum::documents
