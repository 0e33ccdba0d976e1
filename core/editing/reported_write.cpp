// SPDX-License-Identifier: MIT
#include "editing/reported_write.h"

#include "store/error.h"

namespace plectrum::editing {

namespace {

store::RecordMetadata metadataOf(const SavePlan& plan)
{
    return {plan.appliedMigrations, plan.otherMembers, plan.options.userIds,
            plan.options.attributes};
}

} // namespace

ReportedWrite::ReportedWrite(const WriteReport& report, const SavePlan& plan,
                             const store::Inspection& newest)
    : m_observer(report.observer)
    , m_log(report.log.with({{"store", report.address.store}, {"key", report.address.key}}))
{
    if (!m_observer)
        return;
    m_write = m_observer->begins(
        {.address = report.address,
         .before = newest.data,
         .after = plan.data,
         .aroundBefore = store::metadataOf(newest),
         .aroundAfter = metadataOf(plan),
         .versionBefore = newest.entry ? newest.entry->info.version : std::string(),
         .restored = report.restored,
         .identity = report.identity,
         .detail = report.detail});
}

void ReportedWrite::writesShards(const std::string& shardId)
{
    if (m_observer)
        m_observer->writesShards(m_write, shardId);
}

void ReportedWrite::done(const std::string& version)
{
    m_log.write(store::LogLevel::Info, "key written", {{"version", version}});
    end({.kind = WriteEnd::Kind::Done, .version = version});
}

void ReportedWrite::failed(const std::exception_ptr& error, bool isCertain)
{
    m_log.write(store::LogLevel::Error,
                isCertain ? "key not written" : "unknown whether the key was written",
                {{"error", store::textOf(error)}});
    end({.kind = isCertain ? WriteEnd::Kind::Failed : WriteEnd::Kind::Unknown,
         .reason = store::textOf(error)});
}

void ReportedWrite::end(const WriteEnd& end)
{
    if (m_observer)
        m_observer->ended(m_write, end);
    m_observer = nullptr;
}

} // namespace plectrum::editing
