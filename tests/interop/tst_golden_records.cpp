// SPDX-License-Identifier: MIT
// Every record that the library wrote: decoded and encoded again it is the same, and read without
// a lock it gives the data that the library had.
#include "async/sim_clock.h"
#include "editing/record_access.h"
#include "golden_scenario.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "store/record/buffer_codec.h"
#include "store/record/files.h"
#include "store/record/record_codec.h"
#include "support/test.h"

namespace tst_golden_records {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;

namespace {

/// What the library itself had in memory last, else what stands in the record.
std::optional<Value> lastKnown(const Value& golden, std::string_view key)
{
    std::optional<Value> data;
    golden["changed"].forEachElement([&](const Value& change) {
        if (change["key"].toString() == key && change.find("new"))
            data = change["new"];
    });
    return data;
}

bool isRecordsStore(std::string_view store)
{
    return store.starts_with("lyra/records/");
}

struct World
{
    static constexpr std::int64_t anyTime = 0x19AC1CC8F00;

    explicit World(std::int64_t start = anyTime)
        : clock(async::Time(async::Duration(start)))
    {
    }
    static store::KeyAddress address(std::string key)
    {
        return {store::KeyAddress::Kind::Lyra, "PlayerData", std::move(key)};
    }
    /// Does a write of a recording, if the service did it.
    void repeat(const Value& write)
    {
        if (write.find("failed"))
            return;
        if (write["op"].toString() == "remove")
            clock.blockOn(universe.dataStores()
                              .dataStore(std::string(write["store"].toString()))
                              .remove(std::string(write["key"].toString())));
        else
            put(write["store"].toString(), write["key"].toString(), write["value"]);
    }

    async::SimClock clock;
    mock::Universe universe{clock, async::Random(1)};
    async::Random random{3};
    async::InlineExecutor executor;
    editing::RecordAccess access{universe, clock, random, executor};

    void put(std::string_view store, std::string_view key, const Value& value)
    {
        clock.blockOn(
            universe.dataStores().dataStore(std::string(store)).set(std::string(key), value));
    }
    void putAll(const Value& final)
    {
        final.forEachMember([&](std::string_view store, const Value& entries) {
            entries.forEachMember(
                [&](std::string_view key, const Value& value) { put(store, key, value); });
        });
    }
    store::Inspection inspect(std::string key)
    {
        return clock.blockOn(access.inspect(address(std::move(key))));
    }
};

} // namespace

class GoldenRecordsTest : public QObject
{
    Q_OBJECT

    static void eachScenario()
    {
        QTest::addColumn<QString>("name");
        for (const auto& name : interop::scenarioNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    static void checkCodec(const Value& value)
    {
        const auto record = store::decodeRecord(value);
        QVERIFY2(record, json::print(value).c_str());
        QCOMPARE(json::print(store::encodeRecord(*record)), json::print(value));
        if (const auto* data = std::get_if<Value>(&record->file)) {
            const auto info = store::decodeTxInfo(*data, "/file/data");
            QVERIFY2(info, json::print(value).c_str());
            QCOMPARE(json::print(store::encodeTxInfo(*info)), json::print(*data));
        }
    }

private slots:
    void codec_data() { eachScenario(); }
    void codec()
    {
        QFETCH(QString, name);
        const auto golden = interop::readGolden(name.toStdString());
        golden["writes"].forEachElement([](const Value& write) {
            if (isRecordsStore(write["store"].toString()) && write.find("value"))
                checkCodec(write["value"]);
        });
        golden["final"].forEachMember([](std::string_view store, const Value& entries) {
            if (isRecordsStore(store))
                entries.forEachMember(
                    [](std::string_view, const Value& value) { checkCodec(value); });
        });
    }

    void finalStoresAreRead_data() { eachScenario(); }
    void finalStoresAreRead()
    {
        QFETCH(QString, name);
        const auto golden = interop::readGolden(name.toStdString());
        World world;
        world.putAll(golden["final"]);
        golden["final"]["lyra/records/PlayerData"].forEachMember(
            [&](std::string_view key, const Value& value) {
                checkInspection(world, golden, key, value);
            });
    }

    static void checkInspection(World& world, const Value& golden, std::string_view key,
                                const Value& value)
    {
        const auto inspection = world.inspect(std::string(key));
        const auto scenario = golden["scenario"].toString();
        if (scenario.starts_with("09") && key == "d1") {
            QCOMPARE(inspection.state, store::RecordState::Damaged);
            QCOMPARE(inspection.damage->text,
                     std::string("Transaction 'TX-D' is committed but has no patch"));
            return;
        }
        if (scenario.starts_with("11c")) {
            QCOMPARE(inspection.state, store::RecordState::Damaged);
            QCOMPARE(inspection.damage->kind, store::DamageKind::MissingShard);
            return;
        }
        QVERIFY2(inspection.state == store::RecordState::Valid,
                 inspection.damage ? inspection.damage->text.c_str() : "absent");
        auto expected = lastKnown(golden, key);
        if (!expected && scenario.starts_with("15b"))
            expected = value["file"]["data"]["committedData"].withMember("coins", 999);
        if (!expected)
            expected = value["file"]["data"]["committedData"];
        QCOMPARE(json::print(*inspection.data), json::print(*expected));
    }

    /// Our shards of the same data: another compressor may make other bytes, the library reads all.
    void shardsAreRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("compressible") << QStringLiteral("10a-sharded-compressible");
        QTest::newRow("not compressible") << QStringLiteral("10b-sharded-incompressible-unicode");
    }
    void shardsAreRead()
    {
        QFETCH(QString, name);
        const auto golden = interop::readGolden(name.toStdString());
        std::string text;
        golden["final"]["lyra/shards/PlayerData"].forEachMember(
            [&](std::string_view, const Value& shard) { text += shard.toString(); });
        const auto value = store::decodeShards(text);
        QVERIFY(value);
        const auto ours = store::encodeBuffer(json::print(*value));
        QCOMPARE(json::print(store::decodeShards(ours).value()), json::print(*value));
        const auto cut = store::cutShards(ours, 200);
        QCOMPARE(cut.size(), golden["final"]["lyra/shards/PlayerData"].size());
    }

    /// The recording's own writes at their times make the versions that its steps read, down to
    /// their ids.
    void versionsAsRecorded()
    {
        const auto golden = interop::readGolden("15-versions");
        World world(0x19AC1CC8F00);
        const auto start = world.clock.now();
        golden["writes"].forEachElement([&](const Value& write) {
            world.clock.runUntil(start + async::Duration(interop::millisecondsOf(write["t"])));
            world.repeat(write);
        });
        std::size_t read = 0;
        golden["steps"].forEachElement([&](const Value& step) {
            if (step["call"].toString() == "readVersion")
                read += checkVersion(world, step) ? 1 : 0;
        });
        QCOMPARE(read, std::size_t(6));
    }

    static bool checkVersion(World& world, const Value& step)
    {
        const auto inspection = world.clock.blockOn(
            world.access.inspectVersion(World::address(std::string(step["args"].at(0).toString())),
                                        std::string(step["args"].at(1).toString())));
        if (!step.find("result"))
            return inspection.state == store::RecordState::Absent;
        return inspection.data && *inspection.data == step["result"];
    }

    /// Marker there, then gone: the newest version reads as peek does.
    void versionInsideTransaction()
    {
        const auto golden = interop::readGolden("15b-version-mid-transaction");
        World world(0x19AC47B3440);
        world.repeat(golden["writes"].at(0));
        world.repeat(golden["writes"].at(1));
        QVERIFY(checkVersion(world, golden["steps"].at(0)));
        world.repeat(golden["writes"].at(2));
        QVERIFY(checkVersion(world, golden["steps"].at(1)));
    }

    /// The library looks for the shards of a version in the wrong store; ours finds them.
    void shardedVersion()
    {
        const auto golden = interop::readGolden("15c-version-sharded");
        World world(0x19AC4D6C1C0);
        golden["writes"].forEachElement([&](const Value& write) { world.repeat(write); });
        const auto version = golden["steps"].at(3)["args"].at(1).toString();
        const auto inspection = world.clock.blockOn(
            world.access.inspectVersion(World::address("p1"), std::string(version)));
        QCOMPARE(inspection.state, store::RecordState::Valid);
        QVERIFY(*inspection.data == *lastKnown(golden, "p1"));
    }

    /// The state in the middle of a transaction, by the recording's own writes.
    void transactionStates()
    {
        const auto golden = interop::readGolden("06-tx-commit");
        World world;
        const Value& writes = golden["writes"];
        for (const std::size_t i : {2U, 3U, 4U})
            world.put(writes.at(i)["store"].toString(), writes.at(i)["key"].toString(),
                      writes.at(i)["value"]);
        const auto before = world.inspect("p2");
        QCOMPARE(before.transaction, store::TransactionState::Pending);
        QCOMPARE(json::print(*before.data), std::string(R"({"coins":0,"items":[]})"));
        world.clock.blockOn(world.universe.dataStores()
                                .dataStore("lyra/tx/PlayerData")
                                .remove(std::string(writes.at(5)["key"].toString())));
        const auto after = world.inspect("p2");
        QCOMPARE(after.transaction, store::TransactionState::Committed);
        QCOMPARE(json::print(*after.data), std::string(R"({"coins":30,"items":["sword"]})"));
    }
};

PLECTRUM_TEST(GoldenRecordsTest)

} // namespace tst_golden_records

#include "tst_golden_records.moc"
