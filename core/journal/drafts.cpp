// SPDX-License-Identifier: MIT
#include "journal/drafts.h"

#include "journal/database.h"
#include "journal/error.h"
#include "journal/file_format.h"
#include "journal/step.h"
#include "json/printer.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace plectrum::journal {

namespace {

/// Steps that are kept before they are put together, if that makes them fewer.
constexpr std::int64_t manySteps = 128;

bool isSame(const std::optional<json::Value>& left, const std::optional<json::Value>& right)
{
    return left.has_value() == right.has_value() && (!left || left->isSameNode(*right));
}

sql::Statement& bindAddress(sql::Statement& statement, const RecordAddress& address)
{
    return statement.bind(address.universe)
        .bind(std::int64_t(address.kind))
        .bind(address.store)
        .bind(address.scope)
        .bind(address.key);
}

} // namespace

struct Drafts::Row
{
    std::int64_t id = 0;
    std::int64_t lastStep = -1;
    std::string group;
    Draft draft;
};

Drafts::Drafts(Database& database)
    : m_database(database)
{
}

void Drafts::keep(const RecordAddress& address, const DraftBase& base, const json::Value& value)
{
    keepAll({}, {{address, base, value}});
}

std::string Drafts::newGroup()
{
    return m_database.newId();
}

void Drafts::keepGroup(const std::string& group, const std::vector<GroupPart>& parts)
{
    keepAll(group, parts);
}

bool Drafts::isKept(const std::string& group, const GroupPart& part) const
{
    const auto found = m_open.find({group, part.address});
    return found != m_open.end() && isSame(found->second.base, part.base.data)
        && found->second.value.isSameNode(part.value)
        && found->second.value.type() == part.value.type();
}

/// Those of a group that are no part of it any more. A record's own draft has no others.
std::vector<Drafts::Name> Drafts::othersOf(const std::string& group,
                                           const std::vector<GroupPart>& parts) const
{
    std::vector<Name> others;
    for (const auto& [name, open] : m_open) {
        const bool isPart = std::ranges::contains(parts, name.second, &GroupPart::address);
        if (!group.empty() && name.first == group && !isPart)
            others.push_back(name);
    }
    return others;
}

/// What is known of the file changes only once all is in it.
void Drafts::keepAll(const std::string& group, const std::vector<GroupPart>& parts)
{
    const auto gone = othersOf(group, parts);
    const auto isIn = [&](const GroupPart& part) { return isKept(group, part); };
    if (gone.empty() && std::ranges::all_of(parts, isIn))
        return;
    std::vector<std::pair<Name, Open>> changed;
    m_database.together([&] {
        for (const GroupPart& part : parts) {
            if (isIn(part))
                continue;
            const Name name(group, part.address);
            const auto found = m_open.find(name);
            if (found == m_open.end() || !isSame(found->second.base, part.base.data)) {
                changed.emplace_back(name, begin(group, part));
            } else {
                changed.emplace_back(name, found->second);
                addStep(changed.back().second, part.value);
            }
        }
        for (const Name& name : gone)
            remove(m_open.at(name).id);
    });
    for (auto& [name, open] : changed)
        m_open.insert_or_assign(name, std::move(open));
    for (const Name& name : gone)
        m_open.erase(name);
}

Drafts::Open Drafts::begin(const std::string& group, const GroupPart& part)
{
    const auto& [address, base, value] = part;
    Open open{0, base.data, value, 1, manySteps};
    if (const auto before = m_open.find({group, address}); before != m_open.end())
        remove(before->second.id);
    auto draft = m_database.statement(
        "INSERT INTO draft(session, universe, kind, store, scope, key, base_version, base_time,"
        " made, group_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    draft.bind(m_database.session());
    bindAddress(draft, address)
        .bind(base.version)
        .bind(base.time)
        .bind(m_database.now())
        .bind(group);
    draft.run();
    open.id = draft.lastInsertId();
    auto data = m_database.statement("INSERT INTO draft_base(draft, data) VALUES(?, ?)");
    const std::string text = base.data ? json::print(*base.data) : std::string();
    data.bind(open.id);
    base.data ? data.bindBytes(text) : data.bindNull();
    data.run();
    insertStep(open.id, 0, stepText(base.data.value_or(json::Value()), value));
    return open;
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
    m_database.statement("DELETE FROM draft_step WHERE draft = ?").bind(open.id).run();
    insertStep(open.id, open.nextStep, whole);
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

void Drafts::drop(const RecordAddress& address)
{
    const auto found = m_open.find({{}, address});
    if (found == m_open.end())
        return;
    m_database.together([&] { remove(found->second.id); });
    m_open.erase(found);
}

void Drafts::dropGroup(const std::string& group)
{
    keepAll(group, {});
}

std::optional<Draft> Drafts::kept(const RecordAddress& address)
{
    const auto open = m_open.find({{}, address});
    if (open == m_open.end())
        return std::nullopt;
    for (Row& row : rowsOf(address.universe))
        if (row.id == open->second.id && readSteps(row))
            return std::move(row.draft);
    return std::nullopt;
}

FoundDrafts Drafts::recover(const std::string& universe)
{
    m_database.together([&] { claim(universe); });
    auto rows = rowsOf(universe);
    for (auto& row : rows)
        if (!readSteps(row))
            row.id = 0;
    const auto grouped =
        std::ranges::stable_partition(rows, [](const Row& row) { return row.group.empty(); });
    std::vector<Row> parts(std::move_iterator(grouped.begin()), std::move_iterator(grouped.end()));
    rows.erase(grouped.begin(), grouped.end());
    FoundDrafts found;
    addPlain(found, std::move(rows));
    addGroups(found, std::move(parts));
    return found;
}

void Drafts::goOnWith(const Row& row)
{
    m_open.try_emplace({row.group, row.draft.address},
                       Open{row.id, row.draft.base.data, row.draft.value, row.lastStep + 1,
                            row.lastStep + 1 + manySteps});
}

/// The one of each place that was changed last.
void Drafts::addPlain(FoundDrafts& found, std::vector<Row> rows)
{
    std::ranges::stable_sort(rows, std::ranges::greater(),
                             [](const Row& row) { return row.draft.changed; });
    std::set<RecordAddress> seen;
    for (auto& row : rows) {
        if (row.id == 0) {
            ++found.unreadable;
            continue;
        }
        const auto open = m_open.find({{}, row.draft.address});
        const bool isOther = open != m_open.end() && open->second.id != row.id;
        if (isOther || !seen.insert(row.draft.address).second) {
            ++found.older;
            continue;
        }
        goOnWith(row);
        found.drafts.push_back(std::move(row.draft));
    }
}

/// A group of which one draft cannot be read is left as it is: the others alone are not it.
void Drafts::addGroups(FoundDrafts& found, std::vector<Row> rows)
{
    std::ranges::stable_sort(rows, {}, &Row::group);
    for (auto first = rows.begin(); first != rows.end();) {
        const auto last = std::find_if(first, rows.end(),
                                       [&](const Row& row) { return row.group != first->group; });
        const std::span<Row> all(first, last);
        first = last;
        if (std::ranges::contains(all, 0, &Row::id)) {
            found.unreadable += all.size();
            continue;
        }
        DraftGroup group{.id = all.front().group, .parts = {}};
        for (Row& row : all) {
            goOnWith(row);
            group.parts.push_back(std::move(row.draft));
        }
        found.groups.push_back(std::move(group));
    }
}

void Drafts::claim(const std::string& universe)
{
    std::vector<std::string> ended;
    {
        auto row = m_database.statement("SELECT DISTINCT session FROM draft WHERE universe = ?");
        row.bind(universe);
        while (row.next())
            if (!m_database.isRunning(row.text(0)))
                ended.push_back(row.text(0));
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
                                    " made, group_id FROM draft WHERE session = ? AND universe = ?"
                                    " ORDER BY id");
    row.bind(m_database.session()).bind(universe);
    while (row.next()) {
        Row found;
        found.id = row.integer(0);
        found.draft.address = {universe, RecordAddress::Kind(row.integer(1)), row.text(2),
                               row.text(3), row.text(4)};
        found.draft.base = {std::nullopt, row.text(5), row.time(6)};
        found.draft.made = row.time(7);
        found.group = row.text(8);
        found.draft.isGroupUnknown = found.group == file_format::unknownGroup;
        if (found.draft.isGroupUnknown)
            found.group.clear();
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
