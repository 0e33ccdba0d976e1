// SPDX-License-Identifier: MIT
#include "documents/record/json_tree_update.h"

#include "documents/record/json_tree_model.h"
#include "documents/record/json_tree_node.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace plectrum::documents {

namespace {

/// Above so many separate runs of rows, all rows are told as new: cheaper than so many signals.
constexpr std::size_t maxRuns = 200;

struct Run
{
    std::size_t first;
    std::size_t count;
};

std::vector<Run> runsOf(const std::vector<std::size_t>& rows)
{
    std::vector<Run> runs;
    for (const std::size_t row : rows)
        if (!runs.empty() && runs.back().first + runs.back().count == row)
            ++runs.back().count;
        else
            runs.push_back({row, 1});
    return runs;
}

bool isSame(const json::Value& left, const json::Value& right)
{
    return left.isSameNode(right);
}

bool hasRows(const json::Value& value)
{
    return value.isContainer() && value.size() > 0;
}

/// What has become of the members of an object. Rows of `removed` are meant in the old one.
struct MemberChanges
{
    std::vector<std::size_t> removed;
    std::vector<std::size_t> added;
    std::vector<std::size_t> changed;
};

MemberChanges compareMembers(const json::Value& before, const json::Value& after)
{
    MemberChanges changes;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const int order = i == before.size() ? 1
            : j == after.size()              ? -1
                                             : before.nameAt(i).compare(after.nameAt(j));
        if (order < 0) {
            changes.removed.push_back(i++);
        } else if (order > 0) {
            changes.added.push_back(j++);
        } else {
            if (!before.at(i).isSameNode(after.at(j)))
                changes.changed.push_back(j);
            ++i;
            ++j;
        }
    }
    return changes;
}

/// Whether `count` elements from `first` are the same but that the first of them has become the
/// last.
bool isMovedDown(const json::Value& before, const json::Value& after, std::size_t first,
                 std::size_t count)
{
    if (!isSame(before.at(first), after.at(first + count - 1)))
        return false;
    for (std::size_t i = first; i + 1 < first + count; ++i)
        if (!isSame(before.at(i + 1), after.at(i)))
            return false;
    return true;
}

} // namespace

JsonTreeUpdate::JsonTreeUpdate(JsonTreeModel& model)
    : m_model(model)
{
}

void JsonTreeUpdate::run(JsonTreeNode& node, const json::Value& after)
{
    if (node.value.isArray() && after.isArray())
        updateArray(node, after);
    else if (node.value.isObject() && after.isObject())
        updateObject(node, after);
    else
        replaceAll(node, after);
    const std::size_t atLeast =
        node.value.isContainer() ? std::min(node.value.size(), JsonTreeModel::batch) : 0;
    if (node.shown < atLeast)
        showMore(node, atLeast - node.shown);
}

void JsonTreeUpdate::updateArray(JsonTreeNode& node, const json::Value& after)
{
    const auto [head, tail] = commonEnds(node.value, after, isSame);
    const std::size_t was = node.value.size() - head - tail;
    const std::size_t is = after.size() - head - tail;
    if (was == is && is > 1 && isMovedDown(node.value, after, head, is)) {
        moveRow(node, after, head, head + is - 1);
        return;
    }
    if (was == is && is > 1 && isMovedDown(after, node.value, head, is)) {
        moveRow(node, after, head + is - 1, head);
        return;
    }
    const std::size_t paired = std::min(was, is);
    if (was > is)
        removeRows(node, head + paired, was - is);
    else if (is > was)
        insertRows(node, after, head + paired, is - was);
    std::vector<std::size_t> changed(paired);
    for (std::size_t i = 0; i < paired; ++i)
        changed[i] = head + i;
    changeRows(node, after, changed);
}

void JsonTreeUpdate::updateObject(JsonTreeNode& node, const json::Value& after)
{
    const MemberChanges changes = compareMembers(node.value, after);
    if (changes.removed.size() == 1 && changes.added.size() == 1 && changes.changed.empty()) {
        const std::size_t from = changes.removed.front();
        const std::size_t to = changes.added.front();
        if (node.value.at(from).isSameNode(after.at(to)) && from < node.shown && to < node.shown) {
            moveRow(node, after, from, to);
            notifyChanged(node, {to});
            return;
        }
    }
    const std::vector<Run> removed = runsOf(changes.removed);
    const std::vector<Run> added = runsOf(changes.added);
    if (removed.size() + added.size() > maxRuns) {
        replaceAll(node, after);
        return;
    }
    for (auto run = removed.rbegin(); run != removed.rend(); ++run)
        removeRows(node, run->first, run->count);
    for (const Run& run : added)
        insertRows(node, after, run.first, run.count);
    changeRows(node, after, changes.changed);
}

/// The rows stand where they shall; now those of them that are different take their new values.
void JsonTreeUpdate::changeRows(JsonTreeNode& node, const json::Value& after,
                                const std::vector<std::size_t>& rows)
{
    for (const std::size_t row : rows) {
        // A view must hear when a row gets its first child or loses its last one.
        if (row < node.shown && !node.child(row)
            && hasRows(node.value.at(row)) != hasRows(after.at(row))) {
            node.makeChild(row, JsonTreeModel::batch);
        }
    }
    node.value = after;
    notifyChanged(node, rows);
    for (const std::size_t row : rows) {
        if (JsonTreeNode* child = node.child(row)) {
            run(*child, after.at(row));
            if (!after.at(row).isContainer())
                node.dropChild(row);
        }
    }
}

void JsonTreeUpdate::notifyChanged(JsonTreeNode& node, const std::vector<std::size_t>& rows)
{
    const QModelIndex parent = m_model.indexOfNode(&node);
    for (const Run& run : runsOf(rows)) {
        if (run.first < node.shown) {
            const std::size_t last = std::min(run.first + run.count, node.shown) - 1;
            emit m_model.dataChanged(
                m_model.index(static_cast<int>(run.first), 0, parent),
                m_model.index(static_cast<int>(last), JsonTreeModel::ColumnCount - 1, parent));
        }
    }
}

void JsonTreeUpdate::replaceAll(JsonTreeNode& node, const json::Value& after)
{
    const bool hadRows = node.shown > 0;
    if (hadRows)
        m_model.beginRemoveRows(m_model.indexOfNode(&node), 0, static_cast<int>(node.shown) - 1);
    node.children.clear();
    node.shown = 0;
    node.value = after.isObject() ? json::Value::object() : json::Value::array();
    if (hadRows)
        m_model.endRemoveRows();
    node.value = after;
}

void JsonTreeUpdate::showMore(JsonTreeNode& node, std::size_t count)
{
    const std::size_t last = std::min(node.value.size(), node.shown + count);
    if (last > node.shown) {
        m_model.beginInsertRows(m_model.indexOfNode(&node), static_cast<int>(node.shown),
                                static_cast<int>(last) - 1);
        node.shown = last;
        m_model.endInsertRows();
    }
}

void JsonTreeUpdate::removeRows(JsonTreeNode& node, std::size_t first, std::size_t count)
{
    const std::size_t reported = first < node.shown ? std::min(count, node.shown - first) : 0;
    if (reported > 0) {
        m_model.beginRemoveRows(m_model.indexOfNode(&node), static_cast<int>(first),
                                static_cast<int>(first + reported) - 1);
    }
    for (std::size_t i = first + count; i-- > first;) {
        node.value = node.value.isArray() ? node.value.withoutElement(i)
                                          : node.value.withoutMember(node.value.nameAt(i));
    }
    node.rowsRemoved(first, count);
    node.shown -= reported;
    if (reported > 0)
        m_model.endRemoveRows();
}

void JsonTreeUpdate::insertRows(JsonTreeNode& node, const json::Value& after, std::size_t first,
                                std::size_t count)
{
    const bool isReported =
        first < node.shown || (first == node.shown && node.shown == node.value.size());
    if (isReported) {
        m_model.beginInsertRows(m_model.indexOfNode(&node), static_cast<int>(first),
                                static_cast<int>(first + count) - 1);
    }
    for (std::size_t i = first; i < first + count; ++i) {
        node.value = node.value.isArray() ? node.value.withInserted(i, after.at(i))
                                          : node.value.withMember(after.nameAt(i), after.at(i));
    }
    node.rowsInserted(first, count);
    if (isReported) {
        node.shown += count;
        m_model.endInsertRows();
    }
}

void JsonTreeUpdate::moveRow(JsonTreeNode& node, json::Value after, std::size_t from,
                             std::size_t to)
{
    if (from >= node.shown || to >= node.shown) {
        if (from < node.shown || to < node.shown)
            replaceAll(node, after);
        node.value = std::move(after);
        return;
    }
    if (from != to) {
        const QModelIndex parent = m_model.indexOfNode(&node);
        m_model.beginMoveRows(parent, static_cast<int>(from), static_cast<int>(from), parent,
                              static_cast<int>(to > from ? to + 1 : to));
    }
    node.value = std::move(after);
    node.rowMoved(from, to);
    if (from != to)
        m_model.endMoveRows();
}

} // namespace plectrum::documents
