// SPDX-License-Identifier: MIT
// The steps of a transaction as they happen, for whoever wants to see them or stop between them.
#pragma once

#include "async/task.h"

#include <functional>
#include <string>

namespace plectrum::store {

using async::Task;

struct TransactionStep
{
    enum class Kind
    {
        LockTaken, ///< of `key`
        Loaded, ///< the newest record of `key` was read
        Merged, ///< all drafts were put together with the newest data and may be written
        MarkerSet, ///< lyra/tx/NAME[txId] stands: readers take the data before
        RecordWritten, ///< the record of `key` holds the tx id and the patch
        MarkerRemoved, ///< the commit point: readers take the data after
        Reverting, ///< something failed: the records are written back
        RecordReverted, ///< the record of `key` holds the data before, without the tx id
        Done, ///< all is over, the locks are let go next
    };
    Kind kind{};
    std::string key{}; ///< of the steps that are about one key
    std::string txId{}; ///< from MarkerSet on, while there is a transaction

    friend bool operator==(const TransactionStep&, const TransactionStep&) = default;
};

enum class StepAnswer
{
    GoOn,
    /// Stop here as a server that crashes at this point: nothing more is written, nothing removed,
    /// and the locks stay until they expire. For mock universes only; the caller sees to that.
    Crash,
};

/// Awaited after each step.
using TransactionObserver = std::function<Task<StepAnswer>(TransactionStep)>;

} // namespace plectrum::store
