// SPDX-License-Identifier: MIT
#include "gamecode/migration_report.h"
#include "gamecode/report_texts.h"

#include <format>
#include <string_view>

namespace plectrum::gamecode {

namespace {

constexpr std::size_t keysOfACase = 20;
constexpr std::size_t groupsOfACase = 10;

/// One <testcase> and whether it failed.
struct TestCase
{
    std::string xml;
    bool isFailed = false;
    bool isSkipped = false;
};

std::string attribute(std::string_view name, std::string_view value)
{
    return std::format(" {}=\"{}\"", name, escapedXml(value));
}

std::string opened(const MigrationReport& report, std::string_view suite, std::string_view name)
{
    return "    <testcase" + attribute("classname", report.store + "." + std::string(suite))
        + attribute("name", name) + ">\n";
}

std::string textElement(std::string_view tag, std::string_view text)
{
    return text.empty() ? std::string()
                        : std::format("      <{0}>{1}</{0}>\n", tag, escapedXml(text));
}

/// All groups as the one failure that a case may have.
std::string failureElement(const std::vector<const FailureGroup*>& groups)
{
    std::size_t records = 0;
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const FailureGroup& group = *groups[i];
        records += group.records;
        if (i >= groupsOfACase)
            continue;
        text += sentenceOf(group.failure) + "\n" + asUtf8(group.failure.traceback)
            + (group.failure.traceback.empty() ? "" : "\n")
            + std::format("{} records: {}\n", grouped(group.records),
                          listed(group.keys, group.records, keysOfACase));
    }
    const std::string message =
        std::format("{} records: {}", grouped(records), sentenceOf(groups.front()->failure));
    return "      <failure" + attribute("message", message) + attribute("type", "migration") + ">"
        + escapedXml(text) + "</failure>\n";
}

std::string remarksOn(const StepResult& step)
{
    std::string text =
        std::format("{} applied, {} before already, {} failed, {} not reached, {} slow\n",
                    grouped(step.applied), grouped(step.alreadyApplied), grouped(step.failed),
                    grouped(step.notReached), grouped(step.slow));
    text += std::format("{} bytes before, {} after\n", grouped(step.size.before),
                        grouped(step.size.after));
    for (const ChangeCount& change : step.changes)
        text += std::format("{}: {} records\n", sentenceOf(change.kind), grouped(change.records));
    if (!step.traits.notIdempotent.empty())
        text += "not idempotent: " + listed(step.traits.notIdempotent, 0, keysOfACase) + "\n";
    if (!step.traits.timeOrChance.empty())
        text +=
            "depends on time or chance: " + listed(step.traits.timeOrChance, 0, keysOfACase) + "\n";
    if (step.traits.failsOnTemplate)
        text += "fails on the template: " + sentenceOf(*step.traits.failsOnTemplate) + "\n";
    return text;
}

TestCase caseOf(const MigrationReport& report, std::size_t number)
{
    const StepResult& step = report.results->steps[number];
    TestCase made{.xml = opened(report, "steps", step.name)};
    std::vector<const FailureGroup*> groups;
    for (const FailureGroup& group : report.results->failures)
        if (group.step == number)
            groups.push_back(&group);
    made.isFailed = !groups.empty();
    made.isSkipped = !made.isFailed && step.applied == 0;
    if (made.isFailed)
        made.xml += failureElement(groups);
    if (made.isSkipped)
        made.xml += "      <skipped message=\"pending for no record that came to it\"/>\n";
    made.xml += textElement("system-out", remarksOn(step)) + "    </testcase>\n";
    return made;
}

TestCase schemaCase(const MigrationReport& report)
{
    TestCase made{.xml = opened(report, "records", "schema"),
                  .isFailed = !report.results->rejections.empty()};
    std::vector<const FailureGroup*> groups;
    for (const FailureGroup& group : report.results->rejections)
        groups.push_back(&group);
    if (made.isFailed)
        made.xml += failureElement(groups);
    made.xml += textElement("system-out", schemaNote) + "    </testcase>\n";
    return made;
}

/// Warnings fail no build: what was published cannot be mended.
TestCase historyCase(const MigrationReport& report)
{
    std::string text;
    for (const HistoryWarning& warning : report.results->warnings)
        text += std::format("{} ({} records: {})\n", sentenceOf(warning), grouped(warning.records),
                            listed(warning.keys, warning.records, keysOfACase));
    for (const SkippedRecord& skipped : report.results->skipped.records)
        text += std::format("{} was not tried: {} {}\n", asUtf8(skipped.key),
                            sentenceOf(skipped.reason), asUtf8(skipped.text));
    return {.xml = opened(report, "records", "history") + textElement("system-out", text)
                + "    </testcase>\n"};
}

} // namespace

std::string toJUnit(const MigrationReport& report)
{
    std::vector<TestCase> cases;
    for (std::size_t i = 0; i < report.results->steps.size(); ++i)
        cases.push_back(caseOf(report, i));
    cases.push_back(schemaCase(report));
    cases.push_back(historyCase(report));
    std::size_t failed = 0;
    std::size_t skipped = 0;
    std::string body;
    for (const TestCase& one : cases) {
        failed += one.isFailed ? 1 : 0;
        skipped += one.isSkipped ? 1 : 0;
        body += one.xml;
    }
    const std::string counts = std::format(" tests=\"{}\" failures=\"{}\" errors=\"0\" "
                                           "skipped=\"{}\"",
                                           cases.size(), failed, skipped);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plectrumctl migrate\""
        + counts + ">\n  <testsuite" + attribute("name", report.store) + counts
        + attribute("timestamp", async::toRfc3339(report.time).substr(0, 19))
        + ">\n    <properties>\n      <property name=\"universe\""
        + attribute("value", report.universe) + "/>\n      <property name=\"selection\""
        + attribute("value", report.selection) + "/>\n    </properties>\n" + body
        + "  </testsuite>\n</testsuites>\n";
}

} // namespace plectrum::gamecode
