// SPDX-License-Identifier: MIT
#include "store/transaction_revert.h"

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
    draft.writesOver = true; // the first write may have been done; the lock holds
    if (part->state == State::Written) {
        part->options.ifVersion = part->version;
        part->options.onlyIfAbsent = false;
    }
    const auto written = co_await writeRecord(transaction->store, part->key, std::move(draft),
                                              part->options, part->lock);
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

} // namespace

Task<TransactionEnd> revertTransaction(Pointer transaction, std::exception_ptr error)
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

} // namespace plectrum::store
