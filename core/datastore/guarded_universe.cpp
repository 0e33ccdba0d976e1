// SPDX-License-Identifier: MIT
#include "datastore/guarded_universe.h"

#include <map>
#include <utility>

namespace plectrum::datastore {

namespace {

class GuardedDataStore final : public DataStore
{
public:
    GuardedDataStore(DataStore& store, WriteGuard& guard)
        : m_store(store)
        , m_guard(guard)
    {
    }

    const std::string& name() const override { return m_store.name(); }
    const std::string& scope() const override { return m_store.scope(); }

    Task<std::optional<Entry>> get(std::string key, std::stop_token stop) override
    {
        return m_store.get(std::move(key), std::move(stop));
    }
    Task<EntryInfo> set(std::string key, json::Value value, WriteOptions options,
                        std::stop_token stop) override
    {
        m_guard.check();
        co_return co_await m_store.set(std::move(key), std::move(value), std::move(options),
                                       std::move(stop));
    }
    /// Asked again before each of its writes: it may have waited since.
    Task<std::optional<Entry>> update(std::string key, Transform transform,
                                      std::stop_token stop) override
    {
        m_guard.check();
        Transform guarded = [&guard = m_guard, next = std::move(transform)](
                                const std::optional<Entry>& entry) -> std::optional<Written> {
            guard.check();
            return next(entry);
        };
        co_return co_await m_store.update(std::move(key), std::move(guarded), std::move(stop));
    }
    Task<std::optional<Entry>> remove(std::string key, std::stop_token stop) override
    {
        m_guard.check();
        co_return co_await m_store.remove(std::move(key), std::move(stop));
    }
    Task<bool> removeIf(std::string key, RemoveOptions options, std::stop_token stop) override
    {
        m_guard.check();
        co_return co_await m_store.removeIf(std::move(key), std::move(options), std::move(stop));
    }
    Time serverTime(const async::Clock& clock) const override { return m_store.serverTime(clock); }
    Task<Page<KeyInfo>> listKeys(ListKeysQuery query, std::stop_token stop) override
    {
        return m_store.listKeys(std::move(query), std::move(stop));
    }
    Task<Page<VersionInfo>> listVersions(ListVersionsQuery query, std::stop_token stop) override
    {
        return m_store.listVersions(std::move(query), std::move(stop));
    }
    Task<std::optional<Entry>> getVersion(std::string key, std::string version,
                                          std::stop_token stop) override
    {
        return m_store.getVersion(std::move(key), std::move(version), std::move(stop));
    }

private:
    DataStore& m_store;
    WriteGuard& m_guard;
};

class GuardedHashMap final : public HashMap
{
public:
    GuardedHashMap(HashMap& map, WriteGuard& guard)
        : m_map(map)
        , m_guard(guard)
    {
    }

    const std::string& name() const override { return m_map.name(); }
    Task<std::optional<json::Value>> get(std::string key, std::stop_token stop) override
    {
        return m_map.get(std::move(key), std::move(stop));
    }
    Task<void> set(std::string key, json::Value value, std::chrono::seconds ttl,
                   std::stop_token stop) override
    {
        m_guard.check();
        co_await m_map.set(std::move(key), std::move(value), ttl, std::move(stop));
    }
    Task<std::optional<json::Value>> update(std::string key, Transform transform,
                                            std::chrono::seconds ttl, std::stop_token stop) override
    {
        m_guard.check();
        Transform guarded =
            [&guard = m_guard, next = std::move(transform)](
                const std::optional<json::Value>& value) -> std::optional<json::Value> {
            guard.check();
            return next(value);
        };
        co_return co_await m_map.update(std::move(key), std::move(guarded), ttl, std::move(stop));
    }
    Task<void> remove(std::string key, std::stop_token stop) override
    {
        m_guard.check();
        co_await m_map.remove(std::move(key), std::move(stop));
    }

private:
    HashMap& m_map;
    WriteGuard& m_guard;
};

} // namespace

struct GuardedUniverse::State final : DataStoreService, MemoryStoreService
{
    using Stores = std::map<std::pair<std::string, std::string>, std::unique_ptr<GuardedDataStore>>;
    /// The same behind the same guard, for what is done under a lock.
    struct Urgent final : DataStoreService
    {
        explicit Urgent(State& services)
            : all(services)
        {
        }
        DataStore& dataStore(const std::string& name, const std::string& scope) override
        {
            return all.guarded(all.urgentStores, all.universe->dataStores().underLock(), name,
                               scope);
        }
        Task<Page<DataStoreInfo>> listDataStores(ListDataStoresQuery query,
                                                 std::stop_token stop) override
        {
            return all.listDataStores(std::move(query), std::move(stop));
        }
        State& all;
    };
    DataStore& guarded(Stores& known, DataStoreService& service, const std::string& name,
                       const std::string& scope)
    {
        auto& store = known[{name, scope}];
        if (!store)
            store = std::make_unique<GuardedDataStore>(service.dataStore(name, scope), guard);
        return *store;
    }

    State(std::unique_ptr<Universe> behind, async::Clock& clock)
        : universe(std::move(behind))
        , guard(clock)
    {
    }

    DataStore& dataStore(const std::string& name, const std::string& scope) override
    {
        return guarded(stores, universe->dataStores(), name, scope);
    }
    DataStoreService& underLock() override { return urgent; }
    Task<Page<DataStoreInfo>> listDataStores(ListDataStoresQuery query,
                                             std::stop_token stop) override
    {
        return universe->dataStores().listDataStores(std::move(query), std::move(stop));
    }
    datastore::HashMap& hashMap(const std::string& name) override
    {
        auto& map = maps[name];
        if (!map)
            map = std::make_unique<GuardedHashMap>(universe->memoryStores().hashMap(name), guard);
        return *map;
    }

    std::unique_ptr<Universe> universe;
    WriteGuard guard;
    Stores stores;
    Stores urgentStores;
    Urgent urgent{*this};
    std::map<std::string, std::unique_ptr<GuardedHashMap>> maps;
};

GuardedUniverse::GuardedUniverse(std::unique_ptr<Universe> universe, async::Clock& clock)
    : m_state(std::make_unique<State>(std::move(universe), clock))
{
}

GuardedUniverse::~GuardedUniverse() = default;

std::string GuardedUniverse::title() const
{
    return m_state->universe->title();
}

DataStoreService& GuardedUniverse::dataStores()
{
    return *m_state;
}

MemoryStoreService& GuardedUniverse::memoryStores()
{
    return *m_state;
}

WriteGuard& GuardedUniverse::guard()
{
    return m_state->guard;
}

Universe& GuardedUniverse::inner()
{
    return *m_state->universe;
}

} // namespace plectrum::datastore
