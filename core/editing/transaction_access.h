// SPDX-License-Identifier: MIT
// What the screens and the command line do to several keys of one Lyra store at once: change them
// together or not at all, find transactions that a server left unfinished, and end those. Beside
// record_access.h, and like it always under the locks of the keys.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "editing/access_services.h"
#include "editing/data_check.h"
#include "json/merge.h"
#include "json/value.h"
#include "store/lock/lock_patience.h"
#include "store/record/damage.h"
#include "store/session/config.h"
#include "store/transaction/commit_outcome.h"
#include "store/transaction/transaction_step.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::editing {

using async::Task;

/// One key's part of a change: what the user saw and what it shall become.
struct TransactionDraft
{
    std::string key;
    std::optional<json::Value> base; ///< what the draft was made from; nullopt: no such key
    json::Value draft;
};

struct CommitRequest
{
    std::string store; ///< the Lyra NAME
    std::string scope = "global";
    std::vector<TransactionDraft> drafts; ///< each key once
    store::LockPatience lockWait{}; ///< for each lock
    store::Schema schema; ///< none: not checked
    DataCheck check{}; ///< none: not checked
    store::TransactionObserver observer; ///< none: nobody looks
    /// As WriteObserver::writesShards, by key; none: nobody is told.
    std::function<void(const std::string& key, const std::string& shardId)> onShards{};
};

enum class KeyState
{
    Ready, ///< merged, and as far as this key goes it can be or was written
    Unchanged, ///< the newest data is already what was asked for
    Conflicts, ///< somebody changed the same places
    Locked, ///< the lock is held by another server
    NotWritable, ///< damaged, not Lyra's, or inside an unfinished transaction: `damage` says which
    Refused, ///< by the schema: `schemaProblem` says why
};

/// Of each key, in the order of the request; as far as it went.
struct KeyResult
{
    std::string key;
    KeyState state = KeyState::Ready;
    std::optional<json::Value> newest; ///< the data before, read under the lock
    json::Value merged; ///< the data after; at conflicts with ours
    std::vector<json::Conflict> conflicts;
    std::optional<store::Damage> damage;
    std::string schemaProblem;
    std::string version; ///< of the entry as written
};

struct CommitResult
{
    store::CommitOutcome outcome{};
    std::vector<KeyResult> keys;
    std::string txId; ///< empty when none was needed: one key changed, and was written plain
    std::string error;
};

/// A record that holds the id of a transaction.
struct TransactionRecord
{
    std::string key;
    std::string version; ///< of the entry that was read
    std::optional<json::Value> before; ///< nullopt: no data
    std::optional<json::Value> after; ///< nullopt: no data, or `damage` says why it cannot be had
    std::optional<store::Damage> damage;
    /// Somebody's lock stands at the key, so the transaction may be running.
    bool isLocked = false;
};

struct FoundTransaction
{
    std::string store;
    std::string scope = "global";
    std::string txId;
    /// False: committed, and its records were not rewritten yet. That is no fault.
    bool isMarkerThere = true;
    async::Time markerTime{}; ///< when the marker was set
    async::Time scanTime{}; ///< when the reading of the records began
    /// Those that hold the id now. A key that took part and was loaded and saved by a server since
    /// holds nothing of it any more, and nothing tells that it did: so a transaction over three
    /// keys whose third was overwritten looks like one over two.
    std::vector<TransactionRecord> records;
    /// Records of the store whose file could not be read, so that they may hold it, too.
    std::size_t unreadable = 0;
};

struct ScanRequest
{
    std::string store; ///< the Lyra NAME
    std::string scope = "global";
    /// Those that are committed but whose records still hold the id, too. Without it, a store
    /// without any marker is answered at once and its records are not read.
    bool withCommitted = false;
    /// Called now and then with the number of records read so far.
    std::function<void(std::size_t records)> progress;
    /// Awaited before each page of records, so that the reading can be paused; none: never.
    std::function<Task<void>()> proceed{};
};

enum class EndOutcome
{
    Done,
    TooYoung, ///< its server may still be at work: wait until the marker is `minimumAge` old
    Locked, ///< a key's lock is held: its server may still be at work
    Changed, ///< it is not as it was found: look again
    TooFew, ///< finish only: fewer than two records hold it, so at least one half is gone for good
    Failed, ///< `error` says why; the marker stands, so readers see the data before
    Unknown, ///< the removal of the marker was not answered
};

struct EndResult
{
    EndOutcome outcome{};
    std::string error;
    std::vector<std::string> written; ///< keys whose record was written anew
};

class TransactionAccess
{
public:
    /// A marker younger than this may be of a transaction that runs (queueLimit); one that no
    /// record names is left alone longer, for its server may be about to write the first one.
    static constexpr std::chrono::seconds minimumAge{60};
    static constexpr std::chrono::seconds minimumBareAge{300};

    /// All of them must outlive this object and its tasks. RecordAccess::transactions() makes one,
    /// too. `executor` does heavy work, null: it is done at once; the locks that are taken are
    /// noted in `ownLocks`, if given, and what is done is told to `log`.
    TransactionAccess(datastore::Universe& universe, async::Clock& clock, async::Random& random,
                      async::Executor* executor = nullptr,
                      std::shared_ptr<OwnLocks> ownLocks = nullptr, store::Log log = {});

    explicit TransactionAccess(AccessServices services);

    /// Takes the locks of all keys in byte order, reads the newest data, merges each key with its
    /// draft (three ways), checks the schema, and writes: nothing when any key is not Ready, one
    /// record plain when only one changes, else all of them by the two-phase protocol. Then the
    /// locks are let go. What the services throw before the first write is thrown (store::Error,
    /// for a lock LockError); later it is the result. The token is heeded until the first write.
    Task<CommitResult> commit(CommitRequest request, std::stop_token stop = {});

    /// The transactions of a store whose marker stands, by the time of their marker, the oldest
    /// first. Reads every record of the store when there is any marker. One that runs at this
    /// moment is among them: its keys are locked.
    Task<std::vector<FoundTransaction>> unfinishedTransactions(ScanRequest request,
                                                               std::stop_token stop = {});

    /// Commits it: under the locks of all its records and only while the marker stands and each of
    /// them still holds the id, removes the marker. See FoundTransaction::records for what cannot
    /// be seen; that is why at least two records must hold it, and why rolling back is the safe
    /// choice. Refuses as EndOutcome says.
    Task<EndResult> finish(FoundTransaction found, store::LockPatience patience,
                           std::stop_token stop = {});
    /// Takes it back: writes each of its records plain with the data before (migrations, user ids,
    /// attributes, other members and orphans stay), each under its lock, and removes the marker
    /// when no record holds the id any more. What was begun can be begun again after a failure.
    Task<EndResult> rollBack(FoundTransaction found, store::LockPatience patience,
                             std::stop_token stop = {});

private:
    AccessServices m_services;
};

} // namespace plectrum::editing
