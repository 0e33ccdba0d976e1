// SPDX-License-Identifier: MIT
#include "editing/access_services.h"

#include "store/names.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

namespace {

/// Pages asked for when a whole list is wanted.
constexpr int wholeListPage = 100;

} // namespace

json::ElementIdentity AccessKnowledge::identityOf(const std::string& store) const
{
    auto found = identities.find(store);
    if (found == identities.end())
        found = identities.find({});
    return found == identities.end() ? json::ElementIdentity() : found->second;
}

store::LyraStore AccessServices::storeOf(const store::KeyAddress& address) const
{
    auto store = store::openLyraStore(universe->dataStores(), *clock, *random, address.store,
                                      address.scope, store::defaultMaximumChunk, executor);
    store.wasRolledBack = knowledge->wasRolledBack;
    return store;
}

store::LyraStore AccessServices::storeUnderLock(const store::KeyAddress& address) const
{
    return store::openLyraStore(universe->dataStores().underLock(), *clock, *random, address.store,
                                address.scope, store::defaultMaximumChunk, executor);
}

store::RetryingDataStore AccessServices::plainStoreOf(const store::KeyAddress& address) const
{
    return {universe->dataStores().dataStore(address.store, address.scope), *clock};
}

store::LockHome AccessServices::lockHomeOf(const store::KeyAddress& address) const
{
    return {.dataStores = &universe->dataStores(),
            .memoryStores = &universe->memoryStores(),
            .clock = clock,
            .store = address.store,
            .scope = address.scope};
}

std::shared_ptr<store::LockService> AccessServices::locksIn(store::LockLocation location,
                                                            const store::KeyAddress& address) const
{
    return store::locksIn(location, lockHomeOf(address));
}

Task<std::vector<std::string>> allDataStores(datastore::DataStoreService* service,
                                             std::string prefix, std::stop_token stop)
{
    std::vector<std::string> all;
    datastore::ListDataStoresQuery query;
    query.prefix = std::move(prefix);
    query.pageSize = wholeListPage;
    do {
        auto page = co_await service->listDataStores(query, stop);
        for (auto& info : page.items)
            all.push_back(std::move(info.name));
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    co_return all;
}

Task<bool> hasLockDataStore(AccessServices services, store::KeyAddress address,
                            std::stop_token stop)
{
    const auto name = store::names::locks(address.store);
    const auto found =
        co_await allDataStores(&services.universe->dataStores(), name, std::move(stop));
    const bool isThere = std::ranges::contains(found, name);
    services.lockStores->note(name, isThere, services.clock->elapsed());
    co_return isThere;
}

Task<std::shared_ptr<store::LockService>> locksOf(AccessServices services,
                                                  store::KeyAddress address, std::stop_token stop)
{
    using enum store::LockLocation;
    const auto name = store::names::locks(address.store);
    auto isThere = services.lockStores->find(name, services.clock->elapsed());
    if (!isThere)
        isThere = co_await hasLockDataStore(services, address, std::move(stop));
    auto mayGoWithout = [hasDataStore = *isThere, knowledge = services.knowledge] {
        return hasDataStore || knowledge->lockConsent.ask();
    };
    auto locks = dispensableLocks(services.locksIn(HashMap, address), *services.clock,
                                  std::move(mayGoWithout));
    if (*isThere) {
        locks = store::bothLocks(std::move(locks), services.locksIn(DataStore, address));
    } else {
        auto onSeen = [services, name] {
            services.lockStores->note(name, true, services.clock->elapsed());
        };
        locks = store::suspectingLocks(std::move(locks), services.lockHomeOf(address),
                                       std::move(onSeen));
    }
    co_return services.ownLocks->noting(std::move(locks), std::move(address));
}

} // namespace plectrum::editing
