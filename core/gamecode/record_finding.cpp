// SPDX-License-Identifier: MIT
#include "gamecode/record_finding.h"

#include "json/printer.h"

#include <algorithm>
#include <utility>

namespace plectrum::gamecode {

namespace {

StepFinding findingOf(const StepReport& report)
{
    StepFinding finding{.outcome = report.outcome, .took = report.took};
    if (report.outcome != StepOutcome::Applied)
        return finding;
    finding.before = json::printedSize(report.before);
    finding.after = json::printedSize(report.after);
    finding.changes = classifyChanges(report.before, report.after, report.isChangedByStoring);
    return finding;
}

/// Of each step apart.
void findStepByStep(RecordFinding& finding, MigrationRun& run, const ReadRecord& record,
                    std::stop_token stop)
{
    RecordReport report = run.run(record.data, record.applied, std::move(stop));
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        StepReport& step = report.steps[i];
        finding.steps.push_back(findingOf(step));
        if (step.outcome == StepOutcome::Failed) {
            finding.failedStep = i;
            finding.failure = std::move(step.failure);
        }
    }
    finding.schemaProblem = std::move(report.schemaProblem);
    finding.after = report.storedBytes;
}

/// Of the one step that is pending, in one call with the schema. False when that says too little.
bool findAtOnce(RecordFinding& finding, MigrationRun& run, const ReadRecord& record,
                std::size_t step, std::chrono::nanoseconds slowFrom, std::stop_token stop)
{
    RecordResult result = run.migrate(record.data, record.applied, std::move(stop));
    if (!result.migrated || result.took >= slowFrom)
        return false;
    finding.steps.resize(run.store().steps.size(),
                         StepFinding{.outcome = StepOutcome::AlreadyApplied});
    finding.after = json::printedSize(*result.migrated);
    finding.steps[step] = {
        .outcome = StepOutcome::Applied,
        .took = result.took,
        .before = record.bytes,
        .after = finding.after,
        .changes = classifyChanges(record.data, *result.migrated, result.isChangedByStoring)};
    finding.schemaProblem = std::move(result.schemaProblem);
    return true;
}

} // namespace

std::vector<std::size_t> pendingSteps(const std::vector<std::string>& stepNames,
                                      const std::optional<std::vector<std::string>>& applied)
{
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; applied && i < stepNames.size(); ++i)
        if (!std::ranges::contains(*applied, stepNames[i]))
            pending.push_back(i);
    return pending;
}

RecordFinding findOut(MigrationRun& run, const std::vector<std::string>& stepNames,
                      const ReadRecord& record, std::chrono::nanoseconds slowFrom,
                      std::stop_token stop)
{
    RecordFinding finding{.key = record.key, .before = record.bytes};
    const auto pending = pendingSteps(stepNames, record.applied);
    finding.isUpToDate = pending.empty();
    if (finding.isUpToDate) {
        finding.schemaProblem = run.migrate(record.data, record.applied, stop).schemaProblem;
        finding.after = record.bytes;
        return finding;
    }
    if (pending.size() > 1 || !findAtOnce(finding, run, record, pending.front(), slowFrom, stop))
        findStepByStep(finding, run, record, std::move(stop));
    return finding;
}

std::vector<ClassifiedChanges> changesOf(const RecordReport& report)
{
    std::vector<ClassifiedChanges> changes;
    for (const StepReport& step : report.steps)
        changes.push_back(step.outcome == StepOutcome::Applied
                              ? classifyChanges(step.before, step.after, step.isChangedByStoring)
                              : ClassifiedChanges());
    return changes;
}

} // namespace plectrum::gamecode
