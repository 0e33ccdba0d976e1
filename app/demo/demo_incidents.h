// SPDX-License-Identifier: MIT
// What goes wrong, or is seldom, in the demo universe: each on its day. Records are written by the
// store engine as far as a healthy game server would; the rest is what a crash leaves behind.
#pragma once

#include "async/random.h"
#include "async/sim_clock.h"
#include "datastore/universe.h"
#include "demo/demo_people.h"
#include "json/value.h"

#include <functional>
#include <string>
#include <vector>

namespace plectrum::app {

struct ScheduledEvent
{
    int day = 0;
    int minutes = 0;
    std::function<void()> happen;
};

class DemoIncidents
{
public:
    /// All must outlive the events of plan().
    DemoIncidents(datastore::Universe& universe, async::SimClock& clock, async::Random& chance,
                  async::Random& ids);
    /// `play` lets a person play on the servers of the day. This object must outlive the events.
    std::vector<ScheduledEvent> plan(std::function<void(const Person&)> play);

private:
    void planVisits();
    void planPlainStores();
    void collectPets(int count);
    void crashInTrade();
    void lockForServer();
    void loseShard();
    void writeServerMessage();
    void removeRecord();
    void writeDailyStatistics(int day);
    void writeLeaderboard(int week);
    void visit(int day, int minutes, Person person);
    void on(int day, int minutes, std::function<void()> happen);
    json::Value readRecord(const std::string& key);
    void writeRecord(const std::string& key, const json::Value& record);

    datastore::Universe& m_universe;
    async::SimClock& m_clock;
    async::Random& m_chance;
    async::Random& m_ids;
    std::function<void(const Person&)> m_play;
    std::vector<ScheduledEvent> m_events;
};

} // namespace plectrum::app
