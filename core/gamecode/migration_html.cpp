// SPDX-License-Identifier: MIT
#include "datastore/visible_text.h"
#include "gamecode/migration_report.h"
#include "gamecode/report_texts.h"
#include "json/diff.h"

#include <algorithm>
#include <format>
#include <initializer_list>
#include <string_view>

namespace plectrum::gamecode {

namespace {

constexpr std::size_t keysInHtml = 200; ///< of a group
constexpr std::size_t changesInHtml = 100; ///< of a step of a record
constexpr std::size_t valueWidth = 200;

constexpr std::string_view htmlStyle = R"(
:root { color-scheme: light dark; --back: #ffffff; --text: #1b1d21; --soft: #5c6370;
  --line: #d8dbe0; --panel: #f4f5f7; --bad: #b3261e; --good: #1e7a3c; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --back: #16181c; --text: #e4e6ea; --soft: #9aa1ad;
  --line: #343941; --panel: #1f2228; --bad: #ff8a80; --good: #7fd497; --warn: #f0c060; } }
body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
  margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p.soft, .soft { color: var(--soft); } .bad { color: var(--bad); } .good { color: var(--good); }
.warn { color: var(--warn); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
  vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code, pre { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--panel); padding: .6rem; border-radius: 6px; white-space: pre-wrap; }
details { background: var(--panel); border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; }
)";

std::string codeTag(std::string_view text)
{
    return "<code>" + escapedXml(text) + "</code>";
}

class HtmlTable
{
public:
    /// Columns whose name begins with "#" hold numbers.
    explicit HtmlTable(std::initializer_list<std::string_view> columns)
    {
        m_html = "<div class=\"scroll\"><table><thead><tr>";
        for (const std::string_view column : columns) {
            m_isNumber.push_back(column.starts_with('#'));
            m_html += std::format("<th{} scope=\"col\">{}</th>", numberClass(m_isNumber.back()),
                                  escapedXml(column.substr(m_isNumber.back() ? 1 : 0)));
        }
        m_html += "</tr></thead><tbody>\n";
    }
    /// Cells are HTML.
    void add(std::initializer_list<std::string> cells)
    {
        m_html += "<tr>";
        std::size_t column = 0;
        for (const std::string& cell : cells)
            m_html += std::format("<td{}>{}</td>", numberClass(m_isNumber.at(column++)), cell);
        m_html += "</tr>\n";
    }
    std::string html() const { return m_html + "</tbody></table></div>\n"; }

private:
    static std::string_view numberClass(bool isNumber)
    {
        return isNumber ? " class=\"number\"" : "";
    }

    std::vector<bool> m_isNumber;
    std::string m_html;
};

std::string headOf(const MigrationReport& report)
{
    const LabResults& results = *report.results;
    const std::string title = std::format("Migration of {}", report.store);
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + escapedXml(title) + "</title>\n<style>" + std::string(htmlStyle)
        + "</style>\n</head>\n<body>\n<h1>" + escapedXml(title) + "</h1>\n";
    html += std::format("<p class=\"soft\">{}, {}, with {}. {}. Nothing was written.</p>\n",
                        escapedXml(report.universe), escapedXml(report.selection),
                        codeTag(std::format("{}:{}", results.code.script, results.code.line)),
                        async::toRfc3339(report.time));
    html += std::format(
        "<p class=\"{}\">{}</p>\n<p>{} records: {} migrated, {} up to date, {} fail in a step, {} "
        "rejected by the schema, {} not tried.</p>\n",
        results.isGood() ? "good" : "bad",
        results.isGood() ? "No record fails." : "There are records that fail.",
        grouped(results.records), grouped(results.migrated), grouped(results.upToDate),
        grouped(results.failed), grouped(results.rejected), grouped(results.skipped.total()));
    return html;
}

std::string stepTable(const LabResults& results)
{
    HtmlTable table{"Step",  "#Applied", "#Before already", "#Failed",     "#Not reached",
                    "#Slow", "#Longest", "#Bytes before",   "#Bytes after"};
    for (const StepResult& step : results.steps) {
        const std::string failed =
            step.failed > 0 ? "<span class=\"bad\">" + grouped(step.failed) + "</span>" : "0";
        table.add({codeTag(step.name), grouped(step.applied), grouped(step.alreadyApplied), failed,
                   grouped(step.notReached), grouped(step.slow), plainTime(step.longest),
                   grouped(step.size.before), grouped(step.size.after)});
    }
    return "<h2>Steps</h2>\n" + table.html();
}

std::string groupOf(const FailureGroup& group, const LabResults& results)
{
    std::string html = "<details><summary><span class=\"bad\">";
    if (group.step)
        html += codeTag(results.code.stepNames.at(*group.step)) + " ";
    html += std::format("{}</span> ({} records)</summary>\n", escapedXml(sentenceOf(group.failure)),
                        grouped(group.records));
    if (!group.failure.traceback.empty())
        html += "<pre>" + escapedXml(group.failure.traceback) + "</pre>\n";
    return html + "<p>" + codeTag(listed(group.keys, group.records, keysInHtml))
        + "</p></details>\n";
}

std::string failureSections(const LabResults& results)
{
    std::string html;
    if (!results.failures.empty())
        html += "<h2>Failures</h2>\n";
    for (const FailureGroup& group : results.failures)
        html += groupOf(group, results);
    if (results.rejections.empty())
        return html;
    html +=
        "<h2>Rejected by the schema</h2>\n<p class=\"soft\">" + escapedXml(schemaNote) + "</p>\n";
    for (const FailureGroup& group : results.rejections)
        html += groupOf(group, results);
    return html;
}

std::string kindsOf(const LabResults& results)
{
    HtmlTable table{"Step", "Change", "#Records", "#Places", "For example"};
    bool isEmpty = true;
    for (const StepResult& step : results.steps) {
        for (const ChangeCount& change : step.changes) {
            std::string samples;
            for (const KeyPlace& place : change.samples)
                samples +=
                    codeTag(datastore::visibleText(place.key) + " " + place.pointer.toString())
                    + "<br>";
            table.add({codeTag(step.name), std::string(sentenceOf(change.kind)),
                       grouped(change.records), grouped(change.places), samples});
            isEmpty = false;
        }
    }
    return isEmpty ? "" : "<h2>Changes of kind</h2>\n" + table.html();
}

std::string remarksOf(const LabResults& results)
{
    std::string items;
    const auto add = [&items](const std::string& text) {
        items += "<li class=\"warn\">" + text + "</li>\n";
    };
    for (const StepResult& step : results.steps) {
        const TraitResult& traits = step.traits;
        if (!traits.notIdempotent.empty())
            add(codeTag(step.name) + " is not idempotent: run again it changes more ("
                + codeTag(listed(traits.notIdempotent, 0, keysInHtml)) + ")");
        if (!traits.timeOrChance.empty())
            add(codeTag(step.name) + " depends on time or chance ("
                + codeTag(listed(traits.timeOrChance, 0, keysInHtml)) + ")");
        if (traits.failsOnTemplate)
            add(codeTag(step.name)
                + " fails on the template: " + escapedXml(sentenceOf(*traits.failsOnTemplate)));
    }
    for (const HistoryWarning& warning : results.warnings)
        add(std::format("{} ({} records: {})", escapedXml(sentenceOf(warning)),
                        grouped(warning.records),
                        codeTag(listed(warning.keys, warning.records, keysInHtml))));
    return items.empty() ? "" : "<h2>Warnings</h2>\n<ul>\n" + items + "</ul>\n";
}

std::string sizesOf(const LabResults& results)
{
    std::string html = std::format(
        "<h2>Size</h2>\n<p>{} bytes before, {} after; {} records with {} bytes or more after the "
        "last step (an entry holds 4,194,304).</p>\n",
        grouped(results.size.before), grouped(results.size.after), grouped(results.nearLimit),
        grouped(lab_limits::nearLimit));
    HtmlTable table{"Most growth", "#Bytes before", "#Bytes after"};
    for (const RecordSize& one : results.mostGrown)
        table.add(
            {codeTag(datastore::visibleText(one.key)), grouped(one.before), grouped(one.after)});
    HtmlTable slow{"Slow record", "Step", "#Time"};
    for (const SlowRecord& one : results.slowest)
        slow.add({codeTag(datastore::visibleText(one.key)),
                  codeTag(results.code.stepNames.at(one.step)), plainTime(one.took)});
    if (!results.mostGrown.empty())
        html += table.html();
    if (!results.slowest.empty())
        html += "<h2>Slow records</h2>\n" + slow.html();
    return html;
}

std::string stepOfTrial(const StepReport& step, std::string_view name)
{
    std::string html = "<p>" + codeTag(name) + " ";
    if (step.outcome == StepOutcome::Failed)
        return html + "<span class=\"bad\">" + escapedXml(sentenceOf(step.failure))
            + "</span></p>\n";
    if (step.outcome != StepOutcome::Applied)
        return html + "<span class=\"soft\">"
            + (step.outcome == StepOutcome::AlreadyApplied ? "was applied before"
                                                           : "was not reached")
            + "</span></p>\n";
    const auto changes = json::diff(step.before, step.after);
    HtmlTable table{"Place", "Before", "After"};
    for (std::size_t i = 0; i < changes.size() && i < changesInHtml; ++i) {
        const json::Change& change = changes[i];
        table.add({codeTag(change.pointer.toString()),
                   change.kind == json::ChangeKind::Added
                       ? ""
                       : codeTag(shortJson(change.before, valueWidth)),
                   change.kind == json::ChangeKind::Removed
                       ? ""
                       : codeTag(shortJson(change.after, valueWidth))});
    }
    html += std::format("<span class=\"soft\">{} changes</span></p>\n", grouped(changes.size()));
    return changes.empty() ? html : html + table.html();
}

std::string trialsOf(const MigrationReport& report)
{
    std::string html;
    for (const RecordTrial& trial : report.trials) {
        if (trial.skipped)
            continue;
        html += "<details><summary>" + codeTag(datastore::visibleText(trial.key))
            + (trial.report.failed() ? " <span class=\"bad\">fails</span>" : "") + "</summary>\n";
        for (std::size_t i = 0; i < trial.report.steps.size(); ++i)
            html += stepOfTrial(trial.report.steps[i], report.results->code.stepNames.at(i));
        if (trial.report.schemaProblem)
            html += "<p class=\"bad\">The schema: " + escapedXml(*trial.report.schemaProblem)
                + "</p>\n";
        html += "</details>\n";
    }
    return html.empty() ? "" : "<h2>Records, step by step</h2>\n" + html;
}

std::string skippedOf(const LabResults& results)
{
    HtmlTable table{"Not tried", "Why"};
    for (const SkippedRecord& one : results.skipped.records)
        table.add({codeTag(datastore::visibleText(one.key)),
                   escapedXml(std::string(sentenceOf(one.reason))
                              + (one.text.empty() ? "" : ": " + one.text))});
    return results.skipped.records.empty() ? "" : "<h2>Not tried</h2>\n" + table.html();
}

} // namespace

std::string toHtml(const MigrationReport& report)
{
    const LabResults& results = *report.results;
    return headOf(report) + stepTable(results) + failureSections(results) + remarksOf(results)
        + kindsOf(results) + sizesOf(results) + skippedOf(results) + trialsOf(report)
        + "</body>\n</html>\n";
}

} // namespace plectrum::gamecode
