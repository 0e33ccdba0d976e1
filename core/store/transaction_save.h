// SPDX-License-Identifier: MIT
// Drafts of several keys committed together: as TransactionAccess::commit.
#pragma once

#include "async/task.h"
#include "store/access_services.h"
#include "store/transaction_access.h"

#include <stop_token>

namespace plectrum::store {

Task<CommitResult> commitDrafts(AccessServices services, CommitRequest request,
                                std::stop_token stop);

} // namespace plectrum::store
