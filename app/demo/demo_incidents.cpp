// SPDX-License-Identifier: MIT
#include "demo/demo_incidents.h"

#include "demo/demo_config.h"
#include "demo/demo_universe.h"
#include "json/patch.h"
#include "store/names.h"
#include "store/session/store.h"

#include <chrono>
#include <format>

namespace plectrum::app {

using json::Value;

namespace {

constexpr std::string_view storeName = demoPlayerStore;
constexpr int lastDay = 39;
constexpr int petCount = 46'000; ///< two shards after compression

Person person(std::string_view key, std::string_view name, std::string_view language)
{
    Person made;
    made.userId = std::stoll(std::string(key.substr(key.find('_') + 1)));
    made.displayName = name;
    made.language = language;
    return made;
}

/// A server of the newest release, for what a usual visit does not do.
store::StoreConfig newestServer()
{
    return playerConfig(releases().back());
}

/// The record as the first phase of a transaction leaves it.
Value prepared(const Value& record, const std::string& txId, const Value& after)
{
    const Value& before = record["file"]["data"]["committedData"];
    const Value info = Value::object(
        {{"committedData", before}, {"txId", txId}, {"txPatch", json::createPatch(before, after)}});
    return record.withMember("file", Value::object({{"data", info}}));
}

} // namespace

DemoIncidents::DemoIncidents(datastore::Universe& universe, async::SimClock& clock,
                             async::Random& chance, async::Random& ids)
    : m_universe(universe)
    , m_clock(clock)
    , m_chance(chance)
    , m_ids(ids)
{
}

void DemoIncidents::on(int day, int minutes, std::function<void()> happen)
{
    m_events.push_back({.day = day, .minutes = minutes, .happen = std::move(happen)});
}

void DemoIncidents::visit(int day, int minutes, Person who)
{
    on(day, minutes, [this, who = std::move(who)] { m_play(who); });
}

std::vector<ScheduledEvent> DemoIncidents::plan(std::function<void(const Person&)> play)
{
    m_play = std::move(play);
    planVisits();
    planPlainStores();
    on(30, 700, [this] { collectPets(petCount); });
    on(35, 640, [this] { loseShard(); });
    on(20, 60, [this] { removeRecord(); });
    on(36, 555, [this] { writeServerMessage(); });
    on(lastDay, 1425, [this] { crashInTrade(); });
    on(lastDay, 1435, [this] { lockForServer(); });
    return std::move(m_events);
}

void DemoIncidents::planVisits()
{
    const Person collector = person(demo::sharded, "PetCollector🐾", "en");
    const Person trader = person(demo::tradeFrom, "Зимний Волк", "ru");
    const Person buyer = person(demo::tradeTo, "さくらねこ", "ja");
    const Person busy = person(demo::locked, "小熊猫", "zh");
    const Person unlucky = person(demo::damaged, "Zoë👩‍🚀", "en");
    for (int day = 1; day < lastDay; ++day) {
        if (day % 2 == 1)
            visit(day, 1080 + day, busy);
        if (day % 5 == 2)
            visit(day, 1111 + day, trader);
        if (day % 7 == 3)
            visit(day, 1222 + day, buyer);
    }
    visit(lastDay, 900, busy);
    for (const int day : {12, 24, 28})
        visit(day, 800, collector);
    for (const int day : {3, 11, 27})
        visit(day, 400, unlucky);
    visit(1, 1000, person(demo::oldMigrations, "Óðinn", "de"));
    for (const int day : {8, 14, 33, 37})
        visit(day, 300, person(demo::cameBack, "Śpiący Łoś", "pl"));
}

void DemoIncidents::planPlainStores()
{
    for (int day = 0; day <= lastDay; ++day)
        on(day, 1439, [this, day] { writeDailyStatistics(day); });
    for (int week = 0; week * 7 <= lastDay; ++week)
        on(week * 7, 5, [this, week] { writeLeaderboard(week); });
}

Value DemoIncidents::readRecord(const std::string& key)
{
    auto& records = m_universe.dataStores().dataStore(store::names::records(storeName));
    return m_clock.blockOn(records.get(key)).value().value;
}

void DemoIncidents::writeRecord(const std::string& key, const Value& record)
{
    auto& records = m_universe.dataStores().dataStore(store::names::records(storeName));
    datastore::WriteOptions options;
    options.userIds = {std::stoll(key.substr(key.find('_') + 1))};
    m_clock.blockOn(records.set(key, record, options));
}

void DemoIncidents::collectPets(int count)
{
    store::Store server(newestServer(), m_universe.dataStores(), m_universe.memoryStores(), m_clock,
                        m_ids);
    const std::string key(demo::sharded);
    m_clock.blockOn(server.load(key, {777000777}));
    m_clock.blockOn(server.updateImmutable(
        key, [&](const Value& data) { return withManyPets(data, count, m_chance); }));
    m_clock.blockOn(server.unload(key));
    m_clock.blockOn(server.close());
}

/// The server died between writing both records and removing the marker.
void DemoIncidents::crashInTrade()
{
    const std::string from(demo::tradeFrom);
    const std::string to(demo::tradeTo);
    const std::string txId = m_ids.guid();
    const Value fromRecord = readRecord(from);
    const Value toRecord = readRecord(to);
    const Value& seller = fromRecord["file"]["data"]["committedData"];
    const Value& buyer = toRecord["file"]["data"]["committedData"];
    constexpr int price = 25;
    const Value sword = Value::object({{"kind", "sword_gold"},
                                       {"rarity", "legendary"},
                                       {"level", 60},
                                       {"obtained", std::int64_t{1'763'164'800}}});
    const Value& bag = buyer["inventory"];
    auto& markers = m_universe.dataStores().dataStore(store::names::transactions(storeName));
    m_clock.blockOn(markers.set(txId, Value(false)));
    writeRecord(from,
                prepared(fromRecord, txId,
                         seller.withMember("coins", seller["coins"].toInteger() + price)));
    writeRecord(to,
                prepared(toRecord, txId,
                         buyer.withMember("coins", buyer["coins"].toInteger() - price)
                             .withMember("inventory", bag.withInserted(bag.size(), sword))));
}

/// Its server refreshes the lock as long as anybody looks.
void DemoIncidents::lockForServer()
{
    auto& locks = m_universe.memoryStores().hashMap(store::names::locks(storeName));
    m_clock.blockOn(
        locks.set(std::string(demo::locked), Value(m_ids.guid()), std::chrono::days(44)));
}

/// A server with a small maximum chunk wrote it in shards, of which the second went missing.
void DemoIncidents::loseShard()
{
    const std::string key(demo::damaged);
    store::StoreConfig config = newestServer();
    config.maximumChunk = 400;
    store::Store server(std::move(config), m_universe.dataStores(), m_universe.memoryStores(),
                        m_clock, m_ids);
    m_clock.blockOn(server.load(key, {404000404}));
    m_clock.blockOn(server.unload(key));
    m_clock.blockOn(server.close());
    const std::string shard(readRecord(key)["file"]["shard"].toString());
    auto& shards = m_universe.dataStores().dataStore(store::names::shards(storeName));
    m_clock.blockOn(shards.remove(shard + "-2"));
}

void DemoIncidents::writeServerMessage()
{
    auto& records = m_universe.dataStores().dataStore(store::names::records(storeName));
    m_clock.blockOn(records.set(std::string(demo::notLyra),
                                Value("Maintenance tonight at 22:00 UTC. Сегодня ночью перерыв.")));
}

void DemoIncidents::removeRecord()
{
    auto& records = m_universe.dataStores().dataStore(store::names::records(storeName));
    m_clock.blockOn(records.remove(std::string(demo::cameBack)));
}

void DemoIncidents::writeDailyStatistics(int day)
{
    auto& statistics = m_universe.dataStores().dataStore("GlobalStats");
    const auto date = std::chrono::floor<std::chrono::days>(demoStart()) + std::chrono::days(day);
    datastore::WriteOptions options;
    options.attributes = Value::object({{"region", day % 2 == 0 ? "eu" : "us"}, {"final", true}});
    m_clock.blockOn(
        statistics.set(std::format("daily/{:%F}", date),
                       Value::object({{"players", m_chance.integer(200, 900)},
                                      {"coinsEarned", m_chance.integer(100'000, 900'000)},
                                      {"averageMinutes", double(m_chance.integer(150, 900)) / 10}}),
                       options));
    m_clock.blockOn(statistics.set("total/visits", m_chance.integer(0, 99) + (day + 1) * 31'000));
}

void DemoIncidents::writeLeaderboard(int week)
{
    auto& board = m_universe.dataStores().dataStore("Leaderboard");
    std::vector<Value> places;
    for (const char* name : {"Зимний Волк", "PetCollector🐾", "小熊猫", "TurboOtter", "さくらねこ"})
        places.push_back(
            Value::object({{"name", name}, {"score", m_chance.integer(1'000, 250'000)}}));
    m_clock.blockOn(
        board.set("weekly", Value::object({{"week", week + 1}, {"places", Value::array(places)}})));
    m_clock.blockOn(board.set(std::format("week_{:02}", week + 1), Value::array(places)));
}

} // namespace plectrum::app
