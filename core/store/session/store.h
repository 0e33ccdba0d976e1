// SPDX-License-Identifier: MIT
// The library's API: load, get, update, tx, save, unload, close, and the calls that need no loaded
// key. Errors are store::Error with the library's texts. One thread. close() comes before the end;
// a store that is destroyed without it acts as a server that crashed. Calls without a stop token
// cannot be cancelled, for a write that has begun must be seen through; a load is cancelled by
// unload(). The same with waiting instead of tasks: blocking_store.h.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/entry.h"
#include "datastore/universe.h"
#include "store/record/inspection.h"
#include "store/session/config.h"
#include "store/session/transform.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::store {

using async::Task;

struct VersionData
{
    std::optional<json::Value> data;
    datastore::EntryInfo info;
    TransactionState transaction = TransactionState::None;
};

class Store
{
public:
    /// Throws Error of kind Configuration. The services, the clock and the random source must
    /// outlive the store's tasks.
    Store(StoreConfig config, datastore::DataStoreService& dataStores,
          datastore::MemoryStoreService& memoryStores, async::Clock& clock, async::Random& random);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();

    Task<void> load(std::string key, std::vector<std::int64_t> userIds = {});
    Task<void> unload(std::string key);
    Task<json::Value> get(std::string key);
    /// True when the transform kept its change (also when that changed nothing).
    Task<bool> update(std::string key, MutableTransform transform);
    Task<bool> updateImmutable(std::string key, ImmutableTransform transform);
    /// Changes several loaded keys together or not at all. True when the transform kept its change.
    /// Error of kind TimedOut after 60 s: it waited all that time (nothing was done), or the commit
    /// was under way; isOutcomeUnknown() tells when it may still be done. `Key not loaded: K`, `Key
    /// is already locked by another transaction: K`, `Key is closed: K`; else as update().
    Task<bool> tx(std::vector<std::string> keys, MutableTxTransform transform);
    Task<bool> txImmutable(std::vector<std::string> keys, ImmutableTxTransform transform);
    Task<void> save(std::string key);
    /// Unloads everything. When sessions could not be saved: Error of kind Close, its text a JSON
    /// list of {"error", "key"}.
    Task<void> close();

    /// The data as it is stored, without a lock; nullopt when there is none.
    Task<std::optional<json::Value>> peek(std::string key, std::stop_token stop = {});
    Task<bool> probeLockActive(std::string key, std::stop_token stop = {});
    Task<datastore::Page<datastore::VersionInfo>> listVersions(datastore::ListVersionsQuery query,
                                                               std::stop_token stop = {});
    /// `Record not found for the specified version` when there is none.
    Task<VersionData> readVersion(std::string key, std::string version, std::stop_token stop = {});

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::store
