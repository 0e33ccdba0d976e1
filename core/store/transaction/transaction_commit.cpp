// SPDX-License-Identifier: MIT
#include "store/transaction/transaction_commit.h"

#include "json/patch.h"
#include "store/error.h"
#include "store/outcome.h"
#include "store/transaction/marker.h"
#include "store/transaction/transaction_revert.h"

#include <utility>

namespace plectrum::store {

namespace {

using Pointer = std::shared_ptr<Transaction>;
using Kind = TransactionStep::Kind;
using State = TransactionPart::State;

bool isCrash(const std::exception_ptr& error)
{
    if (!error)
        return false;
    try {
        std::rethrow_exception(error);
    } catch (const TransactionCrash&) {
        return true;
    } catch (...) {
        return false;
    }
}

TxInfo infoOf(const Transaction& transaction, const TransactionPart& part)
{
    TxInfo info;
    info.committedData = part.before;
    info.txId = transaction.txId;
    info.txPatch = json::createPatch(part.before.value_or(json::Value()), part.after);
    return info;
}

/// What a refused write has left: it is believed only when the record says so.
Task<void> lookAt(Pointer transaction, TransactionPart* part)
{
    const auto found = co_await holderOf(transaction->store, part->key, transaction->txId);
    if (found.holder == RecordHolder::Kind::Ours) {
        part->state = State::Written;
        part->version = found.version;
    } else if (found.holder == RecordHolder::Kind::Unreadable) {
        part->state = State::Uncertain;
    }
}

Task<void> writePart(Pointer transaction, TransactionPart* part)
{
    RecordDraft draft = part->draft;
    draft.info = infoOf(*transaction, *part);
    const auto written = co_await writeRecord(transaction->store, part->key, std::move(draft),
                                              part->options, part->lock);
    note(*transaction, *part, written, State::Written);
    if (!written && part->state == State::Untouched)
        co_await lookAt(transaction, part);
    if (!written)
        std::rethrow_exception(written.error().error);
    if (transaction->observer)
        co_await notify(transaction, Kind::RecordWritten, part->key);
}

Task<void> writeAllAtOnce(Pointer transaction)
{
    std::vector<Task<void>> writes;
    writes.reserve(transaction->parts.size());
    for (auto& part : transaction->parts)
        writes.push_back(writePart(transaction, &part));
    std::exception_ptr first;
    for (auto& write : writes) {
        const auto failure = (co_await outcomeOf(std::move(write))).error;
        if (failure && !first)
            first = failure;
    }
    if (first)
        std::rethrow_exception(first);
}

Task<void> writeRecords(Pointer transaction)
{
    if (!transaction->observer) {
        co_await writeAllAtOnce(transaction);
        co_return;
    }
    for (auto& part : transaction->parts)
        co_await writePart(transaction, &part);
}

/// How many ids are tried for one transaction.
constexpr int maximumIds = 5;

Task<void> prepare(Pointer transaction)
{
    auto check = [transaction] { return timeUnderLocks(*transaction); };
    std::exception_ptr failure;
    for (int tries = 1; tries <= maximumIds; ++tries) {
        failure =
            (co_await outcomeOf(setMarker(transaction->store, transaction->txId, check))).error;
        if (!failure || !transaction->newId || !isOutcomeUnknown(failure))
            break;
        transaction->givenUpIds.push_back(std::exchange(transaction->txId, transaction->newId()));
    }
    if (failure) {
        transaction->log.write(LogLevel::Error, "failed to prepare txId",
                               {{"error", textOf(failure)}});
        throw Error(ErrorKind::DataStore, "Failed to prepare tx");
    }
    if (transaction->observer)
        co_await notify(transaction, Kind::MarkerSet, {});
}

/// Refreshes what has little time left; throws when a lock is lost.
Task<void> refreshLocks(Pointer transaction)
{
    while (!haveTime(*transaction, commitMargin)) {
        for (auto& part : transaction->parts)
            if (!part.lock->hasTime(commitMargin) && !co_await part.lock->refresh())
                throw Error(ErrorKind::LockLost, "Lock lost for key '" + part.key + "'");
    }
}

Task<void> untilCommitPoint(Pointer transaction)
{
    co_await prepare(transaction);
    co_await writeRecords(transaction);
    if (!haveTime(*transaction, commitMargin))
        co_await refreshLocks(transaction);
}

/// The last look before the marker goes.
async::Duration checkCommit(const Transaction& transaction, bool isAsked)
{
    const auto left = timeUnderLocks(transaction);
    if (!isAsked && transaction.isCalledOff && transaction.isCalledOff())
        throw Error(ErrorKind::TimedOut, "Queue item timed out");
    if (transaction.onCommitting)
        transaction.onCommitting();
    return left;
}

Task<MarkerRemoval> removeAtCommitPoint(Pointer transaction)
{
    auto check = [transaction, isAsked = std::make_shared<bool>(false)] {
        const auto left = checkCommit(*transaction, *isAsked);
        *isAsked = true;
        return left;
    };
    auto mayGoOn = [transaction] {
        return haveTime(*transaction, writeMargin)
            && !(transaction->isInHurry && transaction->isInHurry());
    };
    return removeMarker(transaction->store, transaction->txId, std::move(check), std::move(mayGoOn),
                        transaction->stop);
}

/// Markers that decide nothing are not to be found by others.
Task<void> dropGivenUp(Pointer transaction)
{
    auto check = [transaction] { return timeUnderLocks(*transaction); };
    for (const auto& id : transaction->givenUpIds) [[maybe_unused]]
        const auto dropped = co_await outcomeOf(dropMarker(transaction->store, id, check));
}

Task<TransactionEnd> carryOut(Pointer transaction)
{
    auto error = (co_await outcomeOf(untilCommitPoint(transaction))).error;
    if (isCrash(error))
        std::rethrow_exception(error);
    if (!error) {
        const auto removal = co_await removeAtCommitPoint(transaction);
        if (removal.state == MarkerRemoval::State::Gone) {
            if (transaction->observer)
                co_await notify(transaction, Kind::MarkerRemoved, {});
            co_return TransactionEnd{CommitOutcome::Committed, nullptr};
        }
        if (removal.state == MarkerRemoval::State::Unknown)
            co_return TransactionEnd{CommitOutcome::Unknown, removal.error};
        error = removal.error;
    }
    co_return co_await revertTransaction(transaction, error);
}

} // namespace

Task<TransactionEnd> commitTransaction(Pointer transaction)
{
    try {
        const auto end = co_await carryOut(transaction);
        if (!transaction->givenUpIds.empty())
            co_await dropGivenUp(transaction);
        co_return end;
    } catch (const TransactionCrash&) {
        co_return TransactionEnd{CommitOutcome::Crashed, nullptr};
    }
}

} // namespace plectrum::store
