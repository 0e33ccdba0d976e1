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

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::app {

/// Its own clock and content live as long as it.
class DemoUniverse : public datastore::Universe
{
public:
    virtual mock::Universe& mock() = 0;
    virtual async::Clock& clock() = 0;
};

/// Opens the file, made before when absent: whole or not at all. `clock` and `executor` must
/// outlive the universe. Throws datastore::Error of kind Storage.
std::unique_ptr<DemoUniverse> openDemoFile(
    const std::string& path, async::Clock& clock, async::Random random, async::Executor& executor,
    const std::function<void(int done, int total)>& progress);

} // namespace plectrum::app
