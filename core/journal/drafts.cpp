// SPDX-License-Identifier: MIT
#include "journal/drafts.h"

#include "journal/database.h"
#include "journal/error.h"
#include "journal/step.h"
#include "json/printer.h"

#include <algorithm>
#include <set>

namespace plectrum::journal {

namespace {

/// Steps that are kept before they are put together, if that makes them fewer.
constexpr std::int64_t manySteps = 128;

bool isSame(const std::optional<json::Value>& left, const std::optional<json::Value>& right)
{
    return left.has_value() == right.has_value() && (!left || left->isSameNode(*right));
}

sql::Statement& bindPlace(sql::Statement& statement, const Place& place)
{
    return statement.bind(place.universe)
        .bind(std::int64_t(place.kind))
        .bind(place.store)
        .bind(place.scope)
        .bind(place.key);
}

} // namespace

struct Drafts::Row
{
    std::int64_t id = 0;
    std::int64_t lastStep = -1;
    Draft draft;
};

Drafts::Drafts(Database& database)
    : m_database(database)
{
}

void Drafts::keep(const Place& place, const DraftBase& base, const json::Value& value)
{
    const auto found = m_open.find(place);
    if (found == m_open.end() || !isSame(found->second.base, base.data))
        begin(place, base, value);
    else if (!found->second.value.isSameNode(value) || found->second.value.type() != value.type())
        addStep(found->second, value);
}

void Drafts::begin(const Place& place, const DraftBase& base, const json::Value& value)
{
    Open open{0, base.data, value, 1, manySteps};
    const auto before = m_open.find(place);
    m_database.together([&] {
        if (before != m_open.end())
            remove(before->second.id);
        auto draft = m_database.statement(
            "INSERT INTO draft(session, universe, kind, store, scope, key, base_version, base_time,"
            " made) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
        draft.bind(m_database.session());
        bindPlace(draft, place).bind(base.version).bind(base.time).bind(m_database.now()).run();
        open.id = draft.lastInsertId();
        auto data = m_database.statement("INSERT INTO draft_base(draft, data) VALUES(?, ?)");
        const std::string text = base.data ? json::print(*base.data) : std::string();
        data.bind(open.id);
        base.data ? data.bindBytes(text) : data.bindNull();
        data.run();
        insertStep(open.id, 0, stepText(base.data.value_or(json::Value()), value));
    });
    m_open.insert_or_assign(place, std::move(open));
}

void Drafts::addStep(Open& open, const json::Value& value)
{
    insertStep(open.id, open.nextStep, stepText(open.value, value));
    open.value = value;
    ++open.nextStep;
    if (open.nextStep >= open.stepsToCompact)
        compact(open);
}

/// Puts all steps together as one, when that is what they come to.
void Drafts::compact(Open& open)
{
    const std::string whole = stepText(open.base.value_or(json::Value()), open.value);
    std::int64_t size = 0;
    {
        auto row =
            m_database.statement("SELECT sum(length(changes)) FROM draft_step WHERE draft = ?");
        size = row.bind(open.id).next() ? row.integer(0) : 0;
    }
    open.stepsToCompact = open.nextStep + manySteps;
    if (std::int64_t(whole.size()) > size)
        return;
    m_database.together([&] {
        m_database.statement("DELETE FROM draft_step WHERE draft = ?").bind(open.id).run();
        insertStep(open.id, open.nextStep, whole);
    });
    ++open.nextStep;
}

void Drafts::insertStep(std::int64_t draft, std::int64_t number, const std::string& text)
{
    m_database.statement("INSERT INTO draft_step(draft, number, time, changes) VALUES(?, ?, ?, ?)")
        .bind(draft)
        .bind(number)
        .bind(m_database.now())
        .bindBytes(text)
        .run();
}

void Drafts::remove(std::int64_t draft)
{
    m_database.statement("DELETE FROM draft_step WHERE draft = ?").bind(draft).run();
    m_database.statement("DELETE FROM draft_base WHERE draft = ?").bind(draft).run();
    m_database.statement("DELETE FROM draft WHERE id = ?").bind(draft).run();
}

void Drafts::drop(const Place& place)
{
    const auto found = m_open.find(place);
    if (found == m_open.end())
        return;
    m_database.together([&] { remove(found->second.id); });
    m_open.erase(found);
}

FoundDrafts Drafts::recover(const std::string& universe)
{
    m_database.together([&] { takeOver(universe); });
    auto rows = rowsOf(universe);
    FoundDrafts found;
    for (auto& row : rows) {
        if (!readSteps(row)) {
            ++found.unreadable;
            row.id = 0;
        }
    }
    std::ranges::stable_sort(rows, std::ranges::greater(),
                             [](const Row& row) { return row.draft.changed; });
    std::set<Place> seen;
    for (auto& row : rows) {
        if (row.id == 0)
            continue;
        const auto open = m_open.find(row.draft.place);
        const bool isOther = open != m_open.end() && open->second.id != row.id;
        if (isOther || !seen.insert(row.draft.place).second) {
            ++found.older;
            continue;
        }
        if (open == m_open.end())
            m_open[row.draft.place] = {row.id, row.draft.base.data, row.draft.value,
                                       row.lastStep + 1, row.lastStep + 1 + manySteps};
        found.drafts.push_back(std::move(row.draft));
    }
    return found;
}

void Drafts::takeOver(const std::string& universe)
{
    std::vector<std::string> ended;
    {
        auto row = m_database.statement("SELECT DISTINCT session FROM draft WHERE universe = ?");
        row.bind(universe);
        while (row.next()) {
            if (!m_database.isRunning(row.text(0)))
                ended.push_back(row.text(0));
        }
    }
    for (const auto& session : ended) {
        m_database.statement("UPDATE draft SET session = ? WHERE session = ? AND universe = ?")
            .bind(m_database.session())
            .bind(session)
            .bind(universe)
            .run();
    }
}

std::vector<Drafts::Row> Drafts::rowsOf(const std::string& universe)
{
    std::vector<Row> rows;
    auto row = m_database.statement("SELECT id, kind, store, scope, key, base_version, base_time,"
                                    " made FROM draft WHERE session = ? AND universe = ?");
    row.bind(m_database.session()).bind(universe);
    while (row.next()) {
        Row found;
        found.id = row.integer(0);
        found.draft.place = {universe, Place::Kind(row.integer(1)), row.text(2), row.text(3),
                             row.text(4)};
        found.draft.base = {std::nullopt, row.text(5), row.time(6)};
        found.draft.made = row.time(7);
        rows.push_back(std::move(found));
    }
    return rows;
}

/// False when it cannot be read: what is damaged is left for a program that can do more with it.
bool Drafts::readSteps(Row& row)
{
    try {
        auto base = m_database.statement("SELECT data FROM draft_base WHERE draft = ?");
        if (!base.bind(row.id).next())
            return false;
        if (!base.isNull(0))
            row.draft.base.data = base.json(0);
        row.draft.value = row.draft.base.data.value_or(json::Value());
        auto step = m_database.statement(
            "SELECT number, time, changes FROM draft_step WHERE draft = ? ORDER BY number");
        step.bind(row.id);
        while (step.next()) {
            auto value = applyStep(row.draft.value, step.json(2));
            if (!value)
                return false;
            row.draft.value = *std::move(value);
            row.draft.changed = step.time(1);
            row.lastStep = step.integer(0);
            ++row.draft.edits;
        }
    } catch (const Error& error) {
        if (error.problem() != Problem::Damaged)
            throw;
        return false;
    }
    return row.lastStep >= 0;
}

} // namespace plectrum::journal
