// SPDX-License-Identifier: MIT
// The demo universe in its file. Its time stands still while it is closed, so that its versions
// neither expire nor grow old: it goes on from where it was closed, at first from demoEnd().
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "datastore/universe.h"

#include <functional>
#include <memory>
#include <string>

namespace plectrum::app {

/// Opens the file, made before when absent: whole or not at all. `clock` and `executor` must
/// outlive the universe. Throws datastore::Error of kind Storage.
std::unique_ptr<datastore::Universe> openDemoFile(
    const std::string& path, async::Clock& clock, async::Random random, async::Executor& executor,
    const std::function<void(int done, int total)>& progress);

} // namespace plectrum::app
