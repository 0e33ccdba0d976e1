// SPDX-License-Identifier: MIT
#include "store/transaction/transaction_state.h"

#include "store/error.h"
#include "store/record/record_reader.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

Error lockLost(const Transaction& transaction)
{
    const auto lost = std::ranges::find_if(transaction.parts, [](const TransactionPart& part) {
        return !part.lock->hasTime(writeMargin);
    });
    const auto key = lost == transaction.parts.end() ? std::string() : lost->key;
    return {ErrorKind::LockLost, "Lock lost for key '" + key + "'"};
}

} // namespace

Task<RecordHolder> holderOf(LyraStore store, std::string key, std::string txId)
{
    using Kind = RecordHolder::Kind;
    std::optional<Reading> reading;
    try {
        reading = co_await readUnresolved(store, std::move(key));
    } catch (const Error&) {
        reading.reset();
    }
    if (!reading)
        co_return RecordHolder{Kind::Unreadable};
    const auto& seen = reading->inspection;
    if (!seen.entry)
        co_return RecordHolder{Kind::Absent};
    RecordHolder found{Kind::Another, seen.entry->info.version, seen.record};
    if (reading->info && reading->info->txId == txId)
        found.holder = Kind::Ours;
    else if (!reading->info && seen.state == RecordState::Damaged)
        found.holder = Kind::Unreadable;
    co_return found;
}

Task<void> notify(std::shared_ptr<Transaction> transaction, TransactionStep::Kind kind,
                  std::string key)
{
    TransactionStep step{kind, std::move(key), transaction->txId};
    if (co_await transaction->observer(std::move(step)) == StepAnswer::Crash)
        throw TransactionCrash();
}

bool haveTime(const Transaction& transaction, async::Duration duration)
{
    return std::ranges::all_of(transaction.parts, [duration](const TransactionPart& part) {
        return part.lock->hasTime(duration);
    });
}

async::Duration timeUnderLocks(const Transaction& transaction)
{
    if (!haveTime(transaction, writeMargin))
        throw lockLost(transaction);
    async::Duration left = noTimeLimit;
    for (const TransactionPart& part : transaction.parts)
        left = std::min(left, part.lock->timeLeft());
    return left;
}

/// What a write of a part has left at its key.
void note(const Transaction& transaction, TransactionPart& part,
          const std::expected<WrittenRecord, WriteFailure>& written, TransactionPart::State state)
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
        part.state = TransactionPart::State::Uncertain;
}

} // namespace plectrum::store
