// SPDX-License-Identifier: MIT
// The lock where the recordings do not reach: slow answers, lost answers, ends that overlap.
#include "async/event.h"
#include "store/error.h"
#include "store/lock/data_store_locks.h"
#include "store/lock/hash_map_locks.h"
#include "store/lock/lock.h"
#include "store/lock/lock_error.h"
#include "store/retrying.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_lock {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

struct LockWorld : StoreWorld
{
    datastore::HashMap& map = universe.memoryStores().hashMap("lyra/locks/Game");
    std::shared_ptr<LockService> service = hashMapLocks(RetryingHashMap(map, clock));
    int lost = 0;

    std::unique_ptr<Lock> take(const std::string& id = "OURS")
    {
        auto lock = clock.blockOn(Lock::acquire(service, &clock, "k", id, Log()));
        lock->onLost([this] { ++lost; });
        return lock;
    }
    std::string holder()
    {
        const auto value = clock.blockOn(map.get("k"));
        return value ? std::string(value->toString()) : "nobody";
    }
    void latency(async::Duration each)
    {
        mock::FaultPlan plan;
        plan.minimumLatency = each;
        plan.maximumLatency = each;
        universe.setFaultPlan(plan);
    }
};

/// Sleeps a little longer than asked.
class LateClock final : public async::Clock
{
public:
    explicit LateClock(async::Clock& clock)
        : m_clock(clock)
    {
    }
    async::Time now() const override { return m_clock.now(); }
    async::Duration elapsed() const override { return m_clock.elapsed(); }
    async::Task<void> sleep(async::Duration duration, std::stop_token stop = {}) override
    {
        return m_clock.sleep(duration + 1ms, std::move(stop));
    }

private:
    async::Clock& m_clock;
};

/// Takes once; a second take waits, and is cancelled in the end.
class EndingLocks final : public LockService
{
public:
    async::Task<LockReading> read(std::string, std::stop_token) override
    {
        co_return LockReading();
    }
    async::Task<bool> isActive(std::string, std::stop_token) override { co_return false; }
    async::Task<std::optional<async::Duration>> tryAcquire(std::string, std::string,
                                                           std::stop_token) override
    {
        return takeOrEnd(this, ++m_takes > 1);
    }
    async::Task<LockRemoval> releaseIf(std::string, std::string) override
    {
        co_return LockRemoval::Removed;
    }
    async::Task<LockRemoval> breakIf(std::string, std::string, std::string) override
    {
        co_return LockRemoval::Removed;
    }

    async::Event end;

private:
    static async::Task<std::optional<async::Duration>> takeOrEnd(EndingLocks* self, bool isEnd)
    {
        if (!isEnd)
            co_return async::Duration();
        co_await self->end.wait();
        throw async::Cancelled();
    }

    int m_takes = 0;
};

} // namespace

class LockTest : public QObject
{
    Q_OBJECT

private slots:
    void isHeldAndReleased()
    {
        LockWorld world;
        const auto lock = world.take();
        QVERIFY(lock->isHeld());
        QCOMPARE(world.holder(), std::string("OURS"));
        world.clock.advance(1000s);
        QVERIFY(lock->isHeld());
        QCOMPARE(world.holder(), std::string("OURS"));
        world.clock.blockOn(lock->release());
        QVERIFY(!lock->isHeld());
        QCOMPARE(world.holder(), std::string("nobody"));
        world.clock.advance(1000s);
        QCOMPARE(world.holder(), std::string("nobody"));
        QCOMPARE(world.lost, 0);
    }

    /// The removal was done and its answer lost: the next try must spare whom it finds then.
    void releaseInADataStoreSparesTheNext()
    {
        LockWorld world;
        auto& store = world.universe.dataStores().dataStore("lyra/locks/Game");
        const auto service = dataStoreLocks(RetryingDataStore(store, world.clock));
        QVERIFY(world.clock.blockOn(service->tryAcquire("k", "OURS")).has_value());
        mock::FaultPlan plan;
        plan.failures.push_back({{{mock::Op::Remove}, {}, {}},
                                 {datastore::ErrorKind::Unreachable, "502: no answer"},
                                 0,
                                 1,
                                 true});
        world.universe.setFaultPlan(plan);
        auto released = service->releaseIf("k", "OURS");
        QVERIFY(!released.isReady());
        QVERIFY(world.clock.blockOn(service->tryAcquire("k", "THEIRS")).has_value());
        world.clock.blockOn(std::move(released));
        const auto entry = world.clock.blockOn(store.get("k"));
        QVERIFY(entry);
        QCOMPARE(std::string(entry->value.toString()), std::string("THEIRS"));
    }

    /// A removal that may arrive after the lock has run out is not sent.
    void releaseInADataStoreLeavesAnOldLock()
    {
        LockWorld world;
        auto& store = world.universe.dataStores().dataStore("lyra/locks/Game");
        const auto service = dataStoreLocks(RetryingDataStore(store, world.clock));
        QVERIFY(world.clock.blockOn(service->tryAcquire("k", "OURS")).has_value());
        world.clock.advance(84s);
        world.clock.blockOn(service->releaseIf("k", "OTHER"));
        QVERIFY(world.clock.blockOn(store.get("k")));
        world.clock.advance(2s);
        world.clock.blockOn(service->releaseIf("k", "OURS"));
        QVERIFY(world.clock.blockOn(store.get("k")));
        QVERIFY(world.clock.blockOn(service->isActive("k")));
        world.clock.advance(5s);
        QVERIFY(!world.clock.blockOn(service->isActive("k")));
    }

    /// A refresh that gets no answer: the lock is ours no longer before others may have it.
    void expiresByItself()
    {
        LockWorld world;
        const auto lock = world.take();
        world.latency(1000s);
        world.clock.advance(89799ms);
        QVERIFY(lock->isHeld());
        QCOMPARE(world.lost, 0);
        world.clock.advance(1ms);
        QVERIFY(!lock->isHeld());
        QCOMPARE(world.lost, 1);
        // The answer comes late and must not leave a lock behind.
        world.latency({});
        world.clock.advance(2000s);
        QCOMPARE(world.holder(), std::string("nobody"));
        QCOMPARE(world.lost, 1);
    }

    void aRefreshAfterTheReleaseLeavesNothing()
    {
        LockWorld world;
        const auto lock = world.take();
        world.latency(10s);
        world.clock.advance(61s); // a refresh is under way
        world.latency({});
        world.clock.blockOn(lock->release());
        QCOMPARE(world.holder(), std::string("nobody"));
        world.clock.advance(20s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    void anothersLockIsNotReleased()
    {
        LockWorld world;
        const auto lock = world.take();
        world.clock.blockOn(world.map.set("k", "THIEF", 90s));
        world.clock.blockOn(lock->release());
        QCOMPARE(world.holder(), std::string("THIEF"));
    }

    void destroyedWhileHeld()
    {
        LockWorld world;
        world.take().reset();
        world.clock.advance(1s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    void aLostAnswerLeavesNoLock()
    {
        LockWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "NoAnswer"));
        plan.failures.back().isDone = true;
        world.universe.setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(Error, world.take());
        world.clock.advance(1s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    /// A real clock wakes a little late: the try at the end of the patience is made all the same.
    void theLastTryIsMadeByALateClock()
    {
        LockWorld world;
        LateClock late(world.clock);
        world.clock.blockOn(world.map.set("k", "THEIRS", 8s));
        LockTimes times;
        times.patience = 10s;
        times.triesAtEnd = true;
        const auto lock =
            world.clock.blockOn(Lock::acquire(world.service, &late, "k", "OURS", Log(), times));
        QVERIFY(lock->isHeld());
        QCOMPARE(world.holder(), std::string("OURS"));
    }

    /// Its life counts from the try that set it, not from those that failed before.
    void aLockOfALateTryLivesItsWholeLife()
    {
        LockWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "InternalError"));
        plan.failures.back().times = 4; // 2, 4, 8, 16 s
        world.universe.setFaultPlan(plan);
        const auto lock = world.take();
        QCOMPARE(world.clock.elapsed(), async::Duration(30s));
        QVERIFY(lock->hasTime(89s));
        world.clock.advance(200s);
        QVERIFY(lock->isHeld());
        QCOMPARE(world.lost, 0);
        world.clock.blockOn(lock->release());
    }

    /// However long the answer of a take was on its way.
    void refreshesHalfAMinuteBeforeItsEnd()
    {
        LockWorld world;
        world.latency(20s);
        const auto lock = world.take();
        world.latency({});
        world.clock.advance(39s);
        QVERIFY(!lock->hasTime(31s));
        world.clock.advance(1s);
        QVERIFY(lock->hasTime(89s));
        world.clock.blockOn(lock->release());
    }

    void oneOfBothLocksIsTheOlder()
    {
        LockWorld world;
        auto& store = world.universe.dataStores().dataStore("lyra/locks/Game");
        const auto service =
            bothLocks(world.service, dataStoreLocks(RetryingDataStore(store, world.clock)));
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::Update, datastore::ErrorKind::Unreachable, "502: no answer"));
        world.universe.setFaultPlan(plan);
        const auto begun = world.clock.blockOn(service->tryAcquire("k", "OURS"));
        QCOMPARE(world.clock.elapsed(), async::Duration(2s));
        QVERIFY(begun == async::Duration(0s));
    }

    /// A person is told at once; a game server goes on until its patience ends.
    void errorsEndATakeOrCountAsLocked()
    {
        LockWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Denied, "no access"));
        plan.failures.back().times = mock::Failure::always;
        world.universe.setFaultPlan(plan);
        const auto errorWith = [&world](bool goesOn) {
            LockTimes times;
            times.goesOnAfterErrors = goesOn;
            try {
                world.clock.blockOn(
                    Lock::acquire(world.service, &world.clock, "k", "OURS", Log(), times));
            } catch (const LockError& error) {
                return "lock: " + error.text();
            } catch (const Error& error) {
                return error.text();
            }
            return std::string("none");
        };
        QCOMPARE(errorWith(false), std::string("lock: HashMap error: no access"));
        QCOMPARE(world.clock.elapsed(), async::Duration(0s));
        QCOMPARE(errorWith(true),
                 std::string("Failed to acquire lock for key 'k' within 90 seconds"));
        QCOMPARE(world.clock.elapsed(), async::Duration(91s));
    }

    /// What some try may have set goes before the taking is over.
    void cancelledBetweenTwoTries()
    {
        LockWorld world;
        mock::FaultPlan plan;
        plan.failures.push_back(
            failureOf(mock::Op::MapUpdate, datastore::ErrorKind::Unreachable, "InternalError"));
        plan.failures.back().isDone = true;
        world.universe.setFaultPlan(plan);
        std::stop_source stop;
        auto task =
            Lock::acquire(world.service, &world.clock, "k", "OURS", Log(), {}, stop.get_token());
        world.clock.advance(1s);
        QCOMPARE(world.holder(), std::string("OURS"));
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
        QCOMPARE(world.clock.elapsed(), async::Duration(1s));
        QCOMPARE(world.holder(), std::string("nobody"));
        world.clock.advance(100s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    /// Its release is told when no refresh can set it again.
    void aReleaseWaitsForARefreshThatIsUnderWay()
    {
        LockWorld world;
        const auto lock = world.take();
        world.latency(10s);
        world.clock.advance(61s);
        auto released = lock->release();
        world.latency({});
        world.clock.blockOn(std::move(released));
        QCOMPARE(world.holder(), std::string("nobody"));
        world.clock.advance(1000s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    /// A refresh that is done with its answer lost, and a release meanwhile: one removal is sent,
    /// for a second one would meet whoever took the lock after the first.
    void aReleaseDuringARefreshRemovesOnce()
    {
        LockWorld world;
        auto& store = world.universe.dataStores().dataStore("lyra/locks/Game");
        const auto service = dataStoreLocks(RetryingDataStore(store, world.clock));
        int removals = 0;
        world.universe.setObserver([&removals](const mock::ObservedCall& call) {
            removals += call.op == mock::Op::Remove ? 1 : 0;
        });
        const auto lock =
            world.clock.blockOn(Lock::acquire(service, &world.clock, "k", "OURS", Log()));
        mock::FaultPlan plan = lostAnswer(mock::Op::Update, "lyra/locks/Game");
        plan.failures.back().error = {datastore::ErrorKind::Unreachable, "502: no answer"};
        world.universe.setFaultPlan(plan);
        world.clock.advance(61s); // the refresh waits for its second try
        world.clock.blockOn(lock->release());
        QVERIFY(world.clock.blockOn(service->tryAcquire("k", "THEIRS")).has_value());
        world.clock.advance(60s);
        QCOMPARE(removals, 1);
        QCOMPARE(std::string(world.clock.blockOn(store.get("k"))->value.toString()),
                 std::string("THEIRS"));
    }

    /// A refresh that ends with an exception, as in a server that crashes.
    void whoWaitsForARefreshIsToldOfItsEnd()
    {
        LockWorld world;
        const auto service = std::make_shared<EndingLocks>();
        auto lock = world.clock.blockOn(Lock::acquire(service, &world.clock, "k", "OURS", Log()));
        auto first = lock->refresh();
        auto second = lock->refresh();
        QVERIFY(!first.isReady() && !second.isReady());
        service->end.open();
        QVERIFY(first.isReady() && second.isReady());
    }

    void cancelledWhileTaking()
    {
        LockWorld world;
        world.latency(1s);
        std::stop_source stop;
        auto task =
            Lock::acquire(world.service, &world.clock, "k", "OURS", Log(), {}, stop.get_token());
        world.clock.advance(500ms);
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
        QCOMPARE(world.holder(), std::string("nobody"));
    }
};

PLECTRUM_TEST(LockTest)

} // namespace tst_lock

#include "tst_lock.moc"
