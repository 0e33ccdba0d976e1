// SPDX-License-Identifier: MIT
// One life of a server, from its start until it crashes or is closed: a store of its own with its
// own clock, chance and services, and what it believes about its keys. Lives are kept until the
// run is over, for calls of theirs may still be under way.
#pragma once

#include "async/random.h"
#include "async/task_owner.h"
#include "simulation/drifting_clock.h"
#include "simulation/game.h"
#include "simulation/services.h"
#include "simulation/stage.h"
#include "store/session/store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

namespace plectrum::simulation {

struct Life
{
    /// What a loaded key holds in memory.
    struct Loaded
    {
        Counts counts{};
        std::uint64_t session = 0; ///< another number each time that the key is loaded
    };
    struct Running
    {
        Operation operation{};
        std::string key;
        Duration began{};
    };

    /// `id` is another for each life of a run and above 0.
    Life(Stage& stage, int server, int number, int id, int version);
    ~Life();

    bool isDead() const { return death.stop_requested(); }
    const Loaded* find(const std::string& key) const;
    /// The key is still loaded, and was all the time since.
    bool isStill(const std::string& key, std::uint64_t session) const;

    Stage& stage;
    const int server;
    const int number; ///< the first life of a server is 1
    const int id;
    const int version; ///< of the game
    std::stop_source death; ///< crashed: nothing of it runs any more
    std::stop_source leaving; ///< begins nothing new
    DriftingClock clock;
    async::Random random; ///< the engine's
    async::Random chance; ///< of what the server does
    std::unique_ptr<Services> services;
    std::unique_ptr<store::Store> store;
    std::map<std::string, Loaded> keys;
    std::map<std::uint64_t, Running> running; ///< calls of the API that have not come back
    std::uint64_t begun = 0;
    std::uint64_t sessions = 0;
    async::TaskOwner operations{async::TaskOwner::ErrorSink()};

private:
    store::StoreConfig config();
};

/// Ends a life at once: no call of it comes back, nothing of it is sent any more.
void crash(Life& life);

} // namespace plectrum::simulation
