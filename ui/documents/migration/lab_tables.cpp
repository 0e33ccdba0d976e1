// SPDX-License-Identifier: MIT
#include "documents/migration/lab_tables.h"

#include "documents/migration/lab_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

struct LabTables
{
    Q_DECLARE_TR_FUNCTIONS(MigrationLab)
};

using Rows = std::vector<LabRow>;

QString qString(const std::string& text)
{
    return QString::fromStdString(text);
}

LabCell words(const QString& text, std::optional<Tone> meaning = {})
{
    return {.text = text, .meaning = meaning};
}

LabCell count(std::size_t number, std::optional<Tone> meaning = {})
{
    return {.text = QLocale().toString(qulonglong(number)),
            .order = QVariant::fromValue(qulonglong(number)),
            .meaning = number > 0 ? meaning : std::nullopt,
            .isNumber = true};
}

LabCell size(std::uint64_t bytes)
{
    return {
        .text = sizeText(bytes), .order = QVariant::fromValue(qulonglong(bytes)), .isNumber = true};
}

LabCell duration(std::chrono::nanoseconds time)
{
    return {.text = time.count() > 0 ? durationText(time) : QString(),
            .order = QVariant::fromValue(qlonglong(time.count())),
            .isNumber = true};
}

QString placeOf(const luau::Failure& failure)
{
    if (failure.script.empty())
        return {};
    return failure.line > 0 ? qString(failure.script) % u':' % QString::number(failure.line)
                            : qString(failure.script);
}

QString stepName(const gamecode::CodeInfo& code, std::size_t step)
{
    return step < code.stepNames.size() ? qString(code.stepNames[step]) : QString();
}

const gamecode::CodeInfo* codeOf(const LabFindings& findings)
{
    if (findings.results && !findings.results->code.stepNames.empty())
        return &findings.results->code;
    return findings.preview ? &findings.preview->code : nullptr;
}

Rows stepRows(const LabFindings& findings)
{
    Rows rows;
    const gamecode::CodeInfo* const code = codeOf(findings);
    const std::size_t steps = code ? code->stepNames.size() : 0;
    for (std::size_t i = 0; i < steps; ++i) {
        LabRow row{.id = QString::number(i) % u' ' % stepName(*code, i), .index = i};
        const bool adds = i < code->addsFields.size() && code->addsFields[i];
        row.cells = {count(i + 1), words(stepName(*code, i)),
                     words(adds ? LabTables::tr("adds fields") : LabTables::tr("transforms"))};
        const auto* const preview = findings.preview;
        row.cells.push_back(preview && i < preview->pendingOfStep.size()
                                ? count(preview->pendingOfStep[i])
                                : LabCell{});
        if (findings.results && i < findings.results->steps.size()) {
            const gamecode::StepResult& step = findings.results->steps[i];
            row.cells.push_back(count(step.applied));
            row.cells.push_back(count(step.failed, Tone::Danger));
            row.cells.push_back(count(step.notReached));
            row.cells.push_back(count(step.slow, Tone::Warning));
            row.cells.push_back(duration(step.longest));
            row.cells.push_back(size(step.size.before));
            row.cells.push_back(size(step.size.after));
            row.cells.push_back(words(traitsText(step), Tone::Warning));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Rows failureRows(const std::vector<gamecode::FailureGroup>& groups, const gamecode::CodeInfo& code)
{
    Rows rows;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const gamecode::FailureGroup& group = groups[i];
        LabRow row{.id = QString::number(i), .index = i};
        if (group.step)
            row.cells = {words(stepName(code, *group.step)),
                         words(qString(group.failure.text), Tone::Danger),
                         words(placeOf(group.failure)), count(group.records)};
        else
            row.cells = {words(qString(group.failure.text), Tone::Danger), count(group.records)};
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Step and class of a row of changes, by its number.
struct ChangeAt
{
    std::size_t step;
    const gamecode::ChangeCount* change;
};

std::vector<ChangeAt> changesOf(const gamecode::LabResults& results)
{
    std::vector<ChangeAt> all;
    for (std::size_t step = 0; step < results.steps.size(); ++step)
        for (const gamecode::ChangeCount& change : results.steps[step].changes)
            all.push_back({step, &change});
    return all;
}

Rows changeRows(const gamecode::LabResults& results)
{
    Rows rows;
    const auto all = changesOf(results);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [step, change] = all[i];
        QStringList places;
        for (const gamecode::KeyPlace& sample : change->samples)
            places << qString(sample.key) % u' ' % qString(sample.pointer.toString());
        rows.push_back(
            {.id = QString::number(step) % u' ' % QString::number(int(change->kind)),
             .cells = {words(stepName(results.code, step)),
                       words(changeClassText(change->kind), Tone::Warning), count(change->records),
                       count(change->places), words(places.join(u", "_s))},
             .index = i});
    }
    return rows;
}

/// The largest, and those that grew most which are not among them.
std::vector<gamecode::RecordSize> sizesOf(const gamecode::LabResults& results)
{
    std::vector<gamecode::RecordSize> sizes = results.largest;
    for (const gamecode::RecordSize& grown : results.mostGrown)
        if (std::ranges::find(sizes, grown.key, &gamecode::RecordSize::key) == sizes.end())
            sizes.push_back(grown);
    return sizes;
}

Rows sizeRows(const gamecode::LabResults& results)
{
    constexpr double limit = 4'194'304; // bytes of an entry
    Rows rows;
    const auto sizes = sizesOf(results);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const auto& [key, before, after] = sizes[i];
        const bool isNear = after >= gamecode::lab_limits::nearLimit;
        LabCell share{.text = QLocale().toString(100 * double(after) / limit, 'f', 1) % u" %"_s,
                      .order = QVariant::fromValue(qulonglong(after)),
                      .meaning = isNear ? std::optional(Tone::Warning) : std::nullopt,
                      .isNumber = true};
        const auto growth = qlonglong(after) - qlonglong(before);
        LabCell grown{.text = (growth < 0 ? u"−"_s : u"+"_s)
                          % sizeText(std::uint64_t(std::abs(growth))),
                      .order = QVariant::fromValue(growth),
                      .isNumber = true};
        rows.push_back({.id = qString(key),
                        .cells = {words(qString(key)), size(before), size(after), std::move(grown),
                                  std::move(share)},
                        .index = i});
    }
    return rows;
}

Rows slowRows(const gamecode::LabResults& results)
{
    Rows rows;
    for (std::size_t i = 0; i < results.slowest.size(); ++i) {
        const gamecode::SlowRecord& slow = results.slowest[i];
        rows.push_back({.id = qString(slow.key),
                        .cells = {words(qString(slow.key)),
                                  words(stepName(results.code, slow.step)), duration(slow.took)},
                        .index = i});
    }
    return rows;
}

const std::vector<gamecode::HistoryWarning>* warningsOf(const LabFindings& findings)
{
    if (findings.results && findings.results->records > 0)
        return &findings.results->warnings;
    return findings.preview ? &findings.preview->warnings : nullptr;
}

Rows warningRows(const LabFindings& findings)
{
    Rows rows;
    const auto* const warnings = warningsOf(findings);
    for (std::size_t i = 0; warnings && i < warnings->size(); ++i) {
        const QString text = warningText((*warnings)[i]);
        rows.push_back({.id = text,
                        .cells = {words(text, Tone::Warning), count((*warnings)[i].records)},
                        .index = i});
    }
    return rows;
}

const gamecode::SkippedRecords* skippedOf(const LabFindings& findings)
{
    if (findings.results && findings.results->records > 0)
        return &findings.results->skipped;
    return findings.preview ? &findings.preview->skipped : nullptr;
}

Rows skippedRows(const LabFindings& findings)
{
    Rows rows;
    const auto* const skipped = skippedOf(findings);
    for (std::size_t i = 0; skipped && i < skipped->records.size(); ++i) {
        const gamecode::SkippedRecord& one = skipped->records[i];
        rows.push_back({.id = qString(one.key),
                        .cells = {words(qString(one.key)), words(skipReasonText(one.reason)),
                                  words(qString(one.text))},
                        .index = i});
    }
    return rows;
}

const gamecode::FailureGroup* groupOf(LabTable table, std::size_t index,
                                      const LabFindings& findings)
{
    if (!findings.results || (table != LabTable::Failures && table != LabTable::Rejections))
        return nullptr;
    const auto& groups =
        table == LabTable::Failures ? findings.results->failures : findings.results->rejections;
    return index < groups.size() ? &groups[index] : nullptr;
}

/// What a step's row stands for before it was run: those that have it pending.
std::vector<std::string> pendingKeys(std::size_t step, const gamecode::MigrationPreview& preview)
{
    std::vector<std::string> keys;
    for (const gamecode::PendingGroup& group : preview.groups)
        if (std::ranges::contains(group.steps, step))
            std::ranges::copy(group.keys, std::back_inserter(keys));
    return keys;
}

/// Those that it failed on first.
std::vector<std::string> stepKeys(std::size_t step, const LabFindings& findings)
{
    std::vector<std::string> keys;
    if (findings.results)
        for (const gamecode::FailureGroup& group : findings.results->failures)
            if (group.step == step)
                std::ranges::copy(group.keys, std::back_inserter(keys));
    if (findings.results && step < findings.results->steps.size())
        std::ranges::copy(findings.results->steps[step].keys, std::back_inserter(keys));
    if (keys.empty() && findings.preview)
        keys = pendingKeys(step, *findings.preview);
    return keys;
}

} // namespace

QStringList headersOf(LabTable table)
{
    switch (table) {
    case LabTable::Steps:
        return {u"#"_s,
                LabTables::tr("Step"),
                LabTables::tr("Kind"),
                LabTables::tr("Pending"),
                LabTables::tr("Applied"),
                LabTables::tr("Failed"),
                LabTables::tr("Not reached"),
                LabTables::tr("Slow"),
                LabTables::tr("Longest"),
                LabTables::tr("Size before"),
                LabTables::tr("Size after"),
                LabTables::tr("Watch out")};
    case LabTable::Failures:
        return {LabTables::tr("Step"), LabTables::tr("Message"), LabTables::tr("Where"),
                LabTables::tr("Records")};
    case LabTable::Rejections:
        return {LabTables::tr("Message"), LabTables::tr("Records")};
    case LabTable::Changes:
        return {LabTables::tr("Step"), LabTables::tr("Change"), LabTables::tr("Records"),
                LabTables::tr("Places"), LabTables::tr("For example")};
    case LabTable::Sizes:
        return {LabTables::tr("Key"), LabTables::tr("Before"), LabTables::tr("After"),
                LabTables::tr("Growth"), LabTables::tr("Of 4 MB")};
    case LabTable::Slow:
        return {LabTables::tr("Key"), LabTables::tr("Slowest step"), LabTables::tr("Time")};
    case LabTable::Warnings:
        return {LabTables::tr("Warning"), LabTables::tr("Records")};
    case LabTable::Skipped:
        return {LabTables::tr("Key"), LabTables::tr("Why"), LabTables::tr("Details")};
    }
    return {};
}

Rows rowsOf(LabTable table, const LabFindings& findings)
{
    const gamecode::LabResults* const results = findings.results;
    switch (table) {
    case LabTable::Steps:
        return stepRows(findings);
    case LabTable::Failures:
        return results ? failureRows(results->failures, results->code) : Rows();
    case LabTable::Rejections:
        return results ? failureRows(results->rejections, results->code) : Rows();
    case LabTable::Changes:
        return results ? changeRows(*results) : Rows();
    case LabTable::Sizes:
        return results ? sizeRows(*results) : Rows();
    case LabTable::Slow:
        return results ? slowRows(*results) : Rows();
    case LabTable::Warnings:
        return warningRows(findings);
    case LabTable::Skipped:
        return skippedRows(findings);
    }
    return {};
}

std::vector<std::string> keysOf(LabTable table, std::size_t index, const LabFindings& findings)
{
    if (table == LabTable::Steps)
        return stepKeys(index, findings);
    if (const auto* const group = groupOf(table, index, findings))
        return group->keys;
    std::vector<std::string> keys;
    const gamecode::LabResults* const results = findings.results;
    if (table == LabTable::Changes && results) {
        const auto all = changesOf(*results);
        if (index < all.size())
            for (const gamecode::KeyPlace& sample : all[index].change->samples)
                keys.push_back(sample.key);
    } else if (table == LabTable::Sizes && results) {
        const auto sizes = sizesOf(*results);
        if (index < sizes.size())
            keys.push_back(sizes[index].key);
    } else if (table == LabTable::Slow && results && index < results->slowest.size()) {
        keys.push_back(results->slowest[index].key);
    } else if (table == LabTable::Warnings) {
        const auto* const warnings = warningsOf(findings);
        if (warnings && index < warnings->size())
            keys = (*warnings)[index].keys;
    } else if (table == LabTable::Skipped) {
        const auto* const skipped = skippedOf(findings);
        if (skipped && index < skipped->records.size())
            keys.push_back(skipped->records[index].key);
    }
    return keys;
}

std::optional<GameFailure> failureOf(LabTable table, std::size_t index, const LabFindings& findings)
{
    if (const auto* const group = groupOf(table, index, findings))
        return group->step ? std::optional(gameFailureOf(group->failure)) : std::nullopt;
    if (table != LabTable::Steps || !findings.results)
        return std::nullopt;
    const auto& failures = findings.results->failures;
    const auto first =
        std::ranges::find(failures, std::optional(index), &gamecode::FailureGroup::step);
    return first == failures.end() ? std::nullopt : std::optional(gameFailureOf(first->failure));
}

std::optional<std::size_t> stepOf(LabTable table, std::size_t index, const LabFindings& findings)
{
    if (table == LabTable::Steps)
        return index;
    if (const auto* const group = groupOf(table, index, findings))
        return group->step;
    const gamecode::LabResults* const results = findings.results;
    if (table == LabTable::Changes && results) {
        const auto all = changesOf(*results);
        return index < all.size() ? std::optional(all[index].step) : std::nullopt;
    }
    if (table == LabTable::Slow && results && index < results->slowest.size())
        return results->slowest[index].step;
    return std::nullopt;
}

std::size_t rowCountOf(LabTable table, const LabFindings& findings)
{
    return rowsOf(table, findings).size();
}

} // namespace plectrum::documents
