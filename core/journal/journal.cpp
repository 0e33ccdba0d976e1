// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include "journal/database.h"
#include "journal/entry_query.h"
#include "journal/error.h"
#include "json/printer.h"

#include <algorithm>
#include <utility>

namespace plectrum::journal {

namespace {

void bindJson(sql::Statement& statement, const json::Value& value, const std::string& text)
{
    value.isNull() ? statement.bindNull() : statement.bindBytes(text);
}

} // namespace

Journal::Journal(Database& database)
    : m_database(database)
    , m_foreignChanges(database.foreignChanges())
{
}

std::string Journal::newGroup()
{
    return m_database.newId();
}

EntryId Journal::begin(const Intent& intent)
{
    const auto changes = changesBetween(intent.before, intent.after, intent.identity);
    const std::string text = changesText(changes);
    const std::string aroundBefore = json::print(intent.aroundBefore);
    const std::string aroundAfter = json::print(intent.aroundAfter);
    EntryId id = 0;
    m_database.durably([&] {
        auto entry = m_database.statement(
            "INSERT INTO entry(session, group_id, time, universe, kind, store, scope, key, act,"
            " asker, change_count, made_data, changes, version_before, version_after, "
            "around_before,"
            " around_after, detail, outcome, reason, undoes)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, 0, '', ?)");
        entry.bind(m_database.session()).bind(intent.group).bind(m_database.now());
        entry.bind(intent.address.universe).bind(std::int64_t(intent.address.kind));
        entry.bind(intent.address.store).bind(intent.address.scope).bind(intent.address.key);
        entry.bind(std::int64_t(intent.act)).bind(intent.actor);
        entry.bind(std::int64_t(changes.size()));
        entry.bind(std::int64_t(intent.after && !intent.before))
            .bindBytes(text)
            .bind(intent.versionBefore);
        bindJson(entry, intent.aroundBefore, aroundBefore);
        bindJson(entry, intent.aroundAfter, aroundAfter);
        entry.bind(intent.detail);
        intent.undoes ? entry.bind(*intent.undoes) : entry.bindNull();
        entry.run();
        id = entry.lastInsertId();
        if (intent.group.empty())
            m_database.statement("UPDATE entry SET group_id = ? WHERE id = ?")
                .bind(std::to_string(id))
                .bind(id)
                .run();
    });
    notify(id);
    return id;
}

void Journal::addDetail(EntryId id, const std::string& text)
{
    m_database.durably([&] {
        m_database
            .statement("UPDATE entry SET detail = detail || CASE detail WHEN '' THEN '' ELSE ', '"
                       " END || ? WHERE id = ?")
            .bind(text)
            .bind(id)
            .run();
    });
    notify(id);
}

void Journal::complete(EntryId id, Outcome outcome, const std::string& versionAfter,
                       const std::string& reason)
{
    std::vector<EntryId> marked;
    m_database.together([&] {
        m_database
            .statement("UPDATE entry SET outcome = ?, version_after = ?, reason = ?, settled = ?"
                       " WHERE id = ?")
            .bind(std::int64_t(outcome))
            .bind(versionAfter)
            .bind(reason)
            .bind(m_database.now())
            .bind(id)
            .run();
        if (outcome == Outcome::Done)
            marked = markUndone(id);
    });
    notify(id);
    std::ranges::for_each(marked, [this](EntryId each) { notify(each); });
}

/// An undo takes back an entry; if that was an undo itself, what it had taken back counts again;
/// and so on down the line.
std::vector<EntryId> Journal::markUndone(EntryId undo)
{
    std::vector<EntryId> marked;
    bool isUndone = true;
    for (EntryId by = undo;;) {
        const auto known = entry(by);
        if (!known || !known->undoes)
            return marked;
        auto mark = m_database.statement("UPDATE entry SET undone_by = ? WHERE id = ?");
        isUndone ? mark.bind(by) : mark.bindNull();
        mark.bind(*known->undoes).run();
        marked.push_back(*known->undoes);
        isUndone = !isUndone;
        by = *known->undoes;
    }
}

std::vector<Entry> Journal::page(const Filter& filter, std::optional<EntryId> before,
                                 std::size_t count) const
{
    return EntryQuery(m_database, filter).page(before, count);
}

std::size_t Journal::count(const Filter& filter) const
{
    return EntryQuery(m_database, filter).count();
}

std::optional<Entry> Journal::entry(EntryId id) const
{
    auto entries = EntryQuery::one(m_database, id);
    return entries.empty() ? std::nullopt : std::optional(std::move(entries.front()));
}

std::vector<Entry> Journal::group(const std::string& group) const
{
    return EntryQuery::group(m_database, group);
}

std::vector<Change> Journal::changes(EntryId id) const
{
    auto row = m_database.statement("SELECT changes FROM entry WHERE id = ?");
    if (!row.bind(id).next())
        return {};
    auto changes = readChanges(row.json(0));
    if (!changes)
        throw Error(Problem::Damaged, m_database.path(), "changes of " + std::to_string(id));
    return *std::move(changes);
}

bool Journal::wasRolledBack(const std::string& universe, const std::string& txId) const
{
    auto row = m_database.statement(
        "SELECT 1 FROM entry WHERE act = ? AND detail = ? AND universe = ? AND outcome = ?");
    return row.bind(std::int64_t(Act::RollBackTransaction))
        .bind(txId)
        .bind(universe)
        .bind(std::int64_t(Outcome::Done))
        .next();
}

std::vector<Entry> Journal::interrupted(const std::string& universe) const
{
    return EntryQuery::interrupted(m_database, universe);
}

Journal::Subscription Journal::subscribe(Listener listener)
{
    const auto kept = std::make_shared<Listener>(std::move(listener));
    std::erase_if(m_listeners, [](const auto& each) { return each.expired(); });
    m_listeners.push_back(kept);
    Subscription subscription;
    subscription.m_listener = kept;
    return subscription;
}

void Journal::notify(EntryId id)
{
    const auto listeners = m_listeners; // who is told may subscribe or end
    for (const auto& each : listeners)
        if (const auto listener = each.lock())
            (*listener)(id);
}

bool Journal::hasForeignChanges()
{
    const auto now = m_database.foreignChanges();
    return std::exchange(m_foreignChanges, now) != now;
}

} // namespace plectrum::journal
