// SPDX-License-Identifier: MIT
#include "gamecode/preview_tally.h"

#include <algorithm>
#include <utility>

namespace plectrum::gamecode {

namespace {

/// Lists come from records and may be any; more groups than that tell nobody anything.
constexpr std::size_t maxPendingGroups = 1000;

} // namespace

PreviewTally::PreviewTally(CodeInfo code, MigrationHistory history)
    : m_history(std::move(history))
{
    m_preview.pendingOfStep.resize(code.stepNames.size());
    m_preview.code = std::move(code);
}

void PreviewTally::skip(SkippedRecord record)
{
    ++m_preview.records;
    m_preview.skipped.add(std::move(record));
}

void PreviewTally::add(const ReadRecord& record)
{
    ++m_preview.records;
    m_preview.inTransaction += record.isInTransaction ? 1 : 0;
    if (record.applied)
        m_history.add(*record.applied, record.data, record.key);
    else
        ++m_preview.withoutList;
    auto pending = pendingSteps(m_preview.code.stepNames, record.applied);
    if (pending.empty()) {
        ++m_preview.upToDate;
        return;
    }
    ++m_preview.pending;
    for (const std::size_t step : pending)
        ++m_preview.pendingOfStep[step];
    auto found = m_groups.find(pending);
    if (found == m_groups.end()) {
        if (m_groups.size() >= maxPendingGroups)
            return;
        found = m_groups.emplace(pending, m_preview.groups.size()).first;
        m_preview.groups.push_back({.steps = std::move(pending)});
    }
    PendingGroup& group = m_preview.groups[found->second];
    ++group.records;
    if (group.keys.size() < lab_limits::sampleKeys)
        group.keys.push_back(record.key);
}

MigrationPreview PreviewTally::take()
{
    m_preview.warnings = m_history.warnings();
    std::ranges::stable_sort(m_preview.groups, std::greater(), &PendingGroup::records);
    return std::move(m_preview);
}

} // namespace plectrum::gamecode
