// SPDX-License-Identifier: MIT
#include "gamecode/migration_report.h"
#include "gamecode/report_texts.h"
#include "json/diff.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <utility>

namespace plectrum::gamecode {

namespace {

using json::Value;

constexpr std::size_t changesOfAStep = 200; ///< that are listed

Value countOf(std::size_t count)
{
    return static_cast<std::int64_t>(count);
}

Value millisecondsOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

Value textsOf(const std::vector<std::string>& texts)
{
    std::vector<Value> values;
    for (const std::string& text : texts)
        values.emplace_back(asUtf8(text));
    return Value::array(std::move(values));
}

template <typename Items, typename Make>
Value listOf(const Items& items, Make make)
{
    std::vector<Value> values;
    for (const auto& item : items)
        values.push_back(make(item));
    return Value::array(std::move(values));
}

Value failureValue(const luau::Failure& failure)
{
    return Value::object({{"script", asUtf8(failure.script)},
                          {"line", failure.line},
                          {"text", asUtf8(failure.text)},
                          {"traceback", asUtf8(failure.traceback)},
                          {"pointer", asUtf8(failure.pointer)}});
}

Value warningValue(const HistoryWarning& warning)
{
    return Value::object({{"problem", std::string(nameOf(warning.problem))},
                          {"step", asUtf8(warning.step)},
                          {"other", asUtf8(warning.other)},
                          {"records", countOf(warning.records)},
                          {"keys", textsOf(warning.keys)},
                          {"text", sentenceOf(warning)}});
}

Value codeValue(const CodeInfo& code)
{
    const auto file = [](const std::filesystem::path& path) { return Value(path.string()); };
    const auto missing = [](const luau::Missing& one) {
        return Value::object(
            {{"what", asUtf8(one.what)}, {"script", asUtf8(one.script)}, {"line", one.line}});
    };
    const auto problem = [](const luau::ProjectProblem& one) {
        return Value::object(
            {{"path", one.path.string()}, {"text", asUtf8(one.text)}, {"line", one.line}});
    };
    return Value::object({{"store", asUtf8(code.storeName)},
                          {"script", asUtf8(code.script)},
                          {"line", code.line},
                          {"files", listOf(code.files, file)},
                          {"missing", listOf(code.missing, missing)},
                          {"problems", listOf(code.problems, problem)}});
}

Value skippedValue(const SkippedRecords& skipped)
{
    Value::Members members;
    for (std::size_t i = 0; i < skipReasonCount; ++i)
        members.emplace_back(nameOf(static_cast<SkipReason>(i)), countOf(skipped.counts[i]));
    members.emplace_back("records", listOf(skipped.records, [](const SkippedRecord& one) {
                             return Value::object({{"key", asUtf8(one.key)},
                                                   {"reason", std::string(nameOf(one.reason))},
                                                   {"text", asUtf8(one.text)}});
                         }));
    return Value::object(std::move(members));
}

Value sizeValue(const SizeTotals& size)
{
    return Value::object({{"before", static_cast<std::int64_t>(size.before)},
                          {"after", static_cast<std::int64_t>(size.after)},
                          {"largest", countOf(size.largest)},
                          {"largestKey", asUtf8(size.largestKey)}});
}

Value changeValue(const ChangeCount& change)
{
    const auto sample = [](const KeyPlace& place) {
        return Value::object({{"key", asUtf8(place.key)}, {"pointer", place.pointer.toString()}});
    };
    return Value::object({{"class", std::string(nameOf(change.kind))},
                          {"records", countOf(change.records)},
                          {"places", countOf(change.places)},
                          {"samples", listOf(change.samples, sample)}});
}

Value traitsValue(const TraitResult& traits)
{
    return Value::object(
        {{"examined", countOf(traits.examined)},
         {"notIdempotent", textsOf(traits.notIdempotent)},
         {"timeOrChance", textsOf(traits.timeOrChance)},
         {"failsOnTemplate",
          traits.failsOnTemplate ? failureValue(*traits.failsOnTemplate) : Value()}});
}

Value stepValue(const StepResult& step)
{
    return Value::object({{"name", asUtf8(step.name)},
                          {"kind", step.addsFields ? "addFields" : "transform"},
                          {"alreadyApplied", countOf(step.alreadyApplied)},
                          {"applied", countOf(step.applied)},
                          {"failed", countOf(step.failed)},
                          {"notReached", countOf(step.notReached)},
                          {"slow", countOf(step.slow)},
                          {"longestMs", millisecondsOf(step.longest)},
                          {"longestKey", asUtf8(step.longestKey)},
                          {"size", sizeValue(step.size)},
                          {"changes", listOf(step.changes, changeValue)},
                          {"traits", traitsValue(step.traits)}});
}

Value groupValue(const FailureGroup& group, const CodeInfo& code)
{
    return Value::object(
        {{"step", group.step ? Value(asUtf8(code.stepNames.at(*group.step))) : Value()},
         {"failure", failureValue(group.failure)},
         {"records", countOf(group.records)},
         {"keys", textsOf(group.keys)}});
}

Value recordSizeValue(const RecordSize& one)
{
    return Value::object(
        {{"key", asUtf8(one.key)}, {"before", countOf(one.before)}, {"after", countOf(one.after)}});
}

Value changesValue(const StepReport& step)
{
    const auto changes = json::diff(step.before, step.after);
    std::vector<Value> values;
    for (std::size_t i = 0; i < changes.size() && i < changesOfAStep; ++i) {
        constexpr const char* kinds[] = {"added", "removed", "replaced"};
        values.push_back(Value::object({{"kind", kinds[static_cast<int>(changes[i].kind)]},
                                        {"pointer", changes[i].pointer.toString()},
                                        {"before", changes[i].before},
                                        {"after", changes[i].after}}));
    }
    return Value::array(std::move(values));
}

Value recordsValue(const LabResults& results)
{
    return Value::object({{"tried", countOf(results.records)},
                          {"migrated", countOf(results.migrated)},
                          {"upToDate", countOf(results.upToDate)},
                          {"failed", countOf(results.failed)},
                          {"rejected", countOf(results.rejected)},
                          {"inTransaction", countOf(results.inTransaction)},
                          {"nearLimit", countOf(results.nearLimit)}});
}

} // namespace

std::string describe(const KeySelection& keys)
{
    const std::string prefix =
        keys.prefix.empty() ? "" : std::format(" whose keys begin with '{}'", keys.prefix);
    switch (keys.kind) {
    case KeySelection::Kind::Sample:
        return std::format("a sample of {} records{} with seed {}", keys.sampleSize, prefix,
                           keys.seed);
    case KeySelection::Kind::Pending:
        return "records with a step pending" + prefix;
    case KeySelection::Kind::Listed:
        return std::format("{} named records", keys.keys.size());
    case KeySelection::Kind::All:
        break;
    }
    return "all records" + prefix;
}

std::vector<std::string> keysWorthShowing(const LabResults& results, std::size_t most)
{
    std::vector<std::string> keys;
    for (const auto* groups : {&results.failures, &results.rejections})
        for (const FailureGroup& group : *groups)
            if (!group.keys.empty() && keys.size() < most
                && !std::ranges::contains(keys, group.keys.front()))
                keys.push_back(group.keys.front());
    for (const StepResult& step : results.steps)
        if (!step.keys.empty() && keys.size() < most
            && !std::ranges::contains(keys, step.keys.front()))
            keys.push_back(step.keys.front());
    return keys;
}

json::Value toJson(const RecordTrial& trial, const CodeInfo& code)
{
    Value::Members members{{"key", asUtf8(trial.key)}};
    if (trial.skipped) {
        members.emplace_back("skipped", std::string(nameOf(trial.skipped->reason)));
        return Value::object(std::move(members));
    }
    members.emplace_back("applied", trial.hasList ? textsOf(trial.applied) : Value());
    std::vector<Value> steps;
    for (std::size_t i = 0; i < trial.report.steps.size(); ++i) {
        const StepReport& step = trial.report.steps[i];
        Value::Members of{{"name", asUtf8(code.stepNames.at(i))},
                          {"outcome", std::string(nameOf(step.outcome))}};
        if (step.outcome == StepOutcome::Applied)
            of.emplace_back("changes", changesValue(step));
        if (step.outcome == StepOutcome::Failed)
            of.emplace_back("failure", failureValue(step.failure));
        steps.push_back(Value::object(std::move(of)));
    }
    members.emplace_back("steps", Value::array(std::move(steps)));
    members.emplace_back("schemaProblem",
                         trial.report.schemaProblem ? Value(asUtf8(*trial.report.schemaProblem))
                                                    : Value());
    members.emplace_back("warnings", listOf(trial.warnings, warningValue));
    return Value::object(std::move(members));
}

json::Value toJson(const MigrationPreview& preview)
{
    std::vector<Value> steps;
    for (std::size_t i = 0; i < preview.code.stepNames.size(); ++i)
        steps.push_back(
            Value::object({{"name", asUtf8(preview.code.stepNames[i])},
                           {"kind", preview.code.addsFields[i] ? "addFields" : "transform"},
                           {"pending", countOf(preview.pendingOfStep[i])}}));
    const auto group = [&preview](const PendingGroup& one) {
        std::vector<std::string> names;
        for (const std::size_t step : one.steps)
            names.push_back(preview.code.stepNames[step]);
        return Value::object({{"steps", textsOf(names)},
                              {"records", countOf(one.records)},
                              {"keys", textsOf(one.keys)}});
    };
    return Value::object({{"code", codeValue(preview.code)},
                          {"records", countOf(preview.records)},
                          {"upToDate", countOf(preview.upToDate)},
                          {"pending", countOf(preview.pending)},
                          {"withoutList", countOf(preview.withoutList)},
                          {"inTransaction", countOf(preview.inTransaction)},
                          {"steps", Value::array(std::move(steps))},
                          {"groups", listOf(preview.groups, group)},
                          {"skipped", skippedValue(preview.skipped)},
                          {"warnings", listOf(preview.warnings, warningValue)}});
}

json::Value toJson(const MigrationReport& report)
{
    const LabResults& results = *report.results;
    const auto group = [&results](const FailureGroup& one) {
        return groupValue(one, results.code);
    };
    const auto slow = [&results](const SlowRecord& one) {
        return Value::object({{"key", asUtf8(one.key)},
                              {"step", asUtf8(results.code.stepNames.at(one.step))},
                              {"tookMs", millisecondsOf(one.took)}});
    };
    const auto trial = [&results](const RecordTrial& one) { return toJson(one, results.code); };
    return Value::object({{"universe", asUtf8(report.universe)},
                          {"store", asUtf8(report.store)},
                          {"selection", asUtf8(report.selection)},
                          {"time", async::toRfc3339(report.time)},
                          {"good", results.isGood()},
                          {"code", codeValue(results.code)},
                          {"records", recordsValue(results)},
                          {"steps", listOf(results.steps, stepValue)},
                          {"failures", listOf(results.failures, group)},
                          {"rejections", listOf(results.rejections, group)},
                          {"skipped", skippedValue(results.skipped)},
                          {"warnings", listOf(results.warnings, warningValue)},
                          {"size", sizeValue(results.size)},
                          {"slowest", listOf(results.slowest, slow)},
                          {"largest", listOf(results.largest, recordSizeValue)},
                          {"mostGrown", listOf(results.mostGrown, recordSizeValue)},
                          {"trials", listOf(report.trials, trial)}});
}

} // namespace plectrum::gamecode
