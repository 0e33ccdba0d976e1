// SPDX-License-Identifier: MIT
// The places that both the draft and somebody else changed, with the side chosen at each.
#pragma once

#include "json/merge.h"

#include <QAbstractTableModel>

#include <vector>

namespace plectrum::ui {

class ConflictModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        PlaceColumn,
        OursColumn,
        TheirsColumn,
        ColumnCount
    };

    explicit ConflictModel(QObject* parent = nullptr);

    /// `merged` holds ours at each conflict.
    void setConflicts(json::Value merged, std::vector<json::Conflict> conflicts);
    void chooseAll(bool takesTheirs);
    /// The merge with the chosen side at each place.
    json::Value resolved() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Checking a side of a row chooses it.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    json::Value m_merged;
    std::vector<json::Conflict> m_conflicts;
    std::vector<bool> m_takesTheirs;
};

} // namespace plectrum::ui
