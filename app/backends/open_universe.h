// SPDX-License-Identifier: MIT
// What openUniverse() gives: a universe of any kind, and what is to be known of it beside its
// interface.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "datastore/write_guard.h"

#include <memory>

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::app {

struct OpenUniverse
{
    std::unique_ptr<datastore::Universe> universe;
    /// By which it dates its writes: the demo universe's own, which goes on from the end of its
    /// calendar and lives as long as the universe, or the clock that it was opened with.
    async::Clock* clock = nullptr;
    mock::Universe* mock = nullptr; ///< what is behind it, which tests may do anything to; or null
    datastore::WriteGuard* guard = nullptr; ///< what keeps a production universe read-only; or null
};

} // namespace plectrum::app
