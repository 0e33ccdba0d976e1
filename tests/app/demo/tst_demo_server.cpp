// SPDX-License-Identifier: MIT
// The living demo on a simulated clock: players come, hold their keys, change and save them, and
// go; the odd records are never touched; stopping lets everything go.
#include "demo/demo_config.h"
#include "demo/demo_server.h"
#include "demo/demo_universe.h"
#include "editing/record_access.h"
#include "json/printer.h"
#include "mock/archive.h"
#include "mock/universe.h"
#include "store/names.h"
#include "support/test.h"

#include <set>
#include <utility>

namespace tst_demo_server {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;

namespace {

/// The demo's content, made once and copied into each world.
const Value& demoContent()
{
    static const Value content = [] {
        async::SimClock clock(app::demoStart());
        mock::Universe universe(clock, async::Random(1));
        app::makeDemo(universe, clock);
        return mock::exportUniverse(universe);
    }();
    return content;
}

struct World
{
    async::SimClock clock{app::demoEnd()};
    mock::Universe universe{clock, async::Random(1)};
    async::Random random{2};
    async::InlineExecutor executor;
    editing::RecordAccess access{universe, clock, random, executor};

    World() { mock::importUniverse(universe, demoContent()); }

    std::set<std::string> lockedKeys() const
    {
        std::set<std::string> keys;
        for (const auto& [key, item] : universe.hashItems(store::names::locks("PlayerData")))
            keys.insert(key);
        return keys;
    }
    store::Inspection inspect(const std::string& key)
    {
        return clock.blockOn(access.inspect(
            {.kind = store::KeyAddress::Kind::Lyra, .store = "PlayerData", .key = key}));
    }
    std::int64_t coins()
    {
        std::int64_t sum = 0;
        for (const app::Person& person : app::demoRegulars())
            sum += (*inspect(person.key()).data)["coins"].toInteger();
        return sum;
    }
};

const std::vector<std::string>& oddKeys()
{
    using namespace app::demo;
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> all;
        for (const auto key : {sharded, tradeFrom, tradeTo, locked, oldMigrations, damaged, notLyra,
                               cameBack, legacy})
            all.emplace_back(key);
        return all;
    }();
    return keys;
}

} // namespace

class TestDemoServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(demoContent()["dataStores"].size() > 0); }
    void fillsUpAndHoldsItsKeys();
    void keepsThePlaceAlive();
    void tradesWithoutMakingMoney();
    void keepsAwayFromOddRecords();
    void keepsAwayFromHeldKeys();
    void makesOneWriteATurn();
    void letsAllGoWhenStopped();
    void startsAnewWhileItStops();
    void losesWhoseLockIsBroken();
    void survivesDataOfAnyShape();
    void doesTheSameFromTheSameSeed();
};

void TestDemoServer::fillsUpAndHoldsItsKeys()
{
    World world;
    const auto before = world.lockedKeys();
    app::DemoServer server(world.universe, world.clock, 7);
    int changes = 0;
    server.onChanged([&changes] { ++changes; });
    QVERIFY(!server.isRunning());
    server.start();
    QVERIFY(server.isRunning());
    world.clock.advance(15s);
    QCOMPARE(server.playersOnline(), std::size_t(6));
    QVERIFY(changes >= 7);
    auto held = world.lockedKeys();
    for (const std::string& key : before)
        held.erase(key);
    QVERIFY(held.size() >= 6);
    for (const app::Person& person : app::demoRegulars())
        held.erase(person.key());
    QVERIFY(held.empty());
    server.stop();
    world.clock.blockOn(server.stopped());
}

void TestDemoServer::keepsThePlaceAlive()
{
    World world;
    app::DemoServer server(world.universe, world.clock, 7);
    server.start();
    std::set<std::string> met;
    std::size_t least = 6;
    for (int minute = 0; minute < 20; ++minute) {
        world.clock.advance(1min);
        least = std::min(least, server.playersOnline());
        met.merge(world.lockedKeys());
    }
    // People come and go, but there always are some; locks live longer than their 90 seconds.
    QVERIFY2(met.size() >= 15, qPrintable(QString::number(met.size())));
    QVERIFY(least >= 3);
    server.stop();
    world.clock.blockOn(server.stopped());
    int changed = 0;
    for (const app::Person& person : app::demoRegulars()) {
        const auto found = world.inspect(person.key());
        QCOMPARE(found.state, store::RecordState::Valid);
        QVERIFY(found.transaction != store::TransactionState::Pending);
        changed += found.entry->info.updatedTime > app::demoEnd() ? 1 : 0;
    }
    QVERIFY2(changed >= 10, qPrintable(QString::number(changed)));
}

void TestDemoServer::tradesWithoutMakingMoney()
{
    World world;
    const std::int64_t before = world.coins();
    app::SimulationRates pace;
    pace.trades = 1;
    pace.saves = 0;
    app::DemoServer server(world.universe, world.clock, 11, pace);
    server.start();
    int changed = 0;
    for (int look = 0; look < 200; ++look) {
        world.clock.advance(1s);
        // Also in the middle of a trade every reader sees each coin once.
        std::int64_t sum = 0;
        for (const app::Person& person : app::demoRegulars())
            sum += (*world.inspect(person.key()).data)["coins"].toInteger();
        QCOMPARE(sum, before);
    }
    for (const app::Person& person : app::demoRegulars())
        changed += world.inspect(person.key()).txId ? 1 : 0;
    QVERIFY2(changed >= 2, qPrintable(QString::number(changed)));
    server.stop();
    world.clock.blockOn(server.stopped());
    QCOMPARE(world.coins(), before);
}

void TestDemoServer::keepsAwayFromOddRecords()
{
    World world;
    std::map<std::string, std::string> before;
    const auto versionOf = [&world](const std::string& key) {
        const auto found = world.inspect(key);
        return found.entry ? found.entry->info.version : std::string();
    };
    for (const std::string& key : oddKeys())
        before[key] = versionOf(key);
    for (const app::Person& person : app::demoRegulars())
        QVERIFY(!before.contains(person.key()));
    app::DemoServer server(world.universe, world.clock, 3);
    server.start();
    for (int look = 0; look < 60; ++look) {
        world.clock.advance(30s);
        for (const std::string& key : oddKeys())
            if (key != app::demo::locked)
                QVERIFY(!world.lockedKeys().contains(key));
    }
    server.stop();
    world.clock.blockOn(server.stopped());
    for (const std::string& key : oddKeys())
        QCOMPARE(versionOf(key), before[key]);
}

/// Somebody else works on all keys but one.
void TestDemoServer::keepsAwayFromHeldKeys()
{
    World world;
    auto& locks = world.universe.memoryStores().hashMap(store::names::locks("PlayerData"));
    const auto people = app::demoRegulars();
    for (std::size_t index = 1; index < people.size(); ++index)
        world.clock.blockOn(
            locks.set(people[index].key(), Value("somebody"), std::chrono::hours(1)));
    app::DemoServer server(world.universe, world.clock, 5);
    server.start();
    world.clock.advance(3min);
    QVERIFY(server.playersOnline() <= 1);
    server.stop();
    world.clock.blockOn(server.stopped());
    for (std::size_t index = 1; index < people.size(); ++index)
        QCOMPARE(json::print(*world.clock.blockOn(locks.get(people[index].key()))), "\"somebody\"");
}

/// A turn of the event loop wakes what one timer is for. The server works there in the window's
/// thread, so it must give the turn back after each call, however busy it is.
void TestDemoServer::makesOneWriteATurn()
{
    World world;
    int writes = 0;
    world.universe.setObserver([&writes](const mock::ObservedCall&) { ++writes; });
    app::SimulationRates pace;
    pace.leastPause = pace.maxPause = 20ms; // fifty times as busy as usual
    pace.shortestVisit = 200ms;
    pace.longestVisit = 2s;
    app::DemoServer server(world.universe, world.clock, 5, pace);
    const auto turns = [&](const auto& isDone) {
        int most = 0;
        int all = std::exchange(writes, 0); // of the start
        while (!isDone() && world.clock.step()) {
            most = std::max(most, writes);
            all += std::exchange(writes, 0);
        }
        return std::pair(most, all);
    };
    server.start();
    QVERIFY(writes <= 1);
    const auto end = world.clock.elapsed() + 4s;
    const auto [most, all] = turns([&] { return world.clock.elapsed() > end; });
    QVERIFY2(all > 50, qPrintable(QString::number(all)));
    QCOMPARE(most, 1);
    QVERIFY(server.playersOnline() > 0);
    server.stop();
    auto stopped = server.stopped();
    QCOMPARE(turns([&] { return stopped.isReady(); }).first, 1);
    world.universe.setObserver({});
}

void TestDemoServer::letsAllGoWhenStopped()
{
    World world;
    const auto before = world.lockedKeys();
    app::DemoServer server(world.universe, world.clock, 9);
    server.start();
    world.clock.advance(47s);
    QVERIFY(server.playersOnline() > 0);
    const auto from = world.clock.elapsed();
    server.stop();
    QVERIFY(!server.isRunning());
    world.clock.blockOn(server.stopped());
    QVERIFY(world.clock.elapsed() - from < 2s);
    QCOMPARE(server.playersOnline(), std::size_t(0));
    QCOMPARE(world.lockedKeys(), before);
    world.clock.run();
    QCOMPARE(world.clock.sleeping(), std::size_t(0));
}

void TestDemoServer::startsAnewWhileItStops()
{
    World world;
    app::DemoServer server(world.universe, world.clock, 9);
    server.start();
    world.clock.advance(20s);
    server.stop();
    server.start();
    QVERIFY(server.isRunning());
    world.clock.advance(20s);
    QCOMPARE(server.playersOnline(), std::size_t(6));
    server.stop();
    world.clock.blockOn(server.stopped());
    server.start();
    world.clock.advance(20s);
    QCOMPARE(server.playersOnline(), std::size_t(6));
    server.stop();
    world.clock.blockOn(server.stopped());
}

void TestDemoServer::losesWhoseLockIsBroken()
{
    World world;
    app::SimulationRates pace;
    pace.shortestVisit = pace.longestVisit = 1h;
    app::DemoServer server(world.universe, world.clock, 13, pace);
    server.start();
    world.clock.advance(20s);
    auto& locks = world.universe.memoryStores().hashMap(store::names::locks("PlayerData"));
    for (const std::string& key : world.lockedKeys())
        world.clock.blockOn(locks.set(key, Value("thief"), std::chrono::hours(2)));
    world.clock.advance(3min);
    // Those whose lock was taken are gone, others came.
    QCOMPARE(server.playersOnline(), std::size_t(6));
    for (const auto& [key, item] : world.universe.hashItems(store::names::locks("PlayerData")))
        QVERIFY(item.value.isString());
    server.stop();
    world.clock.blockOn(server.stopped());
}

void TestDemoServer::survivesDataOfAnyShape()
{
    World world;
    auto& records = world.universe.dataStores().dataStore(store::names::records("PlayerData"));
    int index = 0;
    for (const app::Person& person : app::demoRegulars()) {
        Value record = world.clock.blockOn(records.get(person.key()))->value;
        const Value odd = index % 3 == 0 ? Value("what?")
            : index % 3 == 1             ? Value::object({{"coins", 5}, {"inventory", 3}})
                                         : Value::array({Value(1)});
        ++index;
        record = record.withMember(
            "file", Value::object({{"data", Value::object({{"committedData", odd}})}}));
        world.clock.blockOn(records.set(person.key(), record));
    }
    app::DemoServer server(world.universe, world.clock, 15);
    server.start();
    world.clock.advance(2min);
    QCOMPARE(server.playersOnline(), std::size_t(0));
    server.stop();
    world.clock.blockOn(server.stopped());
}

void TestDemoServer::doesTheSameFromTheSameSeed()
{
    const auto play = [](std::uint64_t seed) {
        World world;
        app::DemoServer server(world.universe, world.clock, seed);
        server.start();
        world.clock.advance(2min);
        server.stop();
        world.clock.blockOn(server.stopped());
        return json::print(mock::exportUniverse(world.universe)["dataStores"]);
    };
    const auto first = play(21);
    QVERIFY(first == play(21));
    QVERIFY(first != play(22));
}

PLECTRUM_TEST(TestDemoServer)

} // namespace tst_demo_server

#include "tst_demo_server.moc"
