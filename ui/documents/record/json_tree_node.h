// SPDX-License-Identifier: MIT
// One container that a view has looked into: the handle behind the indexes of its rows. Made on
// demand, so that a tree costs what is seen of it and not what it holds. Internal to the model.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace plectrum::documents {

struct JsonTreeNode
{
    JsonTreeNode* parent = nullptr;
    std::size_t row = 0; ///< in the parent
    json::Value value; ///< an array or an object
    std::size_t shown = 0; ///< rows that the view knows of; the rest comes with fetchMore
    std::vector<std::unique_ptr<JsonTreeNode>> children; ///< by row; only those looked into

    // What stands at this place in the base, and how the elements of an array pair with it: the
    // first `head` by index, the last `tail` from the end. Valid for one revision of the model.
    std::optional<json::Value> base;
    std::size_t head = 0;
    std::size_t tail = 0;
    std::uint64_t revision = 0;

    JsonTreeNode(JsonTreeNode* parentNode, std::size_t atRow, json::Value container);

    JsonTreeNode* child(std::size_t at) const; ///< or nullptr
    JsonTreeNode* makeChild(std::size_t at, std::size_t firstRows);
    void dropChild(std::size_t at);
    std::size_t count() const; ///< of handles: this one and all below

    /// Drops or shifts the children so that they fit after these changes of rows.
    void rowsRemoved(std::size_t first, std::size_t count);
    void rowsInserted(std::size_t first, std::size_t count);
    void rowMoved(std::size_t from, std::size_t to);

private:
    std::size_t lowerBound(std::size_t at) const;
};

/// How many elements at the start (first) and at the end (second) of two arrays are the same.
/// They do not overlap in the shorter one.
std::pair<std::size_t, std::size_t> commonEnds(const json::Value& left, const json::Value& right,
                                               bool (*same)(const json::Value&,
                                                            const json::Value&));

} // namespace plectrum::documents
