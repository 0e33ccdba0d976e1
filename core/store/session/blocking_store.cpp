// SPDX-License-Identifier: MIT
#include "store/session/blocking_store.h"

#include <utility>

namespace plectrum::store {

BlockingStore::BlockingStore(Store& store, async::Driver& driver)
    : m_store(store)
    , m_driver(driver)
{
}

void BlockingStore::loadAsync(std::string key, std::vector<std::int64_t> userIds)
{
    m_driver.blockOn(m_store.load(std::move(key), std::move(userIds)));
}

void BlockingStore::unloadAsync(std::string key)
{
    m_driver.blockOn(m_store.unload(std::move(key)));
}

json::Value BlockingStore::getAsync(std::string key)
{
    return m_driver.blockOn(m_store.get(std::move(key)));
}

bool BlockingStore::updateAsync(std::string key, MutableTransform transform)
{
    return m_driver.blockOn(m_store.update(std::move(key), std::move(transform)));
}

bool BlockingStore::updateImmutableAsync(std::string key, ImmutableTransform transform)
{
    return m_driver.blockOn(m_store.updateImmutable(std::move(key), std::move(transform)));
}

bool BlockingStore::txAsync(std::vector<std::string> keys, MutableTxTransform transform)
{
    return m_driver.blockOn(m_store.tx(std::move(keys), std::move(transform)));
}

bool BlockingStore::txImmutableAsync(std::vector<std::string> keys, ImmutableTxTransform transform)
{
    return m_driver.blockOn(m_store.txImmutable(std::move(keys), std::move(transform)));
}

void BlockingStore::saveAsync(std::string key)
{
    m_driver.blockOn(m_store.save(std::move(key)));
}

void BlockingStore::closeAsync()
{
    m_driver.blockOn(m_store.close());
}

std::optional<json::Value> BlockingStore::peekAsync(std::string key)
{
    return m_driver.blockOn(m_store.peek(std::move(key)));
}

bool BlockingStore::probeLockActiveAsync(std::string key)
{
    return m_driver.blockOn(m_store.probeLockActive(std::move(key)));
}

datastore::Page<datastore::VersionInfo> BlockingStore::listVersionsAsync(
    datastore::ListVersionsQuery query)
{
    return m_driver.blockOn(m_store.listVersions(std::move(query)));
}

VersionData BlockingStore::readVersionAsync(std::string key, std::string version)
{
    return m_driver.blockOn(m_store.readVersion(std::move(key), std::move(version)));
}

} // namespace plectrum::store
