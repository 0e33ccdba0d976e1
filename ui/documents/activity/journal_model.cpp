// SPDX-License-Identifier: MIT
#include "documents/activity/journal_model.h"

#include "documents/activity/journal_row.h"
#include "documents/activity/journal_text.h"
#include "documents/history/version_text.h"
#include "documents/record/failure_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;
using journal::Entry;

namespace {

constexpr std::chrono::seconds betweenLooks{2};

} // namespace

JournalModel::JournalModel(journal::Journal& journal, std::string universe,
                           const async::Clock& clock, QObject* parent)
    : QAbstractItemModel(parent)
    , m_journal(journal)
    , m_clock(clock)
    , m_universe(std::move(universe))
    , m_subscription(journal.subscribe([this](journal::EntryId id) { noteChange(id); }))
{
    m_poll.setInterval(betweenLooks);
    connect(&m_poll, &QTimer::timeout, this, &JournalModel::lookForForeignChanges);
    m_poll.start();
    setFilter({});
}

JournalModel::~JournalModel() = default;

void JournalModel::setFilter(journal::Filter filter)
{
    m_filter = std::move(filter);
    m_filter.universe = m_universe;
    beginResetModel();
    clear();
    endResetModel();
    appendPage();
}

bool JournalModel::isFiltered() const
{
    return m_filter.from || m_filter.until || !m_filter.store.empty() || !m_filter.key.empty()
        || !m_filter.group.empty() || !m_filter.text.empty();
}

std::size_t JournalModel::count() const
{
    std::size_t count = 0;
    guarded([this, &count] { count = m_journal.count(m_filter); });
    return count;
}

std::vector<Entry> JournalModel::entriesAt(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    if (!row)
        return {};
    if (index.parent().isValid())
        return {row->entries[std::size_t(index.row())]};
    return row->entries;
}

std::vector<Entry> JournalModel::groupOf(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    std::vector<Entry> entries;
    if (row)
        guarded([this, row, &entries] { entries = m_journal.group(row->group); });
    std::ranges::reverse(entries);
    return entries;
}

std::vector<journal::Change> JournalModel::changesOf(journal::EntryId id) const
{
    std::vector<journal::Change> changes;
    guarded([this, id, &changes] { changes = m_journal.changes(id); });
    return changes;
}

QModelIndex JournalModel::indexOf(journal::EntryId id, int column) const
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return {};
    Row* row = found->second;
    const QModelIndex top = index(positionOf(row), column);
    if (!row->isGroup())
        return top;
    const auto entry = std::ranges::find(row->entries, id, &Entry::id);
    return createIndex(int(entry - row->entries.begin()), column, row);
}

QModelIndex JournalModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, parent.isValid() ? rowAt(parent) : nullptr);
}

QModelIndex JournalModel::parent(const QModelIndex& child) const
{
    const auto* row = static_cast<const Row*>(child.internalPointer());
    return row ? createIndex(positionOf(row), 0) : QModelIndex();
}

int JournalModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalPointer() || parent.column() != 0)
        return 0;
    const Row* row = rowAt(parent);
    return row && row->isGroup() ? int(row->entries.size()) : 0;
}

int JournalModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool JournalModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasMore;
}

void JournalModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        appendPage();
}

QVariant JournalModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(index);
    if (!row)
        return {};
    const bool isTop = !index.parent().isValid();
    const Entry& entry = isTop ? row->entries.front() : row->entries[std::size_t(index.row())];
    const bool isGroup = isTop && row->isGroup();
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index);
    case Qt::ToolTipRole:
        return toolTipAt(index);
    case StateRole:
        return int(isGroup ? stateOf(row->entries) : stateOf(entry));
    case EntryIdRole:
        return qlonglong(entry.id);
    case IsGroupRole:
        return isGroup;
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhenColumn:
        return tr("When (UTC)");
    case RecordColumn:
        return tr("Record");
    case WriteColumn:
        return tr("What changed");
    case AskerColumn:
        return tr("Asked by");
    case StateColumn:
        return tr("Outcome");
    default:
        return {};
    }
}

QString JournalModel::textAt(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    if (index.parent().isValid())
        return textOf(row->entries[std::size_t(index.row())], index.column());
    if (row->isGroup() && index.column() == RecordColumn)
        return recordsText(row->entries);
    if (row->isGroup() && index.column() == WriteColumn)
        return writesText(row->entries);
    if (row->isGroup() && index.column() == StateColumn)
        return stateText(stateOf(row->entries));
    return textOf(row->entries.front(), index.column());
}

QString JournalModel::textOf(const Entry& entry, int column) const
{
    switch (column) {
    case WhenColumn:
        return shortMoment(entry.time, m_clock.now());
    case RecordColumn:
        return recordText(entry.place);
    case WriteColumn:
        return writeTextOf(entry);
    case AskerColumn:
        return askerText(entry.actor);
    case StateColumn:
        return stateText(stateOf(entry));
    default:
        return {};
    }
}

/// What a write changed never changes, and is read when somebody looks.
QString JournalModel::writeTextOf(const Entry& entry) const
{
    const auto found = m_texts.find(entry.id);
    if (found != m_texts.end())
        return found->second;
    return m_texts[entry.id] = writeText(entry, changesOf(entry.id));
}

QString JournalModel::toolTipAt(const QModelIndex& index) const
{
    const Row* row = rowAt(index);
    const bool isTop = !index.parent().isValid();
    const Entry& entry = isTop ? row->entries.front() : row->entries[std::size_t(index.row())];
    if (index.column() == WhenColumn) {
        const qint64 time = entry.time.time_since_epoch().count();
        return momentText(time) + u'\n' + ageText(time, m_clock.now().time_since_epoch().count());
    }
    if (index.column() == StateColumn && !entry.reason.empty())
        return QString::fromStdString(entry.reason);
    return textAt(index);
}

JournalModel::Row* JournalModel::rowAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    if (index.internalPointer())
        return static_cast<Row*>(index.internalPointer());
    return m_rows[std::size_t(index.row())].get();
}

int JournalModel::positionOf(const Row* row) const
{
    const auto found = std::ranges::find(m_rows, row, &std::unique_ptr<Row>::get);
    return int(found - m_rows.begin());
}

void JournalModel::clear()
{
    m_rows.clear();
    m_groups.clear();
    m_entries.clear();
    m_texts.clear();
    m_changed.clear();
    m_oldest = 0;
    m_hasMore = false;
}

void JournalModel::guarded(const std::function<void()>& work) const
{
    try {
        work();
    } catch (const journal::Error& error) {
        emit failed(journalErrorText(error));
    }
}

} // namespace plectrum::documents

#include "moc_journal_model.cpp"
