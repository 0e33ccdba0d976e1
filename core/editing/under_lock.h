// SPDX-License-Identifier: MIT
// What is written to a record is written while its lock is ours: taken, the work done, let go,
// whatever comes of it. Held by another server all the time: nothing is done.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "store/lock/lock.h"
#include "store/lock/lock_patience.h"
#include "store/lock/lock_service.h"
#include "store/log.h"
#include "store/lyra_store.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace plectrum::editing {

using async::Task;

/// Where a record is written and by whom.
struct WriteTarget
{
    store::LyraStore store;
    std::shared_ptr<store::LockService> locks;
    async::Clock* clock;
    async::Executor* executor;
    std::string lockId; ///< new for each write
    std::string key;
    store::LockPatience patience;
    store::Log log{}; ///< with store and key
};

/// Called once, while the lock is held, which it must not keep beyond its task.
using WorkUnderLock = std::function<Task<SaveResult>(store::Lock* lock)>;
/// Locked when another holds it; throws LockError, and what the work throws once the lock is let
/// go.
Task<SaveResult> underLock(WriteTarget target, WorkUnderLock work, std::stop_token stop);

} // namespace plectrum::editing
