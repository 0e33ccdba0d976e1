// SPDX-License-Identifier: MIT
#include "ui/save/save_intent.h"

#include <QCoreApplication>

namespace plectrum::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SaveIntent", text);
}

QString changesText(const std::optional<std::size_t>& changes)
{
    if (!changes)
        return tr("Save changes");
    return *changes == 1 ? tr("Save 1 change") : tr("Save %1 changes").arg(*changes);
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
    return facts.lock == store::LockState::Another ? WaitAndSave : Save;
}

QString saveText(const SaveFacts& facts)
{
    using enum SaveIntent;
    switch (saveIntent(facts)) {
    case Loading:
        return tr("Loading…");
    case ReadOnly:
        return tr("Read-only");
    case Nothing:
        return tr("Nothing to save");
    case Saving:
        return tr("Saving…");
    case Waiting:
        return tr("Waiting for the lock…");
    case Review:
        return facts.conflicts == 1 ? tr("Review 1 conflict")
                                    : tr("Review %1 conflicts").arg(facts.conflicts);
    case WaitAndSave:
        return tr("Wait for lock and save");
    case Save:
        return changesText(facts.changes);
    }
    return {};
}

bool canSave(SaveIntent intent)
{
    using enum SaveIntent;
    return intent == Review || intent == WaitAndSave || intent == Save;
}

} // namespace plectrum::ui
