// SPDX-License-Identifier: MIT
// The lock where the recordings do not reach: slow answers, lost answers, ends that overlap.
#include "store/error.h"
#include "store/lock.h"
#include "store/lock_service.h"
#include "store/retrying.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_lock {

using namespace plectrum;
using namespace plectrum::store;

namespace {

struct LockWorld : StoreWorld
{
    datastore::HashMap& map = universe.memoryStores().hashMap("lyra/locks/Game");
    std::shared_ptr<LockService> service = hashMapLocks(RetryingHashMap(map, clock));
    int lost = 0;

    std::unique_ptr<Lock> take(const std::string& id = "OURS")
    {
        auto lock = clock.await(Lock::acquire(service, &clock, "k", id, Log()));
        lock->onLost([this] { ++lost; });
        return lock;
    }
    std::string holder()
    {
        const auto value = clock.await(map.get("k"));
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
        world.clock.await(lock->release());
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
        QVERIFY(world.clock.await(service->take("k", "OURS")));
        mock::FaultPlan plan;
        plan.failures.push_back({{{mock::Op::Remove}, {}, {}},
                                 {datastore::ErrorKind::Unreachable, "502: no answer"},
                                 0,
                                 1,
                                 true});
        world.universe.setFaultPlan(plan);
        auto released = service->release("k", "OURS");
        QVERIFY(!released.isReady());
        QVERIFY(world.clock.await(service->take("k", "THEIRS")));
        world.clock.await(std::move(released));
        const auto entry = world.clock.await(store.get("k"));
        QVERIFY(entry);
        QCOMPARE(std::string(entry->value.toString()), std::string("THEIRS"));
    }

    /// A removal that may arrive after the lock has run out is not sent.
    void releaseInADataStoreLeavesAnOldLock()
    {
        LockWorld world;
        auto& store = world.universe.dataStores().dataStore("lyra/locks/Game");
        const auto service = dataStoreLocks(RetryingDataStore(store, world.clock));
        QVERIFY(world.clock.await(service->take("k", "OURS")));
        world.clock.advance(84s);
        world.clock.await(service->release("k", "OTHER"));
        QVERIFY(world.clock.await(store.get("k")));
        world.clock.advance(2s);
        world.clock.await(service->release("k", "OURS"));
        QVERIFY(world.clock.await(store.get("k")));
        QVERIFY(world.clock.await(service->isActive("k")));
        world.clock.advance(5s);
        QVERIFY(!world.clock.await(service->isActive("k")));
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
        world.clock.await(lock->release());
        QCOMPARE(world.holder(), std::string("nobody"));
        world.clock.advance(20s);
        QCOMPARE(world.holder(), std::string("nobody"));
    }

    void anothersLockIsNotReleased()
    {
        LockWorld world;
        const auto lock = world.take();
        world.clock.await(world.map.set("k", "THIEF", 90s));
        world.clock.await(lock->release());
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
        world.clock.await(world.map.set("k", "THEIRS", 8s));
        LockTimes times;
        times.patience = 10s;
        times.triesAtEnd = true;
        const auto lock =
            world.clock.await(Lock::acquire(world.service, &late, "k", "OURS", Log(), times));
        QVERIFY(lock->isHeld());
        QCOMPARE(world.holder(), std::string("OURS"));
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
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.await(std::move(task)));
        QCOMPARE(world.holder(), std::string("nobody"));
    }
};

PLECTRUM_TEST(LockTest)

} // namespace tst_lock

#include "tst_lock.moc"
