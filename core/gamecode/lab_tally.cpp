// SPDX-License-Identifier: MIT
#include "gamecode/lab_tally.h"

#include <algorithm>
#include <format>
#include <functional>
#include <numeric>
#include <utility>

namespace plectrum::gamecode {

namespace {

void addKey(std::vector<std::string>& keys, const std::string& key)
{
    if (keys.size() < lab_limits::sampleKeys)
        keys.push_back(key);
}

/// Keeps the list sorted by `rank`, the greatest first, and short.
template <typename T, typename Rank>
void keepTop(std::vector<T>& list, T item, Rank rank)
{
    const auto place =
        std::ranges::upper_bound(list, std::invoke(rank, item), std::greater(), rank);
    if (place == list.end() && list.size() >= lab_limits::topRecords)
        return;
    list.insert(place, std::move(item));
    if (list.size() > lab_limits::topRecords)
        list.pop_back();
}

void addChanges(StepResult& result, const ClassifiedChanges& changes, const std::string& key)
{
    for (std::size_t i = 0; i < changeClassCount; ++i) {
        if (changes.places[i] == 0)
            continue;
        const auto kind = static_cast<ChangeClass>(i);
        auto found = std::ranges::find(result.changes, kind, &ChangeCount::kind);
        if (found == result.changes.end())
            found = result.changes.insert(found, ChangeCount{.kind = kind});
        ++found->records;
        found->places += changes.places[i];
        for (const ClassifiedChange& change : changes.first)
            if (change.kind == kind && found->samples.size() < lab_limits::sampleKeys)
                found->samples.push_back({key, change.pointer});
    }
}

void addSize(SizeTotals& totals, std::size_t before, std::size_t after, const std::string& key)
{
    totals.before += before;
    totals.after += after;
    if (after > totals.largest) {
        totals.largest = after;
        totals.largestKey = key;
    }
}

} // namespace

std::size_t SkippedRecords::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

void SkippedRecords::add(SkippedRecord record)
{
    ++counts[static_cast<std::size_t>(record.reason)];
    if (records.size() < lab_limits::topRecords)
        records.push_back(std::move(record));
}

CodeInfo codeInfoOf(const luau::GameCode& code, const luau::GameStore& store)
{
    CodeInfo info{.storeName = store.name,
                  .script = store.script,
                  .line = store.line,
                  .files = code.files(),
                  .missing = code.missing(),
                  .problems = code.problems()};
    for (const luau::GameStep& step : store.steps) {
        info.stepNames.push_back(step.name);
        info.addsFields.push_back(step.addsFields);
    }
    return info;
}

MigrationHistory historyOf(const luau::GameStore& store)
{
    std::vector<KnownStep> steps;
    for (const luau::GameStep& step : store.steps)
        steps.push_back({step.name, step.addsFields ? step.fields : json::Value()});
    return {std::move(steps), store.templateData};
}

bool FailureGroups::add(std::vector<FailureGroup>& groups, std::optional<std::size_t> step,
                        const luau::Failure& failure, const std::string& key)
{
    const std::string place =
        std::format("{}\n{}\n{}\n", step ? std::int64_t(*step) : -1, failure.script, failure.line);
    auto found = m_indices.find(place + failure.text);
    const bool isFull = found == m_indices.end() && groups.size() >= lab_limits::groups;
    if (isFull)
        found = m_indices.find(place);
    const bool isNew = found == m_indices.end();
    if (isNew) {
        FailureGroup group{.step = step, .failure = failure};
        if (isFull)
            group.failure.text = "(other messages)";
        found = m_indices.emplace(isFull ? place : place + failure.text, groups.size()).first;
        groups.push_back(std::move(group));
    }
    FailureGroup& group = groups[found->second];
    ++group.records;
    if (m_keys < lab_limits::failingKeys) {
        group.keys.push_back(key);
        ++m_keys;
    }
    return isNew;
}

LabTally::LabTally(CodeInfo code, std::chrono::nanoseconds slowFrom)
    : m_slowFrom(slowFrom)
{
    for (std::size_t i = 0; i < code.stepNames.size(); ++i)
        m_results.steps.push_back({.name = code.stepNames[i], .addsFields = code.addsFields[i]});
    m_results.code = std::move(code);
}

void LabTally::onNewFailure(std::function<void(const FailureGroup&)> listener)
{
    m_onNewFailure = std::move(listener);
}

void LabTally::skip(SkippedRecord record)
{
    ++m_results.records;
    m_results.skipped.add(std::move(record));
}

void LabTally::add(const RecordFinding& finding, bool isInTransaction)
{
    ++m_results.records;
    m_results.inTransaction += isInTransaction ? 1 : 0;
    if (finding.isUpToDate)
        ++m_results.upToDate;
    else if (!finding.failedStep)
        ++m_results.migrated;
    for (std::size_t i = 0; i < m_results.steps.size(); ++i)
        if (finding.isUpToDate)
            ++m_results.steps[i].alreadyApplied;
        else
            addStep(m_results.steps[i], finding.steps[i], finding.key);
    addSizes(finding);
    addSlowest(finding);
    addFailures(finding);
}

void LabTally::addStep(StepResult& result, const StepFinding& finding, const std::string& key)
{
    switch (finding.outcome) {
    case StepOutcome::AlreadyApplied:
        ++result.alreadyApplied;
        return;
    case StepOutcome::NotReached:
        ++result.notReached;
        return;
    case StepOutcome::Failed:
        ++result.failed;
        break;
    case StepOutcome::Applied:
        ++result.applied;
        addSize(result.size, finding.before, finding.after, key);
        addChanges(result, finding.changes, key);
        addKey(result.keys, key);
        break;
    }
    result.slow += finding.took >= m_slowFrom ? 1 : 0;
    if (finding.took > result.longest) {
        result.longest = finding.took;
        result.longestKey = key;
    }
}

void LabTally::addSizes(const RecordFinding& finding)
{
    if (finding.failedStep)
        return;
    const auto [before, after] = std::pair(finding.before, finding.after);
    addSize(m_results.size, before, after, finding.key);
    m_results.nearLimit += after >= lab_limits::nearLimit ? 1 : 0;
    keepTop(m_results.largest, RecordSize{finding.key, before, after}, &RecordSize::after);
    if (after > before)
        keepTop(m_results.mostGrown, RecordSize{finding.key, before, after},
                [](const RecordSize& one) { return one.after - one.before; });
}

void LabTally::addSlowest(const RecordFinding& finding)
{
    const auto slowest = std::ranges::max_element(finding.steps, {}, &StepFinding::took);
    if (slowest != finding.steps.end() && slowest->took >= m_slowFrom)
        keepTop(
            m_results.slowest,
            SlowRecord{finding.key, std::size_t(slowest - finding.steps.begin()), slowest->took},
            &SlowRecord::took);
}

void LabTally::addFailures(const RecordFinding& finding)
{
    if (finding.failedStep) {
        ++m_results.failed;
        if (m_failures.add(m_results.failures, finding.failedStep, finding.failure, finding.key)
            && m_onNewFailure)
            m_onNewFailure(m_results.failures.back());
    }
    if (!finding.schemaProblem)
        return;
    ++m_results.rejected;
    const luau::Failure failure{.kind = luau::ErrorKind::Value, .text = *finding.schemaProblem};
    if (m_rejections.add(m_results.rejections, std::nullopt, failure, finding.key)
        && m_onNewFailure)
        m_onNewFailure(m_results.rejections.back());
}

void LabTally::addTraits(std::size_t step, const std::string& key, const StepTraits& traits)
{
    TraitResult& result = m_results.steps.at(step).traits;
    ++result.examined;
    if (!traits.isIdempotent)
        addKey(result.notIdempotent, key);
    if (traits.dependsOnTimeOrChance)
        addKey(result.timeOrChance, key);
}

void LabTally::setTemplateFailure(std::size_t step, const std::optional<luau::Failure>& failure)
{
    m_results.steps.at(step).traits.failsOnTemplate = failure;
}

void LabTally::setWarnings(std::vector<HistoryWarning> warnings)
{
    m_results.warnings = std::move(warnings);
}

} // namespace plectrum::gamecode
