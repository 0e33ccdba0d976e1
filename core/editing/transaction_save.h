// SPDX-License-Identifier: MIT
// Drafts of several keys committed together: as TransactionAccess::commit.
#pragma once

#include "async/task.h"
#include "editing/access_services.h"
#include "editing/transaction_access.h"

#include <stop_token>

namespace plectrum::editing {

using async::Task;

Task<CommitResult> commitDrafts(AccessServices services, CommitRequest request,
                                std::stop_token stop);

} // namespace plectrum::editing
