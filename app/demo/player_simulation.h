// SPDX-License-Identifier: MIT
// The players on one simulated game server: who comes, plays, trades and leaves, and what that does
// to their keys. Only those who play in the usual way come; whose key is held by others, odd or
// inside an unfinished transaction stays away.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "datastore/latency_universe.h"
#include "datastore/universe.h"
#include "demo/demo_people.h"
#include "store/session/store.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::app {

/// How busy the game is. All times are of the clock; where two are given, evenly between them.
struct SimulationRates
{
    std::size_t players = 6; ///< so many are online at a time
    async::Duration leastPause{400}; ///< between two things that happen
    async::Duration maxPause{2200};
    async::Duration shortestVisit = std::chrono::seconds(25);
    async::Duration longestVisit = std::chrono::minutes(4);
    double saves = 0.35; ///< part of what happens that saves somebody's progress
    double trades = 0.15; ///< ... that is a trade between two players; the rest plays
    datastore::Latency latency{async::Duration(15), async::Duration(120)}; ///< of each call
};

/// What a crowd plays on. `owner` keeps it all alive as long as the crowd's actions are under way.
struct SimulationEnvironment
{
    std::shared_ptr<void> owner;
    store::Store* store = nullptr; ///< of the players
    datastore::Universe* universe = nullptr;
    async::Clock* clock = nullptr;
    async::Random* random = nullptr;
};

/// Who plays: those whose keys are listed first, so that they are seen, and those who play often.
std::vector<Person> demoRegulars();

/// Lives in a shared_ptr, which its actions hold too.
class PlayerSimulation : public std::enable_shared_from_this<PlayerSimulation>
{
public:
    /// `changed` is called when online() is another; `stop` ends what may be cancelled.
    PlayerSimulation(SimulationEnvironment ground, std::vector<Person> people, SimulationRates pace,
                     std::function<void()> changed, std::stop_token stop);

    /// Begins the next thing that happens: somebody comes or leaves, or players do something.
    void next();
    /// The lock of a player's key was lost.
    void lose(const std::string& key);
    bool isFull() const;
    std::size_t online() const; ///< players whose key is held
    /// Comes back when no action is under way. Cannot be cancelled: writes are seen through.
    async::Task<void> finished();

private:
    struct Player
    {
        Person person;
        async::Duration leaves{}; ///< of clock.elapsed()
        bool isOnline = false; ///< the key is loaded
        bool isBusy = true; ///< something is being done with the key
    };
    using Keys = std::vector<std::string>;
    using Action = async::Task<void> (PlayerSimulation::*)(Keys keys);

    void join();
    bool leave();
    void amongPlayers();
    Keys idleKeys() const;
    void begin(const Keys& keys, Action action);
    async::Task<void> guarded(Keys keys, Action action);
    async::Task<bool> isFree(std::string key);
    async::Task<void> arrive(Keys keys);
    async::Task<void> play(Keys keys);
    async::Task<void> save(Keys keys);
    async::Task<void> trade(Keys keys);
    async::Task<void> depart(Keys keys);

    std::shared_ptr<void> m_owner;
    store::Store& m_store;
    datastore::Universe& m_universe;
    async::Clock& m_clock;
    async::Random& m_random;
    async::InlineExecutor m_executor; // players' records are small
    std::vector<Person> m_people;
    SimulationRates m_pace;
    std::function<void()> m_changed;
    std::stop_token m_stop;
    std::map<std::string, Player> m_players;
    async::TaskOwner m_actions{async::TaskOwner::ErrorSink()};
};

} // namespace plectrum::app
