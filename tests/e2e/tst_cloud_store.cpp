// SPDX-License-Identifier: MIT
// Lyra's stores on the Open Cloud client on the emulated service, on simulated time: load, save,
// transactions, the doors of the window; what a save costs; and what a bad line does to it.
#include "cloud_world.h"
#include "editing/record_access.h"
#include "editing/transaction_access.h"
#include "json/printer.h"
#include "store/error.h"
#include "store/session/store.h"
#include "support/test.h"

#include <algorithm>
#include <map>

namespace tst_cloud_store {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using opencloud::ProtocolSetting;
using test::CloudWorld;

namespace {

Value coins(int count)
{
    return Value::object({{"coins", count}});
}

store::StoreConfig gameConfig()
{
    store::StoreConfig config;
    config.name = "Game";
    config.templateData = coins(0);
    config.schema = [](const Value&) { return std::optional<std::string>(); };
    config.maximumChunk = 200;
    return config;
}

/// Data of several shards.
Value manyItems(int seed)
{
    async::Random random{std::uint64_t(seed)};
    std::vector<Value> list;
    for (int i = 0; i < 20; ++i)
        list.emplace_back(random.guid());
    return Value::object({{"items", Value::array(std::move(list))}});
}

store::KeyAddress lyra(std::string key)
{
    return {store::KeyAddress::Kind::Lyra, "Game", std::move(key)};
}

struct GameWorld : CloudWorld
{
    explicit GameWorld(ProtocolSetting wire, bool routesEncodedSlash = true)
        : CloudWorld(wire, optionsOf(routesEncodedSlash), true)
    {
        game = open(universe.dataStores());
    }
    static emulator::Options optionsOf(bool routesEncodedSlash)
    {
        auto options = usual();
        options.routesEncodedSlash = routesEncodedSlash;
        return options;
    }
    std::unique_ptr<store::Store> open(datastore::DataStoreService& stores)
    {
        return std::make_unique<store::Store>(gameConfig(), stores, there.memoryStores(), clock,
                                              random);
    }
    void set(store::Store& in, const std::string& key, const Value& data)
    {
        blockOn(in.updateImmutable(key, [data](const Value&) { return data; }));
    }
    /// As a game server without any network sees it.
    Value truth(const std::string& key)
    {
        auto server = open(there.dataStores());
        return blockOn(server->peek(key)).value();
    }
    /// Beyond the lock's own.
    std::int64_t count(bool isRead) const
    {
        return std::ranges::count_if(exchanges, [isRead](const auto& each) {
            return (each.method == "GET") == isRead && !each.path.contains("locks");
        });
    }

    async::Random random{3};
    async::InlineExecutor executor;
    std::unique_ptr<store::Store> game;
};

} // namespace

class CloudStoreTest : public QObject
{
    Q_OBJECT

    static void addWires()
    {
        QTest::addColumn<int>("wire");
        QTest::addColumn<bool>("slash");
        QTest::newRow("v2") << int(ProtocolSetting::OnlyV2) << true;
        QTest::newRow("v1") << int(ProtocolSetting::OnlyV1) << true;
        QTest::newRow("found") << int(ProtocolSetting::Automatic) << true;
        QTest::newRow("found, no encoded slash") << int(ProtocolSetting::Automatic) << false;
    }
    struct World : GameWorld
    {
        World()
            : GameWorld(wire(), slash())
        {
        }
        static ProtocolSetting wire()
        {
            QFETCH(int, wire);
            return ProtocolSetting(wire);
        }
        static bool slash()
        {
            QFETCH(bool, slash);
            return slash;
        }
    };

private slots:
    void loadSaveUnload_data() { addWires(); }
    void loadSaveUnload()
    {
        World world;
        auto& game = *world.game;
        world.blockOn(game.load("k", {7}));
        QCOMPARE(world.blockOn(game.get("k")), coins(0));
        world.set(game, "k", coins(5));
        world.blockOn(game.save("k"));
        QCOMPARE(world.truth("k"), coins(5));
        QCOMPARE(world.blockOn(world.there.dataStores().dataStore("lyra/records/Game").get("k"))
                     ->info.userIds,
                 std::vector<std::int64_t>{7});
        const auto large = manyItems(1);
        world.set(game, "k", large);
        world.blockOn(game.unload("k"));
        QCOMPARE(world.truth("k"), large);
        QVERIFY(!world.blockOn(game.probeLockActive("k")));
        auto other = world.open(world.universe.dataStores());
        world.blockOn(other->load("k"));
        QCOMPARE(world.blockOn(other->get("k")), large);
        world.set(*other, "k", manyItems(2)); // the shards before are removed
        world.blockOn(other->close());
        QCOMPARE(world.truth("k"), manyItems(2));
        QVERIFY(world.blockOn(game.listVersions({.key = "k"})).items.size() >= 1);
    }

    void transactions_data() { addWires(); }
    void transactions()
    {
        World world;
        auto& game = *world.game;
        for (const char* key : {"a/b", "c@d"})
            world.blockOn(game.load(key));
        const auto give = [](store::TxData& data) -> Value {
            data["a/b"] = coins(1);
            data["c@d"] = coins(2);
            return true;
        };
        QVERIFY(world.blockOn(game.tx({"a/b", "c@d"}, give)));
        QCOMPARE(world.truth("a/b"), coins(1));
        QCOMPARE(world.truth("c@d"), coins(2));
        world.blockOn(game.close());
        QCOMPARE(world.truth("c@d"), coins(2));
    }

    void doorsOfTheWindow_data() { addWires(); }
    void doorsOfTheWindow()
    {
        World world;
        editing::RecordAccess access(world.universe, world.clock, world.random, world.executor);
        world.blockOn(world.game->load("k", {7}));
        world.set(*world.game, "k", coins(1));
        world.blockOn(world.game->unload("k"));
        const auto stores = world.blockOn(access.listStores());
        QVERIFY(std::ranges::contains(stores, "Game", &editing::StoreListing::name));
        QCOMPARE(world.blockOn(access.inspect(lyra("k"))).data.value(), coins(1));
        const auto first = world.blockOn(access.listVersions(lyra("k"), {}, 10)).items.front();
        world.clock.advance(2h);
        const auto result = world.blockOn(access.saveDraft(lyra("k"), coins(1), coins(2), 0ms));
        QCOMPARE(result.outcome, editing::SaveOutcome::Saved);
        QCOMPARE(world.truth("k"), coins(2));
        const auto back = world.blockOn(
            access.restoreVersion(lyra("k"), first.version, {.expectedVersion = result.version}));
        QCOMPARE(back.outcome, editing::SaveOutcome::Saved);
        QCOMPARE(world.truth("k"), coins(1));
    }

    void costOfASave_data() { addWires(); }
    void costOfASave()
    {
        World world;
        editing::RecordAccess access(world.universe, world.clock, world.random, world.executor);
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->unload("k"));
        const auto save = [&](int from) {
            world.exchanges.clear();
            const auto before = world.counted.traffic();
            const auto result =
                world.blockOn(access.saveDraft(lyra("k"), coins(from), coins(from + 1), 0ms));
            const auto after = world.counted.traffic();
            qInfo("a save: %lld reads, %lld writes, %lld bytes up, %lld bytes down",
                  qlonglong(world.count(true)), qlonglong(world.count(false)),
                  qlonglong(after.sentBytes - before.sentBytes),
                  qlonglong(after.receivedBytes - before.receivedBytes));
            return result.outcome;
        };
        QCOMPARE(save(0), editing::SaveOutcome::Saved); // lists the data stores for locks once
        for (int i = 1; i < 4; ++i) {
            QCOMPARE(save(i), editing::SaveOutcome::Saved);
            QVERIFY(world.count(true) <= 1);
            QVERIFY(world.count(false) <= 1);
        }
        QCOMPARE(world.truth("k"), coins(4));
    }

    void savesOnABadLine_data()
    {
        QTest::addColumn<int>("wire");
        QTest::addColumn<bool>("slash");
        QTest::addColumn<std::string>("fault");
        for (const auto& [name, wire] :
             {std::pair("v2", ProtocolSetting::OnlyV2), std::pair("v1", ProtocolSetting::OnlyV1)}) {
            for (const char* fault :
                 {"drop-before", "drop-after", "cut-body", "html=502", "status=500", "status=503",
                  "content-type=text/html", "latency=1500", "status=429;retry-after=1"})
                QTest::addRow("%s, %s", name, fault) << int(wire) << true << std::string(fault);
        }
    }
    void savesOnABadLine()
    {
        QFETCH(std::string, fault);
        World world;
        editing::RecordAccess access(world.universe, world.clock, world.random, world.executor);
        world.blockOn(world.game->load("k"));
        world.blockOn(world.game->unload("k"));
        world.fault(fault, {}, emulator::FaultRule::always, 0.25);
        Value last = coins(0);

        int saved = 0;
        for (int i = 1; i <= 40; ++i) {
            const Value next = i % 5 == 0 ? manyItems(i) : coins(i);
            bool isUnknown = false;
            bool isSaved = false;
            try {
                const auto result = world.blockOn(access.saveDraft(lyra("k"), last, next, 30s));
                isSaved = result.outcome == editing::SaveOutcome::Saved;
            } catch (const store::Error& error) {
                isUnknown = error.isOutcomeUnknown();
            } catch (const datastore::Error& error) {
                isUnknown = error.isOutcomeUnknown();
            }
            const Value truth = world.truth("k");
            QVERIFY2(!isSaved || truth == next, "said to be saved, and is not");
            QVERIFY2(isSaved || isUnknown || truth == last, "said not to be saved, and is");
            QVERIFY(truth == last || truth == next);
            last = truth;
            saved += isSaved ? 1 : 0;
        }
        QVERIFY2(saved >= 15, std::to_string(saved).c_str());
    }
};

PLECTRUM_TEST(CloudStoreTest)

} // namespace tst_cloud_store

#include "tst_cloud_store.moc"
