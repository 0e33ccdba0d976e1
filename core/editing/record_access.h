// SPDX-License-Identifier: MIT
// What the screens and the command line do to one key, Lyra's or plain: look, save, look back,
// bring back. A key of a Lyra store is always written under its lock and in Lyra's format.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/entry.h"
#include "datastore/universe.h"
#include "editing/data_check.h"
#include "json/element_identity.h"
#include "json/merge.h"
#include "json/value.h"
#include "store/key_address.h"
#include "store/lock/lock_patience.h"
#include "store/log.h"
#include "store/record/inspection.h"
#include "store/record/record_metadata.h"
#include "store/session/config.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::editing {

using async::Task;

class WriteObserver;
class TransactionAccess;
struct AccessServices;

/// A store as a browser lists it.
struct StoreListing
{
    store::KeyAddress::Kind kind = store::KeyAddress::Kind::Lyra;
    std::string name; ///< the Lyra NAME, or the data store's name

    friend auto operator<=>(const StoreListing&, const StoreListing&) = default;
};

class LockConsent;
class LockWatch;
class OwnLocks;

enum class SaveOutcome
{
    Saved,
    Unchanged, ///< the newest data is already what was asked for: nothing was written
    Conflicts, ///< somebody changed the same places: nothing was written
    Locked, ///< the lock is held by another server: nothing was written
    NotWritable, ///< the newest entry is damaged or not Lyra's: nothing was written
    Refused, ///< by the schema, after the merge: nothing was written
};

struct SaveResult
{
    SaveOutcome outcome{};
    json::Value written; ///< for Saved: what stands there now; for Conflicts: the merge with ours;
                         ///< for Refused: the merge
    json::Value newest; ///< the newest data before the write
    std::vector<json::Conflict> conflicts;
    std::optional<store::Damage> damage; ///< for NotWritable
    std::string schemaProblem{}; ///< for Refused
    std::string version; ///< for Saved: of the entry as written
    bool isMerged = false; ///< for Saved: with changes of others since the draft's base was read
};

struct SaveOptions
{
    std::chrono::milliseconds lockWait{}; ///< how long to wait for the lock
    store::Schema schema{}; ///< what the merged data must pass; none: not checked
    DataCheck check{}; ///< the same, told what the record has applied; none: not checked
    /// An error of the locks counts as if another held the lock, until the wait is over. Else it is
    /// thrown at once (LockError), so that a person can be told and asked whether to go on.
    bool keepsTrying = false;
    /// The version of an entry that is odd (`{}`, no `file`, lists that are none) and that the user
    /// has seen: while it is still this one it counts as no data, as the library takes it. It stays
    /// in the history alone. Needs a draft without a base.
    std::optional<std::string> asNoData{};
};

struct RestoreOptions
{
    std::chrono::milliseconds lockWait{}; ///< how long to wait for the lock
    std::optional<std::string> expectedVersion{}; ///< that the user saw; none: any
    /// Also when what stands there is damaged or not Lyra's, which then remains in the history
    /// alone. Needs the expected version, so that nobody writes over what he has not seen.
    bool isOverDamage = false;
    bool keepsTrying = false; ///< as SaveOptions has it
};

struct DeleteOptions
{
    std::chrono::milliseconds lockWait{}; ///< how long to wait for the lock
    std::optional<std::string> expectedVersion{}; ///< that the user saw; none: any
    bool keepsTrying = false; ///< as SaveOptions has it
};

class RecordAccess
{
public:
    /// All of them must outlive this object and its tasks.
    /// What is done to locks and records is told to `log`.
    RecordAccess(datastore::Universe& universe, async::Clock& clock, async::Random& random,
                 async::Executor& executor, store::LogCallback log = {});

    /// The same access, whose writes are told to this observer, which must outlive their tasks.
    RecordAccess observedBy(WriteObserver& observer) const;
    /// The same universe for several keys at once; needs what this object needs.
    TransactionAccess transactions() const;

    /// Who is asked whether a transaction was rolled back by us; for this and all copies. Must work
    /// as long as their tasks do.
    void setWasRolledBack(std::function<bool(const std::string& txId)> wasRolledBack);
    /// By which members the elements of arrays in this store can be told apart, beside the usual
    /// ones (id, uuid, key, ...); an empty store: in all others. For this and all copies.
    void identifyElements(const std::string& store, std::vector<std::string> members);
    json::ElementIdentity identityOf(const std::string& store) const;

    /// The clock that it was made with: what "now" is for its records.
    async::Clock& clock() const;
    /// For heavy work on what was read.
    async::Executor& executor() const;

    /// All stores: Lyra stores by NAME, then the data stores that are no part of one.
    Task<std::vector<StoreListing>> listStores(std::stop_token stop = {});
    Task<datastore::Page<datastore::KeyInfo>> listKeys(StoreListing store,
                                                       datastore::ListKeysQuery query,
                                                       std::stop_token stop = {});
    /// Reads without a lock. Damaged records are a result, not an error.
    Task<store::Inspection> inspect(store::KeyAddress address, std::stop_token stop = {});
    /// Versions, newest first, one page.
    Task<datastore::Page<datastore::VersionInfo>> listVersions(store::KeyAddress address,
                                                               std::string cursor, int pageSize,
                                                               std::stop_token stop = {});
    /// As inspect, of an old version; Absent when there is no such version (or it is a tombstone).
    Task<store::Inspection> inspectVersion(store::KeyAddress address, std::string version,
                                           std::stop_token stop = {});

    /// The entries that the key is made of, as they are stored, its own first: of a record the
    /// shards and the marker of its transaction, too, as far as they are there. All belong
    /// together: a record that was written meanwhile is read anew. Empty when the key is absent.
    Task<std::vector<datastore::StoredEntry>> storedEntries(store::KeyAddress address,
                                                            std::stop_token stop = {});

    /// Takes the lock, reads the newest, merges (base: what the draft was made from), writes,
    /// releases. A missing base means: the key was absent. Lock: waits up to `lockWait` for it.
    Task<SaveResult> saveDraft(store::KeyAddress address, std::optional<json::Value> base,
                               json::Value draft, std::chrono::milliseconds lockWait,
                               std::stop_token stop = {});
    /// The same with more to be said about how.
    Task<SaveResult> saveDraft(store::KeyAddress address, std::optional<json::Value> base,
                               json::Value draft, SaveOptions options, std::stop_token stop = {});
    /// As saveDraft, and what is kept around the data becomes `around.to`; Conflicts when it is not
    /// `around.from` now. For taking back a write that changed it.
    Task<SaveResult> saveDraftAround(store::KeyAddress address, std::optional<json::Value> base,
                                     json::Value draft, store::MetadataChange around,
                                     store::LockPatience patience, std::stop_token stop = {});
    /// Writes what was made of a record as it was inspected, and what is kept around it, only while
    /// it is still that version: Conflicts when it is not. Else as saveDraft. `detail` is told to
    /// the observer.
    Task<SaveResult> replaceInspected(store::KeyAddress address, store::Inspection seen,
                                      json::Value data, store::RecordMetadata metadata,
                                      std::string detail, store::LockPatience patience,
                                      std::stop_token stop = {});
    /// Writes the data of an old version with that version's own list of applied migrations; user
    /// ids and attributes of the version are kept. Outcomes as for saveDraft, without Conflicts,
    /// but Conflicts when the key has changed since the expected version.
    Task<SaveResult> restoreVersion(store::KeyAddress address, std::string version,
                                    RestoreOptions options, std::stop_token stop = {});
    /// Removes a key and the shards of its record; the history keeps what was there. Saved: it is
    /// gone (without a version). Unchanged: nothing stood there. Conflicts when it has changed
    /// since the expected version. NotWritable over damage and inside a transaction.
    Task<SaveResult> deleteKey(store::KeyAddress address, DeleteOptions options,
                               std::stop_token stop = {});
    /// Of a key that was removed: the newest version that holds something. nullopt when the key is
    /// there, or never was, or nothing is kept any more.
    Task<std::optional<datastore::VersionInfo>> deletedVersion(store::KeyAddress address,
                                                               std::stop_token stop = {});
    /// Whether a live lock stands at the key of a Lyra store.
    Task<bool> probeLockActive(store::KeyAddress address, std::stop_token stop = {});
    /// Whether writes may go without locks that cannot be reached; one for all copies.
    LockConsent& lockConsent() const;
    /// What is known of the locks; those of its own writes it shows as ours.
    LockWatch& lockWatch() { return *m_lockWatch; }
    /// What it works with, for whoever works beside it on the same universe.
    const AccessServices& services() const { return *m_services; }
    /// Where whoever else takes locks for this program notes them, so that they show as ours.
    const std::shared_ptr<OwnLocks>& ownLocks() const;

private:
    std::shared_ptr<const AccessServices> m_services;
    WriteObserver* m_observer = nullptr;
    std::shared_ptr<LockWatch> m_lockWatch;
};

} // namespace plectrum::editing
