// SPDX-License-Identifier: MIT
#include "simulation/services.h"

#include "datastore/data_store_limits.h"
#include "datastore/error.h"
#include "simulation/call.h"
#include "simulation/cloud.h"
#include "store/names.h"

#include <utility>

namespace plectrum::simulation {

namespace {

using namespace datastore;
using mock::Op;

template <typename T>
using Perform = std::function<Task<T>()>;

/// Gives a call without an answer one.
Task<bool> answered(Task<void> task)
{
    co_await std::move(task);
    co_return true;
}

Task<void> unanswered(Task<bool> task)
{
    co_await std::move(task);
}

class ServerDataStore final : public DataStore
{
public:
    ServerDataStore(Stage& stage, Life& life, DataStore& store)
        : m_stage(stage)
        , m_life(life)
        , m_store(store)
        , m_container(containerOf(store.name()))
        , m_isBad(life.server == 0)
    {
    }
    const std::string& name() const override { return m_store.name(); }
    const std::string& scope() const override { return m_store.scope(); }

    Task<std::optional<Entry>> get(std::string key, std::stop_token stop) override
    {
        const auto call = callOf(Op::Get, key);
        return carry<std::optional<Entry>>(call, [this, key] { return readNow(this, key); }, stop);
    }
    Task<EntryInfo> set(std::string key, json::Value value, WriteOptions options,
                        std::stop_token stop) override
    {
        const auto call = callOf(Op::Set, key);
        checkTimeLeft(std::exchange(options.timeLeft, nullptr)); // asked when it is sent
        return carry<EntryInfo>(
            call, [this, key, value, options] { return writeNow(this, key, value, options); },
            stop);
    }
    Task<std::optional<Entry>> update(std::string key, Transform transform,
                                      std::stop_token stop) override
    {
        const auto call = callOf(Op::Update, key);
        if (m_isBad && m_container == "locks" && m_stage.defects.is(Defect::DoubleLock))
            transform = [transform](const std::optional<Entry>&) { return transform({}); };
        if (m_isBad && m_container == "locks" && m_stage.defects.is(Defect::NoLock))
            return carry<std::optional<Entry>>(
                call, [transform] { return takenNowhere(transform({})); }, stop);
        return carry<std::optional<Entry>>(
            call, [this, key, transform] { return m_store.update(key, transform); }, stop);
    }
    Task<std::optional<Entry>> remove(std::string key, std::stop_token stop) override
    {
        const auto call = callOf(Op::Remove, key);
        const bool isKept =
            m_isBad && m_container == "shards" && m_stage.defects.is(Defect::LostOrphan);
        return carry<std::optional<Entry>>(
            call, [this, key, isKept] { return isKept ? m_store.get(key) : m_store.remove(key); },
            stop);
    }
    Task<bool> removeIf(std::string key, RemoveOptions options, std::stop_token stop) override
    {
        checkTimeLeft(std::exchange(options.timeLeft, nullptr)); // asked when it is sent
        return carry<bool>(
            callOf(Op::Remove, key),
            [this, key, options] { return m_store.removeIf(key, options); }, stop);
    }
    Task<Page<KeyInfo>> listKeys(ListKeysQuery query, std::stop_token stop) override
    {
        return carry<Page<KeyInfo>>(
            callOf(Op::ListKeys, {}), [this, query] { return m_store.listKeys(query); }, stop);
    }
    Task<Page<VersionInfo>> listVersions(ListVersionsQuery query, std::stop_token stop) override
    {
        return carry<Page<VersionInfo>>(
            callOf(Op::ListVersions, query.key),
            [this, query] { return m_store.listVersions(query); }, stop);
    }
    Task<std::optional<Entry>> getVersion(std::string key, std::string version,
                                          std::stop_token stop) override
    {
        return carry<std::optional<Entry>>(
            callOf(Op::GetVersion, key),
            [this, key, version] { return m_store.getVersion(key, version); }, stop);
    }

private:
    Call callOf(Op op, std::string key) const
    {
        return {&m_stage, &m_life, op, m_container, std::move(key)};
    }
    static Task<std::optional<Entry>> takenNowhere(std::optional<Written> written)
    {
        if (!written)
            co_return std::nullopt;
        Entry entry;
        entry.value = written->value;
        co_return entry;
    }
    static Task<std::optional<Entry>> readNow(ServerDataStore* self, std::string key)
    {
        auto entry = co_await self->m_store.get(key);
        auto& defects = self->m_stage.defects;
        if (!self->m_isBad || self->m_container != "records")
            co_return entry;
        if (defects.neverAnswers())
            co_await self->m_life.clock.sleep(std::chrono::hours(5));
        const bool isPeek =
            !self->m_stage.checker.mirror().isHeldBy(key, self->m_life.id, self->m_stage.elapsed());
        if (defects.is(Defect::StaleRead) || (isPeek && defects.is(Defect::StalePeek))) {
            if (auto older = defects.olderRecord(key))
                entry->value = *older;
        }
        co_return entry;
    }
    static Task<EntryInfo> writeNow(ServerDataStore* self, std::string key, json::Value value,
                                    WriteOptions options)
    {
        auto& defects = self->m_stage.defects;
        if (self->m_isBad && self->m_container == "shards" && defects.dropsShard())
            co_return EntryInfo();
        if (self->m_isBad && self->m_container == "records") {
            if (defects.dropsWrite())
                co_return EntryInfo();
            if (const auto txId = defects.secondOf(value))
                co_await self->m_stage.universe->dataStores()
                    .dataStore(store::names::transactions(storeName))
                    .remove(*txId);
            if (defects.is(Defect::LostOrphan))
                value = Defects::withoutOrphans(value);
        }
        co_return co_await self->m_store.set(key, value, options);
    }

    Stage& m_stage;
    Life& m_life;
    DataStore& m_store;
    std::string_view m_container;
    bool m_isBad;
};

class ServerHashMap final : public HashMap
{
public:
    ServerHashMap(Stage& stage, Life& life, HashMap& map)
        : m_stage(stage)
        , m_life(life)
        , m_map(map)
        , m_container(containerOf(map.name()))
    {
    }
    const std::string& name() const override { return m_map.name(); }

    Task<std::optional<json::Value>> get(std::string key, std::stop_token stop) override
    {
        return carry<std::optional<json::Value>>(
            callOf(Op::MapGet, key), [this, key] { return m_map.get(key); }, stop);
    }
    Task<void> set(std::string key, json::Value value, std::chrono::seconds ttl,
                   std::stop_token stop) override
    {
        return unanswered(carry<bool>(
            callOf(Op::MapSet, key),
            [this, key, value, ttl] { return answered(m_map.set(key, value, ttl)); }, stop));
    }
    Task<std::optional<json::Value>> update(std::string key, Transform transform,
                                            std::chrono::seconds ttl, std::stop_token stop) override
    {
        if (m_life.server == 0 && m_stage.defects.is(Defect::DoubleLock)
            && ttl > std::chrono::seconds::zero())
            transform = [transform](const std::optional<json::Value>&) { return transform({}); };
        const bool isBad = m_life.server == 0 && ttl > std::chrono::seconds::zero();
        if (isBad && m_stage.defects.is(Defect::NoLock))
            return carry<std::optional<json::Value>>(
                callOf(Op::MapUpdate, key), [transform] { return takenNowhere(transform({})); },
                stop);
        if (isBad && m_stage.defects.is(Defect::EndlessLock))
            ttl = std::chrono::hours(24);
        return carry<std::optional<json::Value>>(
            callOf(Op::MapUpdate, key),
            [this, key, transform, ttl] { return m_map.update(key, transform, ttl); }, stop);
    }
    Task<void> remove(std::string key, std::stop_token stop) override
    {
        return unanswered(carry<bool>(
            callOf(Op::MapRemove, key), [this, key] { return answered(m_map.remove(key)); }, stop));
    }

private:
    Call callOf(Op op, std::string key) const
    {
        return {&m_stage, &m_life, op, m_container, std::move(key)};
    }
    static Task<std::optional<json::Value>> takenNowhere(std::optional<json::Value> id)
    {
        co_return id;
    }

    Stage& m_stage;
    Life& m_life;
    HashMap& m_map;
    std::string_view m_container;
};

} // namespace

Services::Services(Stage& stage, Life& life)
    : m_stage(stage)
    , m_life(life)
    , m_cloud(stage.options.isCloud ? std::make_unique<Cloud>(stage, life) : nullptr)
{
}

Services::~Services() = default;

DataStoreService& Services::there()
{
    return m_cloud ? m_cloud->dataStores() : m_stage.universe->dataStores();
}

DataStore& Services::dataStore(const std::string& name, const std::string& scope)
{
    auto& made = m_stores[name];
    if (!made)
        made = std::make_unique<ServerDataStore>(m_stage, m_life, there().dataStore(name, scope));
    return *made;
}

HashMap& Services::hashMap(const std::string& name)
{
    auto& made = m_maps[name];
    if (!made)
        made = std::make_unique<ServerHashMap>(m_stage, m_life,
                                               m_stage.universe->memoryStores().hashMap(name));
    return *made;
}

Task<Page<DataStoreInfo>> Services::listDataStores(ListDataStoresQuery query, std::stop_token stop)
{
    return carry<Page<DataStoreInfo>>(
        {&m_stage, &m_life, Op::ListDataStores, {}, {}},
        [this, query] { return there().listDataStores(query); }, stop);
}

} // namespace plectrum::simulation
