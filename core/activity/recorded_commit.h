// SPDX-License-Identifier: MIT
// A change of several keys at once, entered in the journal as one group: an entry for each key that
// changes, made when all of it is merged and nothing is written yet.
#pragma once

#include "activity/write_recorder.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"

#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace plectrum::activity {

/// TransactionAccess::commit, or what stands for it.
using Commit =
    std::function<async::Task<editing::CommitResult>(editing::CommitRequest, std::stop_token)>;

struct CommitOrigin
{
    std::string universe; ///< its lasting id
    std::string actor;
    std::string group; ///< Journal::newGroup()
    std::map<std::string, journal::EntryId> undoes{}; ///< by key
};

/// Commits and enters. `journal` may be null; it must outlive the task, as what `access` and
/// `commit` stand for. Throws what `commit` throws.
async::Task<editing::CommitResult> commitRecorded(journal::Journal* journal, CommitOrigin origin,
                                                  ErrorHandler onError,
                                                  editing::RecordAccess access, Commit commit,
                                                  editing::CommitRequest request,
                                                  std::stop_token stop = {});

} // namespace plectrum::activity
