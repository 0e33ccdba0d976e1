// SPDX-License-Identifier: MIT
#include "mock/universe_file.h"

#include "datastore/limits.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/file_format.h"
#include "mock/sql_connection.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <mutex>
#include <set>

namespace plectrum::mock {

namespace {

constexpr std::int64_t pageSize = 4096; // of files that file_format makes
// About a millisecond a megabyte; damage in a larger file is found where it is read.
constexpr std::uintmax_t largestChecked = 32'000'000;

std::int64_t toNumber(Time time)
{
    return time.time_since_epoch().count();
}

Time toTime(std::int64_t number)
{
    return Time(async::Duration(number));
}

std::string printUsers(const std::vector<std::int64_t>& userIds)
{
    return json::print(json::Value::array({userIds.begin(), userIds.end()}));
}

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

} // namespace

/// The files that this process has open. Reading such a file, even its header, would let go of the
/// lock on it: closing any handle of a file drops all locks of the process on it (POSIX).
class UniverseFile::Registration
{
public:
    explicit Registration(const std::string& path)
        : m_path(std::filesystem::weakly_canonical(path))
    {
        const std::scoped_lock lock(s_mutex);
        if (!s_open.insert(m_path).second)
            throw storageError(path, "LOCKED", "is open already");
    }
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    ~Registration()
    {
        const std::scoped_lock lock(s_mutex);
        s_open.erase(m_path);
    }

private:
    static inline std::mutex s_mutex;
    static inline std::set<std::filesystem::path> s_open;
    std::filesystem::path m_path;
};

UniverseFile::UniverseFile(const std::string& path, FileMode mode, std::int64_t maximumSize)
    : m_registration(std::make_unique<Registration>(path))
{
    const bool isThere = file_format::isThere(path);
    if (isThere && mode == FileMode::Create)
        throw storageError(path, "EXISTS", "is there already");
    if (!isThere && mode == FileMode::Open)
        throw storageError(path, "MISSING", "is not there");
    if (!isThere)
        file_format::create(path);
    m_file = std::make_unique<SqlConnection>(path);
    open();
    if (maximumSize > 0)
        m_file->run(("PRAGMA max_page_count = " + std::to_string(maximumSize / pageSize)).c_str());
}

UniverseFile::~UniverseFile() = default;

void UniverseFile::open()
{
    m_file->run("PRAGMA locking_mode = EXCLUSIVE");
    m_file->run("PRAGMA synchronous = FULL");
    // Takes the lock, which stays, and finds out whether the file can be written at all.
    m_file->run("BEGIN IMMEDIATE");
    m_file->run("COMMIT");
    checkPages();
    loadFacts();
}

void UniverseFile::checkPages()
{
    std::error_code ignored;
    if (std::filesystem::file_size(m_file->path(), ignored) > largestChecked)
        return;
    auto row = m_file->statement("PRAGMA quick_check(1)");
    if (row.next() && row.text(0) != "ok")
        throw storageError(m_file->path(), "DAMAGED", "is damaged (" + row.text(0) + ")");
}

void UniverseFile::loadFacts()
{
    auto row = m_file->statement("SELECT value FROM fact WHERE name = 'last_snapshot'");
    m_lastSnapshot = row.next() ? toTime(row.integer(0)) : Time::min();
}

void UniverseFile::begin()
{
    if (m_isBroken)
        throw storageError(m_file->path(), "IO", "could not be written before, in this batch");
    if (m_depth == 0)
        m_file->statement("BEGIN IMMEDIATE").run();
    else
        m_file->statement("SAVEPOINT nested").run();
    ++m_depth;
}

void UniverseFile::commit()
{
    try {
        if (m_isBroken)
            throw storageError(m_file->path(), "IO", "could not be written");
        m_file->statement(m_depth == 1 ? "COMMIT" : "RELEASE nested").run();
    } catch (const datastore::Error&) {
        rollback();
        throw;
    }
    --m_depth;
}

void UniverseFile::rollback()
{
    --m_depth;
    for (auto& store : m_stores)
        store.row = 0;
    try {
        if (m_depth == 0) {
            m_isBroken = false;
            m_file->statement("ROLLBACK").run();
        } else {
            m_file->statement("ROLLBACK TO nested").run();
            m_file->statement("RELEASE nested").run();
        }
    } catch (const datastore::Error&) {
        // After some failures (disk full) SQLite has taken all back already: then there is nothing
        // left to do, but an outer transaction is gone too.
        m_isBroken = m_depth > 0;
    }
    try {
        loadFacts();
    } catch (const datastore::Error&) {
        // Whoever reads next learns of it.
    }
}

template <typename Work>
void UniverseFile::together(Work work)
{
    begin();
    try {
        work();
    } catch (...) {
        rollback();
        throw;
    }
    commit();
}

StoreId UniverseFile::storeId(const std::string& name, const std::string& scope)
{
    const auto at = std::ranges::find_if(
        m_stores, [&](const Store& store) { return store.name == name && store.scope == scope; });
    if (at != m_stores.end())
        return StoreId(at - m_stores.begin());
    m_stores.push_back({name, scope, 0});
    return m_stores.size() - 1;
}

std::vector<StoreRecord> UniverseFile::stores()
{
    std::vector<StoreRecord> found;
    {
        auto row =
            m_file->statement("SELECT name, scope, created FROM data_store ORDER BY name, scope");
        while (row.next())
            found.push_back({0, row.text(0), row.text(1), toTime(row.integer(2))});
    }
    for (auto& record : found)
        record.id = storeId(record.name, record.scope);
    return found;
}

std::int64_t UniverseFile::storeRow(StoreId store)
{
    Store& known = m_stores[store];
    if (known.row == 0) {
        auto row = m_file->statement("SELECT id FROM data_store WHERE name = ? AND scope = ?");
        if (row.bind(known.name).bind(known.scope).next())
            known.row = row.integer(0);
    }
    return known.row;
}

void UniverseFile::makeStore(StoreId store, Time created)
{
    if (storeRow(store) != 0)
        return;
    together([&] {
        Store& known = m_stores[store];
        m_file->statement("INSERT INTO data_store(name, scope, created) VALUES(?, ?, ?)")
            .bind(known.name)
            .bind(known.scope)
            .bind(toNumber(created))
            .run();
    });
}

json::Value UniverseFile::readJson(const Statement& row, int column, const char* what) const
{
    auto value = json::parse(row.bytes(column));
    if (!value)
        throw storageError(m_file->path(), "DAMAGED",
                           std::format("is damaged (the {} of version {} cannot be read: {})", what,
                                       row.text(0), value.error().message()));
    return std::move(*value);
}

Version UniverseFile::readVersion(const Statement& row, bool withValue) const
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
        readJson(row, 7, "list of users").forEachElement([&](const json::Value& user) {
            users.push_back(user.toInteger());
        });
        version.setTags(std::move(users), readJson(row, 8, "attributes"));
    }
    version.setId(row.text(0));
    if (withValue && !version.isDeleted)
        version.value = readJson(row, 9, "value");
    return version;
}

std::optional<Version> UniverseFile::newest(StoreId store, const std::string& key, bool withValue)
{
    auto row = m_file->statement(withValue ? newestValueSql : newestSql);
    if (!row.bind(storeRow(store)).bind(key).next())
        return std::nullopt;
    return readVersion(row, withValue);
}

std::optional<Version> UniverseFile::version(StoreId store, const std::string& key,
                                             const std::string& id)
{
    auto row = m_file->statement(versionSql);
    if (!row.bind(storeRow(store)).bind(key).bind(id).next())
        return std::nullopt;
    return readVersion(row, true);
}

std::vector<Version> UniverseFile::versions(StoreId store, const std::string& key, bool withValues)
{
    std::vector<Version> found;
    auto row = m_file->statement(withValues ? versionValuesSql : versionsSql);
    row.bind(storeRow(store)).bind(key);
    while (row.next())
        found.push_back(readVersion(row, withValues));
    return found;
}

std::int64_t UniverseFile::entryRow(std::int64_t storeRow, const std::string& key)
{
    auto row = m_file->statement("SELECT id FROM entry WHERE store = ? AND key = ?");
    return row.bind(storeRow).bind(key).next() ? row.integer(0) : 0;
}

std::int64_t UniverseFile::makeEntry(std::int64_t storeRow, const std::string& key, bool isLive)
{
    auto made = m_file->statement("INSERT INTO entry(store, key, live) VALUES(?, ?, ?)");
    made.bind(storeRow).bind(key).bind(std::int64_t(isLive)).run();
    return made.lastInsertId();
}

void UniverseFile::insertVersion(std::int64_t entry, std::int64_t seq, const Version& version)
{
    const std::string value = version.isDeleted ? std::string() : json::print(version.value);
    const std::string users = version.tags ? printUsers(version.tags->userIds) : std::string();
    const std::string attributes =
        version.tags ? json::print(version.tags->attributes) : std::string();
    auto made = m_file->statement(insertSql);
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

void UniverseFile::write(StoreId store, const std::string& key, HistoryChange change)
{
    together([&] {
        makeStore(store, change.now);
        const Version& version = change.version;
        const auto known = entryRow(storeRow(store), key);
        const auto entry = known != 0 ? known : makeEntry(storeRow(store), key, !version.isDeleted);
        std::int64_t last = 0;
        if (known != 0) {
            auto row = m_file->statement("SELECT max(seq) FROM version WHERE entry = ?");
            last = row.bind(entry).next() ? row.integer(0) : 0;
            m_file->statement("UPDATE entry SET live = ? WHERE id = ? AND live <> ?")
                .bind(std::int64_t(!version.isDeleted))
                .bind(entry)
                .bind(std::int64_t(!version.isDeleted))
                .run();
        }
        if (change.isOverwriting) {
            m_file->statement("DELETE FROM version WHERE entry = ? AND seq = ?")
                .bind(entry)
                .bind(last)
                .run();
        } else if (known != 0) {
            m_file->statement("UPDATE version SET superseded = ? WHERE entry = ? AND seq = ?")
                .bind(toNumber(version.time))
                .bind(entry)
                .bind(last)
                .run();
            m_file->statement("DELETE FROM version WHERE entry = ? AND superseded <= ?")
                .bind(entry)
                .bind(toNumber(change.now - datastore::limits::versionLifetime))
                .run();
        }
        insertVersion(entry, change.isOverwriting ? last : last + 1, version);
    });
}

void UniverseFile::putHistory(StoreId store, const std::string& key, std::vector<Version> versions)
{
    together([&] {
        const auto entry = makeEntry(storeRow(store), key, !versions.back().isDeleted);
        std::int64_t seq = 0;
        for (const auto& version : versions)
            insertVersion(entry, ++seq, version);
    });
}

std::vector<std::string> UniverseFile::keys(StoreId store, const std::string& prefix,
                                            const std::string& after, bool withRemoved,
                                            std::size_t limit)
{
    auto row = m_file->statement(
        withRemoved ? "SELECT key FROM entry WHERE store = ? AND key > ? AND key >= ?"
                      " ORDER BY key LIMIT ?"
                    : "SELECT key FROM entry WHERE store = ? AND key > ? AND key >= ? AND live"
                      " ORDER BY key LIMIT ?");
    row.bind(storeRow(store)).bind(after).bind(prefix).bind(std::int64_t(limit));
    std::vector<std::string> found;
    while (row.next()) {
        auto key = row.text(0);
        if (!key.starts_with(prefix))
            break;
        found.push_back(std::move(key));
    }
    return found;
}

std::optional<HashItem> UniverseFile::hashItem(const std::string& map, const std::string& key)
{
    auto row =
        m_file->statement("SELECT key, expires, value FROM hash_item WHERE map = ? AND key = ?");
    if (!row.bind(map).bind(key).next())
        return std::nullopt;
    return HashItem{readJson(row, 2, "value"), toTime(row.integer(1))};
}

void UniverseFile::putHashItem(const std::string& map, const std::string& key, HashItem item,
                               Time now)
{
    constexpr int writesToSweep = 64;
    const std::string value = json::print(item.value);
    together([&] {
        m_file
            ->statement("INSERT OR REPLACE INTO hash_item(map, key, expires, value)"
                        " VALUES(?, ?, ?, ?)")
            .bind(map)
            .bind(key)
            .bind(toNumber(item.expires))
            .bindBytes(value)
            .run();
        if (++m_hashWrites % writesToSweep == 0)
            m_file->statement("DELETE FROM hash_item WHERE expires <= ?").bind(toNumber(now)).run();
    });
}

void UniverseFile::removeHashItem(const std::string& map, const std::string& key)
{
    together([&] {
        m_file->statement("DELETE FROM hash_item WHERE map = ? AND key = ?")
            .bind(map)
            .bind(key)
            .run();
    });
}

std::vector<std::string> UniverseFile::hashMaps()
{
    std::vector<std::string> found;
    auto row = m_file->statement("SELECT DISTINCT map FROM hash_item ORDER BY map");
    while (row.next())
        found.push_back(row.text(0));
    return found;
}

std::vector<std::pair<std::string, HashItem>> UniverseFile::hashItems(const std::string& map)
{
    std::vector<std::pair<std::string, HashItem>> found;
    auto row =
        m_file->statement("SELECT key, expires, value FROM hash_item WHERE map = ? ORDER BY key");
    row.bind(map);
    while (row.next())
        found.emplace_back(row.text(0),
                           HashItem{readJson(row, 2, "value"), toTime(row.integer(1))});
    return found;
}

void UniverseFile::setLastSnapshot(Time time)
{
    together([&] {
        m_file->statement("INSERT OR REPLACE INTO fact(name, value) VALUES('last_snapshot', ?)")
            .bind(toNumber(time))
            .run();
    });
    m_lastSnapshot = time;
}

} // namespace plectrum::mock
