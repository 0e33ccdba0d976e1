// SPDX-License-Identifier: MIT
#include "documents/record/conflict_model.h"

#include "documents/basics/visible_name.h"
#include "documents/record/json_display.h"
#include "json/pointer.h"
#include "json/printer.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

namespace {

ConflictModel::Column columnOf(ConflictModel::Choice choice)
{
    return choice == ConflictModel::Theirs ? ConflictModel::TheirsColumn
        : choice == ConflictModel::Base    ? ConflictModel::BaseColumn
                                           : ConflictModel::OursColumn;
}

ConflictModel::Choice choiceOf(ConflictModel::Column column)
{
    return column == ConflictModel::TheirsColumn ? ConflictModel::Theirs
        : column == ConflictModel::BaseColumn    ? ConflictModel::Base
                                                 : ConflictModel::Ours;
}

/// The value with `side` at the place, or without anything there.
json::Value withSide(const json::Value& value, const json::Pointer& pointer,
                     const std::optional<json::Value>& side)
{
    const bool stands = json::resolve(value, pointer) != nullptr;
    json::Edited edited = value;
    if (side) {
        edited =
            stands ? json::replaceAt(value, pointer, *side) : json::insertAt(value, pointer, *side);
    } else if (stands) {
        edited = json::removeAt(value, pointer);
    }
    return edited.value_or(value);
}

} // namespace

ConflictModel::ConflictModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ConflictModel::setConflicts(json::Value merged, std::vector<json::Conflict> conflicts)
{
    beginResetModel();
    m_merged = std::move(merged);
    m_conflicts = std::move(conflicts);
    m_choices.assign(m_conflicts.size(), Undecided);
    endResetModel();
}

void ConflictModel::choose(int row, Choice choice)
{
    m_choices[static_cast<std::size_t>(row)] = choice;
    emit dataChanged(index(row, OursColumn), index(row, ResultColumn));
}

void ConflictModel::chooseAll(Choice choice)
{
    m_choices.assign(m_conflicts.size(), choice);
    if (!m_conflicts.empty())
        emit dataChanged(index(0, OursColumn), index(rowCount() - 1, ResultColumn));
}

ConflictModel::Choice ConflictModel::choice(int row) const
{
    return m_choices[static_cast<std::size_t>(row)];
}

int ConflictModel::undecidedCount() const
{
    return static_cast<int>(std::ranges::count(m_choices, Undecided));
}

int ConflictModel::nextUndecided(int row) const
{
    for (int step = 1; step <= rowCount(); ++step) {
        const int next = (row + step) % rowCount();
        if (choice(next) == Undecided)
            return next;
    }
    return -1;
}

std::optional<json::Value> ConflictModel::side(int row, Column column) const
{
    const json::Conflict& conflict = m_conflicts[static_cast<std::size_t>(row)];
    switch (column) {
    case OursColumn:
        return conflict.ours;
    case TheirsColumn:
        return conflict.theirs;
    case BaseColumn:
        return conflict.base;
    default:
        return choice(row) == Undecided ? std::nullopt : side(row, columnOf(choice(row)));
    }
}

json::Value ConflictModel::resolved() const
{
    json::Value value = m_merged;
    // From the last to the first: one may take an element out of an array.
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (choice(row) != Undecided && choice(row) != Ours) {
            value = withSide(value, m_conflicts[static_cast<std::size_t>(row)].pointer,
                             side(row, columnOf(choice(row))));
        }
    }
    return value;
}

int ConflictModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_conflicts.size());
}

int ConflictModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConflictModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.column() == PointerColumn) {
        const json::Conflict& conflict = m_conflicts[static_cast<std::size_t>(index.row())];
        const QString pointer = visibleName(conflict.pointer.toString());
        return role == Qt::DisplayRole ? QVariant(pointer.isEmpty() ? tr("(all data)") : pointer)
                                       : QVariant();
    }
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole) {
        if (column == ResultColumn && choice(index.row()) == Undecided)
            return tr("(choose)");
        const auto value = side(index.row(), column);
        return value ? displayText(*value) : tr("(nothing)");
    }
    if (role == Qt::CheckStateRole && column != ResultColumn)
        return choice(index.row()) == choiceOf(column) ? Qt::Checked : Qt::Unchecked;
    return {};
}

bool ConflictModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const bool isChecked = value.toInt() == Qt::Checked;
    choose(index.row(), isChecked ? choiceOf(static_cast<Column>(index.column())) : Undecided);
    return true;
}

Qt::ItemFlags ConflictModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    const bool isSide = index.column() != PointerColumn && index.column() != ResultColumn;
    return isSide ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OursColumn:
        return tr("Mine");
    case TheirsColumn:
        return tr("Theirs");
    case BaseColumn:
        return tr("Before");
    case ResultColumn:
        return tr("Result");
    default:
        return tr("Path");
    }
}

} // namespace plectrum::documents

#include "moc_conflict_model.cpp"
