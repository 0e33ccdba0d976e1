// SPDX-License-Identifier: MIT
// One look at, and the breaking of, a lock in both places where it can stand. Small, to be copied;
// what it is made with must outlive its tasks.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "editing/lock_view.h"

#include <exception>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::editing {

using async::Task;

using async::Task;

/// What both places answered.
struct LockReading
{
    std::vector<ObservedLock> signs;
    bool isDataStoreAsked = false;
    std::optional<UnknownReason> doubt; ///< a place did not tell
    std::string failure; ///< the service's text for that
};

enum class BreakOutcome
{
    Broken,
    AlreadyFree,
    Changed, ///< another holder has taken it since it was seen: nothing was removed of that one
};

struct LockProbe
{
    datastore::Universe* universe = nullptr;
    async::Clock* clock = nullptr;
};

/// Whether the store has a data store for locks (useDSSLocking). Throws datastore::Error.
Task<bool> hasLockDataStore(LockProbe probe, std::string store, std::stop_token stop);
/// Without retries. Throws nothing but async::Cancelled.
Task<LockReading> readLock(LockProbe probe, store::KeyAddress address, bool hasDataStore,
                           std::stop_token stop);
/// Removes a lock that is still the one that was seen. In a data store, which has no conditional
/// removal, it is first taken over under `ownId`. Throws store::Error. Not cancellable.
Task<BreakOutcome> removeLock(LockProbe probe, store::KeyAddress address, ObservedLock seen,
                              std::string ownId);

/// What an error of a service says about the knowledge of a lock.
UnknownReason doubtOf(const std::exception_ptr& error);

} // namespace plectrum::editing
