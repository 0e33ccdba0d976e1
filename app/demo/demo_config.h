// SPDX-License-Identifier: MIT
// How the servers of the demo universe's game have set up their stores.
#pragma once

#include "demo/demo_game.h"
#include "store/session/config.h"

#include <string_view>

namespace plectrum::app {

inline constexpr std::string_view demoPlayerStore = "PlayerData";
inline constexpr std::string_view demoGuildStore = "GuildData";

/// Of servers of that release.
store::StoreConfig playerConfig(const Release& release);
store::StoreConfig guildConfig();

} // namespace plectrum::app
