// SPDX-License-Identifier: MIT
// What is done to what other servers left behind, entered in the journal: transactions that are
// finished or rolled back, locks that are broken.
#pragma once

#include "activity/write_recorder.h"
#include "async/task.h"
#include "editing/lock_watch.h"
#include "editing/transaction_access.h"
#include "store/lock/lock_patience.h"

#include <stop_token>
#include <vector>

namespace plectrum::activity {

/// Ends a transaction: FinishTransaction or RollBackTransaction. An entry for each record; what a
/// reader sees changes only by finishing. The recorder's group holds them together. Both pointers
/// must outlive the task.
async::Task<editing::EndResult> endTransactionRecorded(
    WriteRecorder* recorder, editing::TransactionAccess* access, editing::FoundTransaction found,
    journal::Act act, store::LockPatience patience, std::stop_token stop = {});

/// Breaks a lock. Both pointers must outlive the task. Not cancellable, as the breaking itself.
async::Task<store::LockRemoval> breakLockRecorded(WriteRecorder* recorder,
                                                  editing::LockWatch* watch,
                                                  store::KeyAddress address,
                                                  std::vector<store::ObservedLock> seen);

} // namespace plectrum::activity
