// SPDX-License-Identifier: MIT
// Removing a key, and what brings it back: under the lock, never over damage, shards and all.
#include "editing/key_copy.h"
#include "store/error.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_delete_key {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

struct DeletionWorld : StoreWorld
{
    SaveResult erase(KeyAddress address, DeleteOptions options = {})
    {
        return clock.blockOn(access.deleteKey(std::move(address), std::move(options)));
    }
    std::size_t shardCount()
    {
        return clock.blockOn(store("lyra/shards/Game").listKeys({})).items.size();
    }
    SaveResult bringBack(const KeyAddress& address)
    {
        const auto version = clock.blockOn(access.deletedVersion(address));
        return clock.blockOn(access.restoreVersion(address, version.value().version,
                                                   {.expectedVersion = std::string()}));
    }
};

/// Data of over one shard that does not compress.
json::Value shardedData()
{
    async::Random random(9);
    std::vector<json::Value> items;
    for (int i = 0; i < 150'000; ++i)
        items.emplace_back(random.guid());
    return json::Value::object({{"items", json::Value::array(std::move(items))}});
}

} // namespace

class TestDeleteKey : public QObject
{
    Q_OBJECT

private slots:
    void aRecordGoesAndComesBack()
    {
        DeletionWorld world;
        world.putRecord("k", R"({"coins":1})", {.userIds = {7}});
        const auto stored = world.record("k");
        QVERIFY(!world.clock.blockOn(world.access.deletedVersion(StoreWorld::lyra("k"))));
        QCOMPARE(world.erase(StoreWorld::lyra("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.record("k"), "absent");
        QVERIFY(!world.isLocked("k"));
        QCOMPARE(world.erase(StoreWorld::lyra("k")).outcome, SaveOutcome::Unchanged);
        QCOMPARE(world.bringBack(StoreWorld::lyra("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.record("k"), stored);
        QCOMPARE(world.inspect("k").entry->info.userIds, std::vector<std::int64_t>{7});
        QVERIFY(!world.clock.blockOn(world.access.deletedVersion(StoreWorld::lyra("k"))));
        QVERIFY(!world.clock.blockOn(world.access.deletedVersion(StoreWorld::lyra("never"))));
    }

    void aPlainEntryGoesAndComesBack()
    {
        DeletionWorld world;
        world.put("Scores", "k", "[1,2]");
        QCOMPARE(world.erase(StoreWorld::plain("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.stored("Scores", "k"), "absent");
        QCOMPARE(world.bringBack(StoreWorld::plain("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.stored("Scores", "k"), "[1,2]");
    }

    void itsShardsGoAndComeBack()
    {
        DeletionWorld world;
        const auto data = shardedData();
        world.save(StoreWorld::lyra("k"), std::nullopt, data);
        QVERIFY(world.shardCount() > 0);
        QCOMPARE(world.erase(StoreWorld::lyra("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.shardCount(), std::size_t(0));
        QCOMPARE(world.bringBack(StoreWorld::lyra("k")).outcome, SaveOutcome::Saved);
        QVERIFY(*world.inspect("k").data == data);
    }

    /// No record is ever left without its shards.
    void aRemovalThatFailsLeavesAll()
    {
        DeletionWorld world;
        const auto data = shardedData();
        world.save(StoreWorld::lyra("k"), std::nullopt, data);
        const auto before = world.everything();
        mock::FaultPlan plan;
        plan.failures.push_back(failureOf(mock::Op::Remove, datastore::ErrorKind::Denied,
                                          "403: no access", "lyra/records/Game"));
        world.universe.setFaultPlan(plan);
        QVERIFY_THROWS_EXCEPTION(Error, world.erase(StoreWorld::lyra("k")));
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }

    void aLostAnswerIsReadBack()
    {
        DeletionWorld world;
        world.putRecord("k", "1");
        world.universe.setFaultPlan(lostAnswer(mock::Op::Remove, "lyra/records/Game"));
        QCOMPARE(world.erase(StoreWorld::lyra("k")).outcome, SaveOutcome::Saved);
        QCOMPARE(world.record("k"), "absent");
    }

    void aLockIsRespected()
    {
        DeletionWorld world;
        world.putRecord("k", "1");
        auto& locks = world.universe.memoryStores().hashMap("lyra/locks/Game");
        world.clock.blockOn(locks.set("k", json::Value("another server"), 60s));
        const auto before = world.everything();
        QCOMPARE(world.erase(StoreWorld::lyra("k")).outcome, SaveOutcome::Locked);
        QCOMPARE(world.everything(), before);
        const auto waited = world.erase(StoreWorld::lyra("k"), {.lockWait = 2min});
        QCOMPARE(waited.outcome, SaveOutcome::Saved);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::newRow("damaged") << QStringLiteral(R"({"file":7})");
        QTest::newRow("not Lyra's") << QStringLiteral("5");
    }
    void refuses()
    {
        QFETCH(QString, entry);
        DeletionWorld world;
        world.put("lyra/records/Game", "k", entry.toStdString());
        const auto result = world.erase(StoreWorld::lyra("k"));
        QCOMPARE(result.outcome, SaveOutcome::NotWritable);
        QVERIFY(result.damage);
        QCOMPARE(world.record("k"), entry.toStdString());
    }

    void anotherVersionIsNotRemoved()
    {
        DeletionWorld world;
        const auto seen = world.putRecord("k", "1").version;
        world.putRecord("k", "2");
        const auto result = world.erase(StoreWorld::lyra("k"), {.expectedVersion = seen});
        QCOMPARE(result.outcome, SaveOutcome::Conflicts);
        QCOMPARE(world.data("k"), "2");
    }

    void aCopyIsOfAllThatBelongsToTheRecord()
    {
        DeletionWorld world;
        world.putRecord("k", R"({"coins":1})", {.userIds = {7}});
        const auto copy = copyOf(world.inspect("k"), world.inspect("new"));
        QVERIFY(copy && !copy->base);
        const auto written = world.clock.blockOn(world.access.saveDraftAround(
            StoreWorld::lyra("new"), copy->base, copy->draft, copy->around, {}));
        QCOMPARE(written.outcome, SaveOutcome::Saved);
        QCOMPARE(world.record("new"), world.record("k"));
        QCOMPARE(world.inspect("new").entry->info.userIds, std::vector<std::int64_t>{7});
        QVERIFY(!copyOf(world.inspect("absent"), world.inspect("k")));
    }
};

PLECTRUM_TEST(TestDeleteKey)

} // namespace tst_delete_key

#include "tst_delete_key.moc"
