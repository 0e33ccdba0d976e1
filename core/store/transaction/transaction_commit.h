// SPDX-License-Identifier: MIT
// The two phases over records whose locks are held: the marker, the records with the data before
// and the patch, the removal of the marker (the commit point); or all back as it was. What a reader
// sees is all or nothing of it at every moment, whatever fails.
#pragma once

#include "async/task.h"
#include "store/transaction/transaction_state.h"

#include <chrono>
#include <memory>

namespace plectrum::store {

/// No removal of a marker begins with less time left on any lock; they are refreshed before.
inline constexpr async::Duration commitMargin = std::chrono::seconds(20);

/// Carries it out. Never throws but what the observer throws. Not cancellable: what has begun must
/// be seen through. Nothing is written or removed once a lock is lost.
Task<TransactionEnd> commitTransaction(std::shared_ptr<Transaction> transaction);

} // namespace plectrum::store
