// SPDX-License-Identifier: MIT
// The operations of a workspace as rows, newest first: what runs, and what failed or was cancelled
// until it is cleared. Those that went well leave by themselves.
#pragma once

#include "documents/work/operation.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace plectrum::documents {

class OperationList final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        TitleRole = Qt::DisplayRole,
        StateRole = Qt::UserRole, ///< Operation::State
        DoneRole,
        TotalRole,
        FailureRole,
        PausedRole, ///< bool
        RateRole, ///< double: steps a second; 0 while it cannot be told
        RemainingRole, ///< qlonglong: seconds; -1 while it cannot be told
    };

    /// The clock tells rates; it must outlive the list. Null: there are none.
    explicit OperationList(async::Clock* clock = nullptr, QObject* parent = nullptr);
    ~OperationList() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// A new running operation. It stays valid at least until it has ended.
    std::shared_ptr<Operation> begin(const QString& title);
    /// The same with one that its task has made itself.
    void add(std::shared_ptr<Operation> operation);
    /// The newest that runs, or null.
    Operation* running() const;
    int runningCount() const;
    /// Null when there is no such row.
    Operation* at(const QModelIndex& index) const;
    void cancel(const QModelIndex& index);
    /// Goes on where it is paused.
    void togglePause(const QModelIndex& index);
    void cancelAll();
    void clearEnded();

signals:
    void runningChanged(); ///< one began, ended or went on

private:
    void showProgress(const Operation* operation);
    void finish(const Operation* operation);
    int rowOf(const Operation* operation) const;
    void removeRow(int row);

    async::Clock* m_clock;
    std::vector<std::shared_ptr<Operation>> m_operations;
};

} // namespace plectrum::documents
