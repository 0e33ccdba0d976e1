// SPDX-License-Identifier: MIT
// The contract of a data store, by either wire, and by the one that is found to work.
#include "cloud_world.h"
#include "datastore/error.h"
#include "opencloud/protocol.h"
#include "support/test.h"

#include <algorithm>

namespace tst_data_store {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::ErrorKind;
using json::Value;
using opencloud::ProtocolSetting;
using test::CloudWorld;

namespace {

std::string failureOf(const std::function<void()>& call, ErrorKind kind)
{
    try {
        call();
    } catch (const datastore::Error& error) {
        return error.kind() == kind ? error.text() : "another kind: " + error.text();
    }
    return "no error";
}

const std::vector<std::string> oddNames{"lyra/records/Inventory",
                                        "50%",
                                        "a@b",
                                        "x@latest",
                                        "a:b",
                                        "k:listRevisions",
                                        "two words",
                                        "a+b&c=d?e#f",
                                        "\"quoted\\\"",
                                        "Grüße",
                                        "名前/キー",
                                        "%2F",
                                        "..",
                                        ".",
                                        "a//b",
                                        "~-._"};

} // namespace

class OpenCloudDataStoreTest : public QObject
{
    Q_OBJECT

    struct Way
    {
        ProtocolSetting protocol;
        bool routesEncodedSlash;
        emulator::Options options() const
        {
            auto options = CloudWorld::usual();
            options.routesEncodedSlash = routesEncodedSlash;
            return options;
        }
    };
    static Way way()
    {
        QFETCH_GLOBAL(int, protocol);
        QFETCH_GLOBAL(bool, slash);
        return {ProtocolSetting(protocol), slash};
    }
    static bool listsRemovedKeys()
    {
        return way().protocol == ProtocolSetting::OnlyV1 || !way().routesEncodedSlash;
    }
    struct World : CloudWorld
    {
        World()
            : CloudWorld(way().protocol, way().options())
        {
        }
    };
    /// What no path of v2 can name is refused before anything is sent.
    static void refusesEverywhere(World& world, const std::string& name)
    {
        const auto refused = [&](datastore::DataStore& store, const std::string& key) {
            const auto kind = ErrorKind::InvalidArgument;
            const auto add = [](const auto&) {
                return std::optional(datastore::Written{Value(1)});
            };
            for (const auto& text :
                 {failureOf([&] { world.blockOn(store.get(key)); }, kind),
                  failureOf([&] { world.blockOn(store.set(key, Value(1))); }, kind),
                  failureOf([&] { world.blockOn(store.update(key, add)); }, kind),
                  failureOf([&] { world.blockOn(store.remove(key)); }, kind),
                  failureOf([&] { world.blockOn(store.removeIf(key, {})); }, kind),
                  failureOf([&] { world.blockOn(store.listVersions({.key = key})); }, kind),
                  failureOf([&] { world.blockOn(store.getVersion(key, "v")); }, kind)})
                QVERIFY2(text.contains("Nothing was sent"), text.c_str());
        };
        auto& stores = world.universe.dataStores();
        refused(stores.dataStore("Plain"), name);
        refused(stores.dataStore(name), "key");
        refused(stores.dataStore("Scoped", name), "key");
        refused(stores.dataStore("Scoped", "-"), "key"); // which would be every scope
        QVERIFY(world.exchanges.empty());
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<bool>("slash");
        QTest::newRow("v2") << int(ProtocolSetting::OnlyV2) << true;
        QTest::newRow("v1") << int(ProtocolSetting::OnlyV1) << true;
        QTest::newRow("found") << int(ProtocolSetting::Automatic) << true;
        QTest::newRow("found, no encoded slash") << int(ProtocolSetting::Automatic) << false;
    }

    void setGetRemove()
    {
        World world;
        QVERIFY(!world.blockOn(world.store().get("k")));
        datastore::WriteOptions options;
        options.userIds = {7, 8};
        options.attributes = Value::object({{"a", "b"}, {"ü", "日本"}});
        const auto info = world.blockOn(world.store().set("k", Value("text"), options));
        const auto entry = world.blockOn(world.store().get("k"));
        QVERIFY(entry);
        QCOMPARE(entry->value, Value("text"));
        QCOMPARE(entry->size, 6U);
        QCOMPARE(entry->info, info);
        QCOMPARE(info.userIds, (std::vector<std::int64_t>{7, 8}));
        QCOMPARE(info.attributes, options.attributes);
        QCOMPARE(info.createdTime, world.clock.now());
        world.clock.advance(1min);
        const auto next = world.blockOn(world.store().set("k", Value(2)));
        QVERIFY(next.userIds.empty());
        QCOMPARE(next.attributes.size(), 0U);
        QCOMPARE(next.createdTime, info.createdTime);
        QCOMPARE(next.updatedTime, info.updatedTime + 1min);
        QCOMPARE(
            world.blockOn(world.there.dataStores().dataStore("lyra/records/Things").get("k"))->info,
            next);
        QCOMPARE(world.blockOn(world.store().remove("k"))->value, Value(2));
        QVERIFY(!world.blockOn(world.store().get("k")));
        QVERIFY(!world.blockOn(world.store().remove("k")));
    }

    void conditionalWrites()
    {
        World world;
        auto& store = world.store();
        datastore::WriteOptions absent;
        absent.onlyIfAbsent = true;
        const auto first = world.blockOn(store.set("k", Value(1), absent));
        QVERIFY(
            failureOf([&] { world.blockOn(store.set("k", Value(2), absent)); }, ErrorKind::Conflict)
                .contains("exists"));
        datastore::WriteOptions expected;
        expected.ifVersion = first.version;
        world.blockOn(store.set("k", Value(3), expected));
        const auto stale = [&] { world.blockOn(store.set("k", Value(4), expected)); };
        QVERIFY(failureOf(stale, ErrorKind::Conflict).contains("version"));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(3));
        world.blockOn(store.remove("k"));
        QVERIFY(failureOf(stale, ErrorKind::Conflict).contains("version"));
        world.blockOn(store.set("k", Value(5), absent));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(5));
    }

    void updateOnTopOfAnother()
    {
        World world;
        auto& store = world.store();
        auto& other = world.there.dataStores().dataStore("lyra/records/Things");
        int calls = 0;
        const auto add = [&](const std::optional<datastore::Entry>& entry) {
            if (++calls == 1 || calls == 3) // another is faster
                world.blockOn(other.set("k", Value(10 * calls)));
            return std::optional(datastore::Written{
                Value(entry ? entry->value.toInteger() + 1 : 1), {5}, Value::object()});
        };
        QCOMPARE(world.blockOn(store.update("k", add))->value, Value(11));
        QCOMPARE(world.blockOn(store.update("k", add))->value, Value(31));
        QCOMPARE(calls, 4);
        const auto entry = world.blockOn(store.get("k"));
        QCOMPARE(entry->value, Value(31));
        QCOMPARE(entry->info.userIds, std::vector<std::int64_t>{5});
        const auto decline = [](const auto&) { return std::optional<datastore::Written>(); };
        QVERIFY(!world.blockOn(store.update("k", decline)));
    }

    void limits()
    {
        World world;
        auto& store = world.store();
        const auto set = [&](const std::string& key, Value value,
                             datastore::WriteOptions options = {}) {
            world.blockOn(store.set(key, std::move(value), std::move(options)));
        };
        QVERIFY(failureOf([&] { set("", 1); }, ErrorKind::InvalidArgument).starts_with("101:"));
        QVERIFY(failureOf([&] { set(std::string(51, 'k'), 1); }, ErrorKind::TooLarge)
                    .starts_with("102:"));
        QVERIFY(
            failureOf([&] { set("k", Value()); }, ErrorKind::InvalidArgument).starts_with("104:"));
        QVERIFY(
            failureOf([&] { set("k", Value(std::string(4'194'303, 'x'))); }, ErrorKind::TooLarge)
                .starts_with("105:"));
        QVERIFY(failureOf([&] { set("k", 1, {.attributes = {}}); }, ErrorKind::InvalidArgument)
                    .starts_with("513:"));
        set("k", Value(std::string(4'194'302, 'x')));
        QCOMPARE(world.blockOn(store.get("k"))->size, 4'194'304U);
        auto& stores = world.universe.dataStores();
        QVERIFY(failureOf([&] { stores.dataStore(std::string(51, 'n')); }, ErrorKind::TooLarge)
                    .contains("50"));
        QVERIFY(failureOf([&] { stores.dataStore("n", ""); }, ErrorKind::InvalidArgument)
                    .contains("scope"));
    }

    void keysInUnevenPages()
    {
        World world;
        for (int i = 0; i < 25; ++i) {
            world.blockOn(world.store().set("b" + std::to_string(10 + i), Value(i)));
            world.blockOn(world.store().set("a" + std::to_string(i), Value(i)));
        }
        world.blockOn(world.store().remove("b19"));
        std::vector<std::string> keys;
        int emptyPages = 0;
        datastore::ListKeysQuery query{"b", 4, {}};
        do {
            auto page = world.blockOn(world.store().listKeys(query));
            emptyPages += page.items.empty() ? 1 : 0;
            for (const auto& item : page.items)
                keys.push_back(item.key);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(keys.size(), listsRemovedKeys() ? 25U : 24U);
        QVERIFY(std::ranges::is_sorted(keys));
        QVERIFY(emptyPages > 0 || way().protocol == ProtocolSetting::OnlyV1
                || !way().routesEncodedSlash);
        QVERIFY(world.blockOn(world.store("lyra/records/Nothing").listKeys({})).items.empty());
        query.cursor = "rubbish";
        QVERIFY(failureOf([&] { world.blockOn(world.store().listKeys(query)); },
                          ErrorKind::InvalidArgument)
                    .contains("token"));
    }

    void versionsInBothOrders()
    {
        World world;
        std::vector<std::string> ids;
        for (int i = 0; i < 7; ++i) {
            ids.push_back(world.blockOn(world.store().set("k", Value(i))).version);
            world.clock.advance(1h);
        }
        world.blockOn(world.store().remove("k"));
        const auto collect = [&](datastore::ListVersionsQuery query) {
            std::vector<std::string> seen;
            do {
                const auto page = world.blockOn(world.store().listVersions(query));
                for (const auto& version : page.items)
                    seen.push_back(version.deleted ? "removed" : version.version);
                query.cursor = page.nextCursor;
            } while (!query.cursor.empty());
            return seen;
        };
        auto all = ids;
        all.push_back("removed");
        QCOMPARE(collect({.key = "k", .pageSize = 3}), all);
        std::ranges::reverse(all);
        QCOMPARE(collect({.key = "k", .order = datastore::SortOrder::Descending, .pageSize = 3}),
                 all);
        const auto from = world.clock.now() - 6h;
        const auto some = collect({.key = "k", .from = from, .until = from + 2h});
        QCOMPARE(some, (std::vector<std::string>{ids[1], ids[2], ids[3]}));
        QCOMPARE(world.blockOn(world.store().getVersion("k", ids[2]))->value, Value(2));
        QVERIFY(!world.blockOn(world.store().getVersion("k", "NOPE")));
        QVERIFY(collect({.key = "nobody"}).empty());
    }

    void oddNamesEverywhere_data()
    {
        QTest::addColumn<std::string>("name");
        for (const auto& name : oddNames)
            QTest::newRow(name.c_str()) << name;
    }

    void oddNamesEverywhere()
    {
        QFETCH(std::string, name);
        World world;
        if (opencloud::ProtocolSetting::OnlyV2 == way().protocol && (name == "." || name == ".."))
            return refusesEverywhere(world, name);
        const auto check = [&](datastore::DataStore& store, datastore::DataStore& there,
                               const std::string& key) {
            world.blockOn(store.set(key, Value(1)));
            QCOMPARE(world.blockOn(there.get(key))->value, Value(1));
            const auto add = [](const std::optional<datastore::Entry>& entry) {
                return std::optional(datastore::Written{
                    Value(entry.value().value.toInteger() + 1), {}, Value::object()});
            };
            QCOMPARE(world.blockOn(store.update(key, add))->value, Value(2));
            const auto entry = world.blockOn(store.get(key));
            QCOMPARE(entry->value, Value(2));
            QCOMPARE(world.blockOn(store.getVersion(key, entry->info.version))->value, Value(2));
            QVERIFY(!world.blockOn(store.listVersions({.key = key})).items.empty());
            datastore::ListKeysQuery query{.prefix = key};
            const auto keys = world.blockOn(store.listKeys(query)).items;
            QVERIFY(std::ranges::contains(keys, datastore::KeyInfo{key}));
            QCOMPARE(world.blockOn(store.remove(key))->value, Value(2));
            QVERIFY(!world.blockOn(there.get(key)));
        };
        auto& stores = world.universe.dataStores();
        auto& there = world.there.dataStores();
        check(stores.dataStore("Plain"), there.dataStore("Plain"), name);
        check(stores.dataStore(name), there.dataStore(name), "key");
        check(stores.dataStore("Scoped", name), there.dataStore("Scoped", name), name);
        const auto found = world.blockOn(stores.listDataStores({.prefix = name})).items;
        QVERIFY(std::ranges::contains(found, name, &datastore::DataStoreInfo::name));
    }

    void rememberingWhatWorks()
    {
        World world;
        world.blockOn(world.store().set("k", Value(1)));
        world.blockOn(world.store().get("k"));
        world.exchanges.clear();
        world.blockOn(world.store().get("k"));
        world.blockOn(world.store().set("k", Value(2)));
        QCOMPARE(world.exchanges.size(), 2U);
        const bool isV1 = world.exchanges[0].path.starts_with("/datastores/v1/");
        QCOMPARE(isV1, way().protocol == ProtocolSetting::OnlyV1 || !way().routesEncodedSlash);
        // A name without a slash has v2, whatever became of the others.
        world.exchanges.clear();
        world.blockOn(world.store("Plain").set("k", Value(1)));
        QCOMPARE(world.exchanges.front().path.starts_with("/datastores/v1/"),
                 way().protocol == ProtocolSetting::OnlyV1);
    }

    void requestsOfASave()
    {
        World world;
        auto& store = world.store();
        auto info = world.blockOn(store.set("k", Value(1)));
        world.blockOn(store.get("k"));
        world.exchanges.clear();
        const auto entry = world.blockOn(store.get("k"));
        datastore::WriteOptions options;
        options.ifVersion = entry->info.version;
        info = world.blockOn(store.set("k", Value(2), options));
        QCOMPARE(world.exchanges.size(), 2U);
        // The answer of a write tells what the next needs.
        options.ifVersion = info.version;
        world.blockOn(store.set("k", Value(3), options));
        QCOMPARE(world.exchanges.size(), 3U);
    }

    void notFiniteNumbersAreTold()
    {
        World world;
        const opencloud::Response v1{200, {{"roblox-entry-version", "1"}}, R"({"a":[1,NaN]})"};
        const opencloud::Response v2{200, {}, R"({"revisionId":"1","value":{"x":-Infinity}})"};
        for (const auto& [protocol, answer] :
             {std::pair(&opencloud::protocolV1(), v1), std::pair(&opencloud::protocolV2(), v2)})
            QVERIFY(failureOf([&] { protocol->entryIn(answer, {}); }, ErrorKind::Malformed)
                        .contains("NaN or infinity"));
    }
};

PLECTRUM_TEST(OpenCloudDataStoreTest)

} // namespace tst_data_store

#include "tst_data_store.moc"
