// SPDX-License-Identifier: MIT
// Transactions where the recordings do not reach: answers that are lost, locks that go, servers
// that die, and who waits for whom. After each, a reader sees all of it or nothing.
#include "game_world.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_store_transactions {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

constexpr const char* records = "lyra/records/Game";
constexpr const char* markers = "lyra/tx/Game";
constexpr const char* locks = "lyra/locks/Game";

json::Value giveCoins(TxData& data)
{
    data["a"] = coins(1);
    data["b"] = coins(2);
    return true;
}

struct TradeWorld : GameWorld
{
    explicit TradeWorld(StoreConfig config = gameConfig())
        : GameWorld(std::move(config))
    {
        for (const char* key : {"a", "b"}) {
            blockOn(game->load(key));
            blockOn(game->save(key));
        }
    }
    async::Task<bool> trade() { return game->tx({"a", "b"}, giveCoins); }
    /// The data of both keys as a reader sees it.
    std::string both() { return data("a") + data("b"); }
    std::size_t markerCount() { return blockOn(store(markers).listKeys({})).items.size(); }
    void steal(const std::string& key)
    {
        blockOn(universe.memoryStores().hashMap(locks).set(key, "THIEF", 90s));
    }
    void plan(std::vector<mock::Failure> failures)
    {
        mock::FaultPlan plan;
        plan.failures = std::move(failures);
        universe.setFaultPlan(std::move(plan));
    }
    void slowDown(async::Duration latency)
    {
        mock::FaultPlan plan;
        plan.minimumLatency = latency;
        plan.maximumLatency = latency;
        universe.setFaultPlan(std::move(plan));
    }
};

const std::string before = R"({"coins":0}{"coins":0})";
const std::string after = R"({"coins":1}{"coins":2})";

mock::Failure failing(mock::Op op, const char* container, const char* key = "", int times = 1,
                      const char* text = "403: no access")
{
    auto failure = failureOf(op, datastore::ErrorKind::Denied, text, container);
    failure.match.key = key;
    failure.times = times;
    return failure;
}

mock::Failure answerLost(mock::Op op, const char* container, const char* key = "")
{
    auto failure = failing(op, container, key, 1, "599: no answer");
    failure.isDone = true;
    return failure;
}

Error failureOfTx(TradeWorld& world, async::Task<bool> task)
{
    try {
        world.blockOn(std::move(task));
    } catch (const Error& error) {
        return error;
    }
    return {ErrorKind::NotFound, "none"};
}

} // namespace

class StoreTransactionsTest : public QObject
{
    Q_OBJECT

private slots:
    /// 08c: the marker is gone, so it is committed, whatever the answer said.
    void aLostAnswerOfTheCommit()
    {
        TradeWorld world;
        world.plan({answerLost(mock::Op::Remove, markers)});
        QVERIFY(world.blockOn(world.trade()));
        QCOMPARE(world.both(), after);
        QCOMPARE(json::print(world.blockOn(world.game->get("a"))), std::string(R"({"coins":1})"));
        world.blockOn(world.game->close());
        QCOMPARE(world.both(), after);
    }

    /// Reading the marker back fails, too, for a while.
    void aLostAnswerThatCannotBeReadBackAtOnce()
    {
        TradeWorld world;
        world.plan({answerLost(mock::Op::Remove, markers), failing(mock::Op::Get, markers, "", 4)});
        QVERIFY(world.blockOn(world.trade()));
        QCOMPARE(world.both(), after);
        world.blockOn(world.game->close());
    }

    /// It can never be found out: the sessions end without a write, and readers see all of it.
    void aLostAnswerThatIsNeverFoundOut()
    {
        TradeWorld world;
        world.plan({answerLost(mock::Op::Remove, markers),
                    failing(mock::Op::Get, markers, "", mock::Failure::always)});
        auto trade = world.trade();
        world.clock.advance(10s);
        world.steal("b");
        const auto error = failureOfTx(world, std::move(trade));
        QVERIFY(error.isOutcomeUnknown());
        world.clock.advance(100s);
        world.universe.setFaultPlan({});
        QCOMPARE(world.both(), after);
        QCOMPARE(errorOf([&] { world.blockOn(world.game->get("a")); }),
                 std::string("Key not loaded"));
        QVERIFY(!world.isLocked("a"));
        QVERIFY(world.unsaved.empty());
    }

    void aFailedCommitIsTakenBack()
    {
        TradeWorld world;
        world.plan({failing(mock::Op::Remove, markers)});
        const auto error = failureOfTx(world, world.trade());
        QCOMPARE(error.text(), std::string("403: no access"));
        QVERIFY(!error.isOutcomeUnknown());
        QCOMPARE(world.both(), before);
        QCOMPARE(world.markerCount(), std::size_t(0));
    }

    /// A lock that another server has taken: nothing is committed, else that key loses its half.
    void aLockLostBeforeTheCommit()
    {
        TradeWorld world;
        world.clock.advance(57500ms);
        world.steal("b"); // noticed by the refresh at 60 s, while the records are written
        world.slowDown(3s);
        auto trade = world.trade();
        const auto error = failureOfTx(world, std::move(trade));
        QCOMPARE(error.kind(), ErrorKind::LockLost);
        world.universe.setFaultPlan({});
        QCOMPARE(world.both(), before);
        QCOMPARE(world.markerCount(), std::size_t(1));
        QCOMPARE(errorOf([&] { world.blockOn(world.game->get("b")); }),
                 std::string("Key not loaded"));
        world.blockOn(world.game->close());
        QCOMPARE(world.both(), before);
    }

    /// Little time is left, for the refresh is tried again and again: the commit waits for it.
    void littleTimeLeft()
    {
        TradeWorld world;
        auto throttled = failing(mock::Op::MapUpdate, locks, "b", 3, "TotalRequestsOverLimit");
        world.plan({throttled});
        world.clock.advance(72s); // tries at 60, 62, 66, 74 s
        auto trade = world.trade();
        QVERIFY(!trade.isReady());
        QCOMPARE(world.both(), before);
        const auto start = world.clock.elapsed();
        QVERIFY(world.blockOn(std::move(trade)));
        QVERIFY(world.clock.elapsed() - start == 2s);
        QCOMPARE(world.both(), after);
        world.blockOn(world.game->close());
    }

    /// The marker stays while a record may hold the id; the next save makes it plain.
    void aRevertThatFailsKeepsTheMarker()
    {
        TradeWorld world;
        auto first = failing(mock::Op::Set, records, "a");
        first.skip = 1;
        world.plan({failing(mock::Op::Set, records, "b"), first});
        QCOMPARE(failureOfTx(world, world.trade()).text(), std::string("403: no access"));
        QCOMPARE(world.markerCount(), std::size_t(1));
        QVERIFY(world.record("a").contains("txId"));
        QCOMPARE(world.both(), before);
        world.blockOn(world.game->close());
        QVERIFY(!world.record("a").contains("txId"));
        QCOMPARE(world.both(), before);
    }

    void aRecordWriteWithUnknownOutcomeIsReadBack()
    {
        TradeWorld world;
        world.plan({answerLost(mock::Op::Set, records, "b")});
        QVERIFY(world.blockOn(world.trade()));
        QCOMPARE(world.both(), after);
        world.blockOn(world.game->close());
    }

    /// Behind saves under way, in every order of keys: all come through.
    void noDeadlock()
    {
        TradeWorld world;
        world.blockOn(world.game->load("c"));
        world.slowDown(1s);
        std::vector<async::Task<void>> saves;
        for (const char* key : {"a", "b", "c"}) {
            world.set(key, coins(5));
            saves.push_back(world.game->save(key));
        }
        const auto next = [](TxData& data) {
            for (auto& [key, value] : data)
                value = coins(int(value["coins"].toInteger()) + 1);
            return json::Value(true);
        };
        std::vector<async::Task<bool>> trades;
        trades.push_back(world.game->tx({"a", "b"}, next));
        trades.push_back(world.game->tx({"b", "a"}, next));
        trades.push_back(world.game->tx({"c", "a"}, next));
        trades.push_back(world.game->tx({"b", "c", "b"}, next));
        trades.push_back(world.game->tx({"c", "b", "a"}, next));
        for (auto& trade : trades)
            QVERIFY(world.blockOn(std::move(trade)));
        world.universe.setFaultPlan({});
        QCOMPARE(world.both() + world.data("c"),
                 std::string(R"({"coins":9}{"coins":9}{"coins":8})"));
        world.blockOn(world.game->close());
    }

    void othersWaitWhileItRuns()
    {
        TradeWorld world;
        world.slowDown(1s);
        auto trade = world.trade();
        const auto start = world.clock.elapsed();
        QCOMPARE(json::print(world.blockOn(world.game->get("a"))), std::string(R"({"coins":0})"));
        QCOMPARE(failureOfTx(world, world.game->tx({"b", "a"}, giveCoins)).text(),
                 std::string("Key is already locked by another transaction: b"));
        auto update = world.game->update("a", [](json::Value& data) {
            data = coins(int(data["coins"].toInteger()) + 10);
            return json::Value(true);
        });
        auto unload = world.game->unload("b");
        QVERIFY(!update.isReady());
        QVERIFY(world.blockOn(std::move(update)));
        QVERIFY(trade.isReady());
        QVERIFY(world.clock.elapsed() - start == 3s); // the marker, the records, the marker
        world.blockOn(std::move(unload));
        world.universe.setFaultPlan({});
        QVERIFY(!world.isLocked("b"));
        world.blockOn(world.game->close());
        QCOMPARE(world.both(), std::string(R"({"coins":11}{"coins":2})"));
    }

    void closeWaitsForIt()
    {
        TradeWorld world;
        world.slowDown(1s);
        auto trade = world.trade();
        world.blockOn(world.game->close());
        QVERIFY(world.blockOn(std::move(trade)));
        world.universe.setFaultPlan({});
        QCOMPARE(world.both(), after);
        QVERIFY(!world.isLocked("a") && !world.isLocked("b"));
    }

    /// A key that is let go while the transaction waits for its turn.
    void aKeyThatIsClosedMeanwhile()
    {
        TradeWorld world;
        world.slowDown(1s);
        auto unload = world.game->unload("b");
        auto trade = world.trade();
        QCOMPARE(failureOfTx(world, std::move(trade)).text(), std::string("Key is closed: b"));
        world.blockOn(std::move(unload));
        world.blockOn(world.game->close());
    }

    /// It waited for 60 s: nothing was done, and nothing will be.
    void theLimitWhileItWaits()
    {
        TradeWorld world;
        world.set("a", coins(5));
        world.slowDown(200s);
        auto save = world.game->save("a");
        world.universe.setFaultPlan({});
        bool isCalled = false;
        const auto error = failureOfTx(world, world.game->tx({"b", "a"}, [&](TxData& data) {
            isCalled = true;
            return giveCoins(data);
        }));
        QCOMPARE(error.kind(), ErrorKind::TimedOut);
        QVERIFY(!error.isOutcomeUnknown());
        QVERIFY(world.blockOn(world.game->tx({"b"}, [](TxData& data) {
            data["b"] = coins(7);
            return json::Value(true);
        })));
        world.clock.advance(300s);
        QVERIFY(!isCalled);
        world.blockOn(world.game->close());
        QCOMPARE(world.both(), std::string(R"({"coins":5}{"coins":7})"));
    }

    /// Whoever was told that it timed out may try again, so it must not be committed afterwards.
    void theLimitWhileItRuns()
    {
        TradeWorld world;
        world.plan({failing(mock::Op::Set, markers, "", 4, "502: rejected"),
                    failing(mock::Op::Set, records, "a", 4, "502: rejected"),
                    failing(mock::Op::Get, markers, "", 0)});
        world.clock.advance(1s);
        auto slow = world.universe.faultPlan();
        slow.minimumLatency = 500ms;
        slow.maximumLatency = 500ms;
        world.universe.setFaultPlan(slow);
        const auto error = failureOfTx(world, world.trade());
        QCOMPARE(error.kind(), ErrorKind::TimedOut);
        QVERIFY(!error.isOutcomeUnknown());
        world.clock.advance(100s);
        world.universe.setFaultPlan({});
        QCOMPARE(world.both(), before);
        QCOMPARE(world.markerCount(), std::size_t(0));
        world.blockOn(world.game->close());
        QCOMPARE(world.both(), before);
    }

    /// A server that dies at any moment leaves all or nothing.
    void aCrashAtAnyMoment_data()
    {
        QTest::addColumn<int>("milliseconds");
        for (const int moment : {500, 1500, 2500, 3500})
            QTest::addRow("%d ms", moment) << moment;
    }
    void aCrashAtAnyMoment()
    {
        QFETCH(int, milliseconds);
        TradeWorld world;
        world.slowDown(1s);
        auto trade = world.trade();
        world.clock.advance(async::Duration(milliseconds));
        world.game.reset();
        world.clock.advance(90s);
        world.universe.setFaultPlan({});
        // A call that was on its way when the server died is done.
        QCOMPARE(world.both(), milliseconds > 2000 ? after : before);
        Store other(gameConfig(), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        for (const char* key : {"a", "b"})
            world.blockOn(other.load(key));
        world.blockOn(other.close());
        QCOMPARE(world.both(), milliseconds > 2000 ? after : before);
        QVERIFY(!world.record("a").contains("txId"));
    }

    /// Sharded records: the shards of the files before stay until they are replaced for good, and
    /// go then.
    void shardedRecords()
    {
        TradeWorld world;
        world.set("a", manyItems(1));
        world.blockOn(world.game->save("a"));
        const auto swap = [](TxData& data) {
            std::swap(data["a"], data["b"]);
            return json::Value(true);
        };
        world.plan({failing(mock::Op::Remove, markers)});
        QCOMPARE(failureOfTx(world, world.game->tx({"a", "b"}, swap)).text(),
                 std::string("403: no access"));
        QVERIFY(*world.inspect("a").data == manyItems(1));
        QVERIFY(world.blockOn(world.game->tx({"a", "b"}, swap)));
        QVERIFY(*world.inspect("b").data == manyItems(1));
        QCOMPARE(world.data("a"), std::string(R"({"coins":0})"));
        world.set("a", coins(3));
        world.blockOn(world.game->close());
        QVERIFY(*world.inspect("b").data == manyItems(1));
        std::size_t used = 0;
        for (const char* key : {"a", "b"}) {
            const auto file = world.inspect(key).record->file;
            if (const auto* sharded = std::get_if<ShardedFile>(&file))
                used += std::size_t(sharded->count);
        }
        QCOMPARE(world.shardCount(), used);
    }

    /// Callbacks that fail are told to the log, and stop nothing.
    void callbacksThatFail()
    {
        auto config = gameConfig();
        std::vector<std::string> messages;
        config.logCallback = [&](const LogMessage& message) {
            if (message.level == LogLevel::Error)
                messages.push_back(message.message + ": "
                                   + std::string(message.context["error"].toString()));
            if (message.message == "lock acquired successfully")
                throw std::runtime_error("full");
        };
        config.onLockLost = [](const std::string&) { throw std::runtime_error("oops"); };
        TradeWorld world(config);
        QCOMPARE(
            messages,
            (std::vector<std::string>{"log callback failed: full", "log callback failed: full"}));
        messages.clear();
        world.steal("a");
        world.clock.advance(61s);
        QCOMPARE(messages, (std::vector<std::string>{"onLockLost failed: oops"}));
        world.blockOn(world.game->close());
    }
};

PLECTRUM_TEST(StoreTransactionsTest)

} // namespace tst_store_transactions

#include "tst_store_transactions.moc"
