// SPDX-License-Identifier: MIT
// The game whose data the servers keep: each key has 100 coins in two pockets, a count of edits for
// each server, and padding that makes it longer or shorter than a chunk. Three versions of the
// game, each with one migration step more than the one before.
#pragma once

#include "async/random.h"
#include "json/value.h"
#include "store/session/config.h"

#include <array>
#include <cstdint>
#include <string>

namespace plectrum::simulation {

inline constexpr int serverLimit = 6;
inline constexpr int newestVersion = 3;
inline constexpr std::int64_t coinsOfKey = 100;
inline constexpr const char* storeName = "Game";

/// How many edits of each server the data holds.
using Counts = std::array<std::int64_t, serverLimit>;
Counts countsOf(const json::Value& data);
/// Each of them, at least.
bool covers(const Counts& counts, const Counts& needed);
std::string textOf(const Counts& counts);

/// All coins in it.
std::int64_t coinsOf(const json::Value& data);
/// One edit by a server: counts it, moves coins between the pockets, and sometimes changes the
/// padding. Keeps the coins.
json::Value edited(const json::Value& data, int server, async::Random& random);
/// Counts an edit and adds coins to the hand.
json::Value withCoins(const json::Value& data, int server, std::int64_t coins);

/// What a server of this version of the game gives its store, without callbacks. Data of a version
/// that is newer does not pass its schema.
store::StoreConfig configOf(int version, bool useDataStoreLocking);
/// What another storage had for keys that begin with "old".
json::Value legacyData();

} // namespace plectrum::simulation
