// SPDX-License-Identifier: MIT
// A transaction on its way through its two phases, and what is known of each of its records.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/entry.h"
#include "store/lock/lock.h"
#include "store/log.h"
#include "store/lyra_store.h"
#include "store/record/record_writer.h"
#include "store/transaction/commit_outcome.h"
#include "store/transaction/transaction_step.h"

#include <exception>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::store {

/// One record of a transaction, and what is known of it as the commit goes on.
struct TransactionPart
{
    enum class State
    {
        Untouched, ///< surely as it was before
        Written, ///< holds the tx id
        Uncertain, ///< may hold it
        Reverted, ///< holds the data before, plain
    };
    std::string key;
    Lock* lock = nullptr; ///< must outlive the commit
    std::optional<json::Value> before; ///< nullopt: no data
    json::Value after;
    /// What the record keeps (its `info` is not looked at); `replaced` and `orphans` follow what is
    /// written.
    RecordDraft draft;
    /// There is no entry yet: taken back, it is removed.
    bool isNew = false;
    datastore::WriteOptions options; ///< a condition in them holds for the first write
    State state = State::Untouched;
    std::string version; ///< of the entry as written last
};

struct Transaction
{
    LyraStore store;
    async::Clock* clock;
    std::string txId;
    std::vector<TransactionPart> parts{};
    Log log{}; ///< with its own context
    Log recordLog{}; ///< of the store, for what happens to one record
    /// Every record is written back, also those that were surely not written, as the library does.
    bool revertsAll = false;
    TransactionObserver observer{}; ///< with one, record after record is written; else all at once
    /// Another id: a marker whose setting was not answered may come late, and must not be the one
    /// that decides.
    std::function<std::string()> newId{};
    std::vector<std::string> givenUpIds{}; ///< whose markers may be there
    /// Asked until the commit point: true takes all back.
    std::function<bool()> isCalledOff{};
    /// Told when the removal of the marker is asked for: from now on it may be committed.
    std::function<void()> onCommitting{};
    /// Asked while it cannot be found out whether the marker is gone: true gives up.
    std::function<bool()> isInHurry{};
    std::stop_token stop{}; ///< ends that waiting, too
};

struct TransactionEnd
{
    /// Committed, Reverted, Unfinished, Unknown or Crashed.
    CommitOutcome outcome{};
    std::exception_ptr error; ///< the first one, unless Committed or Crashed
};

/// Whose record stands at a key.
struct RecordHolder
{
    enum class Kind
    {
        Absent,
        Ours, ///< it holds the transaction's id
        Another,
        Unreadable,
    };
    Kind holder{};
    std::string version{};
    std::optional<Record> record{}; ///< as far as it could be read
};
/// Throws nothing.
Task<RecordHolder> holderOf(LyraStore store, std::string key, std::string txId);

/// Thrown where the observer wants a crash.
struct TransactionCrash
{
};

/// Tells the observer, which there must be. Throws TransactionCrash.
Task<void> notify(std::shared_ptr<Transaction> transaction, TransactionStep::Kind kind,
                  std::string key);
/// All locks are held, for that much longer at least.
bool haveTime(const Transaction& transaction, async::Duration duration);
/// Throws Error unless every lock has time for one more write; tells how long all are held.
async::Duration timeUnderLocks(const Transaction& transaction);
/// Notes what a write of a part has left at its key; `state` is what it is when it was written.
void note(const Transaction& transaction, TransactionPart& part,
          const std::expected<WrittenRecord, WriteFailure>& written, TransactionPart::State state);

} // namespace plectrum::store
