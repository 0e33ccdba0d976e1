// SPDX-License-Identifier: MIT
// Runs the scripts of Luau execution tasks in the sandbox of core/luau, with DataStoreService,
// MemoryStoreService, HttpService, RunService, task and os on a mock universe.
#pragma once

#include "async/random.h"
#include "emulator/memory_stores.h"
#include "emulator/task_runner.h"
#include "mock/universe.h"

#include <algorithm>
#include <memory>

namespace plectrum::emulator {

/// How long a task may compute. With pauses, in which others have their turn, as long as its
/// timeout; without them it holds the thread, so ten seconds at most.
inline async::Duration computingTime(async::Duration timeout, bool hasPauses)
{
    constexpr async::Duration longestWithoutPause = std::chrono::seconds(10);
    return hasPauses ? timeout : std::min(timeout, longestWithoutPause);
}

/// nullptr when Luau is not built in. All must outlive it and its runs. With a `pause` others are
/// answered meanwhile: scripts compute in slices, and what cannot be cut into slices for a second.
/// Without one nobody is, as simulated time needs it.
std::unique_ptr<TaskRunner> makeLuauTaskRunner(mock::Universe& universe, MemoryStores& stores,
                                               async::Clock& clock, async::Random random,
                                               TaskPause pause = {});

} // namespace plectrum::emulator
