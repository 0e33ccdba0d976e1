// SPDX-License-Identifier: MIT
#include "editing/save_draft.h"

#include "editing/save_plan.h"
#include "store/lock/lock.h"
#include "store/record/record_reader.h"

#include <functional>
#include <utility>

namespace plectrum::editing {

namespace {

/// How often a write is planned anew because somebody who ignores the lock wrote in between.
constexpr int maximumTries = 3;

/// Makes the decision from the newest state of the key.
using Decide = std::function<Task<SaveDecision>(store::Inspection newest, std::stop_token stop)>;

/// What a game's own code says may take long, so it is asked in a thread of the executor.
Task<SaveDecision> decideDraft(async::Executor* executor, std::shared_ptr<const SaveRequest> save,
                               store::Inspection newest, std::stop_token stop)
{
    if (!save->schema && !save->check)
        co_return planDraft(newest, *save);
    co_return co_await executor->run(
        [save = std::move(save), newest = std::move(newest)] { return planDraft(newest, *save); },
        stop);
}

Decide draftDecision(async::Executor* executor, SaveRequest save)
{
    return [executor, save = std::make_shared<const SaveRequest>(std::move(save))](
               store::Inspection newest, std::stop_token stop) {
        return decideDraft(executor, save, std::move(newest), std::move(stop));
    };
}

Task<SaveDecision> decideRestore(std::shared_ptr<const store::Inspection> old,
                                 RestoreOptions options, store::Inspection newest)
{
    co_return planRestore(newest, *old, options);
}

Decide restoreDecision(store::Inspection old, RestoreOptions options)
{
    return [old = std::make_shared<const store::Inspection>(std::move(old)),
            options = std::move(options)](store::Inspection newest, std::stop_token) {
        return decideRestore(old, options, std::move(newest));
    };
}

bool isConflict(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const store::Error& known) {
        return known.isConflict();
    } catch (...) {
        return false;
    }
}

Task<SaveResult> writeDecided(WriteTarget target, WriteReport report, store::Lock* lock,
                              Decide decide, std::stop_token stop)
{
    for (int tries = 1;; ++tries) {
        const auto newest = co_await store::inspectRecord(target.store, target.key, stop);
        const auto decision = co_await decide(newest, stop);
        if (!decision)
            co_return decision.error();
        auto draft = recordDraftOf(*decision, newest);
        draft.orphans = co_await store::orphansLeft(target.store.files, draft);
        ReportedWrite write(report, *decision, newest);
        draft.onShards = [&write](const std::string& id) { write.writesShards(id); };
        const auto written = co_await store::writeRecord(target.store, target.key, std::move(draft),
                                                         decision->options, lock);
        if (written) {
            write.done(written->info.version);
            co_await store::removeAllShards(target.store.files, written->record.orphanedFiles);
            co_return savedResult(*decision, written->info.version);
        }
        const auto& failure = written.error();
        write.failed(failure.error, failure.isCertain);
        if (failure.isCertain && failure.leftover)
            co_await store::removeLeftover(target.store, target.key, *failure.leftover);
        if (tries == maximumTries || !failure.isCertain || !isConflict(failure.error))
            std::rethrow_exception(failure.error);
    }
}

Task<SaveResult> writeUnderLock(WriteTarget target, WriteReport report, Decide decide,
                                std::stop_token stop)
{
    auto work = [target, report = std::move(report), decide = std::move(decide), stop](
                    store::Lock* lock) { return writeDecided(target, report, lock, decide, stop); };
    return underLock(std::move(target), std::move(work), std::move(stop));
}

/// What a plain write left behind whose answer was lost or refused; nothing, too, where that cannot
/// be read.
Task<std::optional<datastore::Entry>> readBackIfUnknown(store::RetryingDataStore store,
                                                        std::string key, store::Error error)
{
    if (!error.isOutcomeUnknown())
        co_return std::nullopt;
    try {
        co_return co_await store.get(std::move(key));
    } catch (const store::Error&) {
        co_return std::nullopt; // the write's own error tells that it is not known
    }
}

Task<SaveResult> writePlain(store::RetryingDataStore store, WriteReport report, Decide decide,
                            std::stop_token stop)
{
    const std::string key = report.address.key;
    for (int tries = 1;; ++tries) {
        const auto newest = store::inspectPlain(co_await store.get(key, stop));
        const auto decision = co_await decide(newest, stop);
        if (!decision)
            co_return decision.error();
        ReportedWrite write(report, *decision, newest);
        std::optional<store::Error> failure;
        try {
            const auto info = co_await store.set(key, decision->data, decision->options);
            write.done(info.version);
            co_return savedResult(*decision, info.version);
        } catch (const store::Error& error) {
            failure = error;
        }
        const auto now = co_await readBackIfUnknown(store, key, *failure);
        if (now && now->value == decision->data) {
            write.done(now->info.version);
            co_return savedResult(*decision, now->info.version);
        }
        write.failed(std::make_exception_ptr(*failure), !failure->isOutcomeUnknown());
        if (tries == maximumTries || !failure->isConflict())
            throw *failure;
    }
}

} // namespace

Task<SaveResult> saveRecordDraft(WriteTarget target, WriteReport report, SaveRequest save,
                                 std::stop_token stop)
{
    auto decide = draftDecision(target.executor, std::move(save));
    return writeUnderLock(std::move(target), std::move(report), std::move(decide), std::move(stop));
}

Task<SaveResult> restoreRecordVersion(WriteTarget target, WriteReport report, std::string version,
                                      RestoreOptions options, std::stop_token stop)
{
    report.restored = version;
    const auto old =
        co_await store::inspectRecordVersion(target.store, target.key, std::move(version), stop);
    auto decide = restoreDecision(old, std::move(options));
    co_return co_await writeUnderLock(std::move(target), std::move(report), std::move(decide),
                                      std::move(stop));
}

Task<SaveResult> savePlainDraft(store::RetryingDataStore store, async::Executor* executor,
                                WriteReport report, SaveRequest save, std::stop_token stop)
{
    auto decide = draftDecision(executor, std::move(save));
    return writePlain(store, std::move(report), std::move(decide), std::move(stop));
}

Task<SaveResult> restorePlainVersion(store::RetryingDataStore store, WriteReport report,
                                     std::string version, RestoreOptions options,
                                     std::stop_token stop)
{
    report.restored = version;
    const auto old = store::inspectPlain(
        co_await store.getVersion(report.address.key, std::move(version), stop));
    auto decide = restoreDecision(old, std::move(options));
    co_return co_await writePlain(store, std::move(report), std::move(decide), std::move(stop));
}

} // namespace plectrum::editing
