// SPDX-License-Identifier: MIT
#include "activity/session_recorder.h"

#include "activity/record_address.h"

#include <utility>

namespace plectrum::activity {

namespace {

journal::Outcome sessionOutcomeOf(store::SessionWriteEnd::Kind kind)
{
    switch (kind) {
    case store::SessionWriteEnd::Kind::Done:
        return journal::Outcome::Done;
    case store::SessionWriteEnd::Kind::Failed:
        return journal::Outcome::Failed;
    case store::SessionWriteEnd::Kind::Unknown:
        break;
    }
    return journal::Outcome::Unknown;
}

} // namespace

SessionRecorder::SessionRecorder(journal::Journal* journal, Origin origin, Confirm confirm,
                                 ErrorHandler onError)
    : m_journal(journal)
    , m_origin(std::move(origin))
    , m_confirm(std::move(confirm))
    , m_onError(std::move(onError))
{
}

async::Task<void> SessionRecorder::confirm(std::vector<store::SessionWrite> writes)
{
    std::erase_if(writes, [](const store::SessionWrite& write) { return write.isUnchanged(); });
    if (m_confirm && !writes.empty())
        co_await m_confirm(std::move(writes));
}

WriteRecorder SessionRecorder::recorder(std::string group) const
{
    return {m_journal, {m_origin.universe, m_origin.actor, std::move(group), {}}, m_onError};
}

std::string SessionRecorder::groupOf(const store::SessionWrite& write)
{
    if (write.txId.empty() || !m_journal)
        return m_group;
    const auto [found, isNew] = m_groups.try_emplace(write.txId);
    if (isNew)
        found->second = m_journal->newGroup();
    return found->second;
}

std::int64_t SessionRecorder::begins(const store::SessionWrite& write)
{
    const bool isTransaction = !write.txId.empty();
    if (isTransaction && write.isUnchanged())
        return 0; // the record is written anew, with what it holds
    journal::Intent intent;
    intent.address =
        recordAddressOf(m_origin.universe, {.store = m_origin.store, .key = write.key});
    intent.act = isTransaction ? journal::Act::Transaction : journal::Act::Save;
    intent.before = write.before;
    intent.after = write.after;
    intent.versionBefore = write.versionBefore;
    if (write.before && write.metadataBefore != write.metadataAfter) {
        intent.aroundBefore = toJson(write.metadataBefore);
        intent.aroundAfter = toJson(write.metadataAfter);
    }
    intent.identity = m_origin.identity;
    return recorder(groupOf(write)).begins(std::move(intent));
}

void SessionRecorder::writesShards(std::int64_t write, const std::string& shardId)
{
    recorder({}).writesShards(write, shardId);
}

void SessionRecorder::ended(std::int64_t write, const store::SessionWriteEnd& end)
{
    recorder({}).ended(write, sessionOutcomeOf(end.kind), end.version, end.reason);
}

} // namespace plectrum::activity
