// SPDX-License-Identifier: MIT
#include "editing/lock_probe.h"

#include "datastore/error.h"
#include "store/lock/lock_service.h"
#include "store/names.h"
#include "store/retrying.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace plectrum::editing {

namespace {

datastore::HashMap& mapOf(LockProbe probe, const store::KeyAddress& address)
{
    return probe.universe->memoryStores().hashMap(store::names::locks(address.store));
}

datastore::DataStore& storeOf(LockProbe probe, const store::KeyAddress& address)
{
    return probe.universe->dataStores().dataStore(store::names::locks(address.store),
                                                  address.scope);
}

bool isAlive(const std::optional<datastore::Entry>& entry, async::Time now)
{
    return entry && now - entry->info.updatedTime < store::lockLifetime;
}

Task<std::optional<ObservedLock>> readMap(LockProbe probe, store::KeyAddress address,
                                          std::stop_token stop)
{
    const auto value = co_await mapOf(probe, address).get(address.key, stop);
    if (!value)
        co_return std::nullopt;
    co_return ObservedLock{LockPlace::HashMap, std::string(value->toString()), std::nullopt};
}

Task<std::optional<ObservedLock>> readStore(LockProbe probe, store::KeyAddress address,
                                            std::stop_token stop)
{
    const auto entry = co_await storeOf(probe, address).get(address.key, stop);
    if (!isAlive(entry, storeOf(probe, address).serverTime(*probe.clock)))
        co_return std::nullopt;
    co_return ObservedLock{LockPlace::DataStore, std::string(entry->value.toString()),
                           entry->info.updatedTime};
}

/// Takes what one place says into the reading.
Task<void> readInto(LockReading* reading, Task<std::optional<ObservedLock>> place)
{
    std::exception_ptr error;
    try {
        if (auto sign = co_await std::move(place))
            reading->signs.push_back(*std::move(sign));
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        error = std::current_exception();
    }
    if (error && !reading->doubt) {
        reading->doubt = doubtOf(error);
        reading->failure = store::textOf(error);
    }
}

/// What the tries of a removal have met, one after the other.
struct Met
{
    bool wasSeen = false; ///< the one that is to go
    bool isOther = false; ///< at last: another one

    bool note(bool isThere, bool isSeen)
    {
        wasSeen = wasSeen || isSeen;
        isOther = isThere && !isSeen;
        return isSeen;
    }
    BreakOutcome outcome() const
    {
        if (isOther)
            return BreakOutcome::Changed;
        return wasSeen ? BreakOutcome::Broken : BreakOutcome::AlreadyFree;
    }
};

Task<BreakOutcome> removeFromMap(LockProbe probe, store::KeyAddress address, std::string holder)
{
    const auto met = std::make_shared<Met>();
    auto letGo = [met,
                  holder](const std::optional<json::Value>& value) -> std::optional<json::Value> {
        if (!met->note(value.has_value(), value && value->toString() == holder))
            return std::nullopt;
        return value;
    };
    const store::RetryingHashMap map(mapOf(probe, address), *probe.clock);
    co_await map.update(address.key, std::move(letGo), std::chrono::seconds(0), [] { });
    co_return met->outcome();
}

Task<BreakOutcome> removeFromStore(LockProbe probe, store::KeyAddress address, std::string holder,
                                   std::string ownId)
{
    const auto met = std::make_shared<Met>();
    const store::RetryingDataStore store(storeOf(probe, address), *probe.clock);
    auto takeOver =
        [met, holder, ownId,
         store](const std::optional<datastore::Entry>& entry) -> std::optional<datastore::Written> {
        const bool isThere = isAlive(entry, store.serverTime());
        const bool isOurs = isThere && entry->value.toString() == ownId;
        if (!met->note(isThere, isOurs || (isThere && entry->value.toString() == holder)))
            return std::nullopt;
        return datastore::Written{json::Value(ownId), {}, json::Value::object()};
    };
    co_await store.update(address.key, std::move(takeOver), [] { });
    if (met->outcome() == BreakOutcome::Broken) {
        auto isOurs = [ownId](const datastore::Entry& entry) {
            return entry.value.toString() == ownId;
        };
        try {
            co_await store.removeIf(address.key, std::move(isOurs));
        } catch (const store::Error&) {
            // Ours now, and refreshed by nobody: it ends by itself.
        }
    }
    co_return met->outcome();
}

} // namespace

UnknownReason doubtOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        if (known.code() == datastore::noPlaceCode)
            return UnknownReason::NoPlace;
        return known.kind() == datastore::ErrorKind::Denied ? UnknownReason::Denied
                                                            : UnknownReason::Failed;
    } catch (...) {
        return UnknownReason::Failed;
    }
}

Task<bool> hasLockDataStore(LockProbe probe, std::string store, std::stop_token stop)
{
    datastore::ListDataStoresQuery query;
    query.prefix = store::names::locks(store);
    do {
        const auto page = co_await probe.universe->dataStores().listDataStores(query, stop);
        if (std::ranges::find(page.items, query.prefix, &datastore::DataStoreInfo::name)
            != page.items.end())
            co_return true;
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    co_return false;
}

Task<LockReading> readLock(LockProbe probe, store::KeyAddress address, bool hasDataStore,
                           std::stop_token stop)
{
    LockReading reading;
    reading.isDataStoreAsked = hasDataStore;
    co_await readInto(&reading, readMap(probe, address, stop));
    async::throwIfStopped(stop);
    if (hasDataStore)
        co_await readInto(&reading, readStore(probe, address, stop));
    async::throwIfStopped(stop);
    co_return reading;
}

Task<BreakOutcome> removeLock(LockProbe probe, store::KeyAddress address, ObservedLock seen,
                              std::string ownId)
{
    if (seen.place == LockPlace::HashMap)
        return removeFromMap(probe, std::move(address), std::move(seen.holder));
    return removeFromStore(probe, std::move(address), std::move(seen.holder), std::move(ownId));
}

} // namespace plectrum::editing
