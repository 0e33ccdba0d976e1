// SPDX-License-Identifier: MIT
#include "editing/delete_key.h"

#include "editing/save_plan.h"
#include "store/error.h"
#include "store/record/record_reader.h"
#include "store/record/record_writer.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::editing {

namespace {

/// How often a removal is tried anew because somebody who ignores the lock wrote in between.
constexpr int maximumRemovals = 3;

store::SendCheck checkOfRemoval(const std::string& key, const store::Lock* lock)
{
    if (!lock)
        return [] { return store::noTimeLimit; };
    return [key, lock] {
        if (!lock->hasTime(store::writeMargin)) {
            throw store::Error(store::ErrorKind::LockLost,
                               "the lock of key '" + key + "' was lost");
        }
        return lock->timeLeft();
    };
}

/// Where the service cannot remove a given version only, what was read right before is removed.
Task<bool> removeVersion(store::RetryingDataStore store, std::string key, std::string version,
                         store::SendCheck check)
{
    const auto removal = co_await store.removeVersion(key, version, check);
    if (removal != store::Removal::Impossible)
        co_return removal == store::Removal::Done;
    co_return co_await store.removeChecked(key, check);
}

/// Whether nothing stands there now; false, too, where that cannot be read.
Task<bool> isAbsent(store::RetryingDataStore store, std::string key)
{
    try {
        co_return !co_await store.get(std::move(key));
    } catch (const store::Error&) {
        co_return false;
    }
}

SaveResult deletedResult(const store::Inspection& newest)
{
    SaveResult result;
    result.outcome = SaveOutcome::Saved;
    result.newest = newest.data.value_or(json::Value());
    return result;
}

/// True: it is gone. False: another version stands there by now, nothing was done.
Task<bool> removeReported(store::RetryingDataStore store, WriteReport report,
                          store::Inspection newest, const store::Lock* lock)
{
    const std::string key = report.address.key;
    ReportedWrite write(report, newest);
    std::optional<store::Error> failure;
    bool isGone = false;
    try {
        isGone = co_await removeVersion(store, key, newest.entry->info.version,
                                        checkOfRemoval(key, lock));
    } catch (const store::Error& error) {
        failure = error;
    }
    // A removal whose answer was lost is found done when it is tried again.
    if (!isGone && (!failure || failure->isOutcomeUnknown()))
        isGone = co_await isAbsent(store, key);
    if (isGone) {
        write.done({});
        co_return true;
    }
    if (!failure) {
        write.failed(std::make_exception_ptr(store::Error(store::ErrorKind::DataStore,
                                                          "another version stands there by now")),
                     true);
        co_return false;
    }
    write.failed(std::make_exception_ptr(*failure), !failure->isOutcomeUnknown());
    throw *failure;
}

Task<SaveResult> deleteUnderLock(WriteTarget target, WriteReport report, DeleteOptions options,
                                 store::Lock* lock, std::stop_token stop)
{
    for (int tries = 1;; ++tries) {
        const auto newest = co_await store::inspectRecord(target.store, target.key, stop);
        if (auto refused = planDelete(newest, options))
            co_return *std::move(refused);
        if (co_await removeReported(target.store.records, report, newest, lock)) {
            std::vector<store::File> files = newest.record->orphanedFiles;
            files.push_back(newest.record->file);
            co_await store::removeAllShards(target.store.files, std::move(files));
            co_return deletedResult(newest);
        }
        if (tries == maximumRemovals)
            throw store::Error(store::ErrorKind::DataStore,
                               "the record is written again and again");
    }
}

} // namespace

Task<SaveResult> deleteRecord(WriteTarget target, WriteReport report, DeleteOptions options,
                              std::stop_token stop)
{
    auto work = [target, report = std::move(report), options = std::move(options),
                 stop](store::Lock* lock) {
        return deleteUnderLock(target, report, options, lock, stop);
    };
    return underLock(std::move(target), std::move(work), std::move(stop));
}

Task<SaveResult> deletePlain(store::RetryingDataStore store, WriteReport report,
                             DeleteOptions options, std::stop_token stop)
{
    const std::string key = report.address.key;
    for (int tries = 1;; ++tries) {
        const auto newest = store::inspectPlain(co_await store.get(key, stop));
        if (auto refused = planDelete(newest, options))
            co_return *std::move(refused);
        if (co_await removeReported(store, report, newest, nullptr))
            co_return deletedResult(newest);
        if (tries == maximumRemovals)
            throw store::Error(store::ErrorKind::DataStore, "the key is written again and again");
    }
}

} // namespace plectrum::editing
