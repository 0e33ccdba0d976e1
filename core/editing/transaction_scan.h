// SPDX-License-Identifier: MIT
// Transactions found by their markers and by the records that hold their ids: as
// TransactionAccess::unfinishedTransactions.
#pragma once

#include "async/task.h"
#include "editing/access_services.h"
#include "editing/transaction_access.h"

#include <stop_token>
#include <vector>

namespace plectrum::editing {

using async::Task;

Task<std::vector<FoundTransaction>> scanTransactions(AccessServices services, ScanRequest request,
                                                     std::stop_token stop);

} // namespace plectrum::editing
