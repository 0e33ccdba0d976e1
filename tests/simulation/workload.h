// SPDX-License-Identifier: MIT
// What servers do: calls of the store's API chosen by chance, several at a time, each watched: what
// it is told is given to the checker, and it must end within its bound.
#pragma once

#include "async/task.h"
#include "simulation/server.h"

#include <string>

namespace plectrum::simulation {

/// Does one thing after another until the life is leaving.
async::Task<void> play(Life* life);
/// Closes the store and waits for what is under way. The store is gone then.
async::Task<void> leave(Life* life);
/// Loads, edits, saves, edits and unloads a key: must do when all is quiet.
async::Task<void> tidy(Life* life, std::string key);

} // namespace plectrum::simulation
