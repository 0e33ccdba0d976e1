// SPDX-License-Identifier: MIT
#include "editing/transaction_end.h"

#include "editing/held_locks.h"
#include "store/error.h"
#include "store/outcome.h"
#include "store/record/record_reader.h"
#include "store/record/record_writer.h"
#include "store/transaction/marker.h"
#include "store/transaction/transaction_commit.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace plectrum::editing {

namespace {

struct Work
{
    Work(AccessServices given, FoundTransaction what, Ending how, store::LockPatience patience)
        : services(std::move(given))
        , found(std::move(what))
        , ending(how)
        , address{.store = found.store, .key = {}, .scope = found.scope}
        , store(services.storeUnderLock(address))
        , locks(services, address, patience)
    {
    }

    AccessServices services;
    FoundTransaction found;
    Ending ending;
    store::KeyAddress address;
    store::LyraStore store;
    HeldLocks locks;
    std::map<std::string, store::Reading> readings; ///< of the records that still hold the id
    EndResult result;
};
using WorkPointer = std::shared_ptr<Work>;

/// Why it is not to be ended, as far as what was found tells.
std::optional<EndOutcome> refusal(const FoundTransaction& found, Ending ending, async::Time now)
{
    const auto age =
        found.records.empty() ? TransactionAccess::minimumBareAge : TransactionAccess::minimumAge;
    if (now - found.markerTime < age)
        return EndOutcome::TooYoung;
    // Read so early, a record that was written afterwards may have been missed.
    if (!found.isMarkerThere || found.scanTime - found.markerTime < age)
        return EndOutcome::Changed;
    if (ending == Ending::Finish && found.records.size() < 2)
        return EndOutcome::TooFew;
    return std::nullopt;
}

Task<bool> acquireLocks(WorkPointer work, std::stop_token stop)
{
    auto records = work->found.records;
    std::ranges::sort(records, {}, &TransactionRecord::key);
    for (const auto& record : records)
        if (!co_await work->locks.acquire(record.key, stop))
            co_return false;
    co_return true;
}

/// Under the locks: the marker is the one that was found, and the records that hold the id.
Task<bool> isAsFound(WorkPointer work, std::stop_token stop)
{
    const auto marker = co_await work->store.transactions.get(work->found.txId, stop);
    if (!marker || marker->info.updatedTime != work->found.markerTime)
        co_return false;
    for (const auto& record : work->found.records) {
        auto reading = co_await store::readUnresolved(work->store, record.key, stop);
        if (reading.info && reading.info->txId == work->found.txId)
            work->readings.emplace(record.key, std::move(reading));
        else if (reading.inspection.damage)
            co_return false; // what it holds is not known any more
    }
    const bool isWhole = work->readings.size() == work->found.records.size();
    co_return isWhole || work->ending == Ending::RollBack;
}

/// Asks for the marker where the service has not told its time yet.
Task<async::Time> serverTime(store::LyraStore store, std::string txId, std::stop_token stop)
{
    std::optional<async::Time> time;
    try {
        time = store.transactions.serverTime();
    } catch (const store::Error&) {
        time.reset();
    }
    if (!time) {
        co_await store.transactions.get(std::move(txId), std::move(stop));
        time = store.transactions.serverTime();
    }
    co_return *time;
}

store::Check lockCheck(const WorkPointer& work)
{
    return [work] {
        if (!work->locks.haveTime(store::writeMargin))
            throw store::Error(store::ErrorKind::LockLost,
                               "Lock lost while a transaction was ended");
        return work->locks.timeLeft();
    };
}

Task<void> finish(WorkPointer work, std::stop_token stop)
{
    if (!co_await work->locks.refresh(store::commitMargin)) {
        work->result = {EndOutcome::Failed, "Lock lost while a transaction was ended", {}};
        co_return;
    }
    auto mayGoOn = [work, stop] {
        return work->locks.haveTime(store::writeMargin) && !stop.stop_requested();
    };
    const auto removal = co_await store::removeMarker(work->store, work->found.txId,
                                                      lockCheck(work), std::move(mayGoOn), stop);
    switch (removal.state) {
    case store::MarkerRemoval::State::Gone:
        work->result.outcome = EndOutcome::Done;
        co_return;
    case store::MarkerRemoval::State::There:
        work->result.outcome = EndOutcome::Failed;
        break;
    case store::MarkerRemoval::State::Unknown:
        work->result.outcome = EndOutcome::Unknown;
        break;
    }
    work->result.error = store::textOf(removal.error);
}

/// The record as it stands, with the data before and nothing of the transaction.
store::RecordDraft plainDraft(const store::Reading& reading)
{
    const store::Record& record = *reading.inspection.record;
    store::RecordDraft draft;
    draft.info.committedData = reading.info->committedData;
    draft.appliedMigrations = record.appliedMigrations;
    draft.otherMembers = record.otherMembers;
    draft.replaced = record.file;
    draft.orphans = record.orphanedFiles;
    return draft;
}

datastore::WriteOptions optionsOf(const store::Reading& reading)
{
    const auto& info = reading.inspection.entry->info;
    datastore::WriteOptions options;
    options.userIds = info.userIds;
    options.attributes = info.attributes;
    options.ifVersion = info.version;
    return options;
}

/// Writes one record plain; the error's text, or nothing.
Task<std::string> rollBackRecord(WorkPointer work, std::string key, const store::Reading* reading)
{
    if (!work->locks.of(key)->hasTime(store::commitMargin))
        co_await work->locks.of(key)->refresh();
    auto draft = plainDraft(*reading);
    draft.orphans = co_await store::orphansLeft(work->store.files, draft);
    const auto written = co_await store::writeRecord(work->store, key, std::move(draft),
                                                     optionsOf(*reading), work->locks.of(key));
    if (!written) {
        const auto& failure = written.error();
        if (failure.isCertain && failure.leftover)
            co_await store::removeLeftover(work->store, key, *failure.leftover);
        co_return store::textOf(failure.error);
    }
    work->result.written.push_back(key);
    co_await store::removeAllShards(work->store.files, written->record.orphanedFiles);
    co_return std::string();
}

Task<void> rollBack(WorkPointer work)
{
    work->result.outcome = EndOutcome::Failed;
    for (const auto& [key, reading] : work->readings) {
        work->result.error = co_await rollBackRecord(work, key, &reading);
        if (!work->result.error.empty())
            co_return; // the marker stays: it keeps the rest as it was before
    }
    const auto failure = (co_await store::outcomeOf(
                              store::dropMarker(work->store, work->found.txId, lockCheck(work))))
                             .error;
    if (failure)
        work->result.error = store::textOf(failure);
    else
        work->result.outcome = EndOutcome::Done;
}

Task<void> run(WorkPointer work, std::stop_token stop)
{
    if (!co_await acquireLocks(work, stop)) {
        work->result.outcome = EndOutcome::Locked;
        co_return;
    }
    if (!co_await isAsFound(work, stop)) {
        work->result.outcome = EndOutcome::Changed;
        co_return;
    }
    async::throwIfStopped(stop);
    if (work->ending == Ending::Finish)
        co_await finish(work, std::move(stop));
    else
        co_await rollBack(work);
}

} // namespace

Task<EndResult> endTransaction(AccessServices services, FoundTransaction found, Ending ending,
                               store::LockPatience patience, std::stop_token stop)
{
    const auto now = co_await serverTime(
        services.storeOf({.store = found.store, .key = {}, .scope = found.scope}), found.txId,
        stop);
    if (const auto refused = refusal(found, ending, now))
        co_return EndResult{*refused, {}, {}};
    const auto work =
        std::make_shared<Work>(std::move(services), std::move(found), ending, patience);
    const auto failure = (co_await store::outcomeOf(run(work, std::move(stop)))).error;
    co_await work->locks.release();
    if (failure)
        std::rethrow_exception(failure);
    co_return std::move(work->result);
}

} // namespace plectrum::editing
