// SPDX-License-Identifier: MIT
// What every universe promises, whichever stands behind the interfaces of core/datastore: one suite
// over memory, file, latency, write guard, and Open Cloud on the emulated service, all on simulated
// time. What only one of them does is tested beside it.
#include "async/executor.h"
#include "async/sim_clock.h"
#include "cloud_world.h"
#include "datastore/error.h"
#include "datastore/guarded_universe.h"
#include "datastore/latency_universe.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QTemporaryDir>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tst_universe_contract {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::DataStore;
using datastore::Entry;
using datastore::ErrorKind;
using datastore::Written;
using json::Value;

namespace {

/// A universe and the clock that it lives on.
class Subject
{
public:
    virtual ~Subject() = default;
    virtual async::SimClock& clock() = 0;
    virtual datastore::Universe& universe() = 0;
    /// As another client of the same data would, behind the back of the one that is tested.
    virtual datastore::Universe& behind() { return universe(); }
    /// v1 of Open Cloud lists removed keys, too, until they expire.
    virtual bool listsRemovedKeys() const { return false; }

    template <typename T>
    T blockOn(async::Task<T> task)
    {
        return clock().blockOn(std::move(task));
    }
    DataStore& store(const std::string& name = "Things")
    {
        return universe().dataStores().dataStore(name);
    }
};

class Memory : public Subject
{
public:
    async::SimClock& clock() override { return m_clock; }
    datastore::Universe& universe() override { return m_universe; }

protected:
    async::SimClock m_clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    mock::Universe m_universe{m_clock, async::Random(1)};
};

class File final : public Subject
{
public:
    async::SimClock& clock() override { return m_clock; }
    datastore::Universe& universe() override { return *m_universe; }

private:
    QTemporaryDir m_folder;
    async::SimClock m_clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    async::InlineExecutor m_executor;
    std::unique_ptr<mock::Universe> m_universe =
        mock::Universe::open(m_folder.filePath(QStringLiteral("u.plectrum")).toStdString(),
                             mock::FileMode::Create, m_clock, async::Random(1), m_executor);
};

class Distant final : public Memory
{
public:
    datastore::Universe& universe() override { return m_distant; }
    datastore::Universe& behind() override { return m_universe; }

private:
    async::Random m_random{2};
    datastore::LatencyUniverse m_distant{m_universe, m_clock, m_random, {1ms, 40ms}};
};

class Guarded final : public Subject
{
public:
    Guarded() { m_guarded.guard().unlockFor(async::Duration(24h)); }
    async::SimClock& clock() override { return m_clock; }
    datastore::Universe& universe() override { return m_guarded; }

private:
    async::SimClock m_clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    datastore::GuardedUniverse m_guarded{
        std::make_unique<mock::Universe>(m_clock, async::Random(1)), m_clock};
};

class Cloud final : public Subject
{
public:
    explicit Cloud(opencloud::ProtocolSetting wire)
        : m_world(wire, test::CloudWorld::usual(), true)
        , m_isV1(wire == opencloud::ProtocolSetting::OnlyV1)
    {
    }
    async::SimClock& clock() override { return m_world.clock; }
    datastore::Universe& universe() override { return m_world.universe; }
    datastore::Universe& behind() override { return m_world.there; }
    bool listsRemovedKeys() const override { return m_isV1; }

private:
    test::CloudWorld m_world;
    bool m_isV1;
};

std::optional<ErrorKind> errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const datastore::Error& error) {
        return error.kind();
    }
    return std::nullopt;
}

} // namespace

class UniverseContractTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<Subject> subject()
    {
        QFETCH_GLOBAL(int, kind);
        switch (kind) {
        case 0:
            return std::make_unique<Memory>();
        case 1:
            return std::make_unique<File>();
        case 2:
            return std::make_unique<Distant>();
        case 3:
            return std::make_unique<Guarded>();
        case 4:
            return std::make_unique<Cloud>(opencloud::ProtocolSetting::OnlyV2);
        case 5:
            return std::make_unique<Cloud>(opencloud::ProtocolSetting::OnlyV1);
        default:
            return std::make_unique<Cloud>(opencloud::ProtocolSetting::Automatic);
        }
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* name : {"memory", "file", "latency", "write guard", "Open Cloud v2",
                                 "Open Cloud v1", "Open Cloud, found"})
            QTest::newRow(name) << kind++;
    }

    void anEntryComesBackAsItWasSet()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        QVERIFY(!subject->blockOn(store.get("k")));
        const Value attributes = Value::object({{"a", "b"}, {"ü", "日本"}});
        const auto info =
            subject->blockOn(store.set("k", "text", {.userIds = {7, 8}, .attributes = attributes}));
        const auto entry = subject->blockOn(store.get("k"));
        QVERIFY(entry);
        QCOMPARE(entry->value, Value("text"));
        QCOMPARE(entry->size, 6U);
        QCOMPARE(entry->info, info);
        QCOMPARE(info.userIds, (std::vector<std::int64_t>{7, 8}));
        QCOMPARE(info.attributes, attributes);
        QCOMPARE(info.createdTime, info.updatedTime);
    }

    void whatIsNotGivenIsCleared()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        const auto first = subject->blockOn(
            store.set("k", 1, {.userIds = {7}, .attributes = Value::object({{"a", 1}})}));
        subject->clock().advance(1min);
        const auto second = subject->blockOn(store.set("k", 2));
        QVERIFY(second.userIds.empty());
        QCOMPARE(second.attributes, Value::object());
        QCOMPARE(second.createdTime, first.createdTime);
        QVERIFY(second.updatedTime > first.updatedTime);
        QVERIFY(second.version != first.version);
    }

    /// To the digit and to the character.
    void valuesAreExact_data()
    {
        QTest::addColumn<Value>("value");
        QTest::newRow("2^53 + 1") << Value(std::int64_t(9'007'199'254'740'993));
        QTest::newRow("largest") << Value(std::int64_t(9'223'372'036'854'775'807));
        QTest::newRow("fraction") << Value(0.1);
        QTest::newRow("huge") << Value(1e300);
        QTest::newRow("false") << Value(false);
        QTest::newRow("empty text") << Value("");
        QTest::newRow("separators") << Value("a\u2028b\u2029c\u00a0d\r\ne\rf");
        QTest::newRow("controls") << Value(std::string("\0\x01\x1f\x7f", 4));
        QTest::newRow("empty object") << Value::object();
        QTest::newRow("empty array") << Value::array();
        QTest::newRow("nested") << Value::object({{"", Value::array({1, Value::object(), "ü"})},
                                                  {"b/c", Value::object({{"d~", false}})}});
    }
    void valuesAreExact()
    {
        QFETCH(Value, value);
        const auto subject = this->subject();
        subject->blockOn(subject->store().set("k", value));
        QCOMPARE(subject->blockOn(subject->store().get("k"))->value, value);
    }

    void conditionsAreKept()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        const auto first = subject->blockOn(store.set("k", 1, {.onlyIfAbsent = true}));
        QVERIFY(errorOf([&] { subject->blockOn(store.set("k", 2, {.onlyIfAbsent = true})); })
                == ErrorKind::Conflict);
        subject->blockOn(store.set("k", 3, {.ifVersion = first.version}));
        const auto stale = [&] {
            subject->blockOn(store.set("k", 4, {.ifVersion = first.version}));
        };
        QVERIFY(errorOf(stale) == ErrorKind::Conflict);
        QCOMPARE(subject->blockOn(store.get("k"))->value, Value(3));
        subject->blockOn(store.remove("k"));
        QVERIFY(errorOf(stale) == ErrorKind::Conflict);
        subject->blockOn(store.set("k", 5, {.onlyIfAbsent = true}));
        QCOMPARE(subject->blockOn(store.get("k"))->value, Value(5));
    }

    void anUpdateSeesTheNewest()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        const auto add = [](const std::optional<Entry>& entry) {
            return std::optional(
                Written{Value(entry ? entry->value.toInteger() + 1 : 1), {5}, Value::object()});
        };
        QCOMPARE(subject->blockOn(store.update("k", add))->value, Value(1));
        subject->blockOn(subject->behind().dataStores().dataStore("Things").set("k", 10));
        const auto entry = subject->blockOn(store.update("k", add));
        QCOMPARE(entry->value, Value(11));
        QCOMPARE(entry->info.userIds, std::vector<std::int64_t>{5});
        QCOMPARE(subject->blockOn(store.get("k")), entry);
    }

    void anUpdateMayDecline()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        subject->blockOn(store.set("k", 1));
        const auto before = subject->blockOn(store.get("k"));
        const auto decline = [](const auto&) { return std::optional<Written>(); };
        QVERIFY(!subject->blockOn(store.update("k", decline)));
        QVERIFY(!subject->blockOn(store.update("none", decline)));
        QCOMPARE(subject->blockOn(store.get("k")), before);
        QVERIFY(!subject->blockOn(store.get("none")));
    }

    void aRemovalLeavesATombstone()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        QVERIFY(!subject->blockOn(store.remove("k")));
        subject->blockOn(store.set("k", 1));
        QCOMPARE(subject->blockOn(store.remove("k"))->value, Value(1));
        QVERIFY(!subject->blockOn(store.get("k")));
        QVERIFY(!subject->blockOn(store.remove("k")));
        const auto versions = subject->blockOn(store.listVersions({.key = "k"})).items;
        QCOMPARE(versions.size(), 2U);
        QVERIFY(!versions[0].deleted && versions[1].deleted);
        QVERIFY(!subject->blockOn(store.getVersion("k", versions[1].version)));
    }

    void aRemovalMayHaveACondition()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        QVERIFY(!subject->blockOn(store.removeIf("k", {.ifVersion = "x"})));
        const auto first = subject->blockOn(store.set("k", 1));
        const auto second = subject->blockOn(store.set("k", 2));
        const auto remove = [&](const std::string& version) {
            return subject->blockOn(store.removeIf("k", {.ifVersion = version}));
        };
        try {
            QVERIFY(!remove(first.version));
            QCOMPARE(subject->blockOn(store.get("k"))->value, Value(2));
            QVERIFY(remove(second.version));
            QVERIFY(!subject->blockOn(store.get("k")));
        } catch (const datastore::Error& error) {
            // v1 has no condition; then nothing may have been done.
            QCOMPARE(error.code(), std::string(datastore::noConditionalRemovalCode));
            QCOMPARE(subject->blockOn(store.get("k"))->value, Value(2));
        }
    }

    void keysAreListedInOrder()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        std::vector<std::string> expected;
        for (int i = 0; i < 23; ++i) {
            expected.push_back("b" + std::to_string(10 + i));
            subject->blockOn(store.set(expected.back(), i));
            subject->blockOn(store.set("a" + std::to_string(i), i));
        }
        subject->blockOn(store.remove("b19"));
        if (!subject->listsRemovedKeys())
            std::erase(expected, "b19");
        std::vector<std::string> keys;
        datastore::ListKeysQuery query{.prefix = "b", .pageSize = 4};
        do {
            const auto page = subject->blockOn(store.listKeys(query));
            QVERIFY(page.items.size() <= 4);
            for (const auto& item : page.items)
                keys.push_back(item.key);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(keys, expected);
        QVERIFY(subject->blockOn(subject->store("Nothing").listKeys({})).items.empty());
    }

    void versionsAreListedInBothOrders()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        std::vector<std::string> expected;
        for (int i = 0; i < 7; ++i) {
            expected.push_back(subject->blockOn(store.set("k", i)).version);
            subject->clock().advance(1h);
        }
        const auto collect = [&](datastore::ListVersionsQuery query) {
            std::vector<std::string> seen;
            do {
                const auto page = subject->blockOn(store.listVersions(query));
                for (const auto& version : page.items)
                    seen.push_back(version.version);
                query.cursor = page.nextCursor;
            } while (!query.cursor.empty());
            return seen;
        };
        QVERIFY(std::ranges::is_sorted(expected));
        QCOMPARE(collect({.key = "k", .pageSize = 3}), expected);
        for (int i = 0; i < 7; ++i)
            QCOMPARE(subject->blockOn(store.getVersion("k", expected[std::size_t(i)]))->value,
                     Value(i));
        std::ranges::reverse(expected);
        QCOMPARE(collect({.key = "k", .order = datastore::SortOrder::Descending, .pageSize = 3}),
                 expected);
        QVERIFY(collect({.key = "none"}).empty());
        QVERIFY(!subject->blockOn(store.getVersion("none", expected[0])));
    }

    void oddNamesAreNames_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char* name :
             {"lyra/records/Inventory", "50%", "a@b", "a:b", "two words", "a+b&c=d?e#f",
              "\"quoted\\\"", "Grüße", "名前/キー", "%2F", "a//b", "~-._"})
            QTest::newRow(name) << std::string(name);
    }
    void oddNamesAreNames()
    {
        QFETCH(std::string, name);
        const auto subject = this->subject();
        DataStore& store = subject->store(name);
        subject->blockOn(store.set(name, Value(name)));
        subject->blockOn(subject->store("Things").set("k", 1));
        QCOMPARE(subject->blockOn(store.get(name))->value, Value(name));
        QCOMPARE(subject->blockOn(store.listKeys({})).items,
                 std::vector<datastore::KeyInfo>{{name}});
        QCOMPARE(subject->blockOn(subject->behind().dataStores().dataStore(name).get(name))->value,
                 Value(name));
    }

    void scopesAreApart()
    {
        const auto subject = this->subject();
        auto& stores = subject->universe().dataStores();
        subject->blockOn(stores.dataStore("S", "one").set("k", 1));
        subject->blockOn(stores.dataStore("S", "two").set("k", 2));
        QCOMPARE(subject->blockOn(stores.dataStore("S", "one").get("k"))->value, Value(1));
        QVERIFY(!subject->blockOn(stores.dataStore("S").get("k")));
        QCOMPARE(&stores.dataStore("S", "one"), &stores.dataStore("S", "one"));
    }

    void limitsAreErrors()
    {
        const auto subject = this->subject();
        DataStore& store = subject->store();
        const auto set = [&](const std::string& key, Value value) {
            return errorOf([&] { subject->blockOn(store.set(key, std::move(value))); });
        };
        QVERIFY(set("", 1) == ErrorKind::InvalidArgument);
        QVERIFY(set(std::string(51, 'k'), 1) == ErrorKind::TooLarge);
        QVERIFY(set("k", Value()) == ErrorKind::InvalidArgument);
        QVERIFY(set("k", Value(std::string(4'194'303, 'x'))) == ErrorKind::TooLarge);
        QVERIFY(!subject->blockOn(store.get("k")));
        QVERIFY(!set("k", Value(std::string(4'194'302, 'x'))));
        auto& stores = subject->universe().dataStores();
        QVERIFY(errorOf([&] { stores.dataStore(std::string(51, 'n')); }) == ErrorKind::TooLarge);
    }

    void dataStoresAreListed()
    {
        const auto subject = this->subject();
        for (const char* name : {"b", "a", "lyra/records/P", "c"})
            subject->blockOn(subject->store(name).set("k", 1));
        const auto names = [&](const std::string& prefix) {
            std::vector<std::string> found;
            datastore::ListDataStoresQuery query{.prefix = prefix, .pageSize = 2};
            do {
                const auto page =
                    subject->blockOn(subject->universe().dataStores().listDataStores(query));
                for (const auto& item : page.items)
                    found.push_back(item.name);
                query.cursor = page.nextCursor;
            } while (!query.cursor.empty());
            return found;
        };
        QCOMPARE(names(""), (std::vector<std::string>{"a", "b", "c", "lyra/records/P"}));
        QCOMPARE(names("lyra/"), std::vector<std::string>{"lyra/records/P"});
    }

    void whatIsStoppedWritesNothing()
    {
        const auto subject = this->subject();
        std::stop_source stop;
        stop.request_stop();
        bool isCancelled = false;
        try {
            subject->blockOn(subject->store().set("k", 1, {}, stop.get_token()));
        } catch (const async::Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
        QVERIFY(!subject->blockOn(subject->store().get("k")));
    }

    void hashMapsExpire()
    {
        const auto subject = this->subject();
        auto& map = subject->universe().memoryStores().hashMap("locks");
        QVERIFY(!subject->blockOn(map.get("k")));
        subject->blockOn(map.set("k", Value::object({{"a", 1}}), 90s));
        QCOMPARE(subject->blockOn(map.get("k")), std::optional(Value::object({{"a", 1}})));
        subject->clock().advance(91s);
        QVERIFY(!subject->blockOn(map.get("k")));
        subject->blockOn(map.set("k", 1, 90s));
        subject->blockOn(map.remove("k"));
        QVERIFY(!subject->blockOn(map.get("k")));
    }

    void hashMapsAreUpdated()
    {
        const auto subject = this->subject();
        auto& map = subject->universe().memoryStores().hashMap("locks");
        using Maybe = std::optional<Value>;
        const auto take = [](const Maybe& value) { return value ? Maybe() : Maybe(Value("me")); };
        QCOMPARE(subject->blockOn(map.update("k", take, 90s)), Maybe(Value("me")));
        QCOMPARE(subject->blockOn(map.update("k", take, 90s)), Maybe());
        QCOMPARE(subject->blockOn(map.get("k")), Maybe(Value("me")));
        const auto keep = [](const Maybe& value) { return value; };
        QCOMPARE(subject->blockOn(map.update("k", keep, 0s)), Maybe(Value("me")));
        QVERIFY(!subject->blockOn(map.get("k")));
    }
};

PLECTRUM_TEST(UniverseContractTest)

} // namespace tst_universe_contract

#include "tst_universe_contract.moc"
