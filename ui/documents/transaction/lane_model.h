// SPDX-License-Identifier: MIT
// The steps of a transaction as a table: a row for each key and one for the marker, a column for
// each step. A cell tells what happened there and how things stand after it.
#pragma once

#include "documents/basics/tone.h"
#include "editing/transaction_access.h"

#include <QAbstractTableModel>

#include <vector>

namespace plectrum::documents {

/// How a lane stands after a step.
enum class LaneState
{
    Idle, ///< no lock, or no marker
    Locked,
    Pending, ///< written, and decided by the marker
    Written,
    MarkerThere,
};

class LaneModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        WordRole = Qt::DisplayRole, ///< what happened here at this step; empty for nothing
        IconRole = Qt::UserRole, ///< QString: name for icon()
        ToneRole, ///< Tone as int, of what happened
        StateRole, ///< LaneState as int, after this step
        StateToneRole, ///< Tone as int
    };

    explicit LaneModel(QObject* parent = nullptr);

    /// Forgets all steps; lanes for these keys.
    void begin(const std::vector<std::string>& keys);
    void add(const store::TransactionStep& step);
    /// A last column that tells how it ended.
    void end(store::CommitOutcome outcome);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    QString lastSentence() const; ///< what happened last, for a line of text and for screen readers

private:
    struct Cell
    {
        QString word;
        QString icon;
        Tone meaning = Tone::Muted;
        LaneState state = LaneState::Idle;
    };
    using Column = std::vector<Cell>;
    void append(Column column);
    Column next() const; ///< all states as they are, nothing happened
    std::size_t laneOf(const std::string& key) const;

    std::vector<QString> m_lanes; ///< names; the first is the marker
    std::vector<Column> m_columns;
    QString m_lastSentence;
};

} // namespace plectrum::documents
