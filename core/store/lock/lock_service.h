// SPDX-License-Identifier: MIT
// Where the locks of a store stand: a hash map, a data store (useDSSLocking), or both when it is
// not known which of them the game uses. The value is a bare id; who holds it cannot be known.
#pragma once

#include "async/task.h"
#include "store/retrying.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::store {

inline constexpr std::chrono::seconds lockLifetime{90};

class LockService
{
public:
    virtual ~LockService() = default;
    /// Sets the lock where none or our own stands, also to refresh it. Gives the moment
    /// (Clock::elapsed()) at which the try began that set it, from which its life counts; nullopt:
    /// another's stands there. The token ends the trying, not a call that is under way: an answer
    /// that nobody waits for would leave a lock behind. After Cancelled, too, it may be set.
    virtual Task<std::optional<async::Duration>> take(std::string key, std::string id,
                                                      std::stop_token stop = {}) = 0;
    /// Lets go of a lock that has this id; does nothing when it has not. Not cancellable.
    virtual Task<void> release(std::string key, std::string id) = 0;
    /// Whether anybody's live lock stands there.
    virtual Task<bool> isActive(std::string key, std::stop_token stop = {}) = 0;
};

/// What they work on must outlive all their tasks; they themselves need not.
std::shared_ptr<LockService> hashMapLocks(RetryingHashMap map);
std::shared_ptr<LockService> dataStoreLocks(RetryingDataStore store);
/// As `first` where `store`, the data store for locks, holds nothing at the key and as far as is
/// known never did; as both where it does, which is asked at each take: a game may begin to use
/// such locks at any time. `onSeen` is told when there is one.
std::shared_ptr<LockService> suspectingLocks(std::shared_ptr<LockService> first,
                                             RetryingDataStore store, std::function<void()> onSeen);
/// A key is locked when either says so, and taken when both are.
std::shared_ptr<LockService> bothLocks(std::shared_ptr<LockService> first,
                                       std::shared_ptr<LockService> second);

} // namespace plectrum::store
