// SPDX-License-Identifier: MIT
#include "store/session/session.h"

#include "store/error.h"
#include "store/outcome.h"
#include "store/record/record_metadata.h"
#include "store/record/record_reader.h"
#include "store/session/migrations.h"
#include "store/session/time_limit.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

/// The import's own failure, with the library's text around it.
[[noreturn]] void throwImportFailure(const Log& log, const std::string& key,
                                     const std::exception_ptr& error)
{
    log.write(LogLevel::Error, "failed to import legacy data", {{"error", textOf(error)}});
    throw Error(ErrorKind::LegacyImport,
                "Failed to import legacy data for key " + key + ": " + textOf(error));
}

Task<std::optional<json::Value>> importLegacy(std::shared_ptr<const SessionContext> context,
                                              std::string key, Log log, std::stop_token stop)
{
    if (!context->config.importLegacyData)
        co_return std::nullopt;
    std::exception_ptr failure;
    try {
        co_return co_await context->config.importLegacyData(key, stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        failure = std::current_exception();
    }
    throwImportFailure(log, key, failure);
}

} // namespace

Session::Session(std::shared_ptr<const SessionContext> context, std::string key,
                 std::vector<std::int64_t> userIds, std::unique_ptr<Lock> lock)
    : m_context(std::move(context))
    , m_key(std::move(key))
    , m_userIds(std::move(userIds))
    , m_lock(std::move(lock))
    , m_log(m_context->log.with({{"key", m_key}, {"method", "load"}}))
{
}

Task<std::shared_ptr<Session>> Session::load(std::shared_ptr<const SessionContext> context,
                                             std::string key, std::vector<std::int64_t> userIds,
                                             std::stop_token stop)
{
    LockTimes times;
    times.goesOnAfterErrors = true;
    auto lock = co_await Lock::acquire(context->locks, context->clock, key, context->random->guid(),
                                       context->log, times, stop);
    const std::shared_ptr<Session> session(
        new Session(context, std::move(key), std::move(userIds), std::move(lock)));
    const auto failure = (co_await outcomeOf(session->read(stop))).error;
    if (!failure && !stop.stop_requested() && session->m_lock->isHeld())
        co_return session;
    const bool wasHeld = session->m_lock->isHeld();
    [[maybe_unused]] const auto released = co_await outcomeOf(session->m_lock->release());
    if (failure)
        std::rethrow_exception(failure);
    async::throwIfStopped(stop);
    throw Error(ErrorKind::LockLost,
                "Lock lost for key '" + session->m_key + "'" + (wasHeld ? "" : " while loading"));
}

Task<void> Session::read(std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto inspection = co_await inspectRecord(m_context->store, m_key, stop);
    if (inspection.damage)
        throw Error(*inspection.damage);
    readRecord(inspection);
    m_stored = inspection.data;
    m_storedMetadata = metadataOf(inspection);
    if (m_context->config.keepsMetadata) {
        m_userIds = m_userIds.empty() ? m_storedMetadata.userIds : std::move(m_userIds);
        m_attributes = m_storedMetadata.attributes;
    }
    const auto& steps = m_context->config.migrationSteps;
    auto applied = inspection.record && inspection.record->appliedMigrations
        ? *inspection.record->appliedMigrations
        : stepNames(steps);
    auto data = inspection.data;
    if (!data) {
        data = co_await importLegacy(m_context, m_key, m_log, stop);
        if (data)
            applied.clear();
    }
    m_data = data ? *std::move(data) : m_context->config.templateData;
    migrateData(std::move(applied));
}

void Session::readRecord(const Inspection& inspection)
{
    if (!inspection.record)
        return;
    if (inspection.entry)
        m_version = inspection.entry->info.version;
    m_file = inspection.record->file;
    m_orphans = inspection.record->orphanedFiles;
    m_otherMembers = inspection.record->otherMembers;
}

void Session::migrateData(std::vector<std::string> applied)
{
    const auto& steps = m_context->config.migrationSteps;
    if (!steps.empty())
        m_log.write(LogLevel::Debug, "applying migrations if necessary");
    try {
        auto migrated = migrate(steps, std::move(m_data), std::move(applied));
        m_data = std::move(migrated.data);
        m_appliedMigrations = std::move(migrated.applied);
    } catch (const Error& error) {
        m_log.write(LogLevel::Error, "failed to apply migration step",
                    {{"component", "Migrations"}, {"error", error.text()}});
        throw;
    }
}

void Session::start(std::function<void()> onLost)
{
    m_onLost = std::move(onLost);
    m_lock->onLost([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->lockLost();
    });
    if (m_context->config.autosaves)
        m_tasks.start(autosave());
}

void Session::lockLost()
{
    m_log.write(LogLevel::Warn, "lock was lost, closing session and stopping autosave");
    reportUnsaved();
    end();
}

void Session::end()
{
    const auto self = shared_from_this();
    m_isOpen = false;
    m_stop.request_stop();
    if (const auto callback = std::exchange(m_onLost, nullptr))
        callback();
}

void Session::endUnknown()
{
    m_log.write(LogLevel::Error, "the outcome of a transaction is unknown, closing session");
    const auto self = shared_from_this();
    end();
    // It is left to run out: a removal of the marker that comes late must not meet the next holder.
    m_lock->abandon();
}

void Session::reportUnsaved()
{
    if (!hasUnsavedChanges() || !m_context->config.onUnsavedData)
        return;
    m_log.guarded("onUnsavedData", [this] { m_context->config.onUnsavedData(m_key, m_data); });
}

void Session::change(json::Value data, const char* method)
{
    if (!m_isOpen)
        throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    if (const auto problem = m_context->config.schema(data)) {
        m_log.write(LogLevel::Error, "schema validation failed after transform",
                    {{"error", *problem}, {"method", method}});
        throw Error(ErrorKind::Schema, "Store:update schema validation failed: " + *problem);
    }
    if (data == m_data)
        return;
    const auto before = m_data;
    setData(std::move(data));
    notifyChanged(before);
}

void Session::setData(json::Value data)
{
    m_data = std::move(data);
    ++m_revision;
}

void Session::notifyChanged(const std::optional<json::Value>& before)
{
    const auto now = m_data; // a callback may change the data
    for (const auto& callback : m_context->config.changedCallbacks)
        m_log.guarded("changed callback", [&] { callback(m_key, now, before); });
}

void Session::hold()
{
    m_isFree = std::make_shared<async::Event>();
}

void Session::letGo()
{
    if (const auto gate = std::exchange(m_isFree, nullptr))
        gate->open();
}

Task<void> Session::free()
{
    const auto self = shared_from_this();
    while (m_isFree) {
        const auto gate = m_isFree;
        co_await gate->wait();
    }
}

Task<void> Session::finished()
{
    const auto self = shared_from_this();
    co_await self->m_tasks.finished();
    co_await self->m_lock->finished();
}

void Session::abandon()
{
    m_isOpen = false;
    m_isAbandoned = true;
    m_onLost = nullptr;
    m_stop.request_stop();
    m_lock->abandon();
}

Task<void> Session::save()
{
    const auto self = shared_from_this();
    if (!isDirty())
        co_return;
    if (!m_isOpen)
        throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    const auto limit = std::make_shared<TimeLimit>();
    co_await withinLimit(writeIfWanted(limit), limit);
}

Task<void> Session::withinLimit(Task<void> work, LimitPointer limit)
{
    return store::withinLimit(std::move(work), std::move(limit), m_context->clock, &m_tasks);
}

Task<void> Session::writeIfWanted(LimitPointer limit)
{
    const auto self = shared_from_this();
    const auto wanted = m_revision;
    auto turn = m_queue.tryLock();
    if (!turn)
        turn = co_await m_queue.lock();
    // What an earlier save or a transaction has carried needs no write of its own.
    if (m_savedRevision < wanted)
        co_await writeNow(limit);
}

SessionWrite Session::writeOf(json::Value data) const
{
    SessionWrite write;
    write.key = m_key;
    write.before = m_stored;
    write.after = std::move(data);
    write.metadataBefore = m_storedMetadata;
    write.metadataAfter = {.appliedMigrations = m_appliedMigrations,
                           .otherMembers = m_otherMembers,
                           .userIds = m_userIds,
                           .attributes = m_attributes};
    write.versionBefore = m_version.value_or("");
    return write;
}

void Session::setStored(json::Value data)
{
    m_stored = std::move(data);
    m_storedMetadata = writeOf({}).metadataAfter;
}

RecordDraft Session::draft() const
{
    RecordDraft draft;
    draft.appliedMigrations = m_appliedMigrations;
    draft.otherMembers = m_otherMembers;
    draft.replaced = m_file;
    draft.orphans = m_orphans;
    draft.writesOver = true;
    return draft;
}

datastore::WriteOptions Session::options() const
{
    datastore::WriteOptions options;
    options.userIds = m_userIds;
    options.attributes = m_attributes;
    options.ifVersion = m_version;
    options.onlyIfAbsent = !m_version;
    return options;
}

Task<void> Session::writeNow(LimitPointer limit)
{
    const auto self = shared_from_this();
    const auto observer = m_context->config.observer;
    const auto revision = m_revision;
    const SessionWrite write = writeOf(m_data);
    if (observer) {
        co_await confirmed(observer, {write}, limit, m_context->clock);
        if (!m_isOpen)
            throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    }
    if (!m_lock->hasTime(writeMargin))
        co_await m_lock->refresh();
    RecordDraft record = draft();
    record.info.committedData = write.after;
    const auto entered = observer ? observer->begins(write) : 0;
    if (observer)
        record.onShards = [observer, entered](const std::string& id) {
            observer->writesShards(entered, id);
        };
    const auto written =
        co_await writeRecord(m_context->store, m_key, std::move(record), options(), m_lock.get());
    endWrite(entered, written);
    if (!written) {
        noteFailure(written.error());
        std::rethrow_exception(written.error().error);
    }
    m_savedRevision = revision;
    setStored(write.after);
    setRecord(written->info.version, written->record.file, written->record.orphanedFiles, true);
}

void Session::endWrite(std::int64_t write,
                       const std::expected<WrittenRecord, WriteFailure>& written)
{
    using enum SessionWriteEnd::Kind;
    if (!m_context->config.observer)
        return;
    SessionWriteEnd end{.kind = Done};
    if (written) {
        end.version = written->info.version;
    } else {
        end.kind = written.error().isCertain ? Failed : Unknown;
        end.reason = textOf(written.error().error);
    }
    m_context->config.observer->ended(write, end);
}

void Session::noteFailure(const WriteFailure& failure)
{
    logFailure(m_log, failure);
    if (!failure.leftover)
        return;
    // The next record names these shards, so that they go even when removing them now fails. When
    // the record may have been written, they must not go before.
    m_orphans.emplace_back(*failure.leftover);
    if (failure.isCertain)
        removeOrphan(*failure.leftover);
}

void Session::setRecord(std::string version, std::optional<File> file, std::vector<File> orphans,
                        bool isCertain)
{
    if (!version.empty())
        m_version = std::move(version);
    m_file = std::move(file);
    m_orphans = std::move(orphans);
    if (isCertain)
        removeOrphans();
}

void Session::removeOrphans()
{
    const auto orphans = m_orphans;
    for (const File& file : orphans)
        removeOrphan(file);
}

void Session::removeOrphan(File file)
{
    if (m_isAbandoned || std::ranges::contains(m_removing, file))
        return;
    m_removing.push_back(file);
    if (const auto* sharded = std::get_if<ShardedFile>(&file)) {
        m_log.with({{"method", "orphanFile"}})
            .write(LogLevel::Debug, "sufficient budget, processing orphaned file",
                   {{"shard", sharded->shard}});
    }
    m_tasks.start(removeInBackground(std::move(file)));
}

Task<void> Session::removeInBackground(File file)
{
    const auto self = shared_from_this();
    const bool isGone = co_await removeShards(m_context->store.files, file);
    std::erase(m_removing, file);
    if (isGone)
        std::erase(m_orphans, file);
}

Task<void> Session::autosave()
{
    const auto self = shared_from_this();
    const auto stop = m_stop.get_token();
    while (true) {
        co_await m_context->clock->sleep(autosaveInterval, stop);
        const auto failure = (co_await outcomeOf(save())).error;
        if (failure)
            m_log.write(LogLevel::Error, "autosave failed", {{"error", textOf(failure)}});
    }
}

Task<void> Session::unload()
{
    m_isUnloading = true;
    const auto limit = std::make_shared<TimeLimit>();
    return withinLimit(unloadAll(limit), limit);
}

Task<void> Session::unloadAll(LimitPointer limit)
{
    const auto self = shared_from_this();
    auto turn = m_queue.tryLock();
    if (!turn)
        turn = co_await m_queue.lock();
    std::exception_ptr failure;
    while (!failure && m_isOpen && isDirty())
        failure = (co_await outcomeOf(writeNow(limit))).error;
    if (m_isOpen && isDirty())
        reportUnsaved();
    m_isOpen = false;
    m_stop.request_stop();
    co_await release();
    if (failure)
        std::rethrow_exception(failure);
}

Task<void> Session::release()
{
    const auto self = shared_from_this();
    const auto failure = (co_await outcomeOf(m_lock->release())).error;
    if (failure)
        m_log.write(LogLevel::Warn, "failed to release lock", {{"error", textOf(failure)}});
}

} // namespace plectrum::store
