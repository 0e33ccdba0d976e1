// SPDX-License-Identifier: MIT
#include "store/error.h"
#include "store/outcome.h"
#include "store/session/session.h"
#include "store/session/time_limit.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

Task<void> Session::save()
{
    const auto self = shared_from_this();
    if (!isDirty())
        co_return;
    if (!m_isOpen)
        throw Error(ErrorKind::Closed, "Key is closed: " + m_key);
    co_await withinLimit(self, writeIfWanted(self));
}

Task<void> Session::withinLimit(std::shared_ptr<Session> self, Task<void> work)
{
    return store::withinLimit(std::move(work), std::make_shared<TimeLimit>(),
                              self->m_context->clock, &self->m_tasks);
}

Task<void> Session::writeIfWanted(std::shared_ptr<Session> self)
{
    const auto wanted = self->m_revision;
    auto turn = self->m_queue.tryLock();
    if (!turn)
        turn = co_await self->m_queue.lock();
    // What an earlier save or a transaction has carried needs no write of its own.
    if (self->m_savedRevision < wanted)
        co_await writeNow(self);
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
    options.ifVersion = m_version;
    options.onlyIfAbsent = !m_version;
    return options;
}

Task<void> Session::writeNow(std::shared_ptr<Session> self)
{
    if (!self->m_lock->hasTime(writeMargin))
        co_await self->m_lock->refresh();
    const auto revision = self->m_revision;
    RecordDraft draft = self->draft();
    draft.info.committedData = self->m_data;
    const auto written = co_await writeRecord(self->m_context->store, self->m_key, std::move(draft),
                                              self->options(), self->m_lock.get());
    if (!written) {
        self->noteFailure(written.error());
        std::rethrow_exception(written.error().error);
    }
    self->m_savedRevision = revision;
    self->takeRecord(written->info.version, written->record.file, written->record.orphanedFiles,
                     true);
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

void Session::takeRecord(std::string version, std::optional<File> file, std::vector<File> orphans,
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
    const auto self = shared_from_this();
    m_isUnloading = true;
    return withinLimit(self, unloadAll(self));
}

Task<void> Session::unloadAll(std::shared_ptr<Session> self)
{
    auto turn = self->m_queue.tryLock();
    if (!turn)
        turn = co_await self->m_queue.lock();
    std::exception_ptr failure;
    while (!failure && self->m_isOpen && self->isDirty())
        failure = (co_await outcomeOf(writeNow(self))).error;
    if (self->m_isOpen && self->isDirty())
        self->reportUnsaved();
    self->m_isOpen = false;
    self->m_stop.request_stop();
    co_await release(self);
    if (failure)
        std::rethrow_exception(failure);
}

Task<void> Session::release(std::shared_ptr<Session> self)
{
    const auto failure = (co_await outcomeOf(self->m_lock->release())).error;
    if (failure)
        self->m_log.write(LogLevel::Warn, "failed to release lock", {{"error", textOf(failure)}});
}

} // namespace plectrum::store
