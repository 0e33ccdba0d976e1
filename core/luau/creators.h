// SPDX-License-Identifier: MIT
// Where in a game's code stores are created, and what would have to be called for it: found in the
// text, without running it. Internal to core/luau.
#pragma once

#include "luau/game_code.h"

#include <string>
#include <utility>
#include <vector>

namespace plectrum::luau {

/// `sources`: the name of each script and its text; those that are no Luau have none. Calls of
/// createStore and createPlayerStore that stand in a function; each function once, in order.
std::vector<GameCreator> creatorsIn(
    const std::vector<std::pair<std::string, std::string>>& sources);

} // namespace plectrum::luau
