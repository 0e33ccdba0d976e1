// SPDX-License-Identifier: MIT
#include "demo/demo_universe.h"

#include "async/random.h"
#include "demo/demo_config.h"
#include "demo/demo_incidents.h"
#include "demo/demo_people.h"
#include "store/session/store.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::app {

using async::Duration;
using async::Time;
using json::Value;

namespace {

constexpr int dayCount = 40;
constexpr std::size_t playerCount = 4960;
constexpr std::uint64_t peopleSeed = 20251006;
constexpr std::uint64_t engineSeed = 4;
constexpr std::size_t importedProfiles = 25; ///< of the first people, who played the old game too
constexpr std::size_t forgottenProfiles = 34;

constexpr std::array<std::string_view, 10> guildKeys{
    "guild_Moonlight",   "guild_Зимняя-звезда",  "公会_星",           "guild_Żubry",
    "ギルド_さくら",     "길드_호랑이",          "guild_Los-Ñandúes", "guild_🔥_phoenix",
    "guild_نجوم-الشمال", "guild_Die-Müden-Löwen"};

/// What is done when: visits, releases and oddities in one order.
struct Event
{
    Time time{};
    std::function<void()> happen;
};

class DemoMaker
{
public:
    DemoMaker(datastore::Universe& universe, async::SimClock& clock);
    void make(const std::function<void(int done, int total)>& progress);

private:
    void planPlayers();
    void planGuilds();
    void planReleases();
    void openPlayers(const Release& release);
    void play(const Person& person);
    void donate(const std::string& guild, const Person& member);
    void writeLegacyProfiles();
    Time onDay(int day, int minutes = 0) const;
    void at(Time time, std::function<void()> happen);
    async::Task<std::optional<Value>> importProfile(std::string key, std::stop_token stop);

    datastore::Universe& m_universe;
    async::SimClock& m_clock;
    async::Random m_chance{peopleSeed};
    async::Random m_ids{engineSeed};
    std::vector<Person> m_people;
    std::vector<Event> m_events;
    std::unique_ptr<store::Store> m_players;
    std::unique_ptr<store::Store> m_guilds;
};

DemoMaker::DemoMaker(datastore::Universe& universe, async::SimClock& clock)
    : m_universe(universe)
    , m_clock(clock)
    , m_people(makePeople(playerCount, dayCount, m_chance))
{
}

Time DemoMaker::onDay(int day, int minutes) const
{
    return demoStart() + std::chrono::days(day) + std::chrono::minutes(minutes);
}

void DemoMaker::at(Time time, std::function<void()> happen)
{
    m_events.push_back({.time = time, .happen = std::move(happen)});
}

async::Task<std::optional<Value>> DemoMaker::importProfile(std::string key, std::stop_token stop)
{
    auto& profiles = m_universe.dataStores().dataStore("PlayerDataLegacy");
    const auto entry = co_await profiles.get(std::move(key), stop);
    co_return entry ? std::optional(fromLegacy(entry->value)) : std::nullopt;
}

void DemoMaker::openPlayers(const Release& release)
{
    if (m_players)
        m_clock.blockOn(m_players->close());
    store::StoreConfig config = playerConfig(release);
    config.importLegacyData = [this](std::string key, std::stop_token stop) {
        return importProfile(std::move(key), std::move(stop));
    };
    m_players = std::make_unique<store::Store>(std::move(config), m_universe.dataStores(),
                                               m_universe.memoryStores(), m_clock, m_ids);
}

void DemoMaker::play(const Person& person)
{
    const std::string key = person.key();
    m_clock.blockOn(m_players->load(key, {person.userId}));
    m_clock.blockOn(m_players->updateImmutable(key, [&](const Value& data) {
        return afterPlaying(data, person, m_clock.now(), m_chance);
    }));
    m_clock.blockOn(m_players->unload(key));
}

void DemoMaker::donate(const std::string& guild, const Person& member)
{
    m_clock.blockOn(m_guilds->load(guild, {member.userId}));
    m_clock.blockOn(m_guilds->updateImmutable(guild, [&](const Value& data) {
        return afterDonation(data, member, m_clock.now(), m_chance)
            .withMember("name", guild.substr(guild.find('_') + 1));
    }));
    m_clock.blockOn(m_guilds->unload(guild));
}

void DemoMaker::writeLegacyProfiles()
{
    auto& profiles = m_universe.dataStores().dataStore("PlayerDataLegacy");
    std::vector<std::string> keys{std::string(demo::legacy)};
    for (std::size_t index = 0; index < importedProfiles; ++index)
        keys.push_back(m_people[index].key());
    for (std::size_t index = 0; index < forgottenProfiles; ++index)
        keys.push_back("player_" + std::to_string(m_chance.integer(1'000'000, 11'999'999)));
    for (const std::string& key : keys)
        m_clock.blockOn(profiles.set(key, legacyProfile(m_chance)));
}

void DemoMaker::planReleases()
{
    for (const Release& release : releases())
        at(onDay(release.day), [this, release] { openPlayers(release); });
    at(onDay(0), [this] { writeLegacyProfiles(); });
}

void DemoMaker::planPlayers()
{
    for (const Visit& visit : makeVisits(m_people, demoStart(), dayCount, m_chance))
        at(visit.time, [this, &person = m_people[visit.person]] { play(person); });
}

void DemoMaker::planGuilds()
{
    m_guilds = std::make_unique<store::Store>(guildConfig(), m_universe.dataStores(),
                                              m_universe.memoryStores(), m_clock, m_ids);
    constexpr int donations = 120;
    for (int count = 0; count < donations; ++count) {
        const std::string guild(guildKeys[std::size_t(count) % guildKeys.size()]);
        const auto member = std::size_t(m_chance.integer(0, 400));
        const int minutes = int(m_chance.integer(0, 24 * 60 - 1));
        at(onDay(count * dayCount / donations, minutes),
           [this, guild, &person = m_people[member]] { donate(guild, person); });
    }
}

void DemoMaker::make(const std::function<void(int done, int total)>& progress)
{
    planReleases();
    planPlayers();
    planGuilds();
    DemoIncidents oddities(m_universe, m_clock, m_chance, m_ids);
    for (ScheduledEvent& odd : oddities.plan([this](const Person& person) { play(person); }))
        at(onDay(odd.day, odd.minutes), std::move(odd.happen));
    std::ranges::stable_sort(m_events, {}, &Event::time);
    const int total = int(m_events.size());
    for (int done = 0; done < total; ++done) {
        if (progress && done % 100 == 0)
            progress(done, total);
        m_clock.runUntil(m_events[std::size_t(done)].time);
        m_events[std::size_t(done)].happen();
    }
    m_clock.blockOn(m_players->close());
    m_clock.blockOn(m_guilds->close());
    m_clock.runUntil(demoEnd());
    if (progress)
        progress(total, total);
}

} // namespace

std::vector<Person> demoPeople()
{
    async::Random chance(peopleSeed);
    return makePeople(playerCount, dayCount, chance);
}

Time demoStart()
{
    using namespace std::chrono;
    return Time(sys_days(year(2025) / October / 6));
}

Time demoEnd()
{
    return demoStart() + std::chrono::days(dayCount);
}

void makeDemo(datastore::Universe& universe, async::SimClock& clock,
              std::function<void(int done, int total)> progress)
{
    DemoMaker(universe, clock).make(progress);
}

} // namespace plectrum::app
