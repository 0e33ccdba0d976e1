// SPDX-License-Identifier: MIT
// What is known of locks: free, ours, another's, unknown and why; watched within its budget, waited
// for, broken only where it still is the one that was seen.
#include "editing/lock_watch.h"
#include "store/error.h"
#include "store/lock/hash_map_locks.h"
#include "store/lock/lock.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_lock_watch {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

struct WatchWorld : StoreWorld
{
    LockWatch& watch = access.lockWatch();
    datastore::HashMap& map = universe.memoryStores().hashMap("lyra/locks/Game");
    std::vector<std::string> reported;

    std::unique_ptr<LockWatch::Watcher> watching(std::vector<KeyAddress> keys,
                                                 WatchPriority interest = WatchPriority::Closely)
    {
        auto watcher = watch.watch(
            interest, [this](const KeyAddress& address) { reported.push_back(address.key); });
        watcher->setKeys(std::move(keys));
        return watcher;
    }
    void hold(const std::string& key, const std::string& id, std::chrono::seconds ttl = 90s)
    {
        clock.blockOn(map.set(key, json::Value(id), ttl));
    }
    void holdInDataStore(const std::string& key, const std::string& id)
    {
        clock.blockOn(store("lyra/locks/Game").set(key, json::Value(id)));
    }
    LockView view(const std::string& key) const { return watch.view(lyra(key)); }
    LockView look(const std::string& key) { return clock.blockOn(watch.poll(lyra(key))); }
    std::string holder(const std::string& key)
    {
        const auto value = clock.blockOn(map.get(key));
        return value ? std::string(value->toString()) : "nobody";
    }
    void fail(datastore::Error error, int times = mock::Failure::always)
    {
        mock::FaultPlan plan;
        plan.failures.push_back(
            {.match = {.ops = {mock::Op::MapGet}}, .error = std::move(error), .times = times});
        universe.setFaultPlan(plan);
    }
    static constexpr int many = 1'000'000;
    /// From now on: how many calls of one kind there were.
    void count(mock::Op op)
    {
        mock::FaultPlan plan;
        plan.failures.push_back({.match = {.ops = {op}},
                                 .error = {datastore::ErrorKind::Unreachable, "too many"},
                                 .skip = many});
        universe.setFaultPlan(plan);
    }
    int counted() const { return many - universe.faultPlan().failures.at(0).skip; }
};

std::unique_ptr<Lock> takeLock(WatchWorld& world, const std::string& key)
{
    auto service = world.access.ownLocks()->noting(
        hashMapLocks(RetryingHashMap(world.map, world.clock)), WatchWorld::lyra(key));
    return world.clock.blockOn(Lock::acquire(service, &world.clock, key, "OURS-" + key, Log()));
}

} // namespace

class LockWatchTest : public QObject
{
    Q_OBJECT

private slots:
    void looksInTheHashMap()
    {
        WatchWorld world;
        QCOMPARE(world.look("k").state, LockState::Free);
        world.hold("k", "THEIRS");
        const auto view = world.look("k");
        QCOMPARE(view.state, LockState::Another);
        QCOMPARE(view.locks.size(), 1U);
        QCOMPARE(view.locks[0].location, LockLocation::HashMap);
        QCOMPARE(view.locks[0].holder, std::string("THEIRS"));
        QVERIFY(!view.locks[0].written);
        QVERIFY(!view.isDataStoreAsked);
        // Nobody watches, so nothing is kept.
        QCOMPARE(world.view("k").doubt, UnknownReason::NotAsked);
    }

    void looksInTheDataStore()
    {
        WatchWorld world;
        world.holdInDataStore("k", "THEIRS");
        world.clock.advance(30s);
        auto view = world.look("k");
        QCOMPARE(view.state, LockState::Another);
        QVERIFY(view.isDataStoreAsked);
        QCOMPARE(view.locks[0].location, LockLocation::DataStore);
        QCOMPARE(world.clock.now() - view.locks[0].written.value(), async::Duration(30s));
        world.clock.advance(61s); // nobody refreshed it
        QCOMPARE(world.look("k").state, LockState::Free);
    }

    void tellsSinceWhenItWasSeen()
    {
        WatchWorld world;
        world.hold("k", "ONE", 600s);
        const auto watcher = world.watching({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        const auto since = world.view("k").since;
        QCOMPARE(world.view("k").state, LockState::Another);
        world.clock.advance(100s);
        QCOMPARE(world.view("k").since, since);
        QCOMPARE(world.view("k").takeovers, 0);
        world.hold("k", "TWO", 600s);
        world.clock.advance(3s);
        QVERIFY(world.view("k").since > since + 100s);
        QCOMPARE(world.view("k").takeovers, 1);
        QCOMPARE(world.reported, (std::vector<std::string>{"k", "k"}));
    }

    void aFailedLookIsUnknownAndForgetsNothing()
    {
        WatchWorld world;
        world.hold("k", "ONE", 600s);
        const auto watcher = world.watching({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        const auto since = world.view("k").since;
        world.fail({datastore::ErrorKind::Unreachable, "InternalError"}, 1);
        world.clock.advance(2s);
        QCOMPARE(world.view("k").state, LockState::Unknown);
        QCOMPARE(world.view("k").doubt, UnknownReason::Failed);
        QCOMPARE(world.view("k").failure, std::string("InternalError"));
        world.clock.advance(10s);
        QCOMPARE(world.view("k").state, LockState::Another);
        QCOMPARE(world.view("k").since, since);
    }

    void saysWhyNothingIsKnown()
    {
        WatchWorld world;
        using datastore::ErrorKind;
        world.fail(
            datastore::Error(ErrorKind::Denied, "no place id").withCode(datastore::noPlaceIdCode));
        QCOMPARE(world.look("k").doubt, UnknownReason::NoPlaceId);
        QCOMPARE(world.clock.blockOn(world.watch.waitUntilFree(WatchWorld::lyra("k"))),
                 WaitOutcome::CannotTell);
        world.fail({ErrorKind::Denied, "the key has no scope for it"});
        QCOMPARE(world.look("k").doubt, UnknownReason::Denied);
        // A lock that is seen is held, whatever the other place does not say.
        world.holdInDataStore("k", "THEIRS");
        world.clock.advance(61s);
        world.holdInDataStore("k", "THEIRS");
        QCOMPARE(world.look("k").state, LockState::Another);
    }

    void asksSeldomerWhileItFails()
    {
        WatchWorld world;
        const auto watcher = world.watching({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        world.fail({datastore::ErrorKind::Unreachable, "InternalError"});
        int failures = 0;
        for (int second = 0; second < 300; ++second) {
            const auto before = world.view("k").lookedAt;
            world.clock.advance(1s);
            failures += world.view("k").lookedAt != before ? 1 : 0;
        }
        QVERIFY2(failures >= 5 && failures < 15, qPrintable(QString::number(failures)));
        world.universe.setFaultPlan({});
        world.clock.advance(61s);
        QCOMPARE(world.view("k").state, LockState::Free);
    }

    void showsOwnLocksAtOnce()
    {
        WatchWorld world;
        const auto watcher = world.watching({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        QCOMPARE(world.view("k").state, LockState::Free);
        const auto lock = takeLock(world, "k");
        QCOMPARE(world.view("k").state, LockState::Ours);
        const auto own = world.view("k").own.value();
        QCOMPARE(own.refreshDue - own.refreshed, async::Duration(60s));
        QCOMPARE(own.expiry - own.refreshed, async::Duration(89800ms));
        world.clock.advance(3s);
        QCOMPARE(world.view("k").state, LockState::Ours);
        QCOMPARE(world.view("k").locks.size(), 1U); // now it is known where it stands
        world.clock.advance(60s);
        QVERIFY(world.view("k").own.value().refreshed > own.refreshed);
        world.clock.blockOn(lock->release());
        QCOMPARE(world.view("k").state, LockState::Free);
        world.clock.advance(3s);
        QCOMPARE(world.view("k").state, LockState::Free);
    }

    void anOwnLockThatIsTakenAwayIsAnothers()
    {
        WatchWorld world;
        const auto watcher = world.watching({WatchWorld::lyra("k")});
        const auto lock = takeLock(world, "k");
        world.clock.advance(1s);
        world.hold("k", "THIEF");
        world.clock.advance(3s);
        QCOMPARE(world.view("k").state, LockState::Another);
        QCOMPARE(world.view("k").takeovers, 0);
    }

    void savesShowTheirLock()
    {
        WatchWorld world;
        world.putRecord("k", R"({"coins":1})");
        std::vector<LockState> seen;
        auto watcher = world.watch.watch(WatchPriority::Closely, [&](const KeyAddress& key) {
            seen.push_back(world.watch.view(key).state);
        });
        watcher->setKeys({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        world.save(WatchWorld::lyra("k"), parsed(R"({"coins":1})"), parsed(R"({"coins":2})"));
        world.clock.advance(5s);
        QCOMPARE(seen, (std::vector<LockState>{LockState::Free, LockState::Ours, LockState::Free}));
    }

    void stopsWhenNobodyWatches()
    {
        WatchWorld world;
        world.count(mock::Op::MapGet);
        auto watcher = world.watching({WatchWorld::lyra("k"), WatchWorld::plain("p")});
        world.clock.advance(9s);
        QCOMPARE(world.counted(), 5);
        watcher->setKeys({});
        world.clock.advance(100s);
        QCOMPARE(world.counted(), 5);
        QCOMPARE(world.view("k").doubt, UnknownReason::NotAsked);
        watcher->setKeys({WatchWorld::lyra("k")});
        world.clock.advance(1s);
        QCOMPARE(world.counted(), 6);
        watcher.reset();
        world.clock.advance(100s);
        QCOMPARE(world.counted(), 6);
        QCOMPARE(world.clock.sleeping(), 0U);
    }

    void rowsKeepWithinTheirBudget()
    {
        WatchWorld world;
        std::vector<KeyAddress> keys;
        for (int i = 0; i < 100; ++i)
            keys.push_back(WatchWorld::lyra("key" + std::to_string(i)));
        world.count(mock::Op::MapGet);
        const auto watcher = world.watching(keys, WatchPriority::Row);
        world.clock.advance(1s);
        QCOMPARE(world.counted(), 100); // in parts, but soon
        for (int minute = 0; minute < 5; ++minute) {
            world.clock.advance(60s);
            QVERIFY2(world.counted() <= 240 * (minute + 2),
                     qPrintable(QString::number(world.counted())));
        }
        QVERIFY2(world.counted() >= 4 * 240, qPrintable(QString::number(world.counted())));
        // Every row had its turn.
        for (const auto& key : keys)
            QVERIFY(world.clock.elapsed() - world.watch.view(key).lookedAt < 60s);
    }

    void looksForTheDataStoreOnce()
    {
        WatchWorld world;
        world.put("lyra/locks/Game", "other", "1");
        std::vector<KeyAddress> keys;
        for (int i = 0; i < 20; ++i)
            keys.push_back(WatchWorld::lyra("key" + std::to_string(i)));
        world.count(mock::Op::ListDataStores);
        const auto watcher = world.watching(keys, WatchPriority::Row);
        world.clock.advance(30s);
        QCOMPARE(world.counted(), 1);
    }

    void waitsUntilItIsFree()
    {
        WatchWorld world;
        world.hold("k", "THEIRS", 45s);
        const auto begin = world.clock.elapsed();
        QCOMPARE(world.clock.blockOn(world.watch.waitUntilFree(WatchWorld::lyra("k"))),
                 WaitOutcome::Free);
        const auto took = world.clock.elapsed() - begin;
        QVERIFY(took >= 45s && took <= 55s);
    }

    void waitingIsCancelled()
    {
        WatchWorld world;
        world.hold("k", "THEIRS", 3600s);
        std::stop_source stop;
        auto task = world.watch.waitUntilFree(WatchWorld::lyra("k"), stop.get_token());
        world.clock.advance(20s);
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
    }

    void breaksWhatWasSeen()
    {
        WatchWorld world;
        world.hold("k", "THEIRS");
        const auto seen = world.look("k").locks;
        QCOMPARE(world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)),
                 LockRemoval::Removed);
        QCOMPARE(world.holder("k"), std::string("nobody"));
        QCOMPARE(world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)),
                 LockRemoval::Absent);
    }

    void doesNotBreakAnother()
    {
        WatchWorld world;
        world.hold("k", "THEIRS");
        const auto seen = world.look("k").locks;
        world.hold("k", "THE NEXT");
        QCOMPARE(world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)),
                 LockRemoval::Changed);
        QCOMPARE(world.holder("k"), std::string("THE NEXT"));
    }

    void breaksInTheDataStore()
    {
        WatchWorld world;
        world.holdInDataStore("k", "THEIRS");
        const auto seen = world.look("k").locks;
        QCOMPARE(seen.at(0).location, LockLocation::DataStore);
        world.holdInDataStore("k", "THE NEXT");
        QCOMPARE(world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)),
                 LockRemoval::Changed);
        QCOMPARE(world.stored("lyra/locks/Game", "k"), std::string("\"THE NEXT\""));
        QCOMPARE(world.clock.blockOn(
                     world.watch.breakLock(WatchWorld::lyra("k"), world.look("k").locks)),
                 LockRemoval::Removed);
        QCOMPARE(world.stored("lyra/locks/Game", "k"), std::string("absent"));
    }

    void aBrokenLockWhoseAnswerWasLostIsBroken()
    {
        WatchWorld world;
        world.hold("k", "THEIRS");
        const auto seen = world.look("k").locks;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "InternalError"));
        plan.failures.back().isDone = true;
        world.universe.setFaultPlan(plan);
        QCOMPARE(world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)),
                 LockRemoval::Removed);
        QCOMPARE(world.holder("k"), std::string("nobody"));
    }

    void aRefusedBreakIsAnError()
    {
        WatchWorld world;
        world.hold("k", "THEIRS");
        const auto seen = world.look("k").locks;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no right to write"));
        world.universe.setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(
            Error, world.clock.blockOn(world.watch.breakLock(WatchWorld::lyra("k"), seen)));
        QCOMPARE(world.holder("k"), std::string("THEIRS"));
    }

    void endsWithWatchersLeft()
    {
        auto world = std::make_unique<WatchWorld>();
        auto watcher = world->watching({WatchWorld::lyra("k")});
        world->clock.advance(1s);
        world->clock.blockOn(world->watch.finished());
        QCOMPARE(world->clock.sleeping(), 0U);
        watcher->setKeys({WatchWorld::lyra("other")});
        QCOMPARE(world->clock.sleeping(), 0U);
        watcher.reset();
    }
};

PLECTRUM_TEST(LockWatchTest)

} // namespace tst_lock_watch

#include "tst_lock_watch.moc"
