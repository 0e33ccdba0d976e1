// SPDX-License-Identifier: MIT
// What applying pending migrations is between two calls of run() and while one is under way.
#pragma once

#include "async/clock.h"
#include "gamecode/key_source.h"
#include "gamecode/pending_migrations.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::gamecode {

struct ApplyState
{
    ApplyState(editing::RecordAccess theAccess, async::Executor& theWorkers,
               async::Random& theRandom, ApplyRequest theRequest)
        : access(std::move(theAccess))
        , workers(&theWorkers)
        , random(&theRandom)
        , request(std::move(theRequest))
        , keys(access, request.store, request.keys)
    {
    }

    void enter(ApplyProgress::Phase phase);
    void notify();
    /// Notes what became of a key; one with a lock is set aside while `mayWait`.
    void settle(ApplyProblem outcome, bool mayWait);

    editing::RecordAccess access;
    async::Executor* workers;
    async::Random* random;
    ApplyRequest request;
    KeySource keys;
    bool isPrepared = false; ///< the keys are
    bool isRunning = false;
    std::vector<std::string> setAside{};
    std::size_t failuresInARow = 0;
    async::Duration began{};
    ApplyProgress progress{};
    ApplyResults results{};
    std::function<void()> onChanged{};
};

} // namespace plectrum::gamecode
