// SPDX-License-Identifier: MIT
// The libraries that games bring, as we provide them: Lyra and the type checker t.
#pragma once

#include "luau/reference.h"
#include "luau/vm.h"

namespace plectrum::luau {

struct GameLibraries
{
    Reference t{};
    Reference lyra{};
};

/// What Lyra asks of whoever opens it.
struct LyraHost
{
    /// capture(kind, options), of "createStore" or "createPlayerStore" and the options as they were
    /// checked: gives what the call gives.
    Reference capture{};
    Reference standIn{}; ///< standIn(name): something that takes every use
    Reference absent{}; ///< absent(value): what a value is made of that is not there, or nil
};

/// Opens both in a machine. Throws Error.
GameLibraries openGameLibraries(Vm& vm, const LyraHost& host);

} // namespace plectrum::luau
