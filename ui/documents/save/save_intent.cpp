// SPDX-License-Identifier: MIT
#include "documents/save/save_intent.h"

#include "documents/basics/failure_text.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

struct SaveIntentText
{
    Q_DECLARE_TR_FUNCTIONS(SaveIntent)
};

QString changesText(const std::optional<std::size_t>& changes)
{
    if (!changes)
        return SaveIntentText::tr("Save changes");
    return *changes == 1 ? SaveIntentText::tr("Save 1 change")
                         : SaveIntentText::tr("Save %1 changes").arg(*changes);
}

} // namespace

SaveIntent saveIntent(const SaveFacts& facts)
{
    using enum SaveIntent;
    if (facts.isLoading)
        return Loading;
    if (facts.isSaving)
        return Saving;
    if (!facts.isEditable)
        return ReadOnly;
    if (facts.conflicts > 0)
        return Review;
    if (!facts.isModified)
        return Nothing;
    if (facts.waitsToSave)
        return Waiting;
    return facts.lock == editing::LockState::Another ? WaitAndSave : Save;
}

QString saveText(const SaveFacts& facts)
{
    using enum SaveIntent;
    switch (saveIntent(facts)) {
    case Loading:
        return SaveIntentText::tr("Loading…");
    case ReadOnly:
        return SaveIntentText::tr("Read-only");
    case Nothing:
        return SaveIntentText::tr("Nothing to save");
    case Saving:
        return SaveIntentText::tr("Saving…");
    case Waiting:
        return SaveIntentText::tr("Waiting for the lock…");
    case Review:
        return facts.conflicts == 1
            ? SaveIntentText::tr("Review 1 conflict")
            : SaveIntentText::tr("Review %1 conflicts").arg(facts.conflicts);
    case WaitAndSave:
        return SaveIntentText::tr("Wait for lock and save");
    case Save:
        return changesText(facts.changes);
    }
    return {};
}

QString saveOutcomeText(const editing::SaveResult& result)
{
    using enum editing::SaveOutcome;
    switch (result.outcome) {
    case Saved:
        return (result.isMerged
                    ? SaveIntentText::tr(
                          "Saved as version %1, merged with what others had changed meanwhile.")
                    : SaveIntentText::tr("Saved as version %1."))
            .arg(QString::fromStdString(result.version));
    case Unchanged:
        return SaveIntentText::tr("Nothing was written: the newest data is the same already.");
    case Conflicts:
        return SaveIntentText::tr(
            "Somebody changed the same values since, so nothing was written. Save it from "
            "its page to choose.");
    case Locked:
        return SaveIntentText::tr(
            "A game server holds the lock of this key, so nothing was written. "
            "Your changes are still here.");
    case NotWritable:
        return SaveIntentText::tr("Nothing was written. %1. Your changes are still here.")
            .arg(result.damage ? damageText(*result.damage)
                               : SaveIntentText::tr("The newest entry cannot be overwritten"));
    case Refused:
        return SaveIntentText::tr(
                   "Nothing was written: merged with the newest data, it does not pass the "
                   "schema. %1")
            .arg(QString::fromStdString(result.schemaProblem));
    }
    return {};
}

bool canSave(SaveIntent intent)
{
    using enum SaveIntent;
    return intent == Review || intent == WaitAndSave || intent == Save;
}

} // namespace plectrum::documents
