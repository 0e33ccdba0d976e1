// SPDX-License-Identifier: MIT
// The words and questions of making, copying, removing and bringing back keys: what stands in the
// way, and what would be written. Plain functions over facts.
#pragma once

#include "documents/record/record_template.h"
#include "editing/key_copy.h"
#include "editing/record_access.h"
#include "store/record/inspection.h"
#include "ui/keys/key_question.h"
#include "ui/save/save_dialog.h"

#include <QString>

#include <optional>

namespace plectrum::documents {
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

/// Problems are sentences; empty: there is none.
QString problemOfSource(const store::KeyAddress& from, const store::Inspection& source);
QString problemOfTarget(const store::Inspection& target, bool isCopy);
QString problemOfDeletion(const store::KeyAddress& address, const store::Inspection& now);

KeyQuestion::Question newRecordQuestion(const documents::Workspace& workspace,
                                        const store::KeyAddress& address);
KeyQuestion::Question copyQuestion(const documents::Workspace& workspace,
                                   const store::KeyAddress& from);
SaveDialog::Question deleteQuestion(documents::Workspace& workspace,
                                    const store::KeyAddress& address, const store::Inspection& now);
SaveDialog::Question undeleteQuestion(const store::KeyAddress& address,
                                      const store::Inspection& version);

/// A new record of a template, where nothing stands.
std::optional<editing::KeyCopy> newRecordOf(const documents::RecordTemplate& made);
/// Why a write did nothing.
QString refusedWriteText(const store::KeyAddress& address, const editing::SaveResult& result);

} // namespace plectrum::ui
