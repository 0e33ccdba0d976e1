// SPDX-License-Identifier: MIT
#include "mock/universe.h"

#include "datastore/data_store_limits.h"
#include "datastore/error.h"
#include "datastore/limits.h"
#include "mock/context.h"
#include "mock/data_store.h"
#include "mock/hash_map.h"
#include "mock/memory_storage.h"
#include "mock/universe_file.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace plectrum::mock {

using async::Task;
using datastore::DataStoreInfo;
using datastore::Error;
using datastore::ErrorKind;

Batch::Batch(Storage& storage)
    : m_storage(&storage)
{
    storage.begin();
}

Batch::Batch(Batch&& other) noexcept
    : m_storage(std::exchange(other.m_storage, nullptr))
{
}

Batch::~Batch()
{
    if (m_storage)
        m_storage->rollback();
}

void Batch::commit()
{
    std::exchange(m_storage, nullptr)->commit();
}

struct Universe::Services final : datastore::DataStoreService, datastore::MemoryStoreService
{
    Services(async::Clock& clock, async::Random random, async::Executor* executor,
             std::unique_ptr<Storage> storage, Options options)
        : context(clock, std::move(random), executor ? *executor : atOnce, std::move(storage))
        , title(std::move(options.title))
    {
        context.hasReadCache = options.hasReadCache;
        context.observer = std::move(options.observer);
        context.missing = std::move(options.missing);
        context.faults.setPlan(std::move(options.faults));
        if (options.hasBudgets)
            context.budget.emplace(options.players);
    }

    DataStore& dataStore(const std::string& name, const std::string& scope) override
    {
        datastore::checkDataStoreName(name);
        datastore::checkScope(scope);
        auto& made = stores[{name, scope}];
        if (!made)
            made = std::make_unique<DataStore>(context, name, scope);
        return *made;
    }

    datastore::HashMap& hashMap(const std::string& name) override
    {
        auto& made = maps[name];
        if (!made)
            made = std::make_unique<HashMap>(context, name);
        return *made;
    }

    Task<datastore::Page<DataStoreInfo>> listDataStores(datastore::ListDataStoresQuery query,
                                                        std::stop_token stop) override
    {
        auto outcome = context.decide(Op::ListDataStores, {}, {}, stop);
        if (outcome.latency > Duration::zero())
            co_await context.clock.sleep(outcome.latency, stop);
        co_return context.carryOut(std::move(outcome), Op::ListDataStores, {}, {},
                                   [&] { return listNow(query); });
    }

    std::vector<StoreRecord> records(bool withDeleted)
    {
        const auto deleted = context.storage->deletedStores();
        for (const auto& [name, gone] : deleted)
            context.isDeleted(name); // what has expired goes at this occasion
        auto found = context.storage->stores();
        std::erase_if(found, [&](const StoreRecord& record) {
            return context.isDeleted(record.name) && !withDeleted;
        });
        return found;
    }

    /// Scopes of one name are one data store; the first was made when the name was.
    std::vector<DataStoreInfo> infos()
    {
        std::vector<DataStoreInfo> found;
        for (auto& record : records(false))
            if (!found.empty() && found.back().name == record.name)
                found.back().createdTime = std::min(found.back().createdTime, record.createdTime);
            else
                found.push_back({std::move(record.name), record.createdTime});
        return found;
    }

    datastore::Page<DataStoreInfo> listNow(const datastore::ListDataStoresQuery& query)
    {
        const auto pageSize = datastore::checkPageSize(query.pageSize);
        if (!query.cursor.empty() && query.cursor.front() != 's')
            throw Error(ErrorKind::InvalidArgument, "The cursor is not one of this listing.");
        datastore::Page<DataStoreInfo> page;
        for (auto& info : infos()) {
            if (!info.name.starts_with(query.prefix)
                || (!query.cursor.empty() && 's' + info.name <= query.cursor))
                continue;
            if (page.items.size() == pageSize) {
                page.nextCursor = 's' + page.items.back().name;
                break;
            }
            page.items.push_back(std::move(info));
        }
        return page;
    }

    async::InlineExecutor atOnce; ///< of a universe in memory, which has nothing to read
    Context context;
    std::string title;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<DataStore>> stores;
    std::map<std::string, std::unique_ptr<HashMap>> maps;
};

Universe::Universe(std::unique_ptr<Services> services)
    : m_services(std::move(services))
{
}

Universe::Universe(async::Clock& clock, async::Random random, Options options)
    : Universe(std::make_unique<Services>(clock, std::move(random), nullptr,
                                          std::make_unique<MemoryStorage>(), std::move(options)))
{
}

std::unique_ptr<Universe> Universe::open(std::string path, FileMode mode, async::Clock& clock,
                                         async::Random random, async::Executor& executor,
                                         Options options)
{
    options.title = std::filesystem::path(path).stem().string();
    auto file = std::make_unique<UniverseFile>(path, mode, options.maximumFileSize);
    if (file->isReadOnly())
        options.title += " (read-only)";
    return std::unique_ptr<Universe>(new Universe(std::make_unique<Services>(
        clock, std::move(random), &executor, std::move(file), std::move(options))));
}

Universe::~Universe() = default;

std::string Universe::title() const
{
    return m_services->title;
}

datastore::DataStoreService& Universe::dataStores()
{
    return *m_services;
}

datastore::MemoryStoreService& Universe::memoryStores()
{
    return *m_services;
}

void Universe::setFaultPlan(FaultPlan plan)
{
    m_services->context.faults.setPlan(std::move(plan));
}

const FaultPlan& Universe::faultPlan() const
{
    return m_services->context.faults.plan();
}

void Universe::setObserver(Observer observer)
{
    m_services->context.observer = std::move(observer);
}

Time Universe::now() const
{
    return m_services->context.now();
}

Universe::Snapshot Universe::takeSnapshot()
{
    Storage& storage = *m_services->context.storage;
    const Time last = storage.lastSnapshot();
    const Time current = now();
    if (last != Time::min()
        && std::chrono::floor<std::chrono::days>(last)
            >= std::chrono::floor<std::chrono::days>(current))
        return {false, last};
    storage.setLastSnapshot(current);
    return {true, current};
}

Batch Universe::batch()
{
    return Batch(*m_services->context.storage);
}

void Universe::importDataStore(const std::string& name, const std::string& scope, Time created)
{
    Storage& storage = *m_services->context.storage;
    storage.makeStore(storage.storeId(name, scope), created);
}

void Universe::importEntry(const std::string& name, const std::string& scope,
                           const std::string& key, std::vector<Version> versions)
{
    Storage& storage = *m_services->context.storage;
    const StoreId id = storage.storeId(name, scope);
    if (storage.newest(id, key, false))
        throw Error(ErrorKind::Conflict, "The key has a history: " + key);
    if (versions.empty())
        return;
    Batch together(storage);
    storage.makeStore(id, versions.front().time);
    storage.putHistory(id, key, std::move(versions));
    together.commit();
}

void Universe::importValue(const std::string& name, const std::string& scope,
                           const std::string& key, Version version)
{
    Storage& storage = *m_services->context.storage;
    const StoreId id = storage.storeId(name, scope);
    const auto newest = storage.newest(id, key, false);
    storage.write(
        id, key,
        nextChange(newest ? &*newest : nullptr, std::move(version), now(), storage.lastSnapshot()));
}

void Universe::importHashItem(const std::string& map, const std::string& key, HashItem item)
{
    m_services->context.storage->putHashItem(map, key, std::move(item), now());
}

bool Universe::hasHistory(const std::string& name, const std::string& scope, const std::string& key)
{
    Storage& storage = *m_services->context.storage;
    return storage.newest(storage.storeId(name, scope), key, false).has_value();
}

std::vector<StoreRecord> Universe::storeRecords(bool withDeleted) const
{
    return m_services->records(withDeleted);
}

std::optional<Time> Universe::deleteDataStore(const std::string& name)
{
    Context& context = m_services->context;
    if (context.isDeleted(name))
        return deletionOf(name);
    const auto stores = context.storage->stores();
    if (std::ranges::find(stores, name, &StoreRecord::name) == stores.end())
        return std::nullopt;
    const Time gone = now() + datastore::limits::versionLifetime;
    context.storage->setDeleted(name, gone);
    return gone;
}

bool Universe::undeleteDataStore(const std::string& name)
{
    if (!m_services->context.isDeleted(name))
        return false;
    m_services->context.storage->setDeleted(name, std::nullopt);
    return true;
}

std::optional<Time> Universe::deletionOf(const std::string& name) const
{
    if (!m_services->context.isDeleted(name))
        return std::nullopt;
    return m_services->context.storage->deletedStores().at(name);
}

DataStore& Universe::mockDataStore(const std::string& name, const std::string& scope)
{
    return m_services->dataStore(name, scope);
}

std::vector<std::string> Universe::keys(const StoreRecord& store, const std::string& prefix,
                                        const std::string& after, std::size_t limit) const
{
    return m_services->context.storage->keys(store.id, prefix, after, false, limit);
}

std::vector<std::string> Universe::keysWithRemoved(const StoreRecord& store,
                                                   const std::string& prefix,
                                                   const std::string& after,
                                                   std::size_t limit) const
{
    Storage& storage = *m_services->context.storage;
    std::vector<std::string> found;
    std::string cursor = after;
    for (;;) {
        const auto keys = storage.keys(store.id, prefix, cursor, true, limit);
        for (const auto& key : keys)
            if (found.size() < limit && newestVersion(store.name, store.scope, key))
                found.push_back(key);
        if (found.size() == limit || keys.size() < limit)
            return found;
        cursor = keys.back();
    }
}

std::optional<Version> Universe::newestVersion(const std::string& name, const std::string& scope,
                                               const std::string& key) const
{
    Storage& storage = *m_services->context.storage;
    auto newest = storage.newest(storage.storeId(name, scope), key, false);
    if (newest && newest->isDeleted && now() - newest->time >= datastore::limits::versionLifetime)
        newest.reset();
    return newest;
}

std::vector<Version> Universe::versions(const std::string& name, const std::string& scope,
                                        const std::string& key) const
{
    if (!newestVersion(name, scope, key))
        return {};
    Storage& storage = *m_services->context.storage;
    auto found = storage.versions(storage.storeId(name, scope), key, false);
    std::erase_if(found, [&](const Version& each) { return isExpired(each, now()); });
    return found;
}

void Universe::forEachEntry(
    const StoreRecord& store,
    const std::function<void(const std::string&, const std::vector<Version>&)>& visit) const
{
    Storage& storage = *m_services->context.storage;
    constexpr std::size_t pageSize = 1000;
    std::string after;
    for (;;) {
        const auto keys = storage.keys(store.id, {}, after, true, pageSize);
        for (const auto& key : keys) {
            auto versions = storage.versions(store.id, key, true);
            std::erase_if(versions, [&](const Version& each) { return isExpired(each, now()); });
            visit(key, versions);
        }
        if (keys.size() < pageSize)
            return;
        after = keys.back();
    }
}

std::vector<std::string> Universe::hashMapNames() const
{
    return m_services->context.storage->hashMaps();
}

std::vector<std::pair<std::string, HashItem>> Universe::hashItems(const std::string& map) const
{
    auto items = m_services->context.storage->hashItems(map);
    std::erase_if(items, [&](const auto& item) { return item.second.expires <= now(); });
    return items;
}

} // namespace plectrum::mock
