// SPDX-License-Identifier: MIT
// The words of bringing an old version back: what stands in the way, what will be written, and what
// is to be known of a version that is not plain data. Plain functions over facts.
#pragma once

#include "documents/basics/version_text.h"
#include "store/record/inspection.h"
#include "ui/save/save_dialog.h"

#include <QString>

#include <optional>

namespace plectrum::documents {
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

/// Why this version cannot be restored now, as a sentence; empty when it can. `inspection` is null
/// while the version is being read.
QString obstacleToRestore(const documents::RecordDocument& document,
                          const documents::VersionPoint& version,
                          const store::Inspection* inspection);

/// What restoring means for the list of applied migrations; empty when it stays the same.
QString migrationsChange(const store::Inspection& now, const store::Inspection& version);

/// What becomes of what stands there now when it is written over, in whole sentences.
QString noteOnReplaced(const store::Inspection& now, async::Time time);

/// The question with the difference from now to that version.
SaveDialog::Question restoreQuestion(const store::Inspection& now,
                                     const documents::VersionPoint& version,
                                     const store::Inspection& inspection, async::Time time);

/// What must be known of a version that was written inside a transaction; else empty.
QString transactionNote(const store::Inspection& version);

/// In place of a difference: why there is no data to compare with.
struct VersionState
{
    QString title;
    QString explanation;
};
/// nullopt when the version has data.
std::optional<VersionState> stateWithoutData(const documents::VersionPoint& version,
                                             const store::Inspection& inspection);

} // namespace plectrum::ui
