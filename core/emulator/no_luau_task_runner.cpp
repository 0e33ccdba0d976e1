// SPDX-License-Identifier: MIT
// Stands in for luau_task_runner.cpp where Luau is not built in.
#include "emulator/luau_task_runner.h"

namespace plectrum::emulator {

std::unique_ptr<TaskRunner> makeLuauTaskRunner(mock::Universe&, MemoryStores&, async::Clock&,
                                               async::Random, TaskPause)
{
    return nullptr;
}

} // namespace plectrum::emulator
