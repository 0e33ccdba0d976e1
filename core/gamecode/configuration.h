// SPDX-License-Identifier: MIT
// What a store's configuration is loaded from: the file, the project, what creates the store, the
// ids of the place. Plain values, to be remembered with a store of a universe.
#pragma once

#include "luau/budget.h"
#include "luau/environment.h"
#include "luau/game_code.h"

#include <chrono>
#include <filesystem>
#include <string>

namespace plectrum::gamecode {

/// Of a game's code that is run for somebody who waits: real games load hundreds of modules.
inline constexpr luau::Limits configurationLimits{.memory = std::size_t{512} << 20,
                                                  .time = std::chrono::seconds(20)};

struct Configuration
{
    std::filesystem::path file{};
    std::filesystem::path project{}; ///< empty: the one found above the file, or none
    std::string call{}; ///< an expression that creates the store, as "DataService.new()"
    /// The store's name in the code; empty: that of the universe's store, else the only one.
    std::string store{};
    luau::LaunchSettings launch{}; ///< GameId, PlaceId, ...
    luau::Limits limits = configurationLimits;
};

/// The store of the code that is meant where the universe calls it `named`. Throws luau::Error of
/// kind Value, whose text names the stores that there are.
const luau::GameStore& storeIn(const luau::GameCode& code, const Configuration& configuration,
                               const std::string& named);

} // namespace plectrum::gamecode
