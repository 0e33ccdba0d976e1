// SPDX-License-Identifier: MIT
// Records whose locks cannot be reached: nothing is written before the user agrees; after that,
// without the lock; a lock that is seen still counts.
#include "editing/lock_consent.h"
#include "editing/lock_watch.h"
#include "editing/transaction_access.h"
#include "store/lock/lock_error.h"
#include "store_world.h"
#include "support/test.h"

#include <optional>

namespace tst_lock_consent {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

/// As a universe without a place id: no call to a hash map gets through.
mock::FaultPlan noHashMaps(datastore::ErrorKind kind = datastore::ErrorKind::Denied)
{
    mock::Failure failure{.match = {.ops = {mock::Op::MapGet, mock::Op::MapSet, mock::Op::MapUpdate,
                                            mock::Op::MapRemove}},
                          .error = {kind, "no way there"}};
    failure.times = mock::Failure::always;
    mock::FaultPlan plan;
    plan.failures.push_back(failure);
    return plan;
}

SaveResult saveTwo(StoreWorld& world)
{
    return world.save(StoreWorld::lyra("k"), parsed(R"({"a":1})"), parsed(R"({"a":2})"));
}

} // namespace

class LockConsentTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsWrittenWithoutConsent()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        world.universe.setFaultPlan(noHashMaps());
        const auto before = world.everything();
        QVERIFY(!world.access.lockConsent().isWanted());
        QVERIFY_THROWS_EXCEPTION(LockError, saveTwo(world));
        QCOMPARE(world.everything(), before);
        QVERIFY(world.access.lockConsent().isWanted());
        QVERIFY(!world.access.lockConsent().isGiven());
    }

    void withConsentItIsWritten()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        world.universe.setFaultPlan(noHashMaps());
        world.access.lockConsent().give();
        QCOMPARE(saveTwo(world).outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string(R"({"a":2})"));
        QVERIFY(!world.access.lockConsent().isWanted());
    }

    void itIsForTransactionsToo()
    {
        StoreWorld world;
        world.putRecord("a", R"({"n":1})");
        world.putRecord("b", R"({"n":2})");
        world.universe.setFaultPlan(noHashMaps());
        const auto commit = [&] {
            CommitRequest request;
            request.store = "Game";
            for (const char* key : {"a", "b"})
                request.drafts.push_back({key, world.inspect(key).data, parsed(R"({"n":9})")});
            return world.clock.blockOn(world.access.transactions().commit(std::move(request)));
        };
        const auto before = world.everything();
        QVERIFY_THROWS_EXCEPTION(LockError, commit());
        QCOMPARE(world.everything(), before);
        world.access.lockConsent().give();
        QCOMPARE(commit().outcome, CommitOutcome::Committed);
        QCOMPARE(world.data("a"), std::string(R"({"n":9})"));
        QCOMPARE(world.data("b"), std::string(R"({"n":9})"));
    }

    void aServiceThatFailsIsNotUnreachable()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        world.universe.setFaultPlan(noHashMaps(datastore::ErrorKind::Unreachable));
        world.access.lockConsent().give();
        const auto before = world.everything();
        QVERIFY_THROWS_EXCEPTION(LockError, saveTwo(world));
        QCOMPARE(world.everything(), before);
    }

    void aLockThatIsSeenCounts()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        world.access.lockConsent().give();
        world.clock.blockOn(
            world.universe.memoryStores().hashMap("lyra/locks/Game").set("k", "another", 90s));
        const auto before = world.everything();
        QCOMPARE(saveTwo(world).outcome, SaveOutcome::Locked);
        QCOMPARE(world.everything(), before);
    }

    /// A store with locks in its data store needs no hash map, and no consent.
    void dataStoreLocksNeedNoConsent()
    {
        StoreWorld world;
        world.putRecord("k", R"({"a":1})");
        world.put("lyra/locks/Game", "another key", R"("x")");
        world.universe.setFaultPlan(noHashMaps());
        QCOMPARE(saveTwo(world).outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string(R"({"a":2})"));
        world.put("lyra/locks/Game", "k", R"("another")");
        QCOMPARE(
            world.save(StoreWorld::lyra("k"), parsed(R"({"a":2})"), parsed(R"({"a":3})")).outcome,
            SaveOutcome::Locked);
    }
};

PLECTRUM_TEST(LockConsentTest)

} // namespace tst_lock_consent

#include "tst_lock_consent.moc"
