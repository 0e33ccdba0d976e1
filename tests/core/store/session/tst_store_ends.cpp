// SPDX-License-Identifier: MIT
// Loads that are cancelled or fail, closes and stores that are destroyed: what is left behind.
#include "game_world.h"
#include "support/test.h"

namespace tst_store_ends {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

mock::FaultPlan slow(async::Duration each)
{
    mock::FaultPlan plan;
    plan.minimumLatency = each;
    plan.maximumLatency = each;
    return plan;
}

/// The clock of a server that crashes: whoever sleeps on it is cancelled.
class MortalClock final : public async::Clock
{
public:
    explicit MortalClock(async::SimClock& world)
        : m_world(world)
    {
    }
    async::Time now() const override { return m_world.now(); }
    async::Duration elapsed() const override { return m_world.elapsed(); }
    async::Task<void> sleep(async::Duration duration, std::stop_token stop = {}) override
    {
        return sleepOn(&m_world, duration, death.get_token(), std::move(stop));
    }

    std::stop_source death;

private:
    static async::Task<void> sleepOn(async::SimClock* world, async::Duration duration,
                                     std::stop_token death, std::stop_token stop)
    {
        std::stop_source either;
        const std::stop_callback first(death, [&either] { either.request_stop(); });
        const std::stop_callback second(stop, [&either] { either.request_stop(); });
        co_await world->sleep(duration, either.get_token());
    }

    async::SimClock& m_world;
};

} // namespace

class StoreEndsTest : public QObject
{
    Q_OBJECT

private slots:
    void updateImmutableWantsATable_data()
    {
        QTest::addColumn<QString>("given");
        for (const char* text : {"5", "0.5", "\"text\"", "null", "true"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void updateImmutableWantsATable()
    {
        QFETCH(QString, given);
        GameWorld world;
        world.blockOn(world.game->load("k"));
        QCOMPARE(errorOf([&] { world.set("k", parsed(given.toStdString())); }),
                 std::string("transformFunction must return data or false"));
        QVERIFY(world.blockOn(world.game->get("k")) == coins(0));
        world.blockOn(world.game->close());
    }

    /// An error that may not be tried again is as good as another's lock.
    void aLoadGoesOnWhileItsLockFails()
    {
        GameWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no access"));
        plan.failures.back().times = 3;
        world.universe.setFaultPlan(plan);
        world.blockOn(world.game->load("k"));
        QCOMPARE(world.clock.elapsed(), async::Duration(7s));
        plan.failures.back().times = mock::Failure::always;
        world.universe.setFaultPlan(plan);
        QCOMPARE(errorOf([&] { world.blockOn(world.game->load("other")); }),
                 std::string("Failed to acquire lock for key 'other' within 90 seconds"));
        world.universe.setFaultPlan({});
        world.blockOn(world.game->close());
    }

    void theToolSaysTheReasonAtOnce()
    {
        GameWorld world;
        world.putRecord("k", R"({"coins":1})");
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no access"));
        world.universe.setFaultPlan(plan);
        QCOMPARE(errorOf([&] {
                     world.blockOn(
                         world.access.saveDraft(StoreWorld::lyra("k"), coins(1), coins(2), 60s));
                 }),
                 std::string("HashMap error: no access"));
        QCOMPARE(world.clock.elapsed(), async::Duration(0s));
    }

    /// After close() has come back nothing is locked, and nothing will be.
    void aClosedStoreLocksNothing()
    {
        GameWorld world;
        world.universe.setFaultPlan(slow(10s));
        auto load = world.game->load("k");
        world.clock.advance(5s);
        auto close = world.game->close();
        QCOMPARE(errorOf([&] { world.blockOn(std::move(load)); }),
                 std::string("Load was cancelled"));
        world.blockOn(std::move(close));
        world.universe.setFaultPlan({});
        QVERIFY(!world.isLocked("k"));
        world.clock.advance(60s);
        QVERIFY(!world.isLocked("k"));
    }

    /// Tries that may have set the lock, between which the load is cancelled.
    void aCancelledLoadStopsTrying()
    {
        GameWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "InternalError"));
        plan.failures.back().isDone = true;
        plan.failures.back().times = 2;
        world.universe.setFaultPlan(plan);
        auto load = world.game->load("k");
        world.clock.advance(3s); // the third try would come at 6 s
        world.blockOn(world.game->unload("k"));
        QCOMPARE(errorOf([&] { world.blockOn(std::move(load)); }),
                 std::string("Load was cancelled"));
        world.blockOn(world.game->close());
        QCOMPARE_LT(world.clock.elapsed(), async::Duration(6s));
        QVERIFY(!world.isLocked("k"));
        world.clock.advance(100s);
        QVERIFY(!world.isLocked("k"));
    }

    /// A refresh of a lost lock that is answered late.
    void aCloseWaitsForTheRefreshOfALostLock()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.universe.setFaultPlan(slow(40s));
        world.clock.advance(95s); // lost at 89.8 s, the refresh arrives at 100 s
        world.blockOn(world.game->close());
        world.universe.setFaultPlan({});
        QVERIFY(!world.isLocked("k"));
        world.clock.advance(60s);
        QVERIFY(!world.isLocked("k"));
    }

    /// A save waits for a refresh that the crash ends, and the close for the save.
    void aCloseEndsInACrash()
    {
        StoreWorld world;
        MortalClock clock(world.clock);
        auto game = std::make_unique<Store>(gameConfig(), world.universe.dataStores(),
                                            world.universe.memoryStores(), clock, world.random);
        world.clock.blockOn(game->load("k"));
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "InternalError"));
        plan.failures.back().times = mock::Failure::always;
        world.universe.setFaultPlan(plan);
        world.clock.advance(86s); // the refresh waits for its fifth try
        auto close = game->close();
        QVERIFY(!close.isReady());
        clock.death.request_stop();
        game.reset();
        world.clock.run();
        QVERIFY(close.isReady());
    }

    /// Who unloads is told what was saved: nothing is added to that session any more.
    void nothingIsAddedAfterAnUnloadThatTimedOut()
    {
        GameWorld world;
        for (const char* key : {"a", "b"}) {
            world.blockOn(world.game->load(key));
            world.blockOn(world.game->save(key));
        }
        world.universe.setFaultPlan(slow(25s));
        const auto trade = [](TxData& data) {
            data["a"] = coins(1);
            data["b"] = coins(2);
            return json::Value(true);
        };
        auto tx = world.game->tx({"a", "b"}, trade);
        auto unload = world.game->unload("a");
        auto update = world.game->update("a", [](json::Value& data) {
            data = coins(9);
            return json::Value(true);
        });
        QCOMPARE(errorOf([&] { world.blockOn(std::move(unload)); }),
                 std::string("Queue item timed out"));
        QCOMPARE(errorOf([&] { world.blockOn(std::move(update)); }), std::string("Key not loaded"));
        errorOf([&] { world.blockOn(std::move(tx)); }); // may be done, for it was under way
        world.universe.setFaultPlan({});
        world.blockOn(world.game->close());
        QCOMPARE(world.data("a"), std::string(R"({"coins":1})"));
        QCOMPARE(world.data("b"), std::string(R"({"coins":2})"));
    }

    void aDestroyedStoreWritesNoShardAnyMore()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        world.set("k", manyItems(1));
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Set, datastore::ErrorKind::Unreachable,
                                          "502: no answer", "lyra/shards/Game"));
        plan.failures.back().times = 1000;
        world.universe.setFaultPlan(plan);
        auto save = world.game->save("k");
        world.clock.advance(1s);
        world.universe.setFaultPlan({});
        world.game.reset();
        const auto before = world.everything();
        world.clock.advance(200s);
        QCOMPARE(world.everything(), before);
        QCOMPARE(world.shardCount(), std::size_t(0));
    }
};

PLECTRUM_TEST(StoreEndsTest)

} // namespace tst_store_ends

#include "tst_store_ends.moc"
