// SPDX-License-Identifier: MIT
#include "documents/transaction/outcome_text.h"

#include "documents/basics/failure_text.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

struct OutcomeText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeText)
};

} // namespace

QString outcomeText(const editing::CommitResult& result)
{
    using enum store::CommitOutcome;
    const QString error = QString::fromStdString(result.error);
    switch (result.outcome) {
    case Committed:
        return OutcomeText::tr("Committed: all keys hold their new data.");
    case Unchanged:
        return OutcomeText::tr(
            "There was nothing to write: the newest data is already what you asked for.");
    case NotReady:
        return OutcomeText::tr("Nothing was written. See at each key why; your drafts stay.");
    case Reverted:
        return OutcomeText::tr("It failed, and all is as it was. %1").arg(error);
    case Unfinished:
        return OutcomeText::tr(
                   "It failed halfway and is left unfinished; readers see the data before. End "
                   "it in Unfinished Transactions. %1")
            .arg(error);
    case Unknown:
        return OutcomeText::tr(
                   "Whether it was committed could not be found out; readers see all of it or "
                   "nothing. %1")
            .arg(error);
    case Crashed:
        break;
    }
    return OutcomeText::tr(
        "Crashed here. Below is what a reader gets now; your drafts stay. The locks expire "
        "by themselves.");
}

QString keyStateText(const editing::KeyResult& result)
{
    switch (result.state) {
    case editing::KeyState::Locked:
        return OutcomeText::tr("Locked by another server. Your draft stays.");
    case editing::KeyState::NotWritable:
        return result.damage ? damageText(*result.damage)
                             : OutcomeText::tr("This record cannot be written.");
    case editing::KeyState::Refused:
        return OutcomeText::tr("The schema refuses it: %1")
            .arg(QString::fromStdString(result.schemaProblem));
    case editing::KeyState::Conflicts:
        return OutcomeText::tr("Somebody changed the same values. Your draft stays.");
    case editing::KeyState::Ready:
    case editing::KeyState::Unchanged:
        break;
    }
    return {};
}

Tone outcomeTone(store::CommitOutcome outcome)
{
    switch (outcome) {
    case store::CommitOutcome::Committed:
        return Tone::Added;
    case store::CommitOutcome::Unchanged:
        return Tone::Accent;
    case store::CommitOutcome::NotReady:
    case store::CommitOutcome::Crashed:
        return Tone::Warning;
    default:
        return Tone::Danger;
    }
}

QString addedText(TransactionDocument::Added added, const QString& store)
{
    using Added = TransactionDocument::Added;
    switch (added) {
    case Added::AlreadyThere:
        return OutcomeText::tr("This key is in the transaction already.");
    case Added::OtherStore:
        return OutcomeText::tr("A transaction is over keys of one store; this one is over %1.")
            .arg(store);
    case Added::NotLyra:
        return OutcomeText::tr("Only keys of Lyra stores can take part in a transaction.");
    case Added::NotNow:
        return OutcomeText::tr("Keys can be added when the commit is over.");
    case Added::Yes:
        break;
    }
    return {};
}

QString endText(const editing::EndResult& result, bool isFinish)
{
    using enum editing::EndOutcome;
    const QString error = QString::fromStdString(result.error);
    switch (result.outcome) {
    case Done:
        return isFinish ? OutcomeText::tr("Finished: readers get the data after.")
                        : OutcomeText::tr("Rolled back: all keys hold the data before.");
    case TooYoung:
        return OutcomeText::tr(
            "It is too young: its server may still be at work. Try again in a minute.");
    case Locked:
        return OutcomeText::tr(
            "A key is locked: its server may still be at work. Nothing was done.");
    case Changed:
        return OutcomeText::tr("It is not as it was found any more. Look for transactions again.");
    case TooFew:
        return OutcomeText::tr(
            "Fewer than two records hold it, so a part is gone for good: it can only be "
            "rolled back.");
    case Failed:
        return OutcomeText::tr("It failed; readers still get the data before. %1").arg(error);
    case Unknown:
        break;
    }
    return OutcomeText::tr(
               "The removal of the marker was not answered. Look for transactions again. %1")
        .arg(error);
}

} // namespace plectrum::documents
