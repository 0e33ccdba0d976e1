// SPDX-License-Identifier: MIT
// The content of the demo universe, made by the store engine itself on a simulated clock: forty
// days of a game's life, the same on every machine, with one of each oddity that a support desk
// meets.
#pragma once

#include "async/clock.h"
#include "async/sim_clock.h"
#include "datastore/universe.h"
#include "demo/demo_people.h"

#include <functional>
#include <string_view>
#include <vector>

namespace plectrum::app {

/// Keys of players of PlayerData that are worth a look, for documentation and tests.
namespace demo {
inline constexpr std::string_view sharded = "player_777000777";
inline constexpr std::string_view tradeFrom = "player_310000001"; ///< unfinished transaction
inline constexpr std::string_view tradeTo = "player_310000002";
inline constexpr std::string_view locked = "player_420000042";
inline constexpr std::string_view oldMigrations = "player_48151623";
inline constexpr std::string_view damaged = "player_404000404"; ///< its second shard is gone
inline constexpr std::string_view notLyra = "server_message";
inline constexpr std::string_view cameBack = "player_250000025"; ///< was removed
inline constexpr std::string_view legacy = "player_19991231"; ///< in PlayerDataLegacy only
} // namespace demo

async::Time demoStart();
async::Time demoEnd();

/// Those who play in the usual way: each has a record, and none of the keys above is theirs.
std::vector<Person> demoPeople();

/// Fills an empty universe that lives on `clock`, which stands at demoStart() and is then at
/// demoEnd().
void makeDemo(datastore::Universe& universe, async::SimClock& clock,
              std::function<void(int done, int total)> progress = {});

} // namespace plectrum::app
