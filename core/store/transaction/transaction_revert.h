// SPDX-License-Identifier: MIT
// A transaction that failed before its commit point, taken back.
#pragma once

#include "async/task.h"
#include "store/transaction/transaction_state.h"

#include <exception>
#include <memory>

namespace plectrum::store {

/// Writes the records back and removes the marker; that stays while any record may hold the id, for
/// readers decide by it. Gives Reverted or Unfinished and the error. Throws what the observer
/// throws.
Task<TransactionEnd> revertTransaction(std::shared_ptr<Transaction> transaction,
                                       std::exception_ptr error);

} // namespace plectrum::store
