// SPDX-License-Identifier: MIT
// The data stores of one Lyra store NAME in one scope, with retries: what everything that reads or
// writes its records works on. Small, to be copied.
#pragma once

#include "datastore/universe.h"
#include "store/record/files.h"
#include "store/retrying.h"

#include <cstddef>
#include <functional>
#include <string>

namespace plectrum::store {

struct LyraStore
{
    RetryingDataStore records;
    RetryingDataStore transactions;
    Files files;
    async::Executor* executor; ///< for what is heavy; null: at once
    /// Whether a transaction is known to have been rolled back by us; none: nothing is known.
    std::function<bool(const std::string& txId)> wasRolledBack{};
};

/// The service, the clock, the random source and the executor must outlive all tasks. Throws
/// datastore::Error for a name that the service refuses.
LyraStore openLyraStore(datastore::DataStoreService& service, async::Clock& clock,
                        async::Random& random, const std::string& name,
                        const std::string& scope = "global",
                        std::size_t maximumChunk = defaultMaximumChunk,
                        async::Executor* executor = nullptr);

} // namespace plectrum::store
