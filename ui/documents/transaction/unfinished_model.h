// SPDX-License-Identifier: MIT
// The unfinished transactions of all Lyra stores of a universe as rows, the oldest first in each
// store; and the scan that finds them.
#pragma once

#include "documents/workspace.h"
#include "editing/transaction_access.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace plectrum::documents {

class UnfinishedModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        TitleRole = Qt::DisplayRole, ///< "Player · 2 keys · 3 min old"
        StoreRole = Qt::UserRole, ///< "Player"
        FactsRole, ///< "2 keys · 3 min old"
    };

    /// `workspace` must outlive the model.
    explicit UnfinishedModel(Workspace& workspace, QObject* parent = nullptr);
    ~UnfinishedModel() override;

    /// Reads all Lyra stores, as an operation with progress that can be cancelled.
    void scan();
    bool isScanning() const;
    Operation* operation() const; ///< of the scan that runs, or null
    QString failure() const; ///< why the last scan ended early; empty when it did not
    const editing::FoundTransaction* at(const QModelIndex& index) const; ///< may be null
    /// Ends one; ended() tells how. One at a time.
    void end(const editing::FoundTransaction& found, bool isFinish, bool keepsTrying = false);
    void stopTrying(); ///< ends what keeps trying, unless it has its locks by now
    /// Whether it may be done without locks that cannot be reached.
    editing::LockConsent& lockConsent() const { return m_workspace.records().lockConsent(); }
    bool isEnding() const;
    QString ageText(const editing::FoundTransaction& found) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged();
    void ended(const plectrum::editing::EndResult& result, bool isFinish);
    void failed(const QString& why);
    /// The locks could not be taken for an error, so nothing was ended.
    void lockFailed(const plectrum::editing::FoundTransaction& found, bool isFinish,
                    const QString& why);

private:
    async::Task<void> scanStores(std::shared_ptr<Operation> operation, std::stop_token stop);
    async::Task<void> endOne(editing::FoundTransaction found, bool isFinish,
                             store::LockPatience patience, std::stop_token stop);
    void apply(std::vector<editing::FoundTransaction> found);

    Workspace& m_workspace;
    std::vector<editing::FoundTransaction> m_found;
    std::shared_ptr<Operation> m_operation;
    QString m_failure;
    bool m_isEnding = false;
    std::stop_source m_attempt; ///< of the ending that runs
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
