// SPDX-License-Identifier: MIT
#include "documents/migration/lab_text.h"

#include "documents/basics/failure_text.h"
#include "luau/error.h"

#include <QCoreApplication>
#include <QLocale>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

struct LabText
{
    Q_DECLARE_TR_FUNCTIONS(MigrationLab)
};

QString countText(std::size_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

int forPlural(std::size_t count)
{
    return static_cast<int>(std::min<std::size_t>(count, 1'000'000'000));
}

QString ofTotal(std::size_t done, const std::optional<std::size_t>& total)
{
    return total ? LabText::tr("%1 of %2 records").arg(countText(done), countText(*total))
                 : LabText::tr("%1 records").arg(countText(done));
}

} // namespace

gamecode::Configuration configurationOf(const GameSpec& spec)
{
    gamecode::Configuration configuration;
    configuration.file = spec.file;
    configuration.project = spec.project;
    configuration.call = spec.call;
    configuration.store = spec.codeStore;
    if (spec.gameId)
        configuration.launch.ids.emplace("GameId", json::Value(*spec.gameId));
    if (spec.placeId)
        configuration.launch.ids.emplace("PlaceId", json::Value(*spec.placeId));
    return configuration;
}

GameFailure gameFailureOf(const luau::Failure& failure)
{
    GameFailure result;
    result.place = {failure.script, failure.line};
    result.text = failure.text;
    result.traceback = failure.traceback;
    return result;
}

GameFailure gameFailureOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const luau::Error& failed) {
        return gameFailureOf(failed.failure());
    } catch (...) {
        GameFailure result;
        result.text = failureText(error).toStdString();
        return result;
    }
}

QString durationText(std::chrono::nanoseconds time)
{
    const double milliseconds = double(time.count()) / 1e6;
    return LabText::tr("%1 ms").arg(
        QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 2 : 0));
}

QString sizeText(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString changeClassText(gamecode::ChangeClass kind)
{
    using enum gamecode::ChangeClass;
    switch (kind) {
    case MapToList:
        return LabText::tr("a map became a list");
    case ListToMap:
        return LabText::tr("a list became a map");
    case NullToAbsent:
        return LabText::tr("a null is gone");
    case AbsentToNull:
        return LabText::tr("what was absent is null");
    case IntegerToFraction:
        return LabText::tr("a whole number became a fraction");
    case NumberKeysToTexts:
        return LabText::tr("number keys became texts");
    }
    return {};
}

QString skipReasonText(gamecode::SkipReason reason)
{
    using enum gamecode::SkipReason;
    switch (reason) {
    case NotLyra:
        return LabText::tr("not in Lyra's format");
    case Damaged:
        return LabText::tr("damaged");
    case NoData:
        return LabText::tr("no data");
    case Absent:
        return LabText::tr("gone");
    case Unreadable:
        return LabText::tr("could not be read");
    }
    return {};
}

QString warningText(const gamecode::HistoryWarning& warning)
{
    const QString step = QString::fromStdString(warning.step);
    const QString other = QString::fromStdString(warning.other);
    using enum gamecode::HistoryProblem;
    switch (warning.problem) {
    case Removed:
        return LabText::tr("“%1” was removed: records have applied it.").arg(step);
    case NewerCode:
        return LabText::tr("“%1” is not known to this code: newer code has migrated these records.")
            .arg(step);
    case Reordered:
        return LabText::tr("“%1” was applied before “%2”, which stands before it now.")
            .arg(step, other);
    case Inserted:
        return LabText::tr("“%1” was inserted before “%2”, which these records have applied.")
            .arg(step, other);
    case Changed:
        return LabText::tr(
                   "“%1” was changed after it was published: records have applied it but lack %2.")
            .arg(step, other);
    }
    return {};
}

QString traitsText(const gamecode::StepResult& step)
{
    QStringList traits;
    if (!step.traits.notIdempotent.empty())
        traits << LabText::tr("changes more when it is run twice");
    if (!step.traits.timeOrChance.empty())
        traits << LabText::tr("depends on time or chance");
    if (step.traits.failsOnTemplate)
        traits << LabText::tr("fails on the template");
    return traits.join(u", "_s);
}

QString previewText(const gamecode::MigrationPreview& preview)
{
    QString text = LabText::tr("%1 records: %2 up to date, %3 have steps pending.")
                       .arg(countText(preview.records), countText(preview.upToDate),
                            countText(preview.pending));
    if (preview.skipped.total() > 0)
        text +=
            u' ' % LabText::tr("%n cannot be tried.", nullptr, forPlural(preview.skipped.total()));
    if (preview.inTransaction > 0)
        text += u' '
            % LabText::tr("%n inside an unfinished transaction.", nullptr,
                          forPlural(preview.inTransaction));
    return text;
}

QString progressText(const gamecode::LabProgress& progress)
{
    using enum gamecode::LabProgress::Phase;
    switch (progress.phase) {
    case Loading:
        return LabText::tr("Loading the game's code…");
    case Listing:
        return LabText::tr("Listing the keys…");
    case Previewing:
        return LabText::tr("Reading which steps are pending: %1")
            .arg(ofTotal(progress.done, progress.total));
    case Examining:
        return LabText::tr("Running steps a second time…");
    case Running: {
        QString text = LabText::tr("Running: %1, %2 a second")
                           .arg(ofTotal(progress.done, progress.total),
                                QLocale().toString(progress.perSecond, 'f', 0));
        if (progress.failed > 0)
            text += u", "_s % LabText::tr("%n failed", nullptr, forPlural(progress.failed));
        if (progress.rejected > 0)
            text += u", "_s
                % LabText::tr("%n rejected by the schema", nullptr, forPlural(progress.rejected));
        return text;
    }
    default:
        return {};
    }
}

QString resultText(const gamecode::LabResults& results)
{
    QStringList parts{LabText::tr("%1 records").arg(countText(results.records)),
                      LabText::tr("%1 migrated").arg(countText(results.migrated)),
                      LabText::tr("%1 up to date").arg(countText(results.upToDate))};
    if (results.failed > 0)
        parts << LabText::tr("%1 FAIL in a step").arg(countText(results.failed));
    if (results.rejected > 0)
        parts << LabText::tr("%1 are rejected by the schema").arg(countText(results.rejected));
    if (results.skipped.total() > 0)
        parts << LabText::tr("%1 not tried").arg(countText(results.skipped.total()));
    return parts.join(u" · "_s);
}

QString applyOutcomeText(gamecode::ApplyOutcome outcome)
{
    using enum gamecode::ApplyOutcome;
    switch (outcome) {
    case Migrated:
        return LabText::tr("migrated");
    case UpToDate:
        return LabText::tr("up to date already");
    case StepFailed:
        return LabText::tr("a step failed; not written");
    case Rejected:
        return LabText::tr("rejected by the schema; not written");
    case Locked:
        return LabText::tr("locked by a game server; not written");
    case NotWritable:
        return LabText::tr("cannot be written over");
    case Changing:
        return LabText::tr("changed again and again; not written");
    case WriteFailed:
        return LabText::tr("could not be written");
    case Unknown:
        return LabText::tr("not known whether it was written");
    }
    return {};
}

QString applyProgressText(const gamecode::ApplyProgress& progress)
{
    using enum gamecode::ApplyProgress::Phase;
    switch (progress.phase) {
    case Loading:
        return LabText::tr("Loading the game's code…");
    case Applying: {
        QString text = LabText::tr("Applying: %1").arg(ofTotal(progress.done, progress.total));
        if (progress.setAside > 0)
            text += u", "_s
                % LabText::tr("%n locked and set aside", nullptr, forPlural(progress.setAside));
        return text;
    }
    case WaitingForLocks:
        return LabText::tr("Waiting for %n lock(s) of game servers…", nullptr,
                           forPlural(progress.setAside));
    default:
        return {};
    }
}

QString applyResultText(const gamecode::ApplyResults& results)
{
    QStringList parts;
    for (std::size_t i = 0; i < gamecode::applyOutcomeCount; ++i)
        if (results.counts[i] > 0)
            parts << u"%1 %2"_s.arg(countText(results.counts[i]),
                                    applyOutcomeText(static_cast<gamecode::ApplyOutcome>(i)));
    return parts.isEmpty() ? LabText::tr("Nothing was to be done.") : parts.join(u" · "_s);
}

} // namespace plectrum::documents
