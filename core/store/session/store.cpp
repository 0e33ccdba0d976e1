// SPDX-License-Identifier: MIT
#include "store/session/store.h"

#include "store/error.h"
#include "store/names.h"
#include "store/record/record_reader.h"
#include "store/session/store_state.h"

#include <utility>

namespace plectrum::store {

namespace {

std::shared_ptr<LockService> locksFor(const StoreConfig& config,
                                      datastore::DataStoreService& dataStores,
                                      datastore::MemoryStoreService& memoryStores,
                                      async::Clock& clock)
{
    if (config.locks)
        return config.locks;
    const auto location =
        config.useDataStoreLocking ? LockLocation::DataStore : LockLocation::HashMap;
    return locksIn(location,
                   {.dataStores = &dataStores,
                    .memoryStores = &memoryStores,
                    .clock = &clock,
                    .store = config.name});
}

std::shared_ptr<const SessionContext> contextFor(StoreConfig config,
                                                 datastore::DataStoreService& dataStores,
                                                 datastore::MemoryStoreService& memoryStores,
                                                 async::Clock& clock, async::Random& random)
{
    validate(config);
    auto store =
        openLyraStore(dataStores, clock, random, config.name, "global", config.maximumChunk);
    auto locks = locksFor(config, dataStores, memoryStores, clock);
    const Log log(config.logCallback);
    return std::make_shared<const SessionContext>(std::move(config), store, std::move(locks),
                                                  &clock, &random, log);
}

} // namespace

Store::Store(StoreConfig config, datastore::DataStoreService& dataStores,
             datastore::MemoryStoreService& memoryStores, async::Clock& clock,
             async::Random& random)
    : m_state(std::make_shared<State>())
{
    m_state->context = contextFor(std::move(config), dataStores, memoryStores, clock, random);
    m_state->context->log.write(LogLevel::Debug, "creating store");
}

Store::~Store()
{
    m_state->tasks.requestStop();
    while (!m_state->loads.empty())
        m_state->cancelLoad(std::string(m_state->loads.begin()->first));
    for (const auto& [key, session] : m_state->sessions)
        session->abandon();
    for (const auto& session : m_state->ending)
        session->abandon();
}

Task<void> Store::load(std::string key, std::vector<std::int64_t> userIds)
{
    return m_state->load(std::move(key), std::move(userIds));
}

Task<void> Store::unload(std::string key)
{
    return m_state->unload(std::move(key));
}

Task<json::Value> Store::get(std::string key)
{
    return m_state->get(std::move(key));
}

Task<bool> Store::update(std::string key, MutableTransform transform)
{
    return m_state->update(std::move(key), std::move(transform));
}

Task<bool> Store::updateImmutable(std::string key, ImmutableTransform transform)
{
    return m_state->updateImmutable(std::move(key), std::move(transform));
}

Task<bool> Store::tx(std::vector<std::string> keys, MutableTxTransform transform)
{
    return m_state->tx(std::move(keys), std::move(transform));
}

Task<bool> Store::txImmutable(std::vector<std::string> keys, ImmutableTxTransform transform)
{
    return m_state->tx(std::move(keys), std::move(transform));
}

Task<void> Store::save(std::string key)
{
    return m_state->save(std::move(key));
}

Task<void> Store::close()
{
    return m_state->close();
}

namespace {

Task<std::optional<json::Value>> peekAt(LyraStore store, std::string key, std::stop_token stop)
{
    const auto inspection = co_await inspectRecord(store, std::move(key), stop);
    if (inspection.damage)
        throw Error(*inspection.damage);
    co_return inspection.data;
}

Task<VersionData> versionAt(LyraStore store, std::string key, std::string version,
                            std::stop_token stop)
{
    const auto inspection =
        co_await inspectRecordVersion(store, std::move(key), std::move(version), stop);
    if (inspection.damage)
        throw Error(*inspection.damage);
    if (!inspection.entry)
        throw Error(ErrorKind::NotFound, "Record not found for the specified version");
    co_return VersionData{inspection.data, inspection.entry->info, inspection.transaction};
}

} // namespace

Task<std::optional<json::Value>> Store::peek(std::string key, std::stop_token stop)
{
    return peekAt(m_state->context->store, std::move(key), std::move(stop));
}

Task<bool> Store::probeLockActive(std::string key, std::stop_token stop)
{
    return m_state->context->locks->isActive(std::move(key), std::move(stop));
}

Task<datastore::Page<datastore::VersionInfo>> Store::listVersions(
    datastore::ListVersionsQuery query, std::stop_token stop)
{
    return m_state->context->store.records.listVersions(std::move(query), std::move(stop));
}

Task<VersionData> Store::readVersion(std::string key, std::string version, std::stop_token stop)
{
    return versionAt(m_state->context->store, std::move(key), std::move(version), std::move(stop));
}

} // namespace plectrum::store
