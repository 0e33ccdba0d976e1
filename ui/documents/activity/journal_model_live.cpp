// SPDX-License-Identifier: MIT
// How the rows of a JournalModel come and change: page by page, as this process writes, and when
// another one has written.
#include "documents/activity/journal_row.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace plectrum::documents {

using journal::Entry;

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
        QMetaObject::invokeMethod(this, &JournalModel::takeChanges, Qt::QueuedConnection);
    m_changed.insert(id);
}

void JournalModel::takeChanges()
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

void JournalModel::lookForForeignChanges()
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
