// SPDX-License-Identifier: MIT
// What saving would do now, and the words of the button that does it. Plain functions.
#pragma once

#include "editing/lock_view.h"
#include "editing/record_access.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace plectrum::documents {

struct SaveFacts
{
    bool isEditable = false;
    bool isModified = false; ///< or text was typed that is not in the draft yet
    bool isLoading = false;
    bool isSaving = false;
    bool waitsToSave = false; ///< it is saved as soon as the lock is free
    std::size_t conflicts = 0; ///< that wait for a choice
    std::optional<std::size_t> changes{}; ///< nullopt: not counted yet
    editing::LockState lock = editing::LockState::Unknown;
};

enum class SaveIntent
{
    Loading,
    ReadOnly,
    Nothing,
    Saving,
    Waiting,
    Review, ///< the conflicts
    WaitAndSave,
    Save,
};

SaveIntent saveIntent(const SaveFacts& facts);
/// "Save 3 changes", "Wait for lock and save", "Review 2 conflicts", "Nothing to save",
/// "Read-only".
QString saveText(const SaveFacts& facts);
/// What became of a save, and why nothing was written.
QString saveOutcomeText(const editing::SaveResult& result);
/// Whether there is something to press.
bool canSave(SaveIntent intent);

} // namespace plectrum::documents
