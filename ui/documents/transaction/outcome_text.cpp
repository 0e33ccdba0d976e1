// SPDX-License-Identifier: MIT
#include "documents/transaction/outcome_text.h"

#include "documents/basics/failure_text.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

QString text(const char* sentence)
{
    return QCoreApplication::translate("OutcomeText", sentence);
}

} // namespace

QString outcomeText(const editing::CommitResult& result)
{
    using enum store::CommitOutcome;
    const QString error = QString::fromStdString(result.error);
    switch (result.outcome) {
    case Committed:
        return text("Committed: all keys hold their new data.");
    case Unchanged:
        return text("There was nothing to write: the newest data is already what you asked for.");
    case NotReady:
        return text("Nothing was written. See at each key why; your drafts stay.");
    case Reverted:
        return text("It failed, and all is as it was. %1").arg(error);
    case Unfinished:
        return text("It failed halfway and is left unfinished; readers see the data before. End "
                    "it in Unfinished Transactions. %1")
            .arg(error);
    case Unknown:
        return text("Whether it was committed could not be found out; readers see all of it or "
                    "nothing. %1")
            .arg(error);
    case Crashed:
        break;
    }
    return text("Crashed here. Below is what a reader gets now; your drafts stay. The locks expire "
                "by themselves.");
}

QString keyStateText(const editing::KeyResult& result)
{
    switch (result.state) {
    case editing::KeyState::Locked:
        return text("Locked by another server. Your draft stays.");
    case editing::KeyState::NotWritable:
        return result.damage ? damageText(*result.damage) : text("This record cannot be written.");
    case editing::KeyState::Refused:
        return text("The schema refuses it: %1").arg(QString::fromStdString(result.schemaProblem));
    case editing::KeyState::Conflicts:
        return text("Somebody changed the same values. Your draft stays.");
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
        return text("This key is in the transaction already.");
    case Added::OtherStore:
        return text("A transaction is over keys of one store; this one is over %1.").arg(store);
    case Added::NotLyra:
        return text("Only keys of Lyra stores can take part in a transaction.");
    case Added::NotNow:
        return text("Keys can be added when the commit is over.");
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
        return isFinish ? text("Finished: readers get the data after.")
                        : text("Rolled back: all keys hold the data before.");
    case TooYoung:
        return text("It is too young: its server may still be at work. Try again in a minute.");
    case Locked:
        return text("A key is locked: its server may still be at work. Nothing was done.");
    case Changed:
        return text("It is not as it was found any more. Look for transactions again.");
    case TooFew:
        return text("Fewer than two records hold it, so a part is gone for good: it can only be "
                    "rolled back.");
    case Failed:
        return text("It failed; readers still get the data before. %1").arg(error);
    case Unknown:
        break;
    }
    return text("The removal of the marker was not answered. Look for transactions again. %1")
        .arg(error);
}

} // namespace plectrum::documents
