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

Task<void> Session::withinLimit(Task<void> work)
{
    return store::withinLimit(std::move(work), std::make_shared<TimeLimit>(), m_context->clock,
                              &m_tasks);
}

Task<void> Session::writeIfWanted()
{
    const auto self = shared_from_this();
    const auto wanted = m_revision;
    auto turn = m_queue.tryLock();
    if (!turn)
        turn = co_await m_queue.lock();
    // What an earlier save or a transaction has carried needs no write of its own.
    if (m_savedRevision < wanted)
        co_await writeNow();
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

Task<void> Session::writeNow()
{
    const auto self = shared_from_this();
    if (!m_lock->hasTime(writeMargin))
        co_await m_lock->refresh();
    const auto revision = m_revision;
    RecordDraft record = draft();
    record.info.committedData = m_data;
    const auto written =
        co_await writeRecord(m_context->store, m_key, std::move(record), options(), m_lock.get());
    if (!written) {
        noteFailure(written.error());
        std::rethrow_exception(written.error().error);
    }
    m_savedRevision = revision;
    takeRecord(written->info.version, written->record.file, written->record.orphanedFiles, true);
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
    const auto self = shared_from_this();
    m_isUnloading = true;
    return withinLimit(self, unloadAll(self));
}

Task<void> Session::unloadAll()
{
    const auto self = shared_from_this();
    auto turn = m_queue.tryLock();
    if (!turn)
        turn = co_await m_queue.lock();
    std::exception_ptr failure;
    while (!failure && m_isOpen && isDirty())
        failure = (co_await outcomeOf(writeNow())).error;
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
