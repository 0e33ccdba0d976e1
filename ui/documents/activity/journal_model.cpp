// SPDX-License-Identifier: MIT
#include "documents/activity/journal_model.h"

#include "documents/activity/journal_row.h"
#include "documents/activity/journal_text.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/version_text.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;
using journal::Entry;

namespace {

constexpr std::chrono::seconds pollInterval{2};

} // namespace

JournalModel::JournalModel(journal::Journal& journal, std::string universe,
                           const async::Clock& clock, QObject* parent)
    : QAbstractItemModel(parent)
    , m_journal(journal)
    , m_clock(clock)
    , m_universe(std::move(universe))
    , m_subscription(journal.subscribe([this](journal::EntryId id) { noteChange(id); }))
{
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &JournalModel::pollForeignChanges);
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
    case ActorColumn:
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
        return recordText(entry.address);
    case WriteColumn:
        return writeTextOf(entry);
    case ActorColumn:
        return actorText(entry.actor);
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

namespace {

/// Of another Plectrum's writes those are looked at anew that one sees.
constexpr std::size_t lookedAt = 200;

} // namespace

void JournalModel::appendPage()
{
    guarded([this] {
        const auto before = m_oldest ? std::optional(m_oldest) : std::nullopt;
        auto page = m_journal.page(m_filter, before, pageSize);
        m_hasMore = page.size() == pageSize;
        for (Entry& entry : page)
            add(std::move(entry), false);
    });
}

/// May be called in the middle of a write, so only notes it.
void JournalModel::noteChange(journal::EntryId id)
{
    if (m_changed.empty())
        QMetaObject::invokeMethod(this, &JournalModel::applyChanges, Qt::QueuedConnection);
    m_changed.insert(id);
}

void JournalModel::applyChanges()
{
    const auto changed = std::exchange(m_changed, {});
    guarded([this, &changed] {
        bool isNew = false;
        for (const journal::EntryId id : changed)
            if (m_entries.contains(id))
                update(id);
            else
                isNew = true;
        if (isNew)
            prependNew();
    });
}

void JournalModel::pollForeignChanges()
{
    guarded([this] {
        if (!m_journal.hasForeignChanges())
            return;
        for (const Entry& entry : m_journal.page(m_filter, {}, lookedAt))
            if (m_entries.contains(entry.id))
                update(entry.id);
        prependNew();
    });
}

void JournalModel::prependNew()
{
    auto page = m_journal.page(m_filter, {}, pageSize);
    const bool isKnown = std::ranges::any_of(
        page, [this](const Entry& entry) { return m_entries.contains(entry.id); });
    if (!isKnown && page.size() == pageSize)
        return setFilter(m_filter); // more than a page came
    std::ranges::reverse(page);
    for (Entry& entry : page)
        if (!m_entries.contains(entry.id) && entry.id > m_oldest)
            add(std::move(entry), true);
}

void JournalModel::add(Entry entry, bool isNewest)
{
    if (m_entries.contains(entry.id))
        return;
    m_oldest = m_oldest ? std::min(m_oldest, entry.id) : entry.id;
    if (const auto found = m_groups.find(entry.group); found != m_groups.end())
        return addToGroup(found->second, std::move(entry), isNewest);
    const int at = isNewest ? 0 : int(m_rows.size());
    beginInsertRows({}, at, at);
    auto row = std::make_unique<Row>();
    row->group = entry.group;
    m_groups[entry.group] = row.get();
    m_entries[entry.id] = row.get();
    row->entries.push_back(std::move(entry));
    m_rows.insert(m_rows.begin() + at, std::move(row));
    endInsertRows();
}

/// The second of a group makes both rows below it.
void JournalModel::addToGroup(Row* row, Entry entry, bool isNewest)
{
    const QModelIndex top = index(positionOf(row), 0);
    const int count = int(row->entries.size());
    const int at = isNewest ? 0 : count;
    const bool isSecond = count == 1;
    beginInsertRows(top, isSecond ? 0 : at, isSecond ? 1 : at);
    m_entries[entry.id] = row;
    row->entries.insert(row->entries.begin() + at, std::move(entry));
    endInsertRows();
    emit dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
}

void JournalModel::update(journal::EntryId id)
{
    auto entry = m_journal.entry(id);
    if (!entry)
        return;
    Row* row = m_entries.at(id);
    *std::ranges::find(row->entries, id, &Entry::id) = *std::move(entry);
    const QModelIndex top = index(positionOf(row), 0);
    emit dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
    if (row->isGroup())
        emit dataChanged(indexOf(id, 0), indexOf(id, ColumnCount - 1));
}

} // namespace plectrum::documents

#include "moc_journal_model.cpp"
