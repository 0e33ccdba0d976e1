// SPDX-License-Identifier: MIT
#include "ui/save/restore_question.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/record/record_document.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <vector>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using store::RecordState;
using store::TransactionState;

namespace {

struct RestoreQuestion
{
    Q_DECLARE_TR_FUNCTIONS(RestoreQuestion)
};

std::vector<std::string> migrationsOf(const store::Inspection& inspection)
{
    if (!inspection.record || !inspection.record->appliedMigrations)
        return {};
    return *inspection.record->appliedMigrations;
}

/// The service keeps only the last write of each UTC hour as a version.
bool isOfThisHour(const store::Inspection& now, async::Time time)
{
    return now.entry
        && std::chrono::floor<std::chrono::hours>(now.entry->info.updatedTime)
        == std::chrono::floor<std::chrono::hours>(time);
}

/// Those of `all` that are not among `others`, quoted, in order.
QStringList missing(const std::vector<std::string>& all, const std::vector<std::string>& others)
{
    QStringList names;
    for (const auto& name : all)
        if (std::ranges::find(others, name) == others.end())
            names += u'“' + documents::visibleName(name) + u'”';
    return names;
}

QString obstacleOfDocument(const documents::RecordDocument& document)
{
    if (document.phase() == documents::RecordDocument::Phase::Saving)
        return RestoreQuestion::tr("The record is being written.");
    if (document.phase() != documents::RecordDocument::Phase::Ready)
        return RestoreQuestion::tr("The record itself could not be read yet.");
    if (document.isModified())
        return RestoreQuestion::tr("There are unsaved changes: save or discard them first.");
    const RecordState now = document.inspection().state;
    if (document.inspection().transaction == TransactionState::Pending)
        return RestoreQuestion::tr("The record is inside an unfinished transaction.");
    if (!document.isEditable() && now == RecordState::Valid)
        return RestoreQuestion::tr("The record cannot be written.");
    return {};
}

} // namespace

QString noteOnReplaced(const store::Inspection& now, async::Time time)
{
    const QString fate = isOfThisHour(now, time)
        ? RestoreQuestion::tr("It was written in this hour, of which the history keeps only the "
                              "last write: it will be gone from there.")
        : RestoreQuestion::tr("It stays in the history.");
    switch (now.state) {
    case RecordState::Absent:
        return {};
    case RecordState::Damaged:
        return RestoreQuestion::tr("What stands there now is damaged.") + u' ' + fate;
    case RecordState::NotLyra:
        return RestoreQuestion::tr("What stands there now is not Lyra's.") + u' ' + fate;
    default:
        return RestoreQuestion::tr("What stands there now is replaced.") + u' ' + fate;
    }
}

QString obstacleToRestore(const documents::RecordDocument& document,
                          const documents::VersionPoint& version,
                          const store::Inspection* inspection)
{
    if (version.deleted)
        return RestoreQuestion::tr("A removal holds nothing that could be restored.");
    if (version.current)
        return RestoreQuestion::tr("This is the version that stands there now.");
    const QString obstacle = obstacleOfDocument(document);
    if (!obstacle.isEmpty())
        return obstacle;
    if (!inspection)
        return RestoreQuestion::tr("The version is not read yet.");
    if (!inspection->isEditable() || !inspection->data)
        return RestoreQuestion::tr("The version holds no data that could be restored.");
    if (inspection->transaction == TransactionState::Undecided
        || inspection->transaction == TransactionState::Pending)
        return RestoreQuestion::tr("It is open whether this version's transaction counts.");
    return {};
}

QString migrationsChange(const store::Inspection& now, const store::Inspection& version)
{
    if (!now.record || !version.record)
        return {};
    const auto current = migrationsOf(now);
    const auto old = migrationsOf(version);
    QStringList sentences;
    if (const auto gone = missing(current, old); !gone.isEmpty())
        sentences += RestoreQuestion::tr("Leave the list and run again at the next load: %1.")
                         .arg(gone.join(u", "_s));
    if (const auto back = missing(old, current); !back.isEmpty())
        sentences += RestoreQuestion::tr("Come back to the list: %1.").arg(back.join(u", "_s));
    if (sentences.isEmpty() && version.record->appliedMigrations != now.record->appliedMigrations)
        sentences += RestoreQuestion::tr("The list takes that version's order.");
    return sentences.join(u' ');
}

SaveDialog::Question restoreQuestion(const store::Inspection& now,
                                     const documents::VersionPoint& version,
                                     const store::Inspection& inspection, async::Time time)
{
    QStringList sentences;
    const bool isLyra = inspection.state == RecordState::Valid;
    sentences += isLyra
        ? RestoreQuestion::tr(
              "Writes the data of %1 as the newest version, with that version's own "
              "list of applied migrations, and keeps its user ids and attributes.")
              .arg(documents::momentText(version.time))
        : RestoreQuestion::tr("Writes the data of %1 as the newest version and keeps its user ids "
                              "and attributes.")
              .arg(documents::momentText(version.time));
    for (const QString& more : {migrationsChange(now, inspection), transactionNote(inspection),
                                noteOnReplaced(now, time)}) {
        if (!more.isEmpty())
            sentences += more;
    }
    SaveDialog::Question question;
    question.title = RestoreQuestion::tr("Restore version");
    question.explanation = sentences.join(u' ');
    question.confirmText = RestoreQuestion::tr("Restore this version");
    question.before = now.data;
    question.after = inspection.data;
    return question;
}

namespace {

QString evidenceNote(store::TransactionEvidence evidence)
{
    using enum store::TransactionEvidence;
    switch (evidence) {
    case NextVersion:
        return RestoreQuestion::tr("The version that follows tells.");
    case Hour:
        return RestoreQuestion::tr(
            "The version that follows holds other data, and a rollback would have come within "
            "seconds, in the same hour.");
    case Journal:
        return RestoreQuestion::tr("The journal tells.");
    case Marker:
        return RestoreQuestion::tr("Its marker tells.");
    case NoEffect:
        return RestoreQuestion::tr("It changes nothing here.");
    case None:
        break;
    }
    return {};
}

QString transactionState(const store::Inspection& version)
{
    switch (version.transaction) {
    case TransactionState::None:
        return {};
    case TransactionState::Committed:
        return RestoreQuestion::tr("Written by a transaction that was committed: its changes are "
                                   "part of this data.");
    case TransactionState::Pending:
        return RestoreQuestion::tr("Written inside a transaction that is not finished: this is the "
                                   "data before it.");
    case TransactionState::RolledBack:
        return RestoreQuestion::tr("Written inside a transaction that was rolled back: its changes "
                                   "do not count.");
    case TransactionState::Undecided:
        return RestoreQuestion::tr("Written inside a transaction, and nothing tells any more "
                                   "whether it was committed: this is the data before it.");
    }
    return {};
}

} // namespace

QString transactionNote(const store::Inspection& version)
{
    const QString state = transactionState(version);
    const QString evidence = evidenceNote(version.evidence);
    return evidence.isEmpty() ? state : state + u' ' + evidence;
}

std::optional<VersionState> stateWithoutData(const documents::VersionPoint& version,
                                             const store::Inspection& inspection)
{
    if (version.deleted)
        return VersionState{RestoreQuestion::tr("The key was removed here"),
                            RestoreQuestion::tr("A removal leaves a mark without data: there is "
                                                "nothing to compare and nothing to restore.")};
    switch (inspection.state) {
    case RecordState::Absent:
        return VersionState{RestoreQuestion::tr("This version is gone"),
                            RestoreQuestion::tr("Superseded versions are kept for 30 days.")};
    case RecordState::NotLyra:
        return VersionState{
            RestoreQuestion::tr("Not Lyra's"),
            RestoreQuestion::tr("What was written here is not in the format of a Lyra record.")};
    case RecordState::Damaged:
        return VersionState{RestoreQuestion::tr("This version is damaged"),
                            inspection.damage ? documents::damageText(*inspection.damage)
                                              : QString()};
    case RecordState::Plain:
    case RecordState::Valid:
        break;
    }
    if (!inspection.data)
        return VersionState{RestoreQuestion::tr("This version holds no data"),
                            RestoreQuestion::tr("The record is there, its data is nil.")};
    return std::nullopt;
}

} // namespace plectrum::ui
