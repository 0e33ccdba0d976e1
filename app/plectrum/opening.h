// SPDX-License-Identifier: MIT
// Opens the universe that was asked for; shows progress while the demo universe is made.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "backends/open_universe.h"
#include "datastore/universe.h"

#include <memory>

namespace plectrum::app {

/// As openUniverse(), but refuses a file that is not there, and keeps the event loop going while
/// the demo universe is made in another thread. Throws datastore::Error. `clock` and
/// `executor` must outlive the universe.
OpenUniverse openShowingProgress(const datastore::UniverseSpec& spec, async::Clock& clock,
                                 async::Executor& executor);

} // namespace plectrum::app
