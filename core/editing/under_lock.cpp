// SPDX-License-Identifier: MIT
#include "editing/under_lock.h"

#include "store/error.h"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace plectrum::editing {

namespace {

SaveResult lockedResult()
{
    SaveResult result;
    result.outcome = SaveOutcome::Locked;
    return result;
}

} // namespace

Task<SaveResult> underLock(WriteTarget target, WorkUnderLock work, std::stop_token stop)
{
    store::LockTimes times;
    times.patience = target.patience.wait;
    times.triesAtEnd = true;
    times.goesOnAfterErrors = target.patience.isWithErrors;
    std::unique_ptr<store::Lock> lock;
    try {
        lock = co_await store::Lock::acquire(target.locks, target.clock, target.key, target.lockId,
                                             target.log, times, stop);
    } catch (const store::Error& error) {
        if (error.kind() != store::ErrorKind::Locked)
            throw;
    }
    if (!lock)
        co_return lockedResult();
    std::optional<SaveResult> result;
    std::exception_ptr error;
    try {
        result = co_await work(lock.get());
    } catch (...) {
        error = std::current_exception();
    }
    try {
        co_await lock->release();
    } catch (const store::Error&) {
        // It expires by itself; what was written stays written.
    }
    if (error)
        std::rethrow_exception(error);
    co_return *std::move(result);
}

} // namespace plectrum::editing
