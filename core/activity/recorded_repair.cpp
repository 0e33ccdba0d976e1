// SPDX-License-Identifier: MIT
#include "activity/recorded_repair.h"

#include "activity/record_address.h"
#include "store/error.h"
#include "store/lock/lock_error.h"

#include <optional>
#include <utility>

namespace plectrum::activity {

namespace {

using journal::Outcome;

journal::Intent intentOf(const editing::FoundTransaction& found,
                         const editing::TransactionRecord& record, journal::Act act)
{
    journal::Intent intent;
    intent.address =
        recordAddressOf({}, {.store = found.store, .key = record.key, .scope = found.scope});
    intent.act = act;
    intent.before = record.before;
    intent.after =
        act == journal::Act::FinishTransaction && !record.damage ? record.after : record.before;
    intent.versionBefore = record.version;
    intent.detail = found.txId;
    return intent;
}

Outcome outcomeOf(editing::EndOutcome outcome)
{
    if (outcome == editing::EndOutcome::Done)
        return Outcome::Done;
    return outcome == editing::EndOutcome::Unknown ? Outcome::Unknown : Outcome::Failed;
}

/// Without its locks nothing was written.
Outcome outcomeOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const store::LockError&) {
        return Outcome::Failed;
    } catch (...) {
        return Outcome::Unknown;
    }
}

void endAll(WriteRecorder* recorder, const std::vector<std::int64_t>& entries, Outcome outcome,
            const std::string& reason)
{
    for (const std::int64_t entry : entries)
        recorder->ended(entry, outcome, {}, reason);
}

} // namespace

async::Task<editing::EndResult> endTransactionRecorded(
    WriteRecorder* recorder, editing::TransactionAccess* access, editing::FoundTransaction found,
    journal::Act act, store::LockPatience patience, std::stop_token stop)
{
    std::vector<std::int64_t> entries;
    for (const editing::TransactionRecord& record : found.records)
        entries.push_back(recorder->begins(intentOf(found, record, act)));
    std::exception_ptr error;
    std::optional<editing::EndResult> result;
    try {
        if (act == journal::Act::FinishTransaction)
            result = co_await access->finish(std::move(found), patience, stop);
        else
            result = co_await access->rollBack(std::move(found), patience, stop);
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        endAll(recorder, entries, outcomeOf(error), store::textOf(error));
        std::rethrow_exception(error);
    }
    endAll(recorder, entries, outcomeOf(result->outcome), result->error);
    co_return *std::move(result);
}

async::Task<store::LockRemoval> breakLockRecorded(WriteRecorder* recorder,
                                                  editing::LockWatch* watch,
                                                  store::KeyAddress address,
                                                  std::vector<store::ObservedLock> seen)
{
    journal::Intent intent;
    intent.address = recordAddressOf({}, address);
    intent.act = journal::Act::BreakLock;
    intent.detail = seen.empty() ? std::string() : seen.front().holder;
    const auto entry = recorder->begins(std::move(intent));
    std::exception_ptr error;
    std::optional<store::LockRemoval> outcome;
    try {
        outcome = co_await watch->breakLock(std::move(address), std::move(seen));
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        recorder->ended(entry, Outcome::Unknown, {}, store::textOf(error));
        std::rethrow_exception(error);
    }
    const bool isBroken = *outcome == store::LockRemoval::Removed;
    recorder->ended(entry, isBroken ? Outcome::Done : Outcome::Failed, {}, {});
    co_return *outcome;
}

} // namespace plectrum::activity
