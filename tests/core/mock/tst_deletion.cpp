// SPDX-License-Identifier: MIT
// Data stores that are deleted and come back or go for good, and removals by version; in memory and
// in a file.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/archive.h"
#include "mock/data_store.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QTemporaryDir>

namespace tst_deletion {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::ErrorKind;
using json::Value;

class DeletionTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<async::SimClock> m_clock;
    async::InlineExecutor m_executor;
    std::unique_ptr<mock::Universe> m_universe;

    void open()
    {
        m_universe.reset();
        m_universe = mock::Universe::open(
            m_folder->filePath(QStringLiteral("a.plectrum")).toStdString(),
            mock::FileMode::OpenOrCreate, *m_clock, async::Random(1), m_executor);
    }
    datastore::DataStore& store(const std::string& name, const std::string& scope = "global")
    {
        return m_universe->dataStores().dataStore(name, scope);
    }
    void set(const std::string& name, const std::string& key)
    {
        m_clock->blockOn(store(name).set(key, Value(1)));
    }
    std::string listed()
    {
        std::string names;
        for (const auto& info : m_clock->blockOn(m_universe->dataStores().listDataStores({})).items)
            names += info.name + ' ';
        return names;
    }
    template <typename T>
    std::optional<ErrorKind> failureOf(async::Task<T> task)
    {
        try {
            m_clock->blockOn(std::move(task));
        } catch (const datastore::Error& error) {
            return error.kind();
        }
        return std::nullopt;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<async::SimClock>();
        QFETCH_GLOBAL(bool, isFile);
        if (isFile)
            open();
        else
            m_universe = std::make_unique<mock::Universe>(*m_clock, async::Random(1));
    }
    void cleanup() { m_universe.reset(); }
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isFile");
        QTest::newRow("memory") << false;
        QTest::newRow("file") << true;
    }

    void aDeletedStoreIsOutOfReach()
    {
        set("one", "k");
        set("two", "k");
        const auto gone = m_universe->deleteDataStore("one");
        QCOMPARE(gone, std::optional(m_clock->now() + 24h * 30));
        QCOMPARE(listed(), "two ");
        auto& one = store("one");
        const std::optional notFound(ErrorKind::NotFound);
        QCOMPARE(failureOf(one.get("k")), notFound);
        QCOMPARE(failureOf(one.set("k", Value(2))), notFound);
        QCOMPARE(failureOf(one.remove("k")), notFound);
        QCOMPARE(failureOf(one.listKeys({})), notFound);
        QCOMPARE(failureOf(one.listVersions({.key = "k"})), notFound);
        QCOMPARE(failureOf(store("one", "other scope").get("k")), notFound);
        m_clock->advance(1h);
        QCOMPARE(m_universe->deleteDataStore("one"), gone);
        QVERIFY(!m_universe->deleteDataStore("three"));
        QCOMPARE(mock::currentContents(*m_universe).size(), 1U);
    }

    void itComesBack()
    {
        set("one", "k");
        m_universe->deleteDataStore("one");
        QVERIFY(m_universe->undeleteDataStore("one"));
        QVERIFY(!m_universe->undeleteDataStore("one"));
        QVERIFY(m_clock->blockOn(store("one").get("k")));
        QCOMPARE(listed(), "one ");
    }

    void itGoesForGood()
    {
        set("one", "k");
        set("two", "k");
        m_universe->deleteDataStore("one");
        m_clock->advance(24h * 30);
        QCOMPARE(m_universe->storeRecords(true).size(), 1U);
        QVERIFY(!m_universe->undeleteDataStore("one"));
        QVERIFY(!m_clock->blockOn(store("one").get("k")));
        QVERIFY(!m_universe->hasHistory("one", "global", "k"));
        set("one", "new");
        QCOMPARE(m_clock->blockOn(store("one").listKeys({})).items.size(), 1U);
        QVERIFY(m_clock->blockOn(store("two").get("k")));
    }

    void aFileRemembersIt()
    {
        QFETCH_GLOBAL(bool, isFile);
        if (!isFile)
            QSKIP("memory is gone at the end");
        set("on%e", "k");
        const auto gone = m_universe->deleteDataStore("on%e");
        open();
        QCOMPARE(m_universe->deletionOf("on%e"), gone);
        QCOMPARE(listed(), "");
        m_clock->advance(24h * 31);
        open();
        QCOMPARE(m_universe->storeRecords(true).size(), 0U);
        open();
        QVERIFY(!m_universe->hasHistory("on%e", "global", "k"));
        QVERIFY(!m_universe->deletionOf("on%e"));
    }

    void removesOnlyThatVersion()
    {
        set("s", "k");
        auto& mockStore = m_universe->mockDataStore("s", "global");
        const auto first = m_clock->blockOn(mockStore.get("k"))->info.version;
        m_clock->advance(1s);
        set("s", "k");
        QCOMPARE(failureOf(mockStore.removeVersion("k", first)),
                 std::optional(ErrorKind::Conflict));
        QCOMPARE(failureOf(mockStore.removeVersion("none", first)),
                 std::optional(ErrorKind::Conflict));
        const auto second = m_clock->blockOn(mockStore.get("k"))->info.version;
        QVERIFY(m_clock->blockOn(mockStore.removeVersion("k", second)));
        QVERIFY(!m_clock->blockOn(mockStore.get("k")));
    }

    void keysWithTombstones()
    {
        for (const std::string key : {"a1", "a2", "a3", "b"})
            set("s", key);
        m_clock->blockOn(store("s").remove("a2"));
        const auto record = m_universe->storeRecords().front();
        using Keys = std::vector<std::string>;
        QCOMPARE(m_universe->keys(record, "a", "", 9), (Keys{"a1", "a3"}));
        QCOMPARE(m_universe->keysWithRemoved(record, "a", "", 9), (Keys{"a1", "a2", "a3"}));
        QCOMPARE(m_universe->keysWithRemoved(record, "", "a1", 2), (Keys{"a2", "a3"}));
        QVERIFY(m_universe->newestVersion("s", "global", "a2")->isDeleted);
        QCOMPARE(m_universe->versions("s", "global", "a2").size(), 2U);
        m_clock->advance(24h * 30);
        QCOMPARE(m_universe->keysWithRemoved(record, "", "a1", 2), (Keys{"a3", "b"}));
        QVERIFY(!m_universe->newestVersion("s", "global", "a2"));
        QVERIFY(m_universe->versions("s", "global", "a2").empty());
    }
};

PLECTRUM_TEST(DeletionTest)

} // namespace tst_deletion

#include "tst_deletion.moc"
