// SPDX-License-Identifier: MIT
#include "datastore/latency_universe.h"

#include <map>
#include <utility>

namespace plectrum::datastore {

using async::Task;
using json::Value;

namespace {

/// The way there, taken by each call.
struct Way
{
    async::Clock& clock;
    async::Random& random;
    Latency latency;

    Task<void> pass(std::stop_token stop)
    {
        const auto time = random.integer(latency.least.count(), latency.most.count());
        return clock.sleep(async::Duration(time), std::move(stop));
    }
};

class LatencyStore final : public DataStore
{
public:
    LatencyStore(DataStore& store, Way& way)
        : m_store(store)
        , m_way(way)
    {
    }

    const std::string& name() const override { return m_store.name(); }
    const std::string& scope() const override { return m_store.scope(); }

    Task<std::optional<Entry>> get(std::string key, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.get(std::move(key), stop);
    }
    Task<EntryInfo> set(std::string key, Value value, WriteOptions options,
                        std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.set(std::move(key), std::move(value), std::move(options), stop);
    }
    Task<std::optional<Entry>> update(std::string key, Transform transform,
                                      std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.update(std::move(key), std::move(transform), stop);
    }
    Task<std::optional<Entry>> remove(std::string key, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.remove(std::move(key), stop);
    }
    Task<bool> removeIf(std::string key, RemoveOptions options, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.removeIf(std::move(key), std::move(options), stop);
    }
    Task<Page<KeyInfo>> listKeys(ListKeysQuery query, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.listKeys(std::move(query), stop);
    }
    Task<Page<VersionInfo>> listVersions(ListVersionsQuery query, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.listVersions(std::move(query), stop);
    }
    Task<std::optional<Entry>> getVersion(std::string key, std::string version,
                                          std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_store.getVersion(std::move(key), std::move(version), stop);
    }

private:
    DataStore& m_store;
    Way& m_way;
};

class LatencyMap final : public HashMap
{
public:
    LatencyMap(HashMap& map, Way& way)
        : m_map(map)
        , m_way(way)
    {
    }

    const std::string& name() const override { return m_map.name(); }

    Task<std::optional<Value>> get(std::string key, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_map.get(std::move(key), stop);
    }
    Task<void> set(std::string key, Value value, std::chrono::seconds ttl,
                   std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_await m_map.set(std::move(key), std::move(value), ttl, stop);
    }
    Task<std::optional<Value>> update(std::string key, Transform transform,
                                      std::chrono::seconds ttl, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_return co_await m_map.update(std::move(key), std::move(transform), ttl, stop);
    }
    Task<void> remove(std::string key, std::stop_token stop) override
    {
        co_await m_way.pass(stop);
        co_await m_map.remove(std::move(key), stop);
    }

private:
    HashMap& m_map;
    Way& m_way;
};

} // namespace

struct LatencyUniverse::State final : DataStoreService, MemoryStoreService
{
    State(Universe& there, Way theWay)
        : universe(there)
        , way(theWay)
    {
    }

    DataStore& dataStore(const std::string& name, const std::string& scope) override
    {
        auto& store = stores[{name, scope}];
        if (!store)
            store =
                std::make_unique<LatencyStore>(universe.dataStores().dataStore(name, scope), way);
        return *store;
    }
    Task<Page<DataStoreInfo>> listDataStores(ListDataStoresQuery query,
                                             std::stop_token stop) override
    {
        co_await way.pass(stop);
        co_return co_await universe.dataStores().listDataStores(std::move(query), stop);
    }
    HashMap& hashMap(const std::string& name) override
    {
        auto& map = maps[name];
        if (!map)
            map = std::make_unique<LatencyMap>(universe.memoryStores().hashMap(name), way);
        return *map;
    }

    Universe& universe;
    Way way;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<LatencyStore>> stores;
    std::map<std::string, std::unique_ptr<LatencyMap>> maps;
};

LatencyUniverse::LatencyUniverse(Universe& universe, async::Clock& clock, async::Random& random,
                                 Latency latency)
    : m_state(std::make_unique<State>(universe, Way{clock, random, latency}))
{
}

LatencyUniverse::~LatencyUniverse() = default;

void LatencyUniverse::setLatency(Latency latency)
{
    m_state->way.latency = latency;
}

std::string LatencyUniverse::title() const
{
    return m_state->universe.title();
}

DataStoreService& LatencyUniverse::dataStores()
{
    return *m_state;
}

MemoryStoreService& LatencyUniverse::memoryStores()
{
    return *m_state;
}

} // namespace plectrum::datastore
