// SPDX-License-Identifier: MIT
// The second generator of work, which shares nothing with workload.h: rounds on a few hot keys, in
// each of which many calls are asked for at once, so that queues are long and most transactions
// wait for each other.
#pragma once

#include "async/task.h"
#include "simulation/server.h"

namespace plectrum::simulation {

/// Plays rounds until the life is leaving.
async::Task<void> rush(Life* life);

} // namespace plectrum::simulation
