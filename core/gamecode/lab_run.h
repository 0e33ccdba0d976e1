// SPDX-License-Identifier: MIT
// One run of the migration lab: several lanes read batches of records in the thread of the lab and
// have them tried by the game's code in workers, each with code of its own.
#pragma once

#include "async/task.h"
#include "gamecode/lab_state.h"

#include <memory>
#include <stop_token>

namespace plectrum::gamecode {

using async::Task;

/// Loads, counts the keys, tries, examines; tells of each phase. As MigrationLab::run().
Task<void> runPhases(std::shared_ptr<LabState> state, LabRequest request, std::stop_token stop);

} // namespace plectrum::gamecode
