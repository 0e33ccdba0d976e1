// SPDX-License-Identifier: MIT
// Entries, listings, limits, observer and read cache of a data store in memory.
#include "async/sim_clock.h"
#include "mock/universe.h"
#include "support/test.h"

#include <functional>

namespace tst_data_store {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::ErrorKind;
using json::Value;
using mock::Op;

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

} // namespace

class DataStoreTest : public QObject
{
    Q_OBJECT
    struct World
    {
        explicit World(mock::Options options = {})
            : universe(clock, async::Random(1), std::move(options))
        {
        }
        datastore::DataStore& store() { return universe.dataStores().dataStore("Things"); }
        template <typename T>
        T blockOn(async::Task<T> task)
        {
            return clock.blockOn(std::move(task));
        }
        async::SimClock clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
        mock::Universe universe;
    };

private slots:
    void callsAreDoneWhenTheyReturn()
    {
        World world;
        auto task = world.store().set("k", Value(1));
        QVERIFY(task.isReady());
        QVERIFY(world.store().get("k").isReady());
    }

    void setGetRemove()
    {
        World world;
        QVERIFY(!world.blockOn(world.store().get("k")));
        datastore::WriteOptions options;
        options.userIds = {7, 8};
        options.attributes = Value::object({{"a", Value("b")}});
        const auto info = world.blockOn(world.store().set("k", Value("text"), options));
        const auto entry = world.blockOn(world.store().get("k"));
        QVERIFY(entry);
        QCOMPARE(entry->value, Value("text"));
        QCOMPARE(entry->size, 6U);
        QCOMPARE(entry->info, info);
        QCOMPARE(entry->info.userIds, (std::vector<std::int64_t>{7, 8}));
        QCOMPARE(entry->info.version, "0000019AC1CC8F00.0000000001");
        world.clock.advance(1min);
        const auto next = world.blockOn(world.store().set("k", Value(2)));
        QVERIFY(next.userIds.empty());
        QCOMPARE(next.createdTime, info.createdTime);
        QCOMPARE(next.updatedTime, info.updatedTime + 1min);
        const auto removed = world.blockOn(world.store().remove("k"));
        QCOMPARE(removed->value, Value(2));
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
        QVERIFY(failureOf([&] { world.blockOn(store.set("k", Value(4), expected)); },
                          ErrorKind::Conflict)
                    .contains("version"));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(3));
        world.blockOn(store.remove("k"));
        world.blockOn(store.set("k", Value(5), absent));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(5));
    }

    void update()
    {
        World world;
        auto& store = world.store();
        const auto add = [](const std::optional<datastore::Entry>& entry) {
            return std::optional(
                datastore::Written{Value(entry ? entry->value.toInteger() + 1 : 1), {5}, {}});
        };
        // An attribute object must be an object.
        QVERIFY(
            failureOf([&] { world.blockOn(store.update("k", add)); }, ErrorKind::InvalidArgument)
                .starts_with("513:"));
        const auto addOne = [](const std::optional<datastore::Entry>& entry) {
            return std::optional(datastore::Written{
                Value(entry ? entry->value.toInteger() + 1 : 1), {5}, Value::object()});
        };
        world.blockOn(store.update("k", addOne));
        const auto entry = world.blockOn(store.update("k", addOne));
        QCOMPARE(entry->value, Value(2));
        QCOMPARE(entry->info.userIds, std::vector<std::int64_t>{5});
        const auto decline = [](const auto&) { return std::optional<datastore::Written>(); };
        QVERIFY(!world.blockOn(store.update("k", decline)));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(2));
    }

    void limits_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::size_t>("length");
        QTest::addColumn<std::string>("text");
        const std::string fine = "k";
        QTest::newRow("no key") << std::string() << std::size_t(1)
                                << std::string("101: Key name can't be empty.");
        QTest::newRow("key of 50")
            << std::string(50, 'k') << std::size_t(1) << std::string("no error");
        QTest::newRow("key of 51") << std::string(51, 'k') << std::size_t(1)
                                   << std::string("102: Key name exceeds the 50 character limit.");
        QTest::newRow("largest value") << fine << std::size_t(4'194'302) << std::string("no error");
        QTest::newRow("one more") << fine << std::size_t(4'194'303)
                                  << std::string("105: Serialized value exceeds 4194304 limit.");
    }

    void limits()
    {
        QFETCH(std::string, key);
        QFETCH(std::size_t, length);
        QFETCH(std::string, text);
        World world;
        const bool isEmpty = key.empty();
        const auto kind = isEmpty ? ErrorKind::InvalidArgument : ErrorKind::TooLarge;
        const auto set = [&] {
            world.blockOn(world.store().set(key, Value(std::string(length, 'x'))));
        };
        QCOMPARE(failureOf(set, kind), text);
        QCOMPARE(world.universe.storeRecords().empty(), text != "no error");
    }

    void limitsOfUsersAndAttributes()
    {
        World world;
        const auto set = [&](datastore::WriteOptions options) {
            return failureOf([&] { world.blockOn(world.store().set("k", Value(1), options)); },
                             ErrorKind::TooLarge);
        };
        const auto attribute = [](std::size_t name, std::size_t value) {
            return Value::object({{std::string(name, 'n'), Value(std::string(value, 'v'))}});
        };
        QCOMPARE(set({.userIds = {1, 2, 3, 4}}), "no error");
        QVERIFY(set({.userIds = {1, 2, 3, 4, 5}}).starts_with("512:"));
        QCOMPARE(set({.attributes = attribute(50, 250)}), "no error");
        QVERIFY(set({.attributes = attribute(51, 1)}).starts_with("511:"));
        QVERIFY(set({.attributes = attribute(1, 251)}).starts_with("511:"));
        const auto sum = attribute(50, 200).withMember("m", Value(std::string(60, 'v')));
        QVERIFY(set({.attributes = sum}).starts_with("511:"));
        auto& stores = world.universe.dataStores();
        stores.dataStore(std::string(50, 'n'), std::string(50, 's'));
        QVERIFY(failureOf([&] { stores.dataStore(std::string(51, 'n')); }, ErrorKind::TooLarge)
                    .contains("50"));
        QVERIFY(failureOf([&] { stores.dataStore("n", ""); }, ErrorKind::InvalidArgument)
                    .contains("scope"));
        QVERIFY(failureOf([&] { world.blockOn(world.store().set("k", Value())); },
                          ErrorKind::InvalidArgument)
                    .starts_with("104:"));
        QVERIFY(failureOf([&] { world.blockOn(world.store().set("\xff", Value(1))); },
                          ErrorKind::InvalidArgument)
                    .contains("UTF-8"));
    }

    void keysInPages()
    {
        World world;
        for (int i = 0; i < 25; ++i) {
            world.blockOn(world.store().set("b" + std::to_string(10 + i), Value(i)));
            world.blockOn(world.store().set("a" + std::to_string(i), Value(i)));
        }
        world.blockOn(world.store().remove("b19"));
        std::vector<std::string> keys;
        datastore::ListKeysQuery query{"b", 10, {}};
        do {
            auto page = world.blockOn(world.store().listKeys(query));
            QVERIFY(page.items.size() <= 10);
            for (const auto& item : page.items)
                keys.push_back(item.key);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(keys.size(), 24U);
        QVERIFY(std::ranges::is_sorted(keys));
        QCOMPARE(keys.front(), "b10");
        QVERIFY(!std::ranges::contains(keys, "b19"));
        query.cursor = "rubbish";
        failureOf([&] { world.blockOn(world.store().listKeys(query)); },
                  ErrorKind::InvalidArgument);
        query.pageSize = 0;
        QVERIFY(failureOf([&] { world.blockOn(world.store().listKeys(query)); },
                          ErrorKind::InvalidArgument)
                    .starts_with("107:"));
    }

    void versionsInPages()
    {
        World world;
        std::vector<std::string> ids;
        for (int i = 0; i < 7; ++i) {
            ids.push_back(world.blockOn(world.store().set("k", Value(i))).version);
            world.clock.advance(1h);
        }
        datastore::ListVersionsQuery query{.key = "k", .pageSize = 3};
        std::vector<std::string> seen;
        do {
            const auto page = world.blockOn(world.store().listVersions(query));
            for (const auto& version : page.items)
                seen.push_back(version.version);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(seen, ids);
        query.order = datastore::SortOrder::Descending;
        query.from = world.clock.now() - 6h;
        query.until = world.clock.now() - 2h;
        const auto page = world.blockOn(world.store().listVersions(query));
        QCOMPARE(page.items.size(), 3U);
        QCOMPARE(page.items.front().version, ids[5]);
        QCOMPARE(world.blockOn(world.store().getVersion("k", ids[2]))->value, Value(2));
        QVERIFY(!world.blockOn(world.store().getVersion("k", "NOPE")));
        QVERIFY(!world.blockOn(world.store().getVersion("nobody", "NOPE")));
        world.clock.advance(30 * 24h - 1h);
        QVERIFY(!world.blockOn(world.store().getVersion("k", ids[2])));
        query = {.key = "k"};
        QCOMPARE(world.blockOn(world.store().listVersions(query)).items.size(), 1U);
        QVERIFY(world.blockOn(world.store().get("k")));
    }

    void tombstonesAreListedNotRead()
    {
        World world;
        world.blockOn(world.store().set("k", Value(1)));
        world.blockOn(world.store().remove("k"));
        const auto page = world.blockOn(world.store().listVersions({.key = "k"}));
        QCOMPARE(page.items.size(), 2U);
        QVERIFY(page.items[1].deleted);
        QVERIFY(!world.blockOn(world.store().getVersion("k", page.items[1].version)));
        QVERIFY(world.blockOn(world.store().getVersion("k", page.items[0].version)));
    }

    void scopesAreApart()
    {
        World world;
        auto& stores = world.universe.dataStores();
        world.blockOn(stores.dataStore("Things", "one").set("k", Value(1)));
        QVERIFY(!world.blockOn(world.store().get("k")));
        QCOMPARE(&stores.dataStore("Things", "one"), &stores.dataStore("Things", "one"));
    }

    void observerSeesWritesInOrder()
    {
        std::vector<std::string> seen;
        mock::Options options;
        options.observer = [&](const mock::ObservedCall& call) {
            seen.push_back(std::string(mock::nameOf(call.op)) + " " + std::string(call.container)
                           + " " + std::string(call.key) + " "
                           + (call.value ? std::to_string(call.value->toInteger()) : "-") + " "
                           + std::to_string(call.userIds.size()) + " " + std::string(call.failed));
        };
        options.faults.failures.push_back(
            {.match = {.ops = {Op::Get}}, .error = {ErrorKind::Unreachable, "502: rejected"}});
        World world(std::move(options));
        failureOf([&] { world.blockOn(world.store().get("k")); }, ErrorKind::Unreachable);
        world.blockOn(world.store().get("k"));
        world.blockOn(world.store().set("k", Value(1), {.userIds = {1, 2}}));
        world.blockOn(world.store().remove("k"));
        QCOMPARE(seen,
                 (std::vector<std::string>{"get Things k - 0 502: rejected", "set Things k 1 2 ",
                                           "remove Things k - 0 "}));
    }

    void readCacheOfFourSeconds()
    {
        mock::Options options;
        options.hasReadCache = true;
        World world(std::move(options));
        world.universe.setFaultPlan({.failures = {{.match = {.ops = {Op::Get}},
                                                   .error = {ErrorKind::Unreachable, "502: x"},
                                                   .skip = 1,
                                                   .times = mock::Failure::always}}});
        world.blockOn(world.store().get("k"));
        world.clock.advance(3999ms);
        QVERIFY(!world.blockOn(world.store().get("k"))); // from the cache, so no fault
        world.clock.advance(1ms);
        QCOMPARE(failureOf([&] { world.blockOn(world.store().get("k")); }, ErrorKind::Unreachable),
                 "502: x");
        world.blockOn(world.store().set("k", Value(3)));
        QCOMPARE(world.blockOn(world.store().get("k"))->value, Value(3));
    }
};

PLECTRUM_TEST(DataStoreTest)

} // namespace tst_data_store

#include "tst_data_store.moc"
