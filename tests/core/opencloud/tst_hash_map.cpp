// SPDX-License-Identifier: MIT
// Hash maps through scripts that really run in the emulated universe, on simulated time.
#include "async/sim_clock.h"
#include "cloud_world.h"
#include "datastore/error.h"
#include "emulator/luau_task_runner.h"
#include "opencloud/hash_map.h"
#include "store/session/store.h"
#include "support/test.h"

#include <algorithm>
#include <functional>

namespace tst_hash_map {

using namespace plectrum;
using datastore::Error;
using datastore::ErrorKind;
using json::Value;
using opencloud::HashMapCallSettings;
using std::chrono::seconds;
using Maybe = std::optional<Value>;

namespace {

const std::string ours = "11111111-2222-4333-8444-555555555555";
const std::string theirs = "99999999-2222-4333-8444-555555555555";

Maybe takeIt(const Maybe& value)
{
    return value && value->toString() != ours ? std::nullopt : Maybe(Value(ours));
}

Maybe letGo(const Maybe& value)
{
    return value && value->toString() == ours ? Maybe(Value(ours)) : std::nullopt;
}

HashMapCallSettings defaultSettings()
{
    HashMapCallSettings settings;
    settings.place = {1, 1};
    return settings;
}

/// A universe with scripts, asked by a client of its own.
struct Scripted
{
    explicit Scripted(HashMapCallSettings settings = defaultSettings(),
                      emulator::Options options = test::CloudWorld::usual())
        : world(opencloud::ProtocolSetting::Automatic, std::move(options))
        , runner(emulator::makeLuauTaskRunner(world.there, world.service.memoryStores(),
                                              world.clock, async::Random(3)))
        , maps(world.patient, world.clock, std::move(settings))
    {
        world.service.setTaskRunner(runner.get());
    }
    ~Scripted() { world.blockOn(world.service.close()); }

    datastore::HashMap& map(const std::string& name = "lyra/locks/Things")
    {
        return maps.hashMap(name);
    }
    Maybe there(const std::string& key, const std::string& name = "lyra/locks/Things")
    {
        return world.blockOn(world.there.memoryStores().hashMap(name).get(key));
    }
    void put(const std::string& key, const Value& value)
    {
        auto& map = world.there.memoryStores().hashMap("lyra/locks/Things");
        world.blockOn(map.set(key, value, seconds(90)));
    }
    std::ptrdiff_t created() const
    {
        return std::ranges::count(world.exchanges, std::string("POST"),
                                  &emulator::Exchange::method);
    }
    /// The error that a task ends with; nothing when it ends well.
    template <typename T>
    std::optional<Error> failureOf(async::Task<T> task)
    {
        try {
            world.blockOn(std::move(task));
        } catch (const Error& error) {
            return error;
        }
        return std::nullopt;
    }

    test::CloudWorld world;
    std::unique_ptr<emulator::TaskRunner> runner;
    opencloud::HashMapService maps;
};

/// A game whose locks go through the universe's own scripts.
struct LockedGame : Scripted
{
    LockedGame()
        : cloud(world.patient, world.clock, {.universeId = 1, .placeId = 1})
    {
        store::StoreConfig config;
        config.name = "Game";
        config.templateData = Value::object({{"coins", 0}});
        config.schema = [](const Value&) { return std::optional<std::string>(); };
        config.onLockLost = [this](const std::string&) { lostAt = world.clock.elapsed(); };
        game = std::make_unique<store::Store>(std::move(config), cloud.dataStores(),
                                              cloud.memoryStores(), world.clock, random);
    }
    /// A refresh that is still tried ends with its store, by the time that its waits take.
    ~LockedGame()
    {
        game.reset();
        world.clock.advance(std::chrono::minutes(5));
    }
    LockedGame(const LockedGame&) = delete;
    LockedGame& operator=(const LockedGame&) = delete;
    bool isLocked() { return there("k", "lyra/locks/Game").has_value(); }

    opencloud::Universe cloud;
    async::Random random{5};
    std::optional<async::Duration> lostAt;
    std::unique_ptr<store::Store> game;
};

} // namespace

class TestHashMap : public QObject
{
    Q_OBJECT

private slots:
    void takesRefreshesAndReleasesByOneScriptEach();
    void leavesTheLockOfAnother();
    void seesWhatChangedSinceItLooked();
    void passesAnyNameAndValue();
    void gathersManyKeysInOneScript();
    void keepsWithinTheQuotaWithLocksFirst();
    void findsOutThatALostSwapWasDone();
    void doesALostSwapThatWasNotDone();
    void endsAsAnErrorWhenNothingIsConfirmed();
    void aLockWhoseRefreshIsNotConfirmedIsLost_data();
    void aLockWhoseRefreshIsNotConfirmedIsLost();
    void aLockIsKeptWhileRefreshesAreConfirmed();
    void withoutAPlaceNothingIsKnown();
    void tellsTheScopeThatIsMissing();
    void tellsWhatAScriptDiedOf();
    void quotesWhateverStandsInAnArgument();
};

void TestHashMap::takesRefreshesAndReleasesByOneScriptEach()
{
    Scripted scripted;
    auto& map = scripted.map();
    QVERIFY(scripted.world.blockOn(map.update("k", takeIt, seconds(90))).has_value());
    QCOMPARE(scripted.created(), 1);
    QVERIFY(scripted.there("k") == Value(ours));
    scripted.world.clock.advance(seconds(60));
    QVERIFY(scripted.world.blockOn(map.update("k", takeIt, seconds(90))).has_value());
    QCOMPARE(scripted.created(), 2);
    scripted.world.clock.advance(seconds(60));
    QVERIFY2(scripted.there("k") == Value(ours), "the refresh gave it no new time");
    QVERIFY(scripted.world.blockOn(map.update("k", letGo, seconds(0))).has_value());
    QCOMPARE(scripted.created(), 3);
    scripted.world.clock.advance(seconds(1));
    QVERIFY(!scripted.there("k"));
}

void TestHashMap::leavesTheLockOfAnother()
{
    Scripted scripted;
    scripted.put("k", Value(theirs));
    QVERIFY(!scripted.world.blockOn(scripted.map().update("k", takeIt, seconds(90))));
    QVERIFY(scripted.there("k") == Value(theirs));
    QVERIFY(!scripted.world.blockOn(scripted.map().update("k", letGo, seconds(0))));
    QVERIFY(scripted.there("k") == Value(theirs));
}

void TestHashMap::seesWhatChangedSinceItLooked()
{
    Scripted scripted;
    auto& map = scripted.map();
    QVERIFY(!scripted.world.blockOn(map.get("k")));
    scripted.put("k", Value(theirs));
    QVERIFY(scripted.world.blockOn(map.get("k")) == Value(theirs));
    scripted.world.clock.advance(seconds(100)); // it expires there; here it is still known
    QVERIFY(scripted.world.blockOn(map.update("k", takeIt, seconds(90))).has_value());
    scripted.world.clock.advance(seconds(100)); // ours expires, another takes it
    scripted.put("k", Value(theirs));
    QVERIFY(!scripted.world.blockOn(map.update("k", takeIt, seconds(90))));
    QVERIFY(scripted.there("k") == Value(theirs));
}

void TestHashMap::passesAnyNameAndValue()
{
    Scripted scripted;
    const std::string name = "a/b ]] ]=] \"%\\ ärger";
    const std::string key = "k@1:2 ]=]";
    const Value value = Value::object({{"list", Value::array({Value(1), Value("]]\n\\n")})},
                                       {"deep", Value::object({{"x", Value(0.5)}})}});
    auto& map = scripted.map(name);
    scripted.world.blockOn(map.set(key, value, seconds(60)));
    QVERIFY(scripted.there(key, name) == value);
    QVERIFY(scripted.world.blockOn(map.get(key)) == value);
    scripted.world.blockOn(map.remove(key));
    QVERIFY(!scripted.there(key, name));
}

void TestHashMap::gathersManyKeysInOneScript()
{
    Scripted scripted;
    std::vector<async::Task<Maybe>> tasks;
    for (int i = 0; i < 60; ++i)
        tasks.push_back(scripted.map().update("k" + std::to_string(i), takeIt, seconds(90)));
    scripted.world.blockOn(async::all(std::move(tasks)));
    QCOMPARE(scripted.created(), 1);
    QVERIFY(scripted.there("k59") == Value(ours));
}

void TestHashMap::keepsWithinTheQuotaWithLocksFirst()
{
    auto options = test::CloudWorld::usual();
    options.quotas.isEnforced = true;
    Scripted scripted(defaultSettings(), std::move(options));
    auto& map = scripted.map();
    // Somebody looks all the time; a lock that is held is refreshed all the same, and soon.
    std::vector<async::Task<Maybe>> looks;
    for (int i = 0; i < 20; ++i) {
        looks.push_back(map.get("look" + std::to_string(i)));
        scripted.world.clock.advance(seconds(1));
    }
    const auto begin = scripted.world.clock.elapsed();
    QVERIFY(scripted.world.blockOn(map.update("k", takeIt, seconds(90))).has_value());
    QVERIFY(scripted.world.clock.elapsed() - begin < seconds(10));
    scripted.world.blockOn(async::all(std::move(looks)));
    const auto isRefused = [](const emulator::Exchange& each) { return each.status == 429; };
    QCOMPARE(std::ranges::count_if(scripted.world.exchanges, isRefused), 0);
}

void TestHashMap::findsOutThatALostSwapWasDone()
{
    Scripted scripted;
    scripted.world.fault("drop-after", "POST");
    QVERIFY(scripted.world.blockOn(scripted.map().update("k", takeIt, seconds(90))).has_value());
    QCOMPARE(scripted.created(), 2);
    QVERIFY(scripted.there("k") == Value(ours));
}

void TestHashMap::doesALostSwapThatWasNotDone()
{
    Scripted scripted;
    scripted.world.fault("drop-before", "POST");
    QVERIFY(scripted.world.blockOn(scripted.map().update("k", takeIt, seconds(90))).has_value());
    QVERIFY(scripted.there("k") == Value(ours));
}

void TestHashMap::endsAsAnErrorWhenNothingIsConfirmed()
{
    auto options = test::CloudWorld::usual();
    options.taskDelay = seconds(200);
    Scripted scripted(defaultSettings(), std::move(options));
    const auto begin = scripted.world.clock.elapsed();
    const auto failed = scripted.failureOf(scripted.map().update("k", takeIt, seconds(90)));
    QVERIFY(failed.has_value());
    QCOMPARE(failed->kind(), ErrorKind::Unreachable);
    QVERIFY(failed->isOutcomeUnknown());
    QVERIFY(scripted.world.clock.elapsed() - begin < seconds(90)); // before the lock is over
}

void TestHashMap::aLockWhoseRefreshIsNotConfirmedIsLost_data()
{
    QTest::addColumn<std::string>("fault");
    QTest::addColumn<std::string>("method");
    QTest::newRow("no script begins") << std::string("drop-before") << std::string("POST");
    QTest::newRow("every refresh is done, none confirmed")
        << std::string("drop-after") << std::string("POST");
    QTest::newRow("nobody tells what became of it")
        << std::string("drop-after") << std::string("GET");
    QTest::newRow("out of order") << std::string("status=503") << std::string("POST");
}

void TestHashMap::aLockWhoseRefreshIsNotConfirmedIsLost()
{
    QFETCH(std::string, fault);
    QFETCH(std::string, method);
    LockedGame locked;
    auto& clock = locked.world.clock;
    locked.world.blockOn(locked.game->load("k"));
    const auto confirmed = clock.elapsed();
    QVERIFY(locked.isLocked());
    locked.world.fault(fault, method, emulator::FaultRule::always);
    clock.advance(seconds(95));
    QVERIFY2(locked.lostAt.has_value(), "the lock counts as held");
    QVERIFY2(*locked.lostAt - confirmed < seconds(90), "it counted as held for too long");
    locked.world.service.clearFaults();
    const auto failed = [&] {
        try {
            locked.world.blockOn(locked.game->save("k"));
        } catch (const std::exception&) {
            return true;
        }
        return false;
    };
    QVERIFY2(failed(), "saved without a lock");
}

void TestHashMap::aLockIsKeptWhileRefreshesAreConfirmed()
{
    LockedGame locked;
    auto& clock = locked.world.clock;
    locked.world.blockOn(locked.game->load("k"));
    clock.advance(std::chrono::minutes(10));
    QVERIFY(!locked.lostAt);
    QVERIFY(locked.isLocked());
    locked.world.blockOn(locked.game->unload("k"));
    clock.advance(seconds(1));
    QVERIFY(!locked.isLocked());
}

void TestHashMap::withoutAPlaceNothingIsKnown()
{
    Scripted scripted;
    opencloud::Universe cloud(scripted.world.patient, scripted.world.clock, {.universeId = 1});
    const auto failed = scripted.failureOf(cloud.memoryStores().hashMap("lyra/locks/A").get("k"));
    QVERIFY(failed.has_value());
    QCOMPARE(failed->code(), std::string(datastore::noPlaceIdCode));
    QCOMPARE(scripted.created(), 0);
}

void TestHashMap::tellsTheScopeThatIsMissing()
{
    auto options = test::CloudWorld::usual();
    options.keys[0].scopes = {"universe-datastores.objects:read"};
    Scripted scripted(defaultSettings(), std::move(options));
    const auto failed = scripted.failureOf(scripted.map().get("k"));
    QVERIFY(failed.has_value());
    QCOMPARE(failed->kind(), ErrorKind::Denied);
    QVERIFY(failed->text().contains("universe.place.luau-execution-session:write"));
}

void TestHashMap::tellsWhatAScriptDiedOf()
{
    Scripted scripted;
    auto run = opencloud::runLuauTask(&scripted.world.patient, &scripted.world.clock, {1, 1},
                                      "error('ouch')", opencloud::Priority::User);
    const auto failed = scripted.failureOf(std::move(run));
    QVERIFY(failed.has_value());
    QCOMPARE(failed->code(), std::string("SCRIPT_ERROR"));
    QVERIFY(failed->text().contains("ouch"));
}

void TestHashMap::quotesWhateverStandsInAnArgument()
{
    using opencloud::withArgument;
    QCOMPARE(withArgument("f(A) g()", "A", "x"), std::string("f([[\nx]]) g()"));
    QCOMPARE(withArgument("f(A)", "A", "[1]"), std::string("f([=[\n[1]]=])"));
    QCOMPARE(withArgument("f(A)", "A", "]]]=]"), std::string("f([==[\n]]]=]]==])"));
}

PLECTRUM_TEST(TestHashMap)

} // namespace tst_hash_map

#include "tst_hash_map.moc"
