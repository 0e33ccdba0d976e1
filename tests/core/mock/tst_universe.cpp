// SPDX-License-Identifier: MIT
// The services of a mock universe together: listing, snapshots, imports, both clocks.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QCoroTask>

namespace tst_universe {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;

class UniverseTest : public QObject
{
    Q_OBJECT
    async::SimClock m_clock;

private slots:
    void dataStoresAreListed()
    {
        mock::Universe universe(m_clock, async::Random(1), {.title = "Test"});
        QCOMPARE(universe.title(), "Test");
        auto& stores = universe.dataStores();
        stores.dataStore("never written");
        for (const char* name : {"b", "a/2", "a/1", "c"})
            m_clock.blockOn(stores.dataStore(name).set("k", Value(1)));
        m_clock.blockOn(stores.dataStore("b", "other").set("k", Value(1)));
        std::string names;
        datastore::ListDataStoresQuery query{.prefix = {}, .pageSize = 3, .cursor = {}};
        do {
            const auto page = m_clock.blockOn(stores.listDataStores(query));
            for (const auto& info : page.items)
                names += info.name + " ";
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(names, "a/1 a/2 b c ");
        query.prefix = "a/";
        QCOMPARE(m_clock.blockOn(stores.listDataStores(query)).items.size(), 2U);
    }

    void snapshotOnceADay()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& store = universe.dataStores().dataStore("s");
        m_clock.blockOn(store.set("k", Value(1)));
        const auto first = universe.takeSnapshot();
        QVERIFY(first.isNew);
        m_clock.blockOn(store.set("k", Value(2)));
        m_clock.blockOn(store.set("k", Value(3)));
        QCOMPARE(m_clock.blockOn(store.listVersions({.key = "k"})).items.size(), 2U);
        m_clock.advance(1h);
        const auto second = universe.takeSnapshot();
        QVERIFY(!second.isNew);
        QCOMPARE(second.time, first.time);
        m_clock.advance(24h);
        QVERIFY(universe.takeSnapshot().isNew);
    }

    void importedHistoriesStayAsTheyAre()
    {
        mock::Universe universe(m_clock, async::Random(1));
        std::vector<mock::Version> versions(2);
        versions[0].value = Value(1);
        versions[0].time = m_clock.now() - 48h;
        versions[0].superseded = m_clock.now() - 24h;
        versions[0].setId("FOREIGN.1");
        versions[1].time = m_clock.now() - 24h;
        versions[1].isDeleted = true;
        versions[1].counter = 5;
        universe.importEntry("s", "global", "k", versions);
        auto& store = universe.dataStores().dataStore("s");
        QVERIFY(!m_clock.blockOn(store.get("k")));
        QCOMPARE(m_clock.blockOn(store.getVersion("k", "FOREIGN.1"))->value, Value(1));
        QVERIFY(universe.hasHistory("s", "global", "k"));
        QVERIFY_THROWS_EXCEPTION(datastore::Error,
                                 universe.importEntry("s", "global", "k", versions));
        m_clock.blockOn(store.set("k", Value(2)));
        int visited = 0;
        universe.forEachEntry(universe.storeRecords().front(),
                              [&](const std::string& key, const std::vector<mock::Version>& all) {
                                  ++visited;
                                  QCOMPARE(key, "k");
                                  QCOMPARE(all.size(), 3U);
                                  QCOMPARE(all.back().counter, 6U);
                              });
        QCOMPARE(visited, 1);
    }

    void latencyOnTheEventLoop()
    {
        async::EventLoopClock clock;
        mock::Universe universe(clock, async::Random(1));
        universe.setFaultPlan({.minimumLatency = 5ms, .maximumLatency = 10ms});
        auto& store = universe.dataStores().dataStore("s");
        const auto before = clock.elapsed();
        auto task = store.set("k", Value(1));
        QVERIFY(!task.isReady());
        QCoro::waitFor(task);
        QVERIFY(clock.elapsed() - before >= 5ms);
    }

    void manyKeys()
    {
        mock::Universe universe(m_clock, async::Random(1));
        auto& store = universe.dataStores().dataStore("s");
        for (int i = 0; i < 100'000; ++i)
            QVERIFY(store.set("Player_" + std::to_string(i), Value(i)).isReady());
        const auto page = m_clock.blockOn(store.listKeys({"Player_9999", 50, {}}));
        QCOMPARE(page.items.size(), 11U);
    }
};

PLECTRUM_TEST(UniverseTest)

} // namespace tst_universe

#include "tst_universe.moc"
