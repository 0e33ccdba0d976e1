// SPDX-License-Identifier: MIT
#include "store/transaction_commit.h"

#include "json/patch.h"
#include "store/error.h"
#include "store/marker.h"
#include "store/outcome.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

using Pointer = std::shared_ptr<Transaction>;
using Kind = TransactionStep::Kind;
using State = TransactionPart::State;

/// Thrown where the observer wants a crash.
struct Crash
{
};

bool isCrash(const std::exception_ptr& error)
{
    if (!error)
        return false;
    try {
        std::rethrow_exception(error);
    } catch (const Crash&) {
        return true;
    } catch (...) {
        return false;
    }
}

Task<void> tell(Pointer transaction, Kind kind, std::string key)
{
    TransactionStep step{kind, std::move(key), transaction->txId};
    if (co_await transaction->observer(std::move(step)) == StepAnswer::Crash)
        throw Crash();
}

TxInfo infoOf(const Transaction& transaction, const TransactionPart& part)
{
    TxInfo info;
    info.committedData = part.before;
    info.txId = transaction.txId;
    info.txPatch = json::createPatch(part.before.value_or(json::Value()), part.after);
    return info;
}

bool haveTime(const Transaction& transaction, async::Duration duration)
{
    return std::ranges::all_of(transaction.parts, [duration](const TransactionPart& part) {
        return part.lock->hasTime(duration);
    });
}

Error lockLost(const Transaction& transaction)
{
    const auto lost = std::ranges::find_if(transaction.parts, [](const TransactionPart& part) {
        return !part.lock->hasTime(writeMargin);
    });
    const auto key = lost == transaction.parts.end() ? std::string() : lost->key;
    return {ErrorKind::LockLost, "Lock lost for key '" + key + "'"};
}

void throwIfLockLost(const Transaction& transaction)
{
    if (!haveTime(transaction, writeMargin))
        throw lockLost(transaction);
}

/// What a write of a part has left at its key.
void note(const Transaction& transaction, TransactionPart& part,
          const std::expected<WrittenRecord, WriteFailure>& written, State state)
{
    if (written) {
        part.draft.replaced = written->record.file;
        part.draft.orphans = written->record.orphanedFiles;
        part.version = written->info.version;
        part.state = state;
        return;
    }
    const auto& failure = written.error();
    logFailure(transaction.recordLog.with({{"key", part.key}}), failure);
    if (failure.leftover)
        part.draft.orphans.emplace_back(*failure.leftover);
    if (!failure.isCertain)
        part.state = State::Uncertain;
}

Task<void> writePart(Pointer transaction, TransactionPart* part)
{
    RecordDraft draft = part->draft;
    draft.info = infoOf(*transaction, *part);
    const auto written = co_await writeRecord(transaction->store, part->key, std::move(draft),
                                              part->options, part->lock);
    note(*transaction, *part, written, State::Written);
    if (!written)
        std::rethrow_exception(written.error().error);
    if (transaction->observer)
        co_await tell(transaction, Kind::RecordWritten, part->key);
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

Task<void> prepare(Pointer transaction)
{
    auto check = [transaction] { throwIfLockLost(*transaction); };
    const auto failure =
        (co_await outcomeOf(setMarker(transaction->store, transaction->txId, std::move(check))))
            .error;
    if (failure) {
        transaction->log.write(LogLevel::Error, "failed to prepare txId",
                               {{"error", textOf(failure)}});
        throw Error(ErrorKind::DataStore, "Failed to prepare tx");
    }
    if (transaction->observer)
        co_await tell(transaction, Kind::MarkerSet, {});
}

/// Refreshes what has little time left; throws when a lock is lost.
Task<void> refreshLocks(Pointer transaction)
{
    while (!haveTime(*transaction, commitMargin)) {
        for (auto& part : transaction->parts) {
            if (!part.lock->hasTime(commitMargin) && !co_await part.lock->refresh())
                throw Error(ErrorKind::LockLost, "Lock lost for key '" + part.key + "'");
        }
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
void checkCommit(const Transaction& transaction, bool isAsked)
{
    throwIfLockLost(transaction);
    if (!isAsked && transaction.isCalledOff && transaction.isCalledOff())
        throw Error(ErrorKind::TimedOut, "Queue item timed out");
    if (transaction.onCommitting)
        transaction.onCommitting();
}

Task<MarkerRemoval> removeAtCommitPoint(Pointer transaction)
{
    auto check = [transaction, isAsked = std::make_shared<bool>(false)] {
        checkCommit(*transaction, *isAsked);
        *isAsked = true;
    };
    auto mayGoOn = [transaction] {
        return haveTime(*transaction, writeMargin)
            && !(transaction->isInHurry && transaction->isInHurry());
    };
    return removeMarker(transaction->store, transaction->txId, std::move(check), std::move(mayGoOn),
                        transaction->stop);
}

bool needsRevert(const Transaction& transaction, const TransactionPart& part)
{
    return transaction.revertsAll || part.state == State::Written || part.state == State::Uncertain;
}

Task<void> removePart(Pointer transaction, TransactionPart* part)
{
    auto check = [part] {
        if (!part->lock->hasTime(writeMargin))
            throw Error(ErrorKind::LockLost, "Lock lost for key '" + part->key + "'");
    };
    std::exception_ptr failure;
    try {
        co_await transaction->store.records.removeChecked(part->key, std::move(check));
        part->state = State::Reverted;
    } catch (const Error&) {
        failure = std::current_exception();
    }
    if (failure) {
        transaction->log.write(LogLevel::Error, "failed to remove record",
                               {{"error", textOf(failure)}, {"key", part->key}});
    } else if (transaction->observer) {
        co_await tell(transaction, Kind::RecordReverted, part->key);
    }
}

Task<void> revertPart(Pointer transaction, TransactionPart* part)
{
    if (part->isNew) {
        co_await removePart(transaction, part);
        co_return;
    }
    RecordDraft draft = part->draft;
    draft.info.committedData = part->before;
    // The first write's condition does not hold any more; the lock does.
    part->options.ifVersion.reset();
    part->options.onlyIfAbsent = false;
    const auto written = co_await writeRecord(transaction->store, part->key, std::move(draft),
                                              part->options, part->lock);
    if (!written && part->state == State::Untouched && written.error().isCertain)
        co_return; // it never held the id
    note(*transaction, *part, written, State::Reverted);
    if (written && transaction->observer)
        co_await tell(transaction, Kind::RecordReverted, part->key);
}

Task<void> revertRecords(Pointer transaction)
{
    std::vector<Task<void>> writes;
    for (auto& part : transaction->parts) {
        if (!needsRevert(*transaction, part))
            continue;
        if (transaction->observer)
            co_await revertPart(transaction, &part);
        else
            writes.push_back(revertPart(transaction, &part));
    }
    co_await async::all(std::move(writes));
}

bool isReverted(const TransactionPart& part)
{
    return part.state == State::Reverted || part.state == State::Untouched;
}

/// Takes all back. The marker stays while any record may hold the id, for readers decide by it.
Task<TransactionEnd> revert(Pointer transaction, std::exception_ptr error)
{
    transaction->log.write(LogLevel::Error, "multi-key update or tx commit failed, reverting",
                           {{"error", textOf(error)}});
    if (transaction->observer)
        co_await tell(transaction, Kind::Reverting, {});
    co_await revertRecords(transaction);
    if (!std::ranges::all_of(transaction->parts, isReverted)) {
        transaction->log.write(LogLevel::Error, "failed to revert all records, the marker stays");
        co_return TransactionEnd{CommitOutcome::Dangling, error};
    }
    auto check = [transaction] { throwIfLockLost(*transaction); };
    const auto failure =
        (co_await outcomeOf(dropMarker(transaction->store, transaction->txId, std::move(check))))
            .error;
    if (failure)
        transaction->log.write(LogLevel::Warn, "failed to remove the marker of a reverted tx",
                               {{"error", textOf(failure)}});
    co_return TransactionEnd{CommitOutcome::Reverted, error};
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
                co_await tell(transaction, Kind::MarkerRemoved, {});
            co_return TransactionEnd{CommitOutcome::Committed, nullptr};
        }
        if (removal.state == MarkerRemoval::State::Unknown)
            co_return TransactionEnd{CommitOutcome::Unknown, removal.error};
        error = removal.error;
    }
    co_return co_await revert(transaction, error);
}

} // namespace

Task<TransactionEnd> commitTransaction(Pointer transaction)
{
    try {
        co_return co_await carryOut(transaction);
    } catch (const Crash&) {
        co_return TransactionEnd{CommitOutcome::Crashed, nullptr};
    }
}

} // namespace plectrum::store
