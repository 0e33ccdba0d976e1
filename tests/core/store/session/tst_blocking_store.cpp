// SPDX-License-Identifier: MIT
// The store's blocking form, driven by the simulated clock.
#include "game_world.h"
#include "store/session/blocking_store.h"
#include "support/test.h"

namespace tst_blocking_store {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

class BlockingStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void everyCall()
    {
        GameWorld world;
        mock::FaultPlan slow;
        slow.minimumLatency = 100ms;
        slow.maximumLatency = 100ms;
        world.universe.setFaultPlan(slow);
        async::SimDriver driver(world.clock);
        BlockingStore game(*world.game, driver);
        game.loadAsync("a");
        game.loadAsync("b", {7});
        QVERIFY(game.probeLockActiveAsync("a"));
        QCOMPARE(json::print(game.getAsync("a")), std::string(R"({"coins":0})"));
        QVERIFY(game.updateAsync("a", [](json::Value& data) {
            data = coins(9);
            return json::Value(true);
        }));
        QVERIFY(!game.updateImmutableAsync("a", [](const json::Value&) { return false; }));
        QVERIFY(game.txAsync({"a", "b"}, [](TxData& data) {
            data["a"] = coins(4);
            data["b"] = coins(5);
            return json::Value(true);
        }));
        QVERIFY(game.txImmutableAsync({"a", "b"}, [](const TxData& data) {
            return json::Value::object({{"a", data.at("b")}, {"b", data.at("a")}});
        }));
        game.saveAsync("a");
        QCOMPARE(json::print(*game.peekAsync("a")), std::string(R"({"coins":5})"));
        const auto versions = game.listVersionsAsync({.key = "a"});
        QCOMPARE(versions.items.size(), std::size_t(1));
        QCOMPARE(json::print(*game.readVersionAsync("a", versions.items[0].version).data),
                 std::string(R"({"coins":5})"));
        game.unloadAsync("a");
        QCOMPARE(errorOf([&] { game.getAsync("a"); }), std::string("Key not loaded"));
        game.closeAsync();
        QCOMPARE(errorOf([&] { game.loadAsync("a"); }), std::string("Store is closed"));
    }
};

PLECTRUM_TEST(BlockingStoreTest)

} // namespace tst_blocking_store

#include "tst_blocking_store.moc"
