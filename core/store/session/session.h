// SPDX-License-Identifier: MIT
// One loaded, locked key: its data in memory, what is not saved yet, and its record. Lives in a
// shared_ptr that its own tasks hold too. One thread.
#pragma once

#include "async/event.h"
#include "async/mutex.h"
#include "async/random.h"
#include "async/task.h"
#include "async/task_owner.h"
#include "store/lock/lock.h"
#include "store/lyra_store.h"
#include "store/record/inspection.h"
#include "store/record/record_writer.h"
#include "store/session/config.h"
#include "store/session/time_limit.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::store {

/// A dirty session is saved this often.
inline constexpr std::chrono::seconds autosaveInterval{300};

/// What all sessions of a store work with. The clock and the random source must outlive them.
struct SessionContext
{
    StoreConfig config;
    LyraStore store;
    std::shared_ptr<LockService> locks;
    async::Clock* clock;
    async::Random* random;
    Log log;
};

class Session : public std::enable_shared_from_this<Session>
{
public:
    /// Takes the lock, reads the record, imports or makes new data, migrates. On any failure the
    /// lock is let go first.
    static Task<std::shared_ptr<Session>> load(std::shared_ptr<const SessionContext> context,
                                               std::string key, std::vector<std::int64_t> userIds,
                                               std::stop_token stop);
    /// Begins the autosave; `onLost` is called once when the lock is lost.
    void start(std::function<void()> onLost);

    const std::string& key() const { return m_key; }
    const json::Value& data() const { return m_data; }
    /// Neither unloaded nor without its lock.
    bool isOpen() const { return m_isOpen; }
    bool isDirty() const { return m_savedRevision != m_revision; }
    /// There are changes of the caller's own that are not saved.
    bool hasUnsavedChanges() const { return isDirty() && m_revision > firstRevision; }

    /// Checks the schema and takes the data over; equal data changes nothing. Calls the changed
    /// callbacks. Throws Error (Closed, Schema). `method` is for the log.
    void change(json::Value data, const char* method);
    /// Calls the changed callbacks; what they throw goes to the log, for the change stands.
    void notifyChanged(const std::optional<json::Value>& before);
    /// Writes what is dirty, one save at a time. Not cancellable, as unload: a write that has begun
    /// must be seen through.
    Task<void> save();
    /// Saves, lets go of the lock, and throws what saving threw. When that takes too long the
    /// caller is told, and the lock is let go when nothing writes any more.
    Task<void> unload();
    /// Comes back when nothing of it runs in the background.
    Task<void> finished();
    /// Stops everything and touches nothing, as a crash would.
    void abandon();

    // For transactions (session_transaction.h), which take turns with saves.

    async::Mutex& queue() { return m_queue; }
    Lock& lock() { return *m_lock; }
    /// Somebody waits for its end.
    bool isUnloading() const { return m_isUnloading; }
    /// From hold() to letGo() a transaction has it, and updates wait.
    bool isInTransaction() const { return m_isFree != nullptr; }
    void hold();
    void letGo();
    Task<void> free();
    /// A write of this data, as whoever observes the store is told of it.
    SessionWrite writeOf(json::Value data) const;
    /// This stands there now, as far as is known.
    void setStored(json::Value data);
    /// What its next record is made of, but for the tx info.
    RecordDraft draft() const;
    datastore::WriteOptions options() const;
    /// The stored record has this version and file now, and these orphans; when that is certain
    /// they go.
    void setRecord(std::string version, std::optional<File> file, std::vector<File> orphans,
                   bool isCertain);
    /// Changes the data without a look at the schema: checked already. The callbacks are the
    /// caller's.
    void setData(json::Value data);
    /// What it holds is stored.
    void setClean() { m_savedRevision = m_revision; }
    /// What it holds must be written again, whatever was saved.
    void setDirty() { m_savedRevision = 0; }
    /// Ends it at once and lets go of the lock without writing anything: what is stored decides.
    void endUnknown();

private:
    static constexpr std::uint64_t firstRevision = 1; ///< a loaded key is dirty

    Session(std::shared_ptr<const SessionContext> context, std::string key,
            std::vector<std::int64_t> userIds, std::unique_ptr<Lock> lock);

    Task<void> read(std::stop_token stop);
    void readRecord(const Inspection& inspection);
    void migrateData(std::vector<std::string> applied);
    void lockLost();
    void end();
    void reportUnsaved();
    void noteFailure(const WriteFailure& failure);
    void removeOrphans();
    void removeOrphan(File file);
    Task<void> removeInBackground(File file);
    Task<void> autosave();
    using LimitPointer = std::shared_ptr<TimeLimit>;
    Task<void> writeNow(LimitPointer limit);
    Task<void> writeIfWanted(LimitPointer limit);
    Task<void> unloadAll(LimitPointer limit);
    Task<void> release();
    Task<void> withinLimit(Task<void> work, LimitPointer limit);
    void endWrite(std::int64_t write, const std::expected<WrittenRecord, WriteFailure>& written);

    std::shared_ptr<const SessionContext> m_context;
    std::string m_key;
    std::vector<std::int64_t> m_userIds;
    json::Value m_attributes = json::Value::object();
    std::unique_ptr<Lock> m_lock;
    Log m_log;
    json::Value m_data;
    std::vector<std::string> m_appliedMigrations;
    json::Value m_otherMembers = json::Value::object();
    std::optional<std::string> m_version; ///< of the record as it is stored, as far as is known
    std::optional<File> m_file; ///< of that record
    std::optional<json::Value> m_stored; ///< what it holds
    RecordMetadata m_storedMetadata; ///< and keeps around that
    std::vector<File> m_orphans; ///< whose shards may still be there
    std::vector<File> m_removing;
    std::uint64_t m_revision = firstRevision;
    std::uint64_t m_savedRevision = 0;
    bool m_isOpen = true;
    bool m_isUnloading = false;
    bool m_isAbandoned = false;
    std::shared_ptr<async::Event> m_isFree; ///< while a transaction has it: opens at its end
    std::function<void()> m_onLost;
    async::Mutex m_queue;
    std::stop_source m_stop; ///< of the autosave
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};
};

} // namespace plectrum::store
