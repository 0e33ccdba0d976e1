// SPDX-License-Identifier: MIT
#include "ui/record/conflict_model.h"

#include "json/pointer.h"
#include "json/printer.h"
#include "ui/record/json_display.h"

#include <utility>

namespace plectrum::ui {

namespace {

/// The value with `side` at the place, or without anything there.
json::Value withSide(const json::Value& value, const json::Pointer& place,
                     const std::optional<json::Value>& side)
{
    const bool stands = json::resolve(value, place) != nullptr;
    json::Edited edited = value;
    if (side) {
        edited =
            stands ? json::replaceAt(value, place, *side) : json::insertAt(value, place, *side);
    } else if (stands) {
        edited = json::removeAt(value, place);
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
    m_takesTheirs.assign(m_conflicts.size(), false);
    endResetModel();
}

void ConflictModel::chooseAll(bool takesTheirs)
{
    m_takesTheirs.assign(m_conflicts.size(), takesTheirs);
    if (!m_conflicts.empty()) {
        emit dataChanged(index(0, OursColumn), index(rowCount() - 1, TheirsColumn),
                         {Qt::CheckStateRole});
    }
}

json::Value ConflictModel::resolved() const
{
    json::Value value = m_merged;
    for (std::size_t row = 0; row < m_conflicts.size(); ++row) {
        if (m_takesTheirs[row]) {
            value = withSide(value, m_conflicts[row].place, m_conflicts[row].theirs);
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
    if (!index.isValid()) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    const json::Conflict& conflict = m_conflicts[row];
    if (index.column() == PlaceColumn) {
        const QString place = QString::fromStdString(conflict.place.toString());
        return role == Qt::DisplayRole ? QVariant(place.isEmpty() ? tr("(all data)") : place)
                                       : QVariant();
    }
    const bool isTheirs = index.column() == TheirsColumn;
    if (role == Qt::DisplayRole) {
        const auto& side = isTheirs ? conflict.theirs : conflict.ours;
        return side ? displayText(*side) : tr("(removed)");
    }
    if (role == Qt::CheckStateRole) {
        return m_takesTheirs[row] == isTheirs ? Qt::Checked : Qt::Unchecked;
    }
    return {};
}

bool ConflictModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() == PlaceColumn || !index.isValid()) {
        return false;
    }
    const bool isChecked = value.toInt() == Qt::Checked;
    m_takesTheirs[static_cast<std::size_t>(index.row())] =
        isChecked == (index.column() == TheirsColumn);
    emit dataChanged(index.siblingAtColumn(OursColumn), index.siblingAtColumn(TheirsColumn),
                     {Qt::CheckStateRole});
    return true;
}

Qt::ItemFlags ConflictModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    return index.column() == PlaceColumn ? flags : flags | Qt::ItemIsUserCheckable;
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == PlaceColumn ? tr("Place") : section == OursColumn ? tr("Mine") : tr("Theirs");
}

} // namespace plectrum::ui

#include "moc_conflict_model.cpp"
