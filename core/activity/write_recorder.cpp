// SPDX-License-Identifier: MIT
#include "activity/write_recorder.h"

#include "activity/record_address.h"

#include <utility>

namespace plectrum::activity {

namespace {

constexpr std::int64_t notEntered = 0;

journal::Outcome outcomeOf(editing::WriteEnd::Kind kind)
{
    switch (kind) {
    case editing::WriteEnd::Kind::Done:
        return journal::Outcome::Done;
    case editing::WriteEnd::Kind::Failed:
        return journal::Outcome::Failed;
    case editing::WriteEnd::Kind::Unknown:
        break;
    }
    return journal::Outcome::Unknown;
}

} // namespace

WriteRecorder::WriteRecorder(journal::Journal* journal, Origin origin, ErrorHandler onError)
    : m_journal(journal)
    , m_origin(std::move(origin))
    , m_onError(std::move(onError))
{
}

std::int64_t WriteRecorder::begins(const editing::PlannedWrite& write)
{
    journal::Intent intent;
    intent.address = recordAddressOf(m_origin.universe, write.address);
    intent.act = write.restored ? journal::Act::Restore : journal::Act::Save;
    intent.before = write.before;
    intent.after = write.after;
    intent.versionBefore = write.versionBefore;
    if (write.aroundBefore != write.aroundAfter) {
        intent.aroundBefore = toJson(write.aroundBefore);
        intent.aroundAfter = toJson(write.aroundAfter);
    }
    intent.detail = write.restored.value_or(write.detail);
    intent.identity = write.identity;
    return begins(std::move(intent));
}

std::int64_t WriteRecorder::begins(journal::Intent intent)
{
    if (!m_journal)
        return notEntered;
    intent.address.universe = m_origin.universe;
    intent.actor = m_origin.actor;
    intent.group = m_origin.group;
    intent.undoes = m_origin.undoes;
    try {
        return m_journal->begin(intent);
    } catch (const journal::Error& error) {
        if (m_onError)
            m_onError(error);
    }
    return notEntered;
}

void WriteRecorder::writesShards(std::int64_t write, const std::string& shardId)
{
    if (!m_journal || write == notEntered)
        return;
    try {
        m_journal->addDetail(write, "shards " + shardId);
    } catch (const journal::Error& error) {
        if (m_onError)
            m_onError(error);
    }
}

void WriteRecorder::ended(std::int64_t write, const editing::WriteEnd& end)
{
    ended(write, outcomeOf(end.kind), end.version, end.reason);
}

void WriteRecorder::ended(std::int64_t write, journal::Outcome outcome, const std::string& version,
                          const std::string& reason)
{
    if (!m_journal || write == notEntered)
        return;
    try {
        m_journal->complete(write, outcome, version, reason);
    } catch (const journal::Error& error) {
        if (m_onError)
            m_onError(error); // it stays Pending and is settled by the next start
    }
}

} // namespace plectrum::activity
