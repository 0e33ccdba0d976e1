// SPDX-License-Identifier: MIT
// Saving an edit, and bringing an old version back: the lock, the newest data, the merge, the
// write, the release. Nothing is written on conflicts, over damage, or into an unfinished
// transaction.
#pragma once

#include "async/task.h"
#include "editing/record_access.h"
#include "editing/reported_write.h"
#include "editing/save_plan.h"
#include "editing/under_lock.h"
#include "store/retrying.h"

#include <stop_token>
#include <string>

namespace plectrum::editing {

using async::Task;

/// As RecordAccess::saveDraft and saveDraftAround, of a Lyra store.
Task<SaveResult> saveRecordDraft(WriteTarget target, WriteReport report, SaveRequest save,
                                 std::stop_token stop);
/// As RecordAccess::restoreVersion, of a Lyra store.
Task<SaveResult> restoreRecordVersion(WriteTarget target, WriteReport report, std::string version,
                                      RestoreOptions options, std::stop_token stop);
/// The same for a plain data store: conditional writes instead of a lock.
Task<SaveResult> savePlainDraft(store::RetryingDataStore store, async::Executor* executor,
                                WriteReport report, SaveRequest save, std::stop_token stop);
Task<SaveResult> restorePlainVersion(store::RetryingDataStore store, WriteReport report,
                                     std::string version, RestoreOptions options,
                                     std::stop_token stop);

} // namespace plectrum::editing
