// SPDX-License-Identifier: MIT
// The locks of one Lyra store, wherever they stand: a hash map, a data store (useDSSLocking), or
// both when it is not known which of them the game uses. The value is a bare id; who holds it
// cannot be known.
#pragma once

#include "async/task.h"
#include "datastore/universe.h"
#include "store/retrying.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::store {

inline constexpr std::chrono::seconds lockLifetime{90};

/// Where a lock can stand. Which of them a game uses cannot be seen from a record.
enum class LockLocation
{
    HashMap, ///< the memory store's `lyra/locks/NAME`
    DataStore, ///< the data store of that name (useDSSLocking)
};

/// A live lock where one was seen.
struct ObservedLock
{
    LockLocation location{};
    std::string holder; ///< the id that stands there
    /// When it was last taken or refreshed, by the service's clock; only a data store tells.
    std::optional<async::Time> written;

    friend bool operator==(const ObservedLock&, const ObservedLock&) = default;
};

/// What the locations answered.
struct LockReading
{
    std::vector<ObservedLock> locks;
    std::exception_ptr failure; ///< of the first location that did not tell; null: all did
};

enum class LockRemoval
{
    Removed,
    Absent, ///< no lock stood there any more
    Changed, ///< another holder has taken it: nothing was removed
};

class LockService
{
public:
    virtual ~LockService() = default;

    /// The live locks that stand there, each location asked once. Throws async::Cancelled alone.
    virtual Task<LockReading> read(std::string key, std::stop_token stop = {}) = 0;
    /// Whether anybody's live lock stands there, with retries. Throws Error.
    virtual Task<bool> isActive(std::string key, std::stop_token stop = {}) = 0;
    /// Sets the lock where none or our own stands. Gives the moment (Clock::elapsed()) at which the
    /// try began that set it, from which its life counts; nullopt: another's stands there. The
    /// token ends the trying, not a call that is under way: an answer that nobody waits for would
    /// leave a lock behind. After Cancelled, too, it may be set. Throws Error.
    virtual Task<std::optional<async::Duration>> tryAcquire(std::string key, std::string id,
                                                            std::stop_token stop = {}) = 0;
    /// The same for one that we hold.
    Task<std::optional<async::Duration>> refresh(std::string key, std::string id,
                                                 std::stop_token stop = {})
    {
        return tryAcquire(std::move(key), std::move(id), std::move(stop));
    }
    /// Lets go of our lock of this id. Throws Error. Not cancellable.
    virtual Task<LockRemoval> releaseIf(std::string key, std::string id) = 0;
    /// Removes another's lock that is still of this holder. Where nothing can be removed on that
    /// condition, it is first taken over under `ownId`. Throws Error. Not cancellable.
    virtual Task<LockRemoval> breakIf(std::string key, std::string holder, std::string ownId) = 0;
};

/// The services of a store's locks, which must outlive all tasks of a LockService; it itself need
/// not.
struct LockHome
{
    datastore::DataStoreService* dataStores = nullptr;
    datastore::MemoryStoreService* memoryStores = nullptr;
    async::Clock* clock = nullptr;
    std::string store; ///< the Lyra NAME
    std::string scope = "global";
};
std::shared_ptr<LockService> locksIn(LockLocation location, const LockHome& home);

/// A key is locked when either says so, and taken when both are.
std::shared_ptr<LockService> bothLocks(std::shared_ptr<LockService> first,
                                       std::shared_ptr<LockService> second);
/// As `first` where the data store for locks holds nothing at the key and as far as is known never
/// did; as both where it does, which is asked at each take: a game may begin to use such locks at
/// any time. `onSeen` is told when there is one.
std::shared_ptr<LockService> suspectingLocks(std::shared_ptr<LockService> first,
                                             const LockHome& home, std::function<void()> onSeen);

/// Whether they stand at the same locations and are of the same holders.
bool isSameHolder(const std::vector<ObservedLock>& one, const std::vector<ObservedLock>& other);
/// What the removal of two locks of a key comes to.
LockRemoval bothOf(LockRemoval first, LockRemoval second);

} // namespace plectrum::store
