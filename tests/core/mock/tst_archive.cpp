// SPDX-License-Identifier: MIT
// Export and import of whole universes, both forms, and what import refuses.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/archive.h"
#include "support/test.h"

#include <QDir>
#include <QTemporaryDir>

namespace tst_archive {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;

namespace {

Value parsed(const QByteArray& text)
{
    const auto value = json::parse(std::string_view(text.data(), std::size_t(text.size())));
    return value ? *value : Value();
}

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT
    async::SimClock m_clock;
    async::InlineExecutor m_executor;

    mock::Universe memory() { return {m_clock, async::Random(1)}; }

    void fill(mock::Universe& universe)
    {
        async::Random random(3);
        for (int i = 0; i < 300; ++i) {
            auto& store =
                universe.dataStores().dataStore("store " + std::to_string(random.integer(0, 2)),
                                                random.chance(0.5) ? "global" : "other");
            const std::string key = "key/" + std::to_string(random.integer(0, 5));
            if (random.chance(0.1))
                m_clock.blockOn(store.remove(key));
            else
                m_clock.blockOn(
                    store.set(key, Value::object({{"n", i}, {"x", 0.1 * i}}),
                              {.userIds = {i}, .attributes = Value::object({{"a", "ä"}})}));
            m_clock.advance(std::chrono::minutes(random.integer(0, 200)));
        }
        m_clock.blockOn(universe.memoryStores().hashMap("m").set("k", Value("v"), 1000s));
    }

private slots:
    void roundTrip()
    {
        auto universe = memory();
        fill(universe);
        const auto archive = exportUniverse(universe);
        auto copy = memory();
        importUniverse(copy, archive);
        QCOMPARE(json::print(exportUniverse(copy)), json::print(archive));
        QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("x.plectrum")).toStdString();
        {
            const auto file = mock::Universe::open(path, mock::FileMode::Create, m_clock,
                                                   async::Random(1), m_executor);
            importUniverse(*file, archive);
        }
        const auto file =
            mock::Universe::open(path, mock::FileMode::Open, m_clock, async::Random(1), m_executor);
        QCOMPARE(json::print(exportUniverse(*file)), json::print(archive));
        QCOMPARE(m_clock.blockOn(file->memoryStores().hashMap("m").get("k")),
                 std::optional(Value("v")));
    }

    void goldenContents()
    {
        const QDir folder(QStringLiteral(PLECTRUM_TESTS_DIR "/interop/data/golden"));
        int files = 0;
        for (const auto& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const Value golden = parsed(file.readAll());
            if (!golden.find("final"))
                continue;
            ++files;
            auto universe = memory();
            importUniverse(universe, golden["final"]);
            QCOMPARE(json::print(currentContents(universe)), json::print(golden["final"]));
        }
        QVERIFY(files > 20);
    }

    void shortFormIsAnOrdinaryWrite()
    {
        auto universe = memory();
        importUniverse(universe, parsed(R"({"s": {"k": 1}, "format": {"k": 2}, "empty": {}})"));
        m_clock.advance(1h);
        importUniverse(universe, parsed(R"({"s": {"k": 3}})"));
        auto& store = universe.dataStores().dataStore("s");
        QCOMPARE(m_clock.blockOn(store.listVersions({.key = "k"})).items.size(), 2U);
        QCOMPARE(m_clock.blockOn(store.get("k"))->value, Value(3));
        QCOMPARE(universe.storeRecords().size(), 3U);
    }

    void foreignIdsAndTimesStay()
    {
        async::SimClock clock(async::fromRfc3339("2025-10-22T00:00:00Z"));
        mock::Universe universe(clock, async::Random(1));
        importUniverse(universe, parsed(R"({"format": "plectrum-universe", "version": 1,
            "dataStores": [{"name": "s", "entries": [{"key": "k", "versions": [
                {"version": "08DB.1", "createdTime": "2025-10-20T00:00:00Z", "value": 1},
                {"createdTime": "2025-10-21T00:00:00+01:00", "value": 2, "userIds": [5]}]}]}]})"));
        auto& store = universe.dataStores().dataStore("s");
        QCOMPARE(clock.blockOn(store.getVersion("k", "08DB.1"))->value, Value(1));
        const auto entry = clock.blockOn(store.get("k"));
        QCOMPARE(entry->info.createdTime, async::fromRfc3339("2025-10-20T00:00:00Z"));
        QCOMPARE(entry->info.updatedTime, async::fromRfc3339("2025-10-20T23:00:00Z"));
        QCOMPARE(entry->info.userIds, std::vector<std::int64_t>{5});
        QCOMPARE(entry->size, 1U);
    }

    /// An id of our shape with the last number there is: the write after it has none to count on.
    void theLargestIdIsNotCountedOn()
    {
        async::SimClock clock(async::fromRfc3339("2025-10-22T00:00:00Z"));
        mock::Universe universe(clock, async::Random(1));
        importUniverse(universe, parsed(R"({"format": "plectrum-universe", "version": 1,
            "dataStores": [{"name": "s", "entries": [{"key": "k", "versions": [
                {"version": "00000199FEEA6C00.4294967295",
                 "createdTime": "2025-10-20T00:00:00Z", "value": 1}]}]}]})"));
        auto& store = universe.dataStores().dataStore("s");
        const auto before = clock.blockOn(store.get("k"));
        QCOMPARE(before->info.version, std::string("00000199FEEA6C00.4294967295"));
        clock.blockOn(store.set("k", Value(2)));
        QCOMPARE(clock.blockOn(store.listVersions({.key = "k"})).items.size(), 2U);
        QVERIFY(clock.blockOn(store.getVersion("k", before->info.version)));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, QByteArray archive, QByteArray error) {
            QTest::newRow(name) << archive << error;
        };
        const auto full = [](QByteArray stores) -> QByteArray {
            return R"({"format": "plectrum-universe", "version": 1, "dataStores": )" + stores + "}";
        };
        const auto version = [&](QByteArray members) -> QByteArray {
            return full(R"([{"name": "s", "entries": [{"key": "k", "versions": [)" + members
                        + "]}]}]");
        };
        row("no object", "[]", "/: must be an object");
        row("short: no object", R"({"ok": {"k": 1}, "s": 5})",
            "/s: must be an object of keys and values");
        row("short: null", R"({"a/b": {"k~": null}})", "/a~1b/k~0: 104: ");
        row("short: key", R"({"s": {"": 1}})", "/s/: 101: ");
        row("short: name", R"({")" + QByteArray(51, 'n') + R"(": {}})", "/nnn");
        row("format", R"({"format": "x"})", "/format: is not \"plectrum-universe\"");
        row("newer", R"({"format": "plectrum-universe", "version": 2})", "/version: is newer");
        row("no version", R"({"format": "plectrum-universe"})", "/: has no member \"version\"");
        row("no stores", R"({"format": "plectrum-universe", "version": 1})",
            "/: has no member \"dataStores\"");
        row("stores", full("{}"), "/dataStores: must be an array");
        row("store", full("[1]"), "/dataStores/0: must be an object");
        row("store twice", full(R"([{"name": "s", "entries": []}, {"name": "s", "entries": []}])"),
            "/dataStores/1: stands twice");
        row("scope", full(R"([{"name": "s", "scope": "", "entries": []}])"),
            "/dataStores/0/scope: ");
        row("no versions", version(""), "/dataStores/0/entries/0/versions: is empty");
        row("no time", version(R"({"value": 1})"),
            "/dataStores/0/entries/0/versions/0: has no member \"createdTime\"");
        row("time", version(R"({"createdTime": "yesterday", "value": 1})"),
            "/dataStores/0/entries/0/versions/0/createdTime: not an RFC 3339 time: yesterday");
        row("no value", version(R"({"createdTime": "2025-01-01T00:00:00Z"})"),
            "/dataStores/0/entries/0/versions/0: has no member \"value\"");
        row("going back", version(R"({"createdTime": "2025-01-02T00:00:00Z", "value": 1},
                {"createdTime": "2025-01-01T00:00:00Z", "value": 2})"),
            "/dataStores/0/entries/0/versions/1/createdTime: is before");
        row("same id",
            version(R"({"version": "a", "createdTime": "2025-01-02T00:00:00Z", "value": 1},
                {"version": "a", "createdTime": "2025-01-03T00:00:00Z", "value": 2})"),
            "/dataStores/0/entries/0/versions/1: has the id of another version");
        row("users", version(R"({"createdTime": "2025-01-02T00:00:00Z", "value": 1,
                "userIds": [1, "2"]})"),
            "/dataStores/0/entries/0/versions/0/userIds/1: must be a whole number");
        row("attributes", version(R"({"createdTime": "2025-01-02T00:00:00Z", "value": 1,
                "attributes": []})"),
            "/dataStores/0/entries/0/versions/0/attributes: 513: ");
        row("key twice", full(R"([{"name": "s", "entries": [
                {"key": "k", "versions": [{"createdTime": "2025-01-02T00:00:00Z", "value": 1}]},
                {"key": "k", "versions": [{"createdTime": "2025-01-02T00:00:00Z", "value": 1}]}]}])"),
            "/dataStores/0/entries/1/key: stands twice");
        row("has a history", full(R"([{"name": "s", "entries": [{"key": "there", "versions":
                [{"createdTime": "2025-01-02T00:00:00Z", "value": 1}]}]}])"),
            "/dataStores/0/entries/0: the universe has versions");
        row("hash map", R"({"format": "plectrum-universe", "version": 1, "dataStores": [],
                "hashMaps": [{"name": "m", "items": [{"key": "k", "value": 1}]}]})",
            "/hashMaps/0/items/0: has no member \"expires\"");
        const auto map = [](QByteArray maps) -> QByteArray {
            return R"({"format": "plectrum-universe", "version": 1, "dataStores": [], "hashMaps": )"
                + maps + "}";
        };
        const auto items = [&](QByteArray list) -> QByteArray {
            return map(R"([{"name": "m", "items": [)" + list + "]}]");
        };
        const QByteArray time = R"("expires": "2099-01-01T00:00:00Z"})";
        row("hash map without a name", map(R"([{"name": "", "items": []}])"),
            "/hashMaps/0/name: is empty");
        row("hash map twice", map(R"([{"name": "m", "items": []}, {"name": "m", "items": []}])"),
            "/hashMaps/1: stands twice");
        row("hash map item null", items(R"({"key": "k", "value": null, )" + time),
            "/hashMaps/0/items/0/value: ");
        row("hash map item too large",
            items(R"({"key": "k", "value": ")" + QByteArray(32768, 'x') + R"(", )" + time),
            "/hashMaps/0/items/0/value: ItemValueSizeTooLarge");
        row("hash map key",
            items(R"({"key": ")" + QByteArray(129, 'k') + R"(", "value": 1, )" + time),
            "/hashMaps/0/items/0/key: ");
        row("hash map key twice",
            items(R"({"key": "k", "value": 1, )" + time + R"(, {"key": "k", "value": 2, )" + time),
            "/hashMaps/0/items/1/key: stands twice");
    }

    void refusals()
    {
        QFETCH(QByteArray, archive);
        QFETCH(QByteArray, error);
        auto universe = memory();
        m_clock.blockOn(universe.dataStores().dataStore("s").set("there", Value(1)));
        const auto before = json::print(exportUniverse(universe));
        const auto value = parsed(archive);
        QVERIFY(!value.isNull());
        try {
            importUniverse(universe, value);
            QFAIL("was imported");
        } catch (const datastore::Error& refused) {
            QVERIFY2(refused.text().starts_with(error.toStdString()), refused.what());
        }
        QCOMPARE(json::print(exportUniverse(universe)), before);
    }
};

PLECTRUM_TEST(ArchiveTest)

} // namespace tst_archive

#include "tst_archive.moc"
