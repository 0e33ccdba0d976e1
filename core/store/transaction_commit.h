// SPDX-License-Identifier: MIT
// The two phases over records whose locks are held: the marker, the records with the data before
// and the patch, the removal of the marker (the commit point); or all back as it was. What a reader
// sees is all or nothing of it at every moment, whatever fails.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/entry.h"
#include "store/lock.h"
#include "store/log.h"
#include "store/lyra_store.h"
#include "store/record_writer.h"
#include "store/transaction_access.h"

#include <exception>
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
    /// Committed, Reverted, Dangling, Unknown or Crashed.
    CommitOutcome outcome{};
    std::exception_ptr error; ///< the first one, unless Committed or Crashed
};

/// No removal of a marker begins with less time left on any lock; they are refreshed before.
inline constexpr async::Duration commitMargin = std::chrono::seconds(20);

/// Carries it out. Never throws but what the observer throws. Not cancellable: what has begun must
/// be seen through. Nothing is written or removed once a lock is lost.
Task<TransactionEnd> commitTransaction(std::shared_ptr<Transaction> transaction);

} // namespace plectrum::store
