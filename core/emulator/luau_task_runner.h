// SPDX-License-Identifier: MIT
// Runs the scripts of Luau execution tasks in the sandbox of core/luau, with DataStoreService,
// MemoryStoreService, HttpService, RunService, task and os on a mock universe.
#pragma once

#include "async/random.h"
#include "emulator/memory_stores.h"
#include "emulator/task_runner.h"
#include "mock/universe.h"

#include <memory>

namespace plectrum::emulator {

/// nullptr when Luau is not built in. All must outlive it and its runs. A script may compute for
/// 10 s of its time limit at most. With a `pause` others are answered meanwhile: scripts compute in
/// slices, and what cannot be cut into slices for a second. Without one nobody is, as simulated
/// time needs it.
std::unique_ptr<TaskRunner> makeLuauTaskRunner(mock::Universe& universe, MemoryStores& stores,
                                               async::Clock& clock, async::Random random,
                                               TaskPause pause = {});

} // namespace plectrum::emulator
