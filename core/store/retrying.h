// SPDX-License-Identifier: MIT
// Calls to the services under Lyra's rules for trying again, with its texts: data store errors that
// begin with a number in 301..306 or 500..505, and some names of memory store errors, are tried
// five times in all, 2, 4, 8, 16 s apart. What comes out is store::Error (or async::Cancelled).
#pragma once

#include "async/clock.h"
#include "datastore/data_store.h"
#include "datastore/hash_map.h"
#include "store/error.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::store {

using async::Task;

/// Asked before each try of a request and again when it is sent: throws Error when it must not go
/// (any more), else tells how much longer it may take.
using SendCheck = std::function<async::Duration()>;
/// What the removal of a given version came to.
enum class Removal
{
    Done,
    NotFound, ///< nothing or another version stands there
    Impossible, ///< the service cannot remove a given version only
};

/// What a request may take that no lock bounds.
inline constexpr async::Duration noTimeLimit = std::chrono::hours(1);

/// "502: rejected" and its like. Any other exception: false.
bool isRetryableDataStoreError(const std::exception_ptr& error);
/// "TotalRequestsOverLimit" and its like.
bool isRetryableHashMapError(const std::exception_ptr& error);

/// What to do when a try may have been done although its answer was an error.
enum class AfterUnknown
{
    TryAgain,
    Stop,
};

/// A data store with retries; small, to be copied. The store and the clock must outlive its tasks.
class RetryingDataStore
{
public:
    RetryingDataStore(datastore::DataStore& store, async::Clock& clock);

    Task<std::optional<datastore::Entry>> get(std::string key, std::stop_token stop = {}) const;
    Task<datastore::EntryInfo> set(std::string key, json::Value value,
                                   datastore::WriteOptions options,
                                   std::stop_token stop = {}) const;
    /// As set(), and what `check` throws ends the write.
    Task<datastore::EntryInfo> setChecked(std::string key, json::Value value,
                                          datastore::WriteOptions options, SendCheck check,
                                          AfterUnknown after = AfterUnknown::TryAgain) const;
    /// `onTry` is called before each try. The token ends the trying; a call that is under way is
    /// seen through, for it may have been done.
    Task<std::optional<datastore::Entry>> update(std::string key, datastore::Transform transform,
                                                 std::function<void()> onTry,
                                                 std::stop_token stop = {}) const;
    Task<std::optional<datastore::Entry>> remove(std::string key, std::stop_token stop = {}) const;
    Task<datastore::Page<datastore::VersionInfo>> listVersions(datastore::ListVersionsQuery query,
                                                               std::stop_token stop = {}) const;
    Task<std::optional<datastore::Entry>> getVersion(std::string key, std::string version,
                                                     std::stop_token stop = {}) const;
    /// Removes an entry that is as wanted, which is read before each try: between two tries another
    /// may have put its own there. Nothing happens to any other, nor where the service cannot
    /// remove a given version only.
    Task<void> removeIf(std::string key,
                        std::function<bool(const datastore::Entry&)> isWanted) const;
    /// Removes an entry whose key is ours alone. False: nothing was there.
    Task<bool> removeChecked(std::string key, SendCheck check) const;
    /// Removes this version only.
    Task<Removal> removeVersion(std::string key, std::string version, SendCheck check) const;
    /// What time it is at least where the times of entries come from. Throws Error.
    async::Time serverTime() const;
    Task<datastore::Page<datastore::KeyInfo>> listKeys(datastore::ListKeysQuery query,
                                                       std::stop_token stop = {}) const;
    async::Clock& clock() const { return *m_clock; }
    datastore::DataStore& once() const { return *m_store; } ///< without retries

private:
    datastore::DataStore* m_store;
    async::Clock* m_clock;
};

/// A hash map with retries; otherwise as above.
class RetryingHashMap
{
public:
    RetryingHashMap(datastore::HashMap& map, async::Clock& clock);

    Task<std::optional<json::Value>> get(std::string key, std::stop_token stop = {}) const;
    Task<std::optional<json::Value>> update(std::string key,
                                            datastore::HashMap::Transform transform,
                                            std::chrono::seconds ttl, std::function<void()> onTry,
                                            std::stop_token stop = {}) const;
    async::Clock& clock() const { return *m_clock; }
    datastore::HashMap& once() const { return *m_map; } ///< without retries

private:
    datastore::HashMap* m_map;
    async::Clock* m_clock;
};

} // namespace plectrum::store
