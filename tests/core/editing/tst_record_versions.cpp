// SPDX-License-Identifier: MIT
// Old versions: sharded ones, those inside transactions, and bringing one back.
#include "store/error.h"
#include "store/session/store.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_record_versions {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

std::string inTransaction(const std::string& before, const std::string& after)
{
    return R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + before
        + R"(,"txId":"T","txPatch":[{"op":"replace","path":"/coins","value":)" + after
        + R"(}]}},"orphanedFiles":[]})";
}

StoreConfig gameConfig()
{
    StoreConfig config;
    config.name = "Game";
    config.templateData = parsed(R"({"items":[]})");
    config.schema = [](const json::Value&) { return std::optional<std::string>(); };
    config.maximumChunk = 200;
    return config;
}

json::Value items(int seed)
{
    async::Random random{std::uint64_t(seed)};
    std::vector<json::Value> list;
    for (int i = 0; i < 20; ++i)
        list.emplace_back(random.guid());
    return json::Value::object({{"items", json::Value::array(std::move(list))}});
}

Inspection inspectVersion(StoreWorld& world, const std::string& version)
{
    return world.clock.blockOn(world.access.inspectVersion(StoreWorld::lyra("k"), version));
}

} // namespace

class RecordVersionsTest : public QObject
{
    Q_OBJECT

private slots:
    void listsNewestFirst()
    {
        StoreWorld world;
        std::vector<std::string> versions;
        for (int i = 0; i < 3; ++i) {
            versions.insert(versions.begin(), world.putRecord("k", std::to_string(i)).version);
            world.clock.advance(1h);
        }
        const auto page =
            world.clock.blockOn(world.access.listVersions(StoreWorld::lyra("k"), "", 2));
        QCOMPARE(page.items.size(), std::size_t(2));
        QCOMPARE(page.items[0].version, versions[0]);
        const auto rest = world.clock.blockOn(
            world.access.listVersions(StoreWorld::lyra("k"), page.nextCursor, 2));
        QCOMPARE(rest.items.at(0).version, versions[2]);
        QCOMPARE(json::print(*inspectVersion(world, versions[2]).data), std::string("0"));
        QCOMPARE(inspectVersion(world, "NOPE").state, RecordState::Absent);
    }

    /// The shards of an old version were removed when its file was replaced.
    void removedShardsAreFound()
    {
        StoreWorld world;
        Store store(gameConfig(), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        world.clock.blockOn(store.load("k"));
        const auto set = [&](int seed) {
            world.clock.blockOn(
                store.updateImmutable("k", [seed](const json::Value&) { return items(seed); }));
            world.clock.blockOn(store.save("k"));
            const auto version = world.inspect("k").entry->info.version;
            world.clock.advance(2h);
            return version;
        };
        const auto first = set(1);
        const auto second = set(2);
        QVERIFY(first != second);
        const auto old = inspectVersion(world, first);
        QCOMPARE(old.state, RecordState::Valid);
        QVERIFY(*old.data == items(1));
        const auto& file = std::get<ShardedFile>(old.record->file);
        QCOMPARE(world.stored("lyra/shards/Game", file.shard + "-1"), std::string("absent"));
        QVERIFY(*world.clock.blockOn(store.readVersion("k", first)).data == items(1));
        QVERIFY(*world.clock.blockOn(store.readVersion("k", second)).data == items(2));
        world.clock.blockOn(store.close());

        // 30 days later the shards have expired, and the version says so.
        world.clock.advance(24h * 31);
        const auto late = inspectVersion(world, second);
        QCOMPARE(late.state, RecordState::Valid);
        QCOMPARE(inspectVersion(world, first).state, RecordState::Absent);
    }

    void missingVersion()
    {
        StoreWorld world;
        Store store(gameConfig(), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        try {
            world.clock.blockOn(store.readVersion("k", "NOPE"));
            QFAIL("found");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::NotFound);
            QCOMPARE(error.text(), std::string("Record not found for the specified version"));
        }
    }

    void insideATransaction_data()
    {
        QTest::addColumn<QString>("next");
        QTest::addColumn<bool>("isMarkerThere");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("coins");
        using enum TransactionState;
        const auto row = [](const char* name, const char* next, bool marker, TransactionState state,
                            int coins) {
            QTest::newRow(name) << QString::fromUtf8(next) << marker << int(state) << coins;
        };
        row("the newest, marker there", "", true, Pending, 1);
        row("the newest, marker gone", "", false, Committed, 999);
        row("followed by the reverted data", R"({"coins":1})", false, RolledBack, 1);
        row("followed by the committed data", R"({"coins":999})", false, Committed, 999);
        row("followed by other data", R"({"coins":5})", false, Committed, 999);
        row("followed by a removal", "removal", false, Committed, 999);
        row("marker there, followed by other data", R"({"coins":5})", true, Pending, 1);
    }
    void insideATransaction()
    {
        QFETCH(QString, next);
        QFETCH(bool, isMarkerThere);
        QFETCH(int, state);
        QFETCH(int, coins);
        StoreWorld world;
        const auto info =
            world.put("lyra/records/Game", "k", inTransaction(R"({"coins":1})", "999"));
        if (isMarkerThere)
            world.put("lyra/tx/Game", "T", "false");
        world.clock.advance(1h);
        if (next == QStringLiteral("removal"))
            world.remove("lyra/records/Game", "k");
        else if (!next.isEmpty())
            world.putRecord("k", next.toStdString());
        const auto inspection = inspectVersion(world, info.version);
        QCOMPARE(inspection.state, RecordState::Valid);
        QCOMPARE(int(inspection.transaction), state);
        QCOMPARE((*inspection.data)["coins"].toInteger(), std::int64_t(coins));
        if (inspection.transaction == TransactionState::Undecided)
            QCOMPARE((*inspection.dataIfCommitted)["coins"].toInteger(), std::int64_t(999));
    }

    /// The usual life of a key: changed before its next version. Its hour tells, unless it was
    /// written so late in it that a rollback may have come in the next.
    void decidedByItsHour_data()
    {
        QTest::addColumn<int>("minute");
        QTest::addColumn<bool>("isRolledBackByUs");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("evidence");
        using enum TransactionState;
        using Evidence = TransactionEvidence;
        QTest::newRow("early") << 20 << false << int(Committed) << int(Evidence::Hour);
        QTest::newRow("late") << 57 << false << int(Undecided) << int(Evidence::None);
        QTest::newRow("rolled back by us")
            << 20 << true << int(RolledBack) << int(Evidence::Journal);
    }
    void decidedByItsHour()
    {
        QFETCH(int, minute);
        QFETCH(bool, isRolledBackByUs);
        QFETCH(int, state);
        QFETCH(int, evidence);
        StoreWorld world; // begins at 20:13:20
        world.clock.advance(std::chrono::minutes(minute - 13));
        const auto info =
            world.put("lyra/records/Game", "k", inTransaction(R"({"coins":1})", "999"));
        world.clock.advance(1h);
        world.putRecord("k", R"({"coins":5})");
        world.access.setWasRolledBack([isRolledBackByUs](const std::string& txId) {
            return isRolledBackByUs && txId == "T";
        });
        const auto inspection = inspectVersion(world, info.version);
        QCOMPARE(int(inspection.transaction), state);
        QCOMPARE(int(inspection.evidence), evidence);
        QCOMPARE((*inspection.data)["coins"].toInteger(),
                 std::int64_t(inspection.transaction == TransactionState::Committed ? 999 : 1));
    }

    void restoreKeepsWhatTheVersionHad()
    {
        StoreWorld world;
        datastore::WriteOptions options;
        options.userIds = {7};
        options.attributes = parsed(R"({"region":"eu"})");
        const auto old = world.put("lyra/records/Game", "k",
                                   R"({"appliedMigrations":["one"],"file":{"data":{"committedData":
                                      {"coins":1}}},"orphanedFiles":[]})",
                                   options);
        world.clock.advance(1h);
        const auto now = world.put("lyra/records/Game", "k",
                                   R"({"appliedMigrations":["one","two"],"file":{"data":
                                      {"committedData":{"coins":2,"gems":0}}},"orphanedFiles":[]})");
        const auto stale = world.clock.blockOn(world.access.restoreVersion(
            StoreWorld::lyra("k"), old.version, {.expectedVersion = old.version}));
        QCOMPARE(stale.outcome, SaveOutcome::Conflicts);
        QCOMPARE(world.data("k"), std::string(R"({"coins":2,"gems":0})"));
        const auto restored = world.clock.blockOn(world.access.restoreVersion(
            StoreWorld::lyra("k"), old.version, {.expectedVersion = now.version}));
        QCOMPARE(restored.outcome, SaveOutcome::Saved);
        const auto inspection = world.inspect("k");
        QCOMPARE(world.record("k"),
                 std::string(R"({"appliedMigrations":["one"],"file":{"data":{"committedData":)"
                             R"({"coins":1}}},"orphanedFiles":[]})"));
        QCOMPARE(inspection.entry->info.userIds, options.userIds);
        QVERIFY(inspection.entry->info.attributes == options.attributes);
        const auto again = world.clock.blockOn(
            world.access.restoreVersion(StoreWorld::lyra("k"), old.version, {}));
        QCOMPARE(again.outcome, SaveOutcome::Unchanged);
        QVERIFY(!world.isLocked("k"));
    }

    void restoreOfRemovedShards()
    {
        StoreWorld world;
        Store store(gameConfig(), world.universe.dataStores(), world.universe.memoryStores(),
                    world.clock, world.random);
        world.clock.blockOn(store.load("k", {7}));
        world.clock.blockOn(
            store.updateImmutable("k", [](const json::Value&) { return items(1); }));
        world.clock.blockOn(store.save("k"));
        const auto old = world.inspect("k");
        world.clock.advance(2h);
        world.clock.blockOn(
            store.updateImmutable("k", [](const json::Value&) { return items(2); }));
        world.clock.blockOn(store.close());
        QCOMPARE(
            world.stored("lyra/shards/Game", std::get<ShardedFile>(old.record->file).shard + "-1"),
            std::string("absent"));
        const auto replaced = std::get<ShardedFile>(world.inspect("k").record->file);
        const auto restored = world.clock.blockOn(
            world.access.restoreVersion(StoreWorld::lyra("k"), old.entry->info.version, {}));
        QCOMPARE(restored.outcome, SaveOutcome::Saved);
        QVERIFY(*world.inspect("k").data == items(1));
        QCOMPARE(world.inspect("k").entry->info.userIds, std::vector<std::int64_t>{7});
        QCOMPARE(world.stored("lyra/shards/Game", replaced.shard + "-1"), std::string("absent"));
    }

    void restoreOfARemovedKey()
    {
        StoreWorld world;
        const auto old = world.putRecord("k", "1");
        world.remove("lyra/records/Game", "k");
        const auto restored = world.clock.blockOn(
            world.access.restoreVersion(StoreWorld::lyra("k"), old.version, {}));
        QCOMPARE(restored.outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), std::string("1"));
    }

    void whatCannotBeRestored()
    {
        StoreWorld world;
        world.clock.advance(44min); // 20:57: late in its hour
        const auto undecided =
            world.put("lyra/records/Game", "k", inTransaction(R"({"coins":1})", "999"));
        world.clock.advance(1h);
        world.putRecord("k", R"({"coins":5})");
        const auto restore = [&](const std::string& version) {
            return world.clock.blockOn(
                world.access.restoreVersion(StoreWorld::lyra("k"), version, {}));
        };
        const auto before = world.everything();
        const auto inside = restore(undecided.version);
        QCOMPARE(inside.outcome, SaveOutcome::NotWritable);
        QCOMPARE(inside.damage->kind, DamageKind::InTransaction);
        const auto absent = restore("NOPE");
        QCOMPARE(absent.outcome, SaveOutcome::NotWritable);
        QCOMPARE(absent.damage->kind, DamageKind::NoData);
        QCOMPARE(world.everything(), before);
    }

    void restorePlain()
    {
        StoreWorld world;
        const auto old = world.put("Scores", "k", "1");
        world.clock.advance(1h);
        const auto now = world.put("Scores", "k", "2");
        const auto restored = world.clock.blockOn(world.access.restoreVersion(
            StoreWorld::plain("k"), old.version, {.expectedVersion = now.version}));
        QCOMPARE(restored.outcome, SaveOutcome::Saved);
        QCOMPARE(world.stored("Scores", "k"), std::string("1"));
    }
};

PLECTRUM_TEST(RecordVersionsTest)

} // namespace tst_record_versions

#include "tst_record_versions.moc"
