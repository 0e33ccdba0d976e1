// SPDX-License-Identifier: MIT
// Records that cannot be read: shown with the reason, never guessed at, never written over.
#include "json/base64.h"
#include "store/error.h"
#include "store/record/buffer_codec.h"
#include "store/session/store.h"
#include "store_world.h"
#include "support/test.h"

namespace tst_damaged_records {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

/// Puts a record at "k" whose file is these shards.
void putShards(StoreWorld& world, const std::vector<std::string>& texts)
{
    for (std::size_t i = 0; i < texts.size(); ++i)
        world.put("lyra/shards/Game", "S-" + std::to_string(i + 1), json::printString(texts[i]));
    world.put("lyra/records/Game", "k",
              R"({"appliedMigrations":[],"file":{"shard":"S","count":)"
                  + std::to_string(texts.size()) + "},\"orphanedFiles\":[]}");
}

std::string zipped(const std::string& frame)
{
    return "{\"m\":null,\"t\":\"buffer\",\"zbase64\":\"" + json::encodeBase64(frame) + "\"}";
}

struct Case
{
    const char* name;
    RecordState state;
    DamageKind kind;
    const char* container;
    const char* text; ///< a part of the reason
    void (*prepare)(StoreWorld&);
};

void putText(StoreWorld& world, const char* text)
{
    world.put("lyra/records/Game", "k", text);
}

const Case cases[] = {
    {"a number", RecordState::NotLyra, DamageKind::WrongShape, "", "not an object",
     [](StoreWorld& world) { putText(world, "12"); }},
    {"another library's object", RecordState::NotLyra, DamageKind::WrongShape, "", "no file",
     [](StoreWorld& world) { putText(world, R"({"Data":{"coins":1},"MetaData":{}})"); }},
    {"a file of another type", RecordState::Damaged, DamageKind::WrongShape, "/file", "",
     [](StoreWorld& world) { putText(world, R"({"file":true})"); }},
    {"migrations of another type", RecordState::Damaged, DamageKind::WrongShape,
     "/appliedMigrations", "",
     [](StoreWorld& world) { putText(world, R"({"file":{"data":[]},"appliedMigrations":1})"); }},
    {"a tx info of another type", RecordState::Damaged, DamageKind::WrongShape, "/file/data", "",
     [](StoreWorld& world) { putText(world, R"({"file":{"data":"x"}})"); }},
    {"an unknown member in the tx info", RecordState::Damaged, DamageKind::WrongShape, "/file/data",
     "newer", [](StoreWorld& world) { putText(world, R"({"file":{"data":{"newer":1}}})"); }},
    {"a missing shard", RecordState::Damaged, DamageKind::MissingShard, "/file/shard",
     "Missing shard 2 for file (shardId: S)",
     [](StoreWorld& world) {
         putShards(world, {"{\"m\":null,", "\"t\":\"buffer\",\"base64\":\"\"}"});
         world.remove("lyra/shards/Game", "S-2");
     }},
    {"a shard that is no text", RecordState::Damaged, DamageKind::MissingShard, "/file/shard", "1",
     [](StoreWorld& world) {
         putShards(world, {"x"});
         world.put("lyra/shards/Game", "S-1", "7");
     }},
    {"shards that are no JSON", RecordState::Damaged, DamageKind::BadJson, "/file/shard", "",
     [](StoreWorld& world) { putShards(world, {"{\"m\":null,", "\"t\":"}); }},
    {"shards that are no buffer", RecordState::Damaged, DamageKind::WrongShape, "/file/shard", "",
     [](StoreWorld& world) { putShards(world, {"{\"t\":\"vector\"}"}); }},
    {"bad base64", RecordState::Damaged, DamageKind::BadBase64, "/file/shard", "",
     [](StoreWorld& world) { putShards(world, {R"({"m":null,"t":"buffer","base64":"AB*="})"}); }},
    {"a bad zstd frame", RecordState::Damaged, DamageKind::BadZstd, "/file/shard", "",
     [](StoreWorld& world) { putShards(world, {zipped("not a frame")}); }},
    {"a zstd frame that is cut short", RecordState::Damaged, DamageKind::BadZstd, "/file/shard", "",
     [](StoreWorld& world) {
         const auto frame = compress(R"({"committedData":{"coins":1}})");
         putShards(world, {zipped(frame.substr(0, frame.size() - 3))});
     }},
    {"a zstd bomb", RecordState::Damaged, DamageKind::BadZstd, "/file/shard", "larger than",
     [](StoreWorld& world) {
         const auto part = compress(std::string(50'000'000, ' '));
         std::string bomb;
         for (int i = 0; i < 6; ++i)
             bomb += part;
         putShards(world, {zipped(bomb)});
     }},
    {"a buffer that holds no JSON", RecordState::Damaged, DamageKind::BadJson, "/file/shard", "",
     [](StoreWorld& world) { putShards(world, {encodeBuffer("hello")}); }},
    {"a patch that does not apply", RecordState::Damaged, DamageKind::BadPatch, "/txPatch/0", "",
     [](StoreWorld& world) {
         putText(world, R"({"file":{"data":{"committedData":{},"txId":"T",
                        "txPatch":[{"op":"replace","path":"/coins","value":1}]}}})");
     }},
    {"an operation that is not known", RecordState::Damaged, DamageKind::BadPatch, "/txPatch/0",
     "Unrecognized op 'move'",
     [](StoreWorld& world) {
         putText(world, R"({"file":{"data":{"committedData":{},"txId":"T",
                        "txPatch":[{"op":"move","path":"/a","from":"/b"}]}}})");
     }},
    {"committed without a patch", RecordState::Damaged, DamageKind::NoPatch, "",
     "Transaction 'T' is committed but has no patch",
     [](StoreWorld& world) {
         putText(world, R"({"file":{"data":{"committedData":{},"txId":"T"}}})");
     }},
};

} // namespace

class DamagedRecordsTest : public QObject
{
    Q_OBJECT

    static void eachCase()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(cases)); ++i)
            QTest::newRow(cases[i].name) << i;
    }

private slots:
    void inspect_data() { eachCase(); }
    void inspect()
    {
        QFETCH(int, index);
        const Case& each = cases[index];
        StoreWorld world;
        each.prepare(world);
        const auto inspection = world.inspect("k");
        QCOMPARE(inspection.state, each.state);
        QVERIFY(inspection.entry);
        QVERIFY(!inspection.data);
        QVERIFY(!inspection.isEditable());
        QVERIFY(inspection.damage);
        QCOMPARE(inspection.damage->kind, each.kind);
        QCOMPARE(inspection.damage->pointer, std::string(each.container));
        QVERIFY2(inspection.damage->text.contains(each.text), inspection.damage->text.c_str());
    }

    void isNotWritten_data() { eachCase(); }
    void isNotWritten()
    {
        QFETCH(int, index);
        StoreWorld world;
        const auto good = world.putRecord("k", R"({"coins":1})");
        world.clock.advance(2h);
        cases[index].prepare(world);
        const auto before = world.everything();
        const auto base = parsed(R"({"coins":1})");
        const auto saved = world.save(StoreWorld::lyra("k"), base, parsed(R"({"coins":2})"));
        QCOMPARE(saved.outcome, SaveOutcome::NotWritable);
        QCOMPARE(saved.damage->kind, cases[index].kind);
        const auto fresh = world.save(StoreWorld::lyra("k"), std::nullopt, base);
        QCOMPARE(fresh.outcome, SaveOutcome::NotWritable);
        const auto restored = world.clock.blockOn(
            world.access.restoreVersion(StoreWorld::lyra("k"), good.version, {}));
        QCOMPARE(restored.outcome, SaveOutcome::NotWritable);
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }

    void isRestoredOverOnPurpose_data() { eachCase(); }
    void isRestoredOverOnPurpose()
    {
        QFETCH(int, index);
        StoreWorld world;
        const auto good = world.putRecord("k", R"({"coins":1})");
        world.clock.advance(2h);
        cases[index].prepare(world);
        const auto before = world.everything();
        const auto restore = [&](std::optional<std::string> expected) {
            return world.clock.blockOn(world.access.restoreVersion(
                StoreWorld::lyra("k"), good.version,
                {.expectedVersion = std::move(expected), .isOverDamage = true}));
        };
        QCOMPARE(restore(std::nullopt).outcome, SaveOutcome::NotWritable);
        QCOMPARE(restore(good.version).outcome, SaveOutcome::NotWritable);
        QCOMPARE(world.everything(), before);
        const auto damaged = world.inspect("k").entry->info.version;
        world.clock.advance(1h); // of an hour the service keeps the last write only
        QCOMPARE(restore(damaged).outcome, SaveOutcome::Saved);
        QCOMPARE(world.data("k"), R"({"coins":1})");
        const auto kept =
            world.clock.blockOn(world.store("lyra/records/Game").getVersion("k", damaged));
        QVERIFY(kept.has_value()); // what was damaged stays in the history
        QVERIFY(!world.isLocked("k"));
    }

    void isNotLoaded_data() { eachCase(); }
    void isNotLoaded()
    {
        QFETCH(int, index);
        StoreWorld world;
        cases[index].prepare(world);
        const auto before = world.everything();
        StoreConfig config;
        config.name = "Game";
        config.templateData = parsed("{}");
        config.schema = [](const json::Value&) { return std::optional<std::string>(); };
        Store store(config, world.universe.dataStores(), world.universe.memoryStores(), world.clock,
                    world.random);
        QVERIFY_THROWS_EXCEPTION(Error, world.clock.blockOn(store.load("k")));
        QVERIFY_THROWS_EXCEPTION(Error, world.clock.blockOn(store.peek("k")));
        world.clock.blockOn(store.close());
        QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }

    /// What games take for no data a person may take for it, too, having seen it.
    void anOddEntryMayCountAsNoData_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isOdd");
        QTest::newRow("nothing in it") << QByteArray("{}") << true;
        QTest::newRow("an empty table") << QByteArray("[]") << true;
        QTest::newRow("no file") << QByteArray(R"({"appliedMigrations":["m"]})") << true;
        QTest::newRow("a list of another type")
            << QByteArray(R"({"file":{"data":[]},"orphanedFiles":1})") << true;
        QTest::newRow("a number") << QByteArray("12") << false;
        QTest::newRow("a file of another type") << QByteArray(R"({"file":true})") << false;
        QTest::newRow("a record") << QByteArray(
            R"({"file":{"data":{"committedData":{"coins":1}}}})")
                                  << false;
    }
    void anOddEntryMayCountAsNoData()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isOdd);
        StoreWorld world;
        putText(world, text.constData());
        const auto before = world.everything();
        const auto seen = world.inspect("k").entry->info.version;
        const auto save = [&world](std::optional<std::string> version) {
            SaveOptions options;
            options.asNoData = std::move(version);
            return world.clock.blockOn(world.access.saveDraft(StoreWorld::lyra("k"), std::nullopt,
                                                              parsed(R"({"coins":5})"), options));
        };
        QVERIFY(save({}).outcome != SaveOutcome::Saved);
        QVERIFY(save("another").outcome != SaveOutcome::Saved);
        QCOMPARE(world.everything(), before);
        QCOMPARE(save(seen).outcome == SaveOutcome::Saved, isOdd);
        if (isOdd)
            QCOMPARE(world.data("k"), std::string(R"({"coins":5})"));
        else
            QCOMPARE(world.everything(), before);
        QVERIFY(!world.isLocked("k"));
    }
};

PLECTRUM_TEST(DamagedRecordsTest)

} // namespace tst_damaged_records

#include "tst_damaged_records.moc"
