// SPDX-License-Identifier: MIT
#include "store/session.h"

#include "async/gate.h"
#include "store/error.h"
#include "store/migrations.h"
#include "store/record_reader.h"

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

struct Outcome
{
    std::exception_ptr error; ///< nullptr: none
};

/// Awaits a task; its exception is the result.
Task<Outcome> outcomeOf(Task<void> task)
{
    try {
        co_await std::move(task);
    } catch (...) {
        co_return Outcome{std::current_exception()};
    }
    co_return Outcome{};
}

/// Who is first, the work or the time limit.
struct Race
{
    async::Gate gate;
    std::exception_ptr error;
    std::stop_source timer;

    void finish(std::exception_ptr failure)
    {
        if (gate.isOpen())
            return;
        error = std::move(failure);
        timer.request_stop();
        gate.open();
    }
};

Task<void> runWork(std::shared_ptr<Race> race, Task<void> work)
{
    race->finish((co_await outcomeOf(std::move(work))).error);
}

Task<void> runTimer(std::shared_ptr<Race> race, async::Clock* clock)
{
    if (race->gate.isOpen())
        co_return;
    co_await clock->sleep(queueLimit, race->timer.get_token());
    race->finish(std::make_exception_ptr(Error(ErrorKind::TimedOut, "Queue item timed out")));
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
    auto lock = co_await Lock::acquire(context->locks, context->clock, key, context->random->guid(),
                                       context->log, {}, stop);
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
    takeRecord(inspection);
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

void Session::takeRecord(const Inspection& inspection)
{
    if (!inspection.record)
        return;
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
    m_tasks.start(autosave(shared_from_this()));
}

void Session::lockLost()
{
    const auto self = shared_from_this();
    m_log.write(LogLevel::Warn, "lock was lost, closing session and stopping autosave");
    m_isOpen = false;
    m_stop.request_stop();
    reportUnsaved();
    if (const auto callback = std::exchange(m_onLost, nullptr))
        callback();
}

void Session::reportUnsaved()
{
    if (hasUnsavedChanges() && m_context->config.onUnsavedData)
        m_context->config.onUnsavedData(m_key, m_data);
}

void Session::change(json::Value data)
{
    if (!m_isOpen)
        throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    if (const auto problem = m_context->config.schema(data)) {
        throw Error(ErrorKind::Schema, "Store:update schema validation failed: " + *problem);
    }
    if (data == m_data)
        return;
    const auto before = std::exchange(m_data, std::move(data));
    ++m_revision;
    tellChanged(before);
}

void Session::tellChanged(const std::optional<json::Value>& before)
{
    const auto now = m_data; // a callback may change the data
    for (const auto& callback : m_context->config.changedCallbacks) {
        try {
            callback(m_key, now, before);
        } catch (const std::exception& error) {
            m_log.write(LogLevel::Error, "changed callback failed", {{"error", error.what()}});
        }
    }
}

Task<void> Session::save()
{
    const auto self = shared_from_this();
    if (!isDirty())
        co_return;
    if (!m_isOpen)
        throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    co_await withinLimit(self, drain(self));
}

Task<void> Session::withinLimit(std::shared_ptr<Session> self, Task<void> work)
{
    const auto race = std::make_shared<Race>();
    self->m_tasks.start(runWork(race, std::move(work)));
    self->m_tasks.start(runTimer(race, self->m_context->clock));
    co_await race->gate.wait();
    if (race->error)
        std::rethrow_exception(race->error);
}

Task<void> Session::drain(std::shared_ptr<Session> self)
{
    const auto wanted = self->m_revision;
    const auto turn = co_await self->m_queue.turn();
    // What an earlier save has carried needs no write of its own.
    if (self->m_savedRevision < wanted)
        co_await writeNow(self);
}

Task<void> Session::writeNow(std::shared_ptr<Session> self)
{
    const auto revision = self->m_revision;
    RecordDraft draft;
    draft.info.committedData = self->m_data;
    draft.appliedMigrations = self->m_appliedMigrations;
    draft.otherMembers = self->m_otherMembers;
    draft.replaced = self->m_file;
    draft.orphans = self->m_orphans;
    datastore::WriteOptions options;
    options.userIds = self->m_userIds;
    const auto written =
        co_await writeRecord(self->m_context->store, self->m_key, std::move(draft),
                             std::move(options), [self] { return self->m_lock->isHeld(); });
    if (!written) {
        self->noteFailure(written.error());
        std::rethrow_exception(written.error().error);
    }
    self->m_file = written->record.file;
    self->m_orphans = written->record.orphanedFiles;
    self->m_savedRevision = revision;
    self->removeOrphans();
}

void Session::noteFailure(const WriteFailure& failure)
{
    m_log.write(LogLevel::Error, "failed to write main record", {{"error", textOf(failure.error)}});
    if (!failure.leftover)
        return;
    // The next record names these shards, so that they go even when removing them now fails. When
    // the record may have been written, they must not go before.
    m_orphans.emplace_back(*failure.leftover);
    if (failure.isCertain)
        removeOrphan(*failure.leftover);
}

void Session::removeOrphans()
{
    const auto orphans = m_orphans;
    for (const File& file : orphans)
        removeOrphan(file);
}

void Session::removeOrphan(File file)
{
    if (std::ranges::contains(m_removing, file))
        return;
    m_removing.push_back(file);
    m_tasks.start(removeInBackground(shared_from_this(), std::move(file)));
}

Task<void> Session::removeInBackground(std::shared_ptr<Session> self, File file)
{
    const bool isGone = co_await removeShards(self->m_context->store.files, file);
    std::erase(self->m_removing, file);
    if (isGone)
        std::erase(self->m_orphans, file);
}

Task<void> Session::autosave(std::shared_ptr<Session> self)
{
    const auto stop = self->m_stop.get_token();
    while (true) {
        co_await self->m_context->clock->sleep(autosaveInterval, stop);
        const auto failure = (co_await outcomeOf(self->save())).error;
        if (failure)
            self->m_log.write(LogLevel::Error, "autosave failed", {{"error", textOf(failure)}});
    }
}

Task<void> Session::unload()
{
    return unloadAll(shared_from_this());
}

Task<void> Session::unloadAll(std::shared_ptr<Session> self)
{
    std::exception_ptr failure;
    while (!failure && self->m_isOpen && self->isDirty())
        failure = (co_await outcomeOf(withinLimit(self, drain(self)))).error;
    if (self->m_isOpen && self->isDirty())
        self->reportUnsaved();
    self->m_isOpen = false;
    self->m_stop.request_stop();
    const auto released = (co_await outcomeOf(self->m_lock->release())).error;
    if (released)
        self->m_log.write(LogLevel::Warn, "failed to release lock", {{"error", textOf(released)}});
    if (failure)
        std::rethrow_exception(failure);
}

Task<void> Session::finished()
{
    const auto self = shared_from_this();
    co_await self->m_tasks.finished();
}

void Session::abandon()
{
    m_isOpen = false;
    m_onLost = nullptr;
    m_stop.request_stop();
    m_lock->abandon();
}

} // namespace plectrum::store
