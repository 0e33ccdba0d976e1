// SPDX-License-Identifier: MIT
#include "plectrumctl/migrate_texts.h"

#include "gamecode/report_texts.h"
#include "json/diff.h"
#include "json/printer.h"
#include "plectrumctl/output.h"

#include <algorithm>
#include <format>
#include <utility>
#include <vector>

namespace plectrum::ctl {

namespace {

using namespace gamecode;
using json::Value;

constexpr std::size_t keysOnALine = 10;
constexpr std::size_t valueWidth = 60;

std::string migrationText(const std::vector<HistoryWarning>& warnings)
{
    std::string text;
    for (const HistoryWarning& warning : warnings)
        text += std::format("warning: {}\n  {} records: {}\n", printable(sentenceOf(warning)),
                            grouped(warning.records),
                            listed(warning.keys, warning.records, keysOnALine));
    return text;
}

std::string migrationText(const SkippedRecords& skipped)
{
    std::string text;
    for (std::size_t i = 0; i < skipReasonCount; ++i)
        if (skipped.counts[i] > 0)
            text += std::format("{}{} {}", text.empty() ? "" : ", ", grouped(skipped.counts[i]),
                                sentenceOf(static_cast<SkipReason>(i)));
    return text.empty() ? "" : std::format("not tried: {}\n", text);
}

std::string migrationText(const FailureGroup& group, const CodeInfo& code)
{
    const std::string what = group.step
        ? std::format("step {} fails", printable(code.stepNames.at(*group.step)))
        : "the schema rejects";
    return std::format("{}: {}\n  {} records: {}\n", what, printable(sentenceOf(group.failure)),
                       grouped(group.records), listed(group.keys, group.records, keysOnALine));
}

std::string migrationText(const StepResult& step)
{
    std::string text;
    const std::string name = printable(step.name);
    for (const ChangeCount& change : step.changes) {
        std::string sample;
        if (!change.samples.empty())
            sample =
                std::format(", as {} in {}", printable(change.samples.front().pointer.toString()),
                            printable(change.samples.front().key));
        text += std::format("step {}: {} in {} records{}\n", name, sentenceOf(change.kind),
                            grouped(change.records), sample);
    }
    if (!step.traits.notIdempotent.empty())
        text += std::format("step {} is not idempotent: run again it changes more ({})\n", name,
                            listed(step.traits.notIdempotent, 0, keysOnALine));
    if (!step.traits.timeOrChance.empty())
        text += std::format("step {} depends on time or chance ({})\n", name,
                            listed(step.traits.timeOrChance, 0, keysOnALine));
    if (step.traits.failsOnTemplate)
        text += std::format("step {} fails on the template: {}\n", name,
                            printable(sentenceOf(*step.traits.failsOnTemplate)));
    return text;
}

std::string_view wordOf(ApplyOutcome outcome)
{
    switch (outcome) {
    case ApplyOutcome::Migrated:
        return "migrated";
    case ApplyOutcome::UpToDate:
        return "up to date";
    case ApplyOutcome::StepFailed:
        return "a step fails";
    case ApplyOutcome::Rejected:
        return "rejected by the schema";
    case ApplyOutcome::Locked:
        return "locked by a game server";
    case ApplyOutcome::NotWritable:
        return "not writable";
    case ApplyOutcome::Changing:
        return "changed by somebody else meanwhile";
    case ApplyOutcome::WriteFailed:
        return "not written";
    case ApplyOutcome::Unknown:
        break;
    }
    return "it is not known whether it was written";
}

} // namespace

std::string migrationText(const MigrationPreview& preview)
{
    std::string text =
        std::format("{} records: {} with a step pending, {} up to date ({} of them without a list "
                    "of applied steps, which counts as all)\n",
                    grouped(preview.records), grouped(preview.pending), grouped(preview.upToDate),
                    grouped(preview.withoutList));
    text += migrationText(preview.skipped);
    Table table({"STEP", "PENDING"});
    for (std::size_t i = 0; i < preview.code.stepNames.size(); ++i)
        table.add({preview.code.stepNames[i], grouped(preview.pendingOfStep[i])});
    text += table.text();
    for (const PendingGroup& group : preview.groups) {
        std::string steps;
        for (const std::size_t step : group.steps)
            steps += (steps.empty() ? "" : ", ") + printable(preview.code.stepNames[step]);
        text += std::format("{} records have pending: {}\n", grouped(group.records), steps);
    }
    return text + migrationText(preview.warnings);
}

std::string migrationText(const LabResults& results)
{
    Table table({"STEP", "APPLIED", "ALREADY", "FAILED", "NOT REACHED", "SLOW", "LONGEST",
                 "SIZE BEFORE", "AFTER"});
    for (const StepResult& step : results.steps)
        table.add({step.name, grouped(step.applied), grouped(step.alreadyApplied),
                   grouped(step.failed), grouped(step.notReached), grouped(step.slow),
                   gamecode::plainTime(step.longest), grouped(step.size.before),
                   grouped(step.size.after)});
    std::string text = table.text();
    for (const FailureGroup& group : results.failures)
        text += migrationText(group, results.code);
    for (const FailureGroup& group : results.rejections)
        text += migrationText(group, results.code);
    if (!results.rejections.empty())
        text += std::string("note: ") + std::string(schemaNote) + "\n";
    for (const StepResult& step : results.steps)
        text += migrationText(step);
    text += migrationText(results.warnings);
    if (results.nearLimit > 0 && !results.largest.empty())
        text += std::format("{} records are {} bytes or larger, the largest {} with {}\n",
                            grouped(results.nearLimit), grouped(lab_limits::nearLimit),
                            printable(results.largest.front().key),
                            plainSize(results.largest.front().after));
    text += migrationText(results.skipped);
    return text
        + std::format(
               "{} records: {} migrated, {} up to date, {} fail, {} rejected by the schema\n",
               grouped(results.records), grouped(results.migrated), grouped(results.upToDate),
               grouped(results.failed), grouped(results.rejected));
}

std::string migrationText(const RecordTrial& trial, const CodeInfo& code)
{
    std::string text = std::format("record {}\n", printable(trial.key));
    if (trial.skipped)
        return text + std::format("  {}\n", sentenceOf(trial.skipped->reason));
    for (std::size_t i = 0; i < trial.report.steps.size(); ++i) {
        const StepReport& step = trial.report.steps[i];
        text += std::format("  step {}: ", printable(code.stepNames.at(i)));
        switch (step.outcome) {
        case StepOutcome::AlreadyApplied:
            text += "was applied before\n";
            break;
        case StepOutcome::NotReached:
            text += "not reached\n";
            break;
        case StepOutcome::Failed:
            text += printable(sentenceOf(step.failure)) + "\n";
            break;
        case StepOutcome::Applied:
            text += "applied\n";
            for (const json::Change& change : json::diff(step.before, step.after)) {
                const std::string before = shortText(change.before, valueWidth);
                const std::string after = shortText(change.after, valueWidth);
                const bool isAdded = change.kind == json::ChangeKind::Added;
                const bool isRemoved = change.kind == json::ChangeKind::Removed;
                text +=
                    std::format("    {} {}{}{}{}\n",
                                isAdded         ? '+'
                                    : isRemoved ? '-'
                                                : '~',
                                printable(change.pointer.toString()), isAdded ? "" : ": " + before,
                                isAdded || isRemoved ? "" : " -> ",
                                isRemoved ? "" : (isAdded ? ": " : "") + after);
            }
        }
    }
    if (trial.report.schemaProblem)
        text += std::format("  the schema rejects: {}\n", printable(*trial.report.schemaProblem));
    return text;
}

std::string migrationText(const ApplyResults& results, const std::string& group)
{
    std::string text;
    for (const ApplyProblem& problem : results.problems)
        text += std::format("{}: {}{}{}\n", printable(problem.key), wordOf(problem.outcome),
                            problem.text.empty() ? "" : ": ", printable(problem.text));
    std::string counts;
    for (std::size_t i = 0; i < applyOutcomeCount; ++i)
        if (results.counts[i] > 0)
            counts += std::format("{}{} {}", counts.empty() ? "" : ", ", grouped(results.counts[i]),
                                  wordOf(static_cast<ApplyOutcome>(i)));
    text += std::format("records: {}\n", counts.empty() ? "none" : counts);
    if (!group.empty() && results.count(ApplyOutcome::Migrated) > 0)
        text += std::format("to take it back: plectrumctl undo {}\n", group);
    return text;
}

json::Value migrationDocument(const ApplyResults& results, const std::string& group)
{
    constexpr const char* names[] = {"migrated",    "upToDate", "stepFailed",  "rejected", "locked",
                                     "notWritable", "changing", "writeFailed", "unknown"};
    Value::Members counts;
    for (std::size_t i = 0; i < applyOutcomeCount; ++i)
        counts.emplace_back(names[i], std::int64_t(results.counts[i]));
    std::vector<Value> problems;
    for (const ApplyProblem& problem : results.problems) {
        const Value step = problem.step && *problem.step < results.stepNames.size()
            ? Value(asUtf8(results.stepNames[*problem.step]))
            : Value();
        problems.push_back(Value::object({{"key", asUtf8(problem.key)},
                                          {"outcome", names[std::size_t(problem.outcome)]},
                                          {"step", step},
                                          {"text", asUtf8(problem.text)}}));
    }
    return Value::object({{"group", group},
                          {"records", Value::object(std::move(counts))},
                          {"problems", Value::array(std::move(problems))}});
}

std::string migrationText(const LoadTrial& trial)
{
    constexpr const char* sources[] = {"      ", "store ", "game  "};
    std::string text;
    for (const LoadTrialLine& line : trial.lines)
        text += std::format("{}{:<5} {}\n", sources[std::size_t(line.source)], line.level,
                            printable(line.text));
    if (!trial.data)
        return text + std::format("the load fails: {}\n", printable(trial.error));
    text += json::printPretty(*trial.data) + "\n";
    if (trial.schemaProblem)
        text += std::format("the schema rejects: {}\nnote: {}\n", printable(*trial.schemaProblem),
                            schemaNote);
    return text;
}

json::Value migrationDocument(const LoadTrial& trial)
{
    constexpr const char* sources[] = {"trial", "store", "game"};
    std::vector<Value> lines;
    for (const LoadTrialLine& line : trial.lines)
        lines.push_back(Value::object({{"source", sources[std::size_t(line.source)]},
                                       {"level", line.level},
                                       {"text", asUtf8(line.text)}}));
    std::vector<Value> applied;
    for (const std::string& name : trial.applied)
        applied.emplace_back(asUtf8(name));
    return Value::object(
        {{"lines", Value::array(std::move(lines))},
         {"data", trial.data.value_or(Value())},
         {"error", trial.data ? Value() : Value(asUtf8(trial.error))},
         {"applied", Value::array(std::move(applied))},
         {"isLocked", trial.isLocked},
         {"isNew", trial.isNew},
         {"schemaProblem", trial.schemaProblem ? Value(asUtf8(*trial.schemaProblem)) : Value()}});
}

} // namespace plectrum::ctl
