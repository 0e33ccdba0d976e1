// SPDX-License-Identifier: MIT
// The journal of one universe as rows, newest first, page by page as one scrolls, and live. Writes
// that belong together are one row with a row below it for each.
#pragma once

#include "journal/journal.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace plectrum::documents {

class JournalModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        WhenColumn,
        RecordColumn,
        WriteColumn,
        ActorColumn,
        StateColumn,
        ColumnCount
    };
    enum Role
    {
        StateRole = Qt::UserRole, ///< WriteState as int
        EntryIdRole, ///< qlonglong; of a group: of its newest entry
        IsGroupRole, ///< bool: a row for several writes
    };
    Q_ENUM(Role)

    static constexpr std::size_t pageSize = 100;

    /// The journal must outlive the model. `now` tells what day it is.
    JournalModel(journal::Journal& journal, std::string universe, const async::Clock& clock,
                 QObject* parent = nullptr);
    ~JournalModel() override;

    /// Reads the first page of what meets it; the universe of the filter is this model's.
    void setFilter(journal::Filter filter);
    const journal::Filter& filter() const { return m_filter; }
    /// Whether any entry is left out.
    bool isFiltered() const;
    /// How many writes meet the filter.
    std::size_t count() const;

    /// The write of a row; of a group row all that are shown of it, newest first.
    std::vector<journal::Entry> entriesAt(const QModelIndex& index) const;
    /// All writes of the group that a row belongs to, newest first, shown or not.
    std::vector<journal::Entry> groupOf(const QModelIndex& index) const;
    std::vector<journal::Change> changesOf(journal::EntryId id) const;
    /// The row of that entry, in its group when it has one; invalid when it is not there.
    QModelIndex indexOf(journal::EntryId id, int column = 0) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void failed(const QString& why) const; ///< a sentence: the journal could not be read

private:
    struct Row;
    Row* rowAt(const QModelIndex& index) const;
    int positionOf(const Row* row) const;
    QString textAt(const QModelIndex& index) const;
    QString textOf(const journal::Entry& entry, int column) const;
    QString writeTextOf(const journal::Entry& entry) const;
    QString toolTipAt(const QModelIndex& index) const;

    void noteChange(journal::EntryId id);
    void applyChanges();
    void pollForeignChanges();
    void prependNew();
    void add(journal::Entry entry, bool isNewest);
    void addToGroup(Row* row, journal::Entry entry, bool isNewest);
    void update(journal::EntryId id);
    void appendPage();
    void clear();
    /// Calls work(); a failure to read is told by failed().
    void guarded(const std::function<void()>& work) const;

    journal::Journal& m_journal;
    const async::Clock& m_clock;
    journal::Filter m_filter;
    std::string m_universe;
    std::vector<std::unique_ptr<Row>> m_rows;
    std::unordered_map<std::string, Row*> m_groups;
    std::unordered_map<journal::EntryId, Row*> m_entries;
    journal::EntryId m_oldest = 0;
    bool m_hasMore = false;
    std::set<journal::EntryId> m_changed;
    mutable std::unordered_map<journal::EntryId, QString> m_texts;
    QTimer m_poll;
    journal::Journal::Subscription m_subscription;
};

} // namespace plectrum::documents
