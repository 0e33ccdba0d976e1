// SPDX-License-Identifier: MIT
// Transactions found by their markers and by the records that hold their ids: as
// TransactionAccess::danglingTransactions.
#pragma once

#include "async/task.h"
#include "store/access_services.h"
#include "store/transaction_access.h"

#include <stop_token>
#include <vector>

namespace plectrum::store {

Task<std::vector<FoundTransaction>> scanTransactions(AccessServices services, ScanRequest request,
                                                     std::stop_token stop);

} // namespace plectrum::store
