// SPDX-License-Identifier: MIT
// Brings a JsonTreeModel from one value to another in the smallest steps that a view can follow.
// Stops at nodes that both values share. Internal to the model.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <vector>

namespace plectrum::documents {

class JsonTreeModel;
struct JsonTreeNode;

class JsonTreeUpdate
{
public:
    explicit JsonTreeUpdate(JsonTreeModel& model);
    /// Makes the node hold `after`, of any type; a node that holds a scalar then has no rows.
    void run(JsonTreeNode& node, const json::Value& after);
    /// Shows up to `count` more rows of a node.
    void showMore(JsonTreeNode& node, std::size_t count);

private:
    void updateArray(JsonTreeNode& node, const json::Value& after);
    void updateObject(JsonTreeNode& node, const json::Value& after);
    void changeRows(JsonTreeNode& node, const json::Value& after,
                    const std::vector<std::size_t>& rows);
    void notifyChanged(JsonTreeNode& node, const std::vector<std::size_t>& rows);
    void replaceAll(JsonTreeNode& node, const json::Value& after);
    void removeRows(JsonTreeNode& node, std::size_t first, std::size_t count);
    void insertRows(JsonTreeNode& node, const json::Value& after, std::size_t first,
                    std::size_t count);
    void moveRow(JsonTreeNode& node, json::Value after, std::size_t from, std::size_t to);

    JsonTreeModel& m_model;
};

} // namespace plectrum::documents
