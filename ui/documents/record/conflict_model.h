// SPDX-License-Identifier: MIT
// The places that both the draft and somebody else changed, with what stands there on each side and
// what is chosen. Nothing is chosen beforehand.
#pragma once

#include "json/merge.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace plectrum::documents {

class ConflictModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        PointerColumn,
        OursColumn,
        TheirsColumn,
        BaseColumn,
        ResultColumn,
        ColumnCount
    };
    enum Choice
    {
        Undecided,
        Ours,
        Theirs,
        Base
    };

    explicit ConflictModel(QObject* parent = nullptr);

    /// `merged` holds ours at each conflict.
    void setConflicts(json::Value merged, std::vector<json::Conflict> conflicts);
    void choose(int row, Choice choice);
    void chooseAll(Choice choice);
    Choice choice(int row) const;
    int undecidedCount() const;
    /// The next undecided row behind `row`, going round; -1 when there is none.
    int nextUndecided(int row) const;
    /// What stands on that side or in the result; nullopt: nothing, or not decided.
    std::optional<json::Value> side(int row, Column column) const;
    /// The merge with the chosen side at each place; ours where nothing is chosen.
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
    std::vector<Choice> m_choices;
};

} // namespace plectrum::documents
