// SPDX-License-Identifier: MIT
// Removing a key: the lock, the newest entry, the removal, the release. The record goes first, then
// its shards, so that no record is ever left without them; both stay in their histories, so the
// version that was removed can be brought back.
#pragma once

#include "async/task.h"
#include "editing/record_access.h"
#include "editing/reported_write.h"
#include "editing/under_lock.h"
#include "store/retrying.h"

#include <stop_token>

namespace plectrum::editing {

using async::Task;

/// As RecordAccess::deleteKey, of a Lyra store.
Task<SaveResult> deleteRecord(WriteTarget target, WriteReport report, DeleteOptions options,
                              std::stop_token stop);
/// The same for a plain data store.
Task<SaveResult> deletePlain(store::RetryingDataStore store, WriteReport report,
                             DeleteOptions options, std::stop_token stop);

} // namespace plectrum::editing
