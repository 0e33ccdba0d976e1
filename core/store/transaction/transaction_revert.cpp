// SPDX-License-Identifier: MIT
#include "store/transaction/transaction_revert.h"

#include "store/error.h"
#include "store/outcome.h"
#include "store/transaction/marker.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace plectrum::store {

namespace {

using Pointer = std::shared_ptr<Transaction>;
using Kind = TransactionStep::Kind;
using State = TransactionPart::State;

bool needsRevert(const Transaction& transaction, const TransactionPart& part)
{
    return transaction.revertsAll || part.state == State::Written || part.state == State::Uncertain;
}

using Holder = RecordHolder::Kind;

bool isReverted(const TransactionPart& part)
{
    return part.state == State::Reverted || part.state == State::Untouched;
}

SendCheck lockCheck(const TransactionPart* part)
{
    return [part] {
        if (!part->lock->hasTime(writeMargin))
            throw Error(ErrorKind::LockLost, "Lock lost for key '" + part->key + "'");
        return part->lock->timeLeft();
    };
}

bool isRevertConflict(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Error& known) {
        return known.isConflict();
    } catch (...) {
        return false;
    }
}

/// The record that is written over names what was seen, and all that it has left itself.
void replaceSeen(RecordDraft& draft, const Record& seen)
{
    auto left = std::move(draft.orphans);
    if (draft.replaced)
        left.push_back(*std::move(draft.replaced));
    draft.replaced = seen.file;
    draft.orphans = seen.orphanedFiles;
    for (File& file : left)
        if (std::holds_alternative<ShardedFile>(file) && file != seen.file
            && !std::ranges::contains(draft.orphans, file))
            draft.orphans.push_back(std::move(file));
}

/// Those of the first write hold where nothing was seen or written.
datastore::WriteOptions conditionsOf(const TransactionPart& part,
                                     const std::optional<RecordHolder>& seen)
{
    auto options = part.options;
    options.isSentOnce = false;
    if (!seen && part.version.empty())
        return options;
    options.onlyIfAbsent = seen && seen->holder == Holder::Absent;
    options.ifVersion = seen ? seen->version : part.version;
    if (options.onlyIfAbsent)
        options.ifVersion.reset();
    return options;
}

/// Writes the data before over what was seen or else over what was written, and over nothing else
/// unless the draft says so. False: another version stands there.
Task<bool> writeBefore(Pointer transaction, TransactionPart* part, std::optional<RecordHolder> seen)
{
    RecordDraft draft = part->draft;
    draft.info = {};
    draft.info.committedData = part->before;
    if (seen && seen->record)
        replaceSeen(draft, *seen->record);
    const auto options = conditionsOf(*part, seen);
    const auto written =
        co_await writeRecord(transaction->store, part->key, std::move(draft), options, part->lock);
    note(*transaction, *part, written, State::Reverted);
    co_return written || !isRevertConflict(written.error().error);
}

/// False: another version stands there.
Task<bool> removeNew(Pointer transaction, TransactionPart* part, std::string version)
{
    std::exception_ptr failure;
    auto removal = Removal::Done;
    try {
        removal =
            co_await transaction->store.records.removeVersion(part->key, version, lockCheck(part));
        if (removal == Removal::Done)
            part->state = State::Reverted;
    } catch (const Error&) {
        failure = std::current_exception();
    }
    if (failure) {
        transaction->log.write(LogLevel::Error, "failed to remove record",
                               {{"error", textOf(failure)}, {"key", part->key}});
    }
    if (removal == Removal::Impossible) // a record without data says the same
        co_return co_await writeBefore(transaction, part,
                                       RecordHolder{Holder::Ours, std::move(version)});
    co_return removal == Removal::Done;
}

/// A first write of ours may still come over this version of another's record.
bool mayComeOver(const TransactionPart& part, const std::string& version)
{
    // It may have been sent again on the condition of any version.
    if (part.draft.writesOver)
        return true;
    return part.state == State::Uncertain && !part.isNew
        && part.options.ifVersion.value_or(version) == version;
}

/// What stands there is not what we have written, or it is not known what we have written. False:
/// it has become another meanwhile.
Task<bool> revertSeen(Pointer transaction, TransactionPart* part)
{
    const auto seen = co_await holderOf(transaction->store, part->key, transaction->txId);
    const bool isUncertain = part->state == State::Uncertain;
    switch (seen.holder) {
    case Holder::Ours:
        if (part->isNew)
            co_return co_await removeNew(transaction, part, seen.version);
        co_return co_await writeBefore(transaction, part, seen);
    case Holder::Another:
        // A write of ours that is still under way finds another version than it expects.
        if (mayComeOver(*part, seen.version))
            co_return co_await writeBefore(transaction, part, seen);
        part->state = State::Reverted; // another's record: nothing of ours is left
        break;
    case Holder::Absent:
        // A new record of ours may arrive late: then the marker has to stay.
        if (!isUncertain && !part->draft.writesOver)
            part->state = State::Reverted;
        else if (!part->isNew)
            co_return co_await writeBefore(transaction, part, seen);
        break;
    case Holder::Unreadable:
        break;
    }
    co_return true;
}

/// How often a key is looked at that others, or late writes of ours, change meanwhile.
constexpr int maxPolls = 3;

Task<void> revertPart(Pointer transaction, TransactionPart* part)
{
    // Who may write over what stands there meets a first write by its condition.
    bool isOther = part->state == State::Uncertain && !part->draft.writesOver;
    if (!isOther && part->isNew)
        isOther = !co_await removeNew(transaction, part, part->version);
    else if (!isOther)
        isOther = !co_await writeBefore(transaction, part, std::nullopt);
    for (int looks = 0; isOther && looks < maxPolls; ++looks)
        isOther = !co_await revertSeen(transaction, part);
    if (part->state == State::Reverted && transaction->observer)
        co_await notify(transaction, Kind::RecordReverted, part->key);
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

} // namespace

Task<TransactionEnd> revertTransaction(Pointer transaction, std::exception_ptr error)
{
    transaction->log.write(LogLevel::Error, "multi-key update or tx commit failed, reverting",
                           {{"error", textOf(error)}});
    if (transaction->observer)
        co_await notify(transaction, Kind::Reverting, {});
    co_await revertRecords(transaction);
    if (!std::ranges::all_of(transaction->parts, isReverted)) {
        transaction->log.write(LogLevel::Error, "failed to revert all records, the marker stays");
        co_return TransactionEnd{CommitOutcome::Unfinished, error};
    }
    auto check = [transaction] { return timeUnderLocks(*transaction); };
    const auto failure =
        (co_await outcomeOf(dropMarker(transaction->store, transaction->txId, std::move(check))))
            .error;
    if (failure)
        transaction->log.write(LogLevel::Warn, "failed to remove the marker of a reverted tx",
                               {{"error", textOf(failure)}});
    co_return TransactionEnd{CommitOutcome::Reverted, error};
}

} // namespace plectrum::store
