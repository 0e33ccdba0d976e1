// SPDX-License-Identifier: MIT
#include "mock/universe_file.h"

#include "json/printer.h"
#include "mock/file_format.h"
#include "mock/storage_error.h"
#include "mock/stored_time.h"
#include "mock/version_table.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <set>

namespace plectrum::mock {

namespace {

constexpr std::int64_t pageSize = 4096; // of files that file_format makes
// About a millisecond a megabyte; damage in a larger file is found where it is read.
constexpr std::uintmax_t largestChecked = 32'000'000;

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
    m_isReadOnly = isThere && file_format::isReadOnly(path);
    m_file = std::make_unique<sql::Connection>(
        path, std::chrono::milliseconds(0), storageThrower(path),
        m_isReadOnly ? sql::Access::Immutable : sql::Access::ReadWrite);
    m_versions = std::make_unique<VersionTable>(*m_file);
    open();
    if (maximumSize > 0 && !m_isReadOnly)
        m_file->run("PRAGMA max_page_count = " + std::to_string(maximumSize / pageSize));
}

UniverseFile::~UniverseFile() = default;

void UniverseFile::open()
{
    if (!m_isReadOnly) {
        m_file->run("PRAGMA locking_mode = EXCLUSIVE");
        m_file->run("PRAGMA synchronous = FULL");
        // Takes the lock, which stays, and finds out whether the file can be written at all.
        m_file->run("BEGIN IMMEDIATE");
        m_file->run("COMMIT");
    }
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
    m_deleted.clear();
    auto deleted = m_file->statement("SELECT substr(name, 9), value FROM fact"
                                     " WHERE name LIKE 'deleted %'");
    while (deleted.next())
        m_deleted.emplace(deleted.text(0), toTime(deleted.integer(1)));
}

void UniverseFile::begin()
{
    if (m_isReadOnly) {
        throw storageError(m_file->path(), "READONLY",
                           "cannot be written, the file or its folder is read-only");
    }
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

std::optional<Version> UniverseFile::newest(StoreId store, const std::string& key, bool withValue)
{
    return m_versions->newest(storeRow(store), key, withValue);
}

std::optional<FoundVersion> UniverseFile::findNewest(StoreId store, const std::string& key)
{
    return m_versions->findNewest(storeRow(store), key);
}

std::optional<FoundVersion> UniverseFile::find(StoreId store, const std::string& key,
                                               const std::string& id)
{
    return m_versions->find(storeRow(store), key, id);
}

std::vector<Version> UniverseFile::versions(StoreId store, const std::string& key, bool withValues)
{
    return m_versions->versions(storeRow(store), key, withValues);
}

std::vector<std::string> UniverseFile::keys(StoreId store, const std::string& prefix,
                                            const std::string& after, bool withRemoved,
                                            std::size_t limit)
{
    return m_versions->keys(storeRow(store), prefix, after, withRemoved, limit);
}

void UniverseFile::write(StoreId store, const std::string& key, HistoryChange change)
{
    together([&] {
        makeStore(store, change.now);
        m_versions->write(storeRow(store), key, change);
    });
}

void UniverseFile::putHistory(StoreId store, const std::string& key, std::vector<Version> versions)
{
    together([&] { m_versions->putHistory(storeRow(store), key, versions); });
}

std::optional<HashItem> UniverseFile::hashItem(const std::string& map, const std::string& key)
{
    auto row =
        m_file->statement("SELECT key, expires, value FROM hash_item WHERE map = ? AND key = ?");
    if (!row.bind(map).bind(key).next())
        return std::nullopt;
    return HashItem{row.json(2), toTime(row.integer(1))};
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
        found.emplace_back(row.text(0), HashItem{row.json(2), toTime(row.integer(1))});
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

void UniverseFile::setDeleted(const std::string& name, std::optional<Time> gone)
{
    const std::string fact = "deleted " + name;
    together([&] {
        if (gone)
            m_file->statement("INSERT OR REPLACE INTO fact(name, value) VALUES(?, ?)")
                .bind(fact)
                .bind(toNumber(*gone))
                .run();
        else
            m_file->statement("DELETE FROM fact WHERE name = ?").bind(fact).run();
    });
    if (gone)
        m_deleted.insert_or_assign(name, *gone);
    else
        m_deleted.erase(name);
}

void UniverseFile::eraseStores(const std::string& name)
{
    together([&] {
        m_file
            ->statement("DELETE FROM version WHERE entry IN (SELECT entry.id FROM entry"
                        " JOIN data_store ON entry.store = data_store.id WHERE name = ?)")
            .bind(name)
            .run();
        m_file
            ->statement("DELETE FROM entry WHERE store IN"
                        " (SELECT id FROM data_store WHERE name = ?)")
            .bind(name)
            .run();
        m_file->statement("DELETE FROM data_store WHERE name = ?").bind(name).run();
        setDeleted(name, std::nullopt);
    });
    for (auto& store : m_stores)
        if (store.name == name)
            store.row = 0;
}

} // namespace plectrum::mock
