// SPDX-License-Identifier: MIT
// The store where the recordings do not reach: what is mended, and what is lost or late.
#include "game_world.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_store {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

class StoreTest : public QObject
{
    Q_OBJECT

private slots:
    void aFailedRecordWriteRemovesItsShards()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        world.set("k", manyItems(1));
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Set, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/records/Game"));
        world.universe.setFaultPlan(plan);
        QCOMPARE(errorOf([&] { world.blockOn(world.game->save("k")); }),
                 std::string("403: no access"));
        QCOMPARE(world.shardCount(), std::size_t(0));
        QCOMPARE(world.data("k"), std::string(R"({"coins":0})"));
        world.blockOn(world.game->save("k"));
        QVERIFY(*world.inspect("k").data == manyItems(1));
        world.blockOn(world.game->close());
    }

    /// Shards that could not be removed are named by the next record and go with it.
    void orphansAreNotForgotten()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", manyItems(1));
        world.blockOn(world.game->save("k"));
        const auto old = std::get<ShardedFile>(world.inspect("k").record->file);
        world.set("k", coins(1));
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Remove, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/shards/Game"));
        plan.failures.back().times = 2;
        world.universe.setFaultPlan(plan);
        world.blockOn(world.game->save("k"));
        QVERIFY(world.shardCount() > 0);
        world.set("k", coins(2));
        world.blockOn(world.game->save("k"));
        QCOMPARE(world.shardCount(), std::size_t(0));
        QVERIFY(std::get<ShardedFile>(world.inspect("k").record->orphanedFiles.at(0)) == old);
        world.set("k", coins(3));
        world.blockOn(world.game->save("k"));
        QVERIFY(world.inspect("k").record->orphanedFiles.empty());
        world.blockOn(world.game->close());
    }

    void aLostAnswerIsReadBack()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", manyItems(1));
        world.universe.setFaultPlan(lostAnswer(mock::Op::Set, "lyra/records/Game"));
        world.blockOn(world.game->save("k"));
        QVERIFY(*world.inspect("k").data == manyItems(1));
        world.blockOn(world.game->close());
    }

    /// When reading back fails too, the shards that the record may name stay.
    void anUnknownOutcomeKeepsTheShards()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        world.set("k", manyItems(1));
        auto plan = lostAnswer(mock::Op::Set, "lyra/records/Game");
        plan.failures.push_back(failureOf(mock::Op::Get, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/records/Game"));
        world.universe.setFaultPlan(plan);
        QCOMPARE(errorOf([&] { world.blockOn(world.game->save("k")); }),
                 std::string("599: no answer"));
        QVERIFY(*world.inspect("k").data == manyItems(1));
        world.set("k", manyItems(2));
        world.blockOn(world.game->save("k"));
        QVERIFY(*world.inspect("k").data == manyItems(2));
        const auto file = std::get<ShardedFile>(world.inspect("k").record->file);
        QCOMPARE(world.shardCount(), std::size_t(file.count));
        world.blockOn(world.game->close());
    }

    void unsavedDataOfALostLockIsGivenBack()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", coins(7));
        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.blockOn(locks.set("k", "THIEF", 90s));
        world.clock.advance(61s);
        QCOMPARE(world.unsaved, (std::vector<std::string>{R"(k{"coins":7})"}));
        QCOMPARE(errorOf([&] { world.blockOn(world.game->get("k")); }),
                 std::string("Key not loaded"));
        QCOMPARE(world.record("k"), std::string("absent"));
    }

    /// The lock goes while the shards are written: the record must not follow.
    void aSaveWithoutItsLockIsRefused()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        world.set("k", manyItems(1));
        world.clock.advance(30s);
        mock::FaultPlan slow;
        slow.minimumLatency = 70s;
        slow.maximumLatency = 70s;
        world.universe.setFaultPlan(slow);
        auto save = world.game->save("k");
        world.clock.advance(20s);
        auto thief = world.universe.memoryStores().hashMap("lyra/locks/Game").set("k", "X", 90s);
        world.clock.advance(70s);
        world.universe.setFaultPlan({});
        QVERIFY(errorOf([&] { world.blockOn(std::move(save)); }) != "none");
        world.blockOn(std::move(thief));
        world.clock.advance(200s);
        QCOMPARE(world.data("k"), std::string(R"({"coins":0})"));
        QCOMPARE(world.shardCount(), std::size_t(0));
    }

    /// Between two tries of one write the lock can be lost, and another server may have written.
    void noTryIsMadeWithoutTheLock()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        world.set("k", coins(1));
        world.clock.advance(45s);
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Set, datastore::ErrorKind::Unreachable,
                                          "502: rejected", "lyra/records/Game"));
        plan.failures.back().times = 4;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no access"));
        world.universe.setFaultPlan(plan);
        // Tries at 45, 47, 51, 59 and 75 s; the refresh of the lock fails at 60 s.
        auto save = world.game->save("k");
        world.clock.advance(20s);
        world.putRecord("k", R"({"coins":9})");
        QCOMPARE(errorOf([&] { world.blockOn(std::move(save)); }),
                 std::string("Lock lost for key 'k'"));
        QCOMPARE(world.data("k"), std::string(R"({"coins":9})"));
    }

    void unsavedDataOfAFailedUnloadIsGivenBack()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", coins(7));
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::Set, datastore::ErrorKind::Denied, "403: no access"));
        world.universe.setFaultPlan(plan);
        QCOMPARE(errorOf([&] { world.blockOn(world.game->unload("k")); }),
                 std::string("403: no access"));
        QCOMPARE(world.unsaved, (std::vector<std::string>{R"(k{"coins":7})"}));
        QVERIFY(!world.isLocked("k"));
    }

    void aStepThatReturnsNothingFailsTheLoad()
    {
        auto config = gameConfig();
        config.migrationSteps.push_back(
            transformStep("bad", [](const json::Value&) { return std::optional<json::Value>(); }));
        GameWorld world(config);
        world.put("lyra/records/Game", "k",
                  R"({"appliedMigrations":[],"file":{"data":{"committedData":1}}})");
        const auto before = world.everything();
        QCOMPARE(errorOf([&] { world.blockOn(world.game->load("k")); }),
                 std::string("Failed migration step 'bad': the step returned nothing"));
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }

    void savesAreSerialisedAndSkipped()
    {
        GameWorld world;
        int writes = 0;
        world.universe.setObserver(
            [&](const mock::ObservedCall& call) { writes += call.op == mock::Op::Set ? 1 : 0; });
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->save("k"));
        mock::FaultPlan slow;
        slow.minimumLatency = 1s;
        slow.maximumLatency = 1s;
        world.universe.setFaultPlan(slow);
        writes = 0;
        world.set("k", coins(1));
        auto first = world.game->save("k");
        world.set("k", coins(2));
        auto second = world.game->save("k");
        auto third = world.game->save("k");
        const auto start = world.clock.elapsed();
        world.blockOn(std::move(third));
        QVERIFY(first.isReady() && second.isReady());
        QVERIFY(world.clock.elapsed() - start == 2s);
        QCOMPARE(writes, 2);
        world.universe.setFaultPlan({});
        QCOMPARE(world.data("k"), std::string(R"({"coins":2})"));
        world.blockOn(world.game->close());
    }

    /// A change while the unload saves is saved too.
    void aChangeDuringUnloadIsNotLost()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        mock::FaultPlan slow;
        slow.minimumLatency = 1s;
        slow.maximumLatency = 1s;
        world.universe.setFaultPlan(slow);
        auto unload = world.game->unload("k");
        world.clock.advance(500ms);
        world.set("k", coins(9));
        world.blockOn(std::move(unload));
        world.universe.setFaultPlan({});
        QCOMPARE(world.data("k"), std::string(R"({"coins":9})"));
    }

    /// What it writes may still come: nobody else may have the key before.
    void anUnloadThatTimesOutKeepsItsLock()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", coins(7));
        mock::FaultPlan slow;
        slow.minimumLatency = 80s;
        slow.maximumLatency = 80s;
        world.universe.setFaultPlan(slow);
        auto unload = world.game->unload("k");
        world.universe.setFaultPlan({});
        QCOMPARE(errorOf([&] { world.blockOn(std::move(unload)); }),
                 std::string("Queue item timed out"));
        QVERIFY(world.isLocked("k"));
        QCOMPARE(world.record("k"), std::string("absent"));
        auto close = world.game->close();
        QVERIFY(!close.isReady());
        world.blockOn(std::move(close));
        QVERIFY(!world.isLocked("k"));
        QCOMPARE(world.data("k"), std::string(R"({"coins":7})"));
    }

    void aQueuedOperationHasItsLimit()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        mock::FaultPlan slow;
        slow.minimumLatency = 1000s;
        slow.maximumLatency = 1000s;
        world.universe.setFaultPlan(slow);
        auto save = world.game->save("k");
        world.universe.setFaultPlan({});
        const auto start = world.clock.elapsed();
        try {
            world.blockOn(std::move(save));
            QFAIL("saved");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::TimedOut);
        }
        QVERIFY(world.clock.elapsed() - start == 60s);
    }

    void membersOfOthersSurvive()
    {
        GameWorld world;
        world.put("lyra/records/Game", "k",
                  R"({"appliedMigrations":[],"file":{"data":{"committedData":1}},"later":[1]})");
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->unload("k"));
        QVERIFY(world.record("k").contains(R"("later":[1])"));
    }

    void changedCallbacksAndOwnErrors()
    {
        auto config = gameConfig();
        std::vector<std::string> changes;
        config.changedCallbacks.push_back([&](const std::string& key, const json::Value& now,
                                              const std::optional<json::Value>& before) {
            changes.push_back(key + json::print(now) + (before ? json::print(*before) : ""));
        });
        GameWorld world(config);
        world.blockOn(world.game->load("k"));
        world.set("k", coins(1));
        world.set("k", coins(1));
        QCOMPARE(changes,
                 (std::vector<std::string>{R"(k{"coins":0})", R"(k{"coins":1}{"coins":0})"}));
        // A bridge to another language says itself what was wrong with its answer.
        const auto own = [](json::Value&) -> json::Value {
            throw Error(ErrorKind::Transform, "attempt to yield");
        };
        QCOMPARE(errorOf([&] { world.blockOn(world.game->update("k", own)); }),
                 std::string("attempt to yield"));
        world.blockOn(world.game->close());
    }

    /// A callback that fails is the game's own trouble: the load and the change stand.
    void aFailingCallbackStopsNothing()
    {
        auto config = gameConfig();
        std::vector<std::string> errors;
        config.logCallback = [&](const LogMessage& message) {
            if (message.level == LogLevel::Error)
                errors.push_back(json::print(message.context["error"]));
        };
        int calls = 0;
        config.changedCallbacks.push_back(
            [](const std::string&, const json::Value&, const std::optional<json::Value>&) {
                throw std::runtime_error("oops");
            });
        config.changedCallbacks.push_back([&](const std::string&, const json::Value&,
                                              const std::optional<json::Value>&) { ++calls; });
        GameWorld world(config);
        auto loading = world.game->load("k");
        world.clock.advance(1s);
        QVERIFY(loading.isReady());
        world.blockOn(std::move(loading));
        world.set("k", coins(1));
        QCOMPARE(calls, 2);
        QCOMPARE(errors, (std::vector<std::string>{R"("oops")", R"("oops")"}));
        world.blockOn(world.game->close());
        QCOMPARE(world.data("k"), std::string(R"({"coins":1})"));
    }

    /// Two servers, each with its own instance, never hold a key at once and lose no change.
    void twoServersTakeTurns()
    {
        GameWorld world;
        Store other(gameConfig(), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        world.blockOn(world.game->load("k"));
        world.set("k", coins(1));
        auto waiting = other.load("k");
        world.clock.advance(2s);
        QVERIFY(!waiting.isReady());
        world.blockOn(world.game->unload("k"));
        world.blockOn(std::move(waiting));
        QCOMPARE(json::print(world.blockOn(other.get("k"))), std::string(R"({"coins":1})"));
        world.blockOn(other.close());
        world.blockOn(world.game->close());
    }

    void destroyedWithoutClose()
    {
        GameWorld world;
        world.blockOn(world.game->load("k"));
        world.set("k", coins(5));
        world.game.reset();
        QVERIFY(world.isLocked("k"));
        world.clock.advance(100s);
        QVERIFY(!world.isLocked("k"));
        QCOMPARE(world.record("k"), std::string("absent"));
    }
};

PLECTRUM_TEST(StoreTest)

} // namespace tst_store

#include "tst_store.moc"
