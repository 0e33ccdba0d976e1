// SPDX-License-Identifier: MIT
#include "mock/version_table.h"

#include "datastore/error.h"
#include "datastore/limits.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/stored_time.h"

namespace plectrum::mock {

namespace {

// The columns of a version, in the order in which readVersion() takes them.
#define PLECTRUM_VERSION_COLUMNS                                                                   \
    "v.id, v.time, v.created, v.superseded, v.counter, v.size, v.deleted, v.users, v.attributes"
#define PLECTRUM_VERSIONS_OF_KEY                                                                   \
    " FROM entry e JOIN version v ON v.entry = e.id WHERE e.store = ? AND e.key = ?"

constexpr auto newestSql =
    "SELECT " PLECTRUM_VERSION_COLUMNS PLECTRUM_VERSIONS_OF_KEY " ORDER BY v.seq DESC LIMIT 1";
constexpr auto newestValueSql = "SELECT " PLECTRUM_VERSION_COLUMNS
                                ", v.value" PLECTRUM_VERSIONS_OF_KEY " ORDER BY v.seq DESC LIMIT 1";
constexpr auto versionSql =
    "SELECT " PLECTRUM_VERSION_COLUMNS ", v.value" PLECTRUM_VERSIONS_OF_KEY " AND v.id = ?";
constexpr auto versionsSql =
    "SELECT " PLECTRUM_VERSION_COLUMNS PLECTRUM_VERSIONS_OF_KEY " ORDER BY v.seq";
constexpr auto versionValuesSql =
    "SELECT " PLECTRUM_VERSION_COLUMNS ", v.value" PLECTRUM_VERSIONS_OF_KEY " ORDER BY v.seq";
constexpr auto insertSql =
    "INSERT INTO version(id, time, created, superseded, counter, size, deleted, users,"
    " attributes, value, entry, seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

#undef PLECTRUM_VERSION_COLUMNS
#undef PLECTRUM_VERSIONS_OF_KEY

std::string printUsers(const std::vector<std::int64_t>& userIds)
{
    return json::print(json::Value::array({userIds.begin(), userIds.end()}));
}

Version withItsValue(FoundVersion found)
{
    if (found.readValue)
        found.version.value = found.readValue();
    return std::move(found.version);
}

} // namespace

VersionTable::VersionTable(sql::Connection& file)
    : m_file(file)
{
}

Version VersionTable::readVersion(const sql::Statement& row)
{
    Version version;
    version.time = toTime(row.integer(1));
    version.entryCreated = toTime(row.integer(2));
    if (!row.isNull(3))
        version.superseded = toTime(row.integer(3));
    version.counter = std::uint32_t(row.integer(4));
    version.size = std::uint32_t(row.integer(5));
    version.isDeleted = row.integer(6) != 0;
    if (!row.isNull(7)) {
        std::vector<std::int64_t> users;
        row.json(7).forEachElement(
            [&](const json::Value& user) { users.push_back(user.toInteger()); });
        version.setTags(std::move(users), row.json(8));
    }
    version.setId(row.text(0));
    return version;
}

FoundVersion VersionTable::readWithValue(const sql::Statement& row)
{
    FoundVersion found{readVersion(row)};
    if (!found.version.isDeleted)
        found.readValue = row.jsonReader(9);
    return found;
}

std::optional<Version> VersionTable::newest(std::int64_t store, const std::string& key,
                                            bool withValue)
{
    if (withValue) {
        auto found = findNewest(store, key);
        return found ? std::optional(withItsValue(*std::move(found))) : std::nullopt;
    }
    auto row = m_file.statement(newestSql);
    if (!row.bind(store).bind(key).next())
        return std::nullopt;
    return readVersion(row);
}

std::optional<FoundVersion> VersionTable::findNewest(std::int64_t store, const std::string& key)
{
    auto row = m_file.statement(newestValueSql);
    if (!row.bind(store).bind(key).next())
        return std::nullopt;
    return readWithValue(row);
}

std::optional<FoundVersion> VersionTable::find(std::int64_t store, const std::string& key,
                                               const std::string& id)
{
    auto row = m_file.statement(versionSql);
    if (!row.bind(store).bind(key).bind(id).next())
        return std::nullopt;
    return readWithValue(row);
}

std::vector<Version> VersionTable::versions(std::int64_t store, const std::string& key,
                                            bool withValues)
{
    std::vector<Version> found;
    auto row = m_file.statement(withValues ? versionValuesSql : versionsSql);
    row.bind(store).bind(key);
    while (row.next())
        found.push_back(withValues ? withItsValue(readWithValue(row)) : readVersion(row));
    return found;
}

std::int64_t VersionTable::entryRow(std::int64_t store, const std::string& key)
{
    auto row = m_file.statement("SELECT id FROM entry WHERE store = ? AND key = ?");
    return row.bind(store).bind(key).next() ? row.integer(0) : 0;
}

std::int64_t VersionTable::makeEntry(std::int64_t store, const std::string& key, bool isLive)
{
    auto made = m_file.statement("INSERT INTO entry(store, key, live) VALUES(?, ?, ?)");
    made.bind(store).bind(key).bind(std::int64_t(isLive)).run();
    return made.lastInsertId();
}

void VersionTable::insertVersion(std::int64_t entry, std::int64_t seq, const Version& version)
{
    if (json::isDeeperThan(version.value, json::maximumDepth))
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "104: Can't store a value nested over 1000 deep in data store.")
            .withCode("104");
    const std::string value = version.isDeleted ? std::string() : json::print(version.value);
    const std::string users = version.tags ? printUsers(version.tags->userIds) : std::string();
    const std::string attributes =
        version.tags ? json::print(version.tags->attributes) : std::string();
    auto made = m_file.statement(insertSql);
    made.bind(version.id()).bind(toNumber(version.time)).bind(toNumber(version.entryCreated));
    if (version.superseded == Version::never)
        made.bindNull();
    else
        made.bind(toNumber(version.superseded));
    made.bind(std::int64_t(version.counter)).bind(std::int64_t(version.size));
    made.bind(std::int64_t(version.isDeleted));
    if (version.tags)
        made.bindBytes(users).bindBytes(attributes);
    else
        made.bindNull().bindNull();
    if (version.isDeleted)
        made.bindNull();
    else
        made.bindBytes(value);
    made.bind(entry).bind(seq).run();
}

std::int64_t VersionTable::lastSeq(std::int64_t entry)
{
    auto row = m_file.statement("SELECT max(seq) FROM version WHERE entry = ?");
    return row.bind(entry).next() ? row.integer(0) : 0;
}

void VersionTable::setLive(std::int64_t entry, bool isLive)
{
    m_file.statement("UPDATE entry SET live = ? WHERE id = ? AND live <> ?")
        .bind(std::int64_t(isLive))
        .bind(entry)
        .bind(std::int64_t(isLive))
        .run();
}

void VersionTable::supersede(std::int64_t entry, std::int64_t seq, const HistoryChange& change)
{
    m_file.statement("UPDATE version SET superseded = ? WHERE entry = ? AND seq = ?")
        .bind(toNumber(change.version.time))
        .bind(entry)
        .bind(seq)
        .run();
    m_file.statement("DELETE FROM version WHERE entry = ? AND superseded <= ?")
        .bind(entry)
        .bind(toNumber(change.now - datastore::limits::versionLifetime))
        .run();
}

void VersionTable::write(std::int64_t store, const std::string& key, const HistoryChange& change)
{
    const bool isLive = !change.version.isDeleted;
    const auto entry = entryRow(store, key);
    if (entry == 0) {
        insertVersion(makeEntry(store, key, isLive), 1, change.version);
        return;
    }
    const auto last = lastSeq(entry);
    setLive(entry, isLive);
    if (change.isOverwriting)
        m_file.statement("DELETE FROM version WHERE entry = ? AND seq = ?")
            .bind(entry)
            .bind(last)
            .run();
    else
        supersede(entry, last, change);
    insertVersion(entry, change.isOverwriting ? last : last + 1, change.version);
}

void VersionTable::putHistory(std::int64_t store, const std::string& key,
                              const std::vector<Version>& versions)
{
    const auto entry = makeEntry(store, key, !versions.back().isDeleted);
    std::int64_t seq = 0;
    for (const auto& version : versions)
        insertVersion(entry, ++seq, version);
}

std::vector<std::string> VersionTable::keys(std::int64_t store, const std::string& prefix,
                                            const std::string& after, bool withRemoved,
                                            std::size_t limit)
{
    auto row = m_file.statement(
        withRemoved ? "SELECT key FROM entry WHERE store = ? AND key > ? AND key >= ?"
                      " ORDER BY key LIMIT ?"
                    : "SELECT key FROM entry WHERE store = ? AND key > ? AND key >= ? AND live"
                      " ORDER BY key LIMIT ?");
    row.bind(store).bind(after).bind(prefix).bind(std::int64_t(limit));
    std::vector<std::string> found;
    while (row.next()) {
        auto key = row.text(0);
        if (!key.starts_with(prefix))
            break;
        found.push_back(std::move(key));
    }
    return found;
}

} // namespace plectrum::mock
