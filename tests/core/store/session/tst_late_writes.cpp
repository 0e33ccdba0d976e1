// SPDX-License-Identifier: MIT
// Writes that are reported as failed and done later than that: none comes over a newer one, and
// none decides a transaction that has been decided.
#include "game_world.h"
#include "late_services.h"
#include "support/test.h"

namespace tst_late_writes {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

constexpr const char* records = "lyra/records/Game";
constexpr const char* markers = "lyra/tx/Game";

struct LateWorld : StoreWorld
{
    LateWrites late;
    LateServices services{universe.dataStores(), late};
    Store game{gameConfig(), services, universe.memoryStores(), clock, random};

    LateWorld()
    {
        for (const char* key : {"a", "b"}) {
            clock.blockOn(game.load(key));
            clock.blockOn(game.save(key));
        }
    }
    void set(const std::string& key, json::Value data)
    {
        clock.blockOn(game.updateImmutable(key, [data](const json::Value&) { return data; }));
    }
    std::string trade()
    {
        const auto transform = [](const TxData&) {
            return json::Value::object({{"a", coins(1)}, {"b", coins(2)}});
        };
        return errorOf([&] { clock.blockOn(game.txImmutable({"a", "b"}, transform)); });
    }
    std::string saved(const std::string& key)
    {
        return errorOf([&] { clock.blockOn(game.save(key)); });
    }
    std::string both() { return data("a") + data("b"); }
    std::size_t shardCount()
    {
        return clock.blockOn(store("lyra/shards/Game").listKeys({})).items.size();
    }
};

const std::string traded = R"({"coins":1}{"coins":2})";

} // namespace

class LateWritesTest : public QObject
{
    Q_OBJECT

private slots:
    /// The second try was done and acknowledged, and so was a newer save.
    void aFirstTryDoesNotComeOverANewerSave()
    {
        LateWorld world;
        world.set("a", coins(1));
        world.late.hold(records, 1);
        QCOMPARE(world.saved("a"), std::string("none"));
        world.set("a", coins(2));
        QCOMPARE(world.saved("a"), std::string("none"));
        world.late.deliver();
        QCOMPARE(world.data("a"), std::string(R"({"coins":2})"));
        world.clock.blockOn(world.game.close());
    }

    void aFailedSaveDoesNotComeOverANewerOne()
    {
        LateWorld world;
        world.set("a", manyItems(1));
        world.late.hold(records, 1, "405: no answer");
        QCOMPARE(world.saved("a"), std::string("405: no answer"));
        world.set("a", coins(2));
        QCOMPARE(world.saved("a"), std::string("none"));
        world.late.deliver();
        QCOMPARE(world.data("a"), std::string(R"({"coins":2})"));
        world.clock.blockOn(world.game.close());
        QCOMPARE(world.shardCount(), std::size_t(0));
    }

    /// It came before the newer one: that is written over it, and its shards are not forgotten.
    void aLateSaveIsWrittenOver()
    {
        LateWorld world;
        world.set("a", manyItems(1));
        world.late.hold(records, 1, "405: no answer");
        QCOMPARE(world.saved("a"), std::string("405: no answer"));
        world.late.deliver();
        QVERIFY(*world.inspect("a").data == manyItems(1));
        world.set("a", coins(2));
        QCOMPARE(world.saved("a"), std::string("none"));
        QCOMPARE(world.data("a"), std::string(R"({"coins":2})"));
        world.clock.blockOn(world.game.close());
        QCOMPARE(world.shardCount(), std::size_t(0));
    }

    /// The record of a server whose lock had run out.
    void whatAnotherWroteWithoutTheLockIsWrittenOver()
    {
        LateWorld world;
        world.putRecord("a", R"({"coins":99})");
        world.set("a", coins(2));
        QCOMPARE(world.saved("a"), std::string("none"));
        QCOMPARE(world.data("a"), std::string(R"({"coins":2})"));
        world.clock.blockOn(world.game.close());
    }

    void aLateMarkerDoesNotTakeACommitBack()
    {
        LateWorld world;
        world.late.hold(markers, 1);
        QCOMPARE(world.trade(), std::string("none"));
        world.late.deliver();
        QCOMPARE(world.both(), traded);
        world.set("a", coins(7));
        QCOMPARE(world.saved("a"), std::string("none"));
        QCOMPARE(world.both(), std::string(R"({"coins":7}{"coins":2})"));
        world.clock.blockOn(world.game.close());
    }

    /// While a removal may still be done, the records are not written back.
    void aLateRemovalOfTheMarkerMeetsBothRecords()
    {
        LateWorld world;
        world.late.holdRemovals(markers, 1000, "405: no answer");
        QCOMPARE(world.trade(), std::string("405: no answer"));
        QCOMPARE(world.both(), std::string(R"({"coins":0}{"coins":0})"));
        QVERIFY(world.inspect("a").txId && world.inspect("b").txId);
        // Nobody loads them before the locks run out.
        QVERIFY(world.isLocked("a") && world.isLocked("b"));
        world.late.deliver();
        QCOMPARE(world.both(), traded);
        world.clock.blockOn(world.game.close());
    }

    /// A record that was written back while its first write was still on its way.
    void aLateRecordOfATransactionIsRefused()
    {
        LateWorld world;
        world.late.hold(records, 1, "405: no answer");
        QCOMPARE(world.trade(), std::string("405: no answer"));
        QCOMPARE(world.both(), std::string(R"({"coins":0}{"coins":0})"));
        world.late.deliver();
        QCOMPARE(world.both(), std::string(R"({"coins":0}{"coins":0})"));
        world.set("a", coins(7));
        QCOMPARE(world.saved("a"), std::string("none"));
        QCOMPARE(world.data("a"), std::string(R"({"coins":7})"));
        world.clock.blockOn(world.game.close());
    }
};

PLECTRUM_TEST(LateWritesTest)

} // namespace tst_late_writes

#include "tst_late_writes.moc"
