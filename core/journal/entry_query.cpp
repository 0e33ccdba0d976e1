// SPDX-License-Identifier: MIT
#include "journal/entry_query.h"

#include "journal/database.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace plectrum::journal {

namespace {

constexpr std::string_view columns =
    "SELECT id, time, settled, universe, kind, store, scope, key, act, asker, group_id,"
    " change_count, version_before, version_after, around_before, around_after, detail, outcome,"
    " reason, undoes, undone_by, made_data FROM entry";

constexpr std::string_view textColumns =
    "store || char(10) || key || char(10) || asker || char(10) || detail || char(10) || reason"
    " || char(10) || CAST(changes AS TEXT)";

std::vector<Entry> readAll(sql::Statement& row)
{
    std::vector<Entry> entries;
    const auto idAt = [&row](int column) {
        return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
    };
    while (row.next()) {
        Entry entry;
        entry.id = row.integer(0);
        entry.time = row.time(1);
        if (!row.isNull(2))
            entry.settled = row.time(2);
        entry.address = {row.text(3), RecordAddress::Kind(row.integer(4)), row.text(5), row.text(6),
                         row.text(7)};
        entry.act = Act(row.integer(8));
        entry.actor = row.text(9);
        entry.group = row.text(10);
        entry.changeCount = std::size_t(row.integer(11));
        entry.versionBefore = row.text(12);
        entry.versionAfter = row.text(13);
        entry.aroundBefore = row.isNull(14) ? json::Value() : row.json(14);
        entry.aroundAfter = row.isNull(15) ? json::Value() : row.json(15);
        entry.detail = row.text(16);
        entry.outcome = Outcome(row.integer(17));
        entry.reason = row.text(18);
        entry.undoes = idAt(19);
        entry.undoneBy = idAt(20);
        entry.madeData = row.integer(21) != 0;
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// "%TEXT%" for LIKE with "\" as the escape.
std::string likePattern(std::string_view text)
{
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

} // namespace

EntryQuery::EntryQuery(Database& database, const Filter& filter)
    : m_database(database)
    , m_filter(filter)
{
}

/// Conditions that are given, joined; what they hold is bound in the same order.
std::string EntryQuery::conditions(bool hasBefore) const
{
    std::string text = " WHERE time >= ? AND time <= ?";
    for (const auto& [value, column] : equalities())
        if (!value->empty())
            text += std::string(" AND ") + column + " = ?";
    if (!m_filter.text.empty())
        text += " AND (" + std::string(textColumns) + ") LIKE ? ESCAPE '\\'";
    if (hasBefore)
        text += " AND id < ?";
    return text;
}

std::vector<std::pair<const std::string*, const char*>> EntryQuery::equalities() const
{
    return {{&m_filter.universe, "universe"},
            {&m_filter.store, "store"},
            {&m_filter.key, "key"},
            {&m_filter.group, "group_id"}};
}

void EntryQuery::bindConditions(sql::Statement& statement, std::optional<EntryId> before) const
{
    constexpr auto latest = std::numeric_limits<std::int64_t>::max();
    statement.bind(m_filter.from.value_or(async::Time()));
    statement.bind(m_filter.until.value_or(async::Time(async::Duration(latest))));
    for (const auto& [value, column] : equalities())
        if (!value->empty())
            statement.bind(*value);
    if (!m_filter.text.empty())
        statement.bind(likePattern(m_filter.text));
    if (before)
        statement.bind(*before);
}

std::vector<Entry> EntryQuery::page(std::optional<EntryId> before, std::size_t count) const
{
    const std::string sql =
        std::string(columns) + conditions(before.has_value()) + " ORDER BY id DESC LIMIT ?";
    auto row = m_database.statement(sql);
    bindConditions(row, before);
    row.bind(std::int64_t(count));
    return readAll(row);
}

std::size_t EntryQuery::count() const
{
    const std::string sql = "SELECT count(*) FROM entry" + conditions(false);
    auto row = m_database.statement(sql);
    bindConditions(row, std::nullopt);
    return row.next() ? std::size_t(row.integer(0)) : 0;
}

std::vector<Entry> EntryQuery::one(Database& database, EntryId id)
{
    auto row = database.statement(std::string(columns) + " WHERE id = ?");
    return readAll(row.bind(id));
}

std::vector<Entry> EntryQuery::group(Database& database, const std::string& group)
{
    auto row = database.statement(std::string(columns) + " WHERE group_id = ? ORDER BY id");
    return readAll(row.bind(group));
}

std::vector<Entry> EntryQuery::interrupted(Database& database, const std::string& universe)
{
    std::vector<Entry> entries;
    std::vector<std::string> sessions;
    {
        auto row = database.statement(
            "SELECT DISTINCT session FROM entry WHERE outcome = 0 AND universe = ?");
        row.bind(universe);
        while (row.next())
            sessions.push_back(row.text(0));
    }
    for (const auto& session : sessions) {
        if (database.isRunning(session))
            continue;
        auto row = database.statement(std::string(columns)
                                      + " WHERE outcome = 0 AND universe = ? AND session = ?");
        auto found = readAll(row.bind(universe).bind(session));
        entries.insert(entries.end(), found.begin(), found.end());
    }
    std::ranges::sort(entries, {}, &Entry::id);
    return entries;
}

} // namespace plectrum::journal
