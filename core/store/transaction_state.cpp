// SPDX-License-Identifier: MIT
#include "store/transaction_state.h"

#include "store/error.h"

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

Task<void> tell(std::shared_ptr<Transaction> transaction, TransactionStep::Kind kind,
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

void throwIfLockLost(const Transaction& transaction)
{
    if (!haveTime(transaction, writeMargin))
        throw lockLost(transaction);
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
