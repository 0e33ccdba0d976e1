// SPDX-License-Identifier: MIT
// clustersOf(): what stands apart stays apart, what is dense is counted, nothing is lost.
#include "documents/history/version_cluster.h"
#include "support/test.h"

namespace tst_version_cluster {

using namespace plectrum::documents;

namespace {

constexpr ClusterStyle style;

} // namespace

class TestVersionCluster : public QObject
{
    Q_OBJECT

private slots:
    void farVersionsStandAlone()
    {
        const auto clusters = clustersOf({300, 200, 100}, style);
        QCOMPARE(clusters.size(), std::size_t{3});
        for (const auto& cluster : clusters)
            QCOMPARE(cluster.count(), std::size_t{1});
    }

    void nearVersionsShareACluster()
    {
        const auto clusters = clustersOf({300, 295, 288, 200}, style);
        QCOMPARE(clusters.size(), std::size_t{2});
        QCOMPARE(clusters[0].first, std::size_t{0});
        QCOMPARE(clusters[0].last, std::size_t{2});
        QCOMPARE(clusters[0].middle(), 294.0);
        QCOMPARE(clusters[1].count(), std::size_t{1});
    }

    void signsNeverOverlapAndNothingIsLost_data()
    {
        QTest::addColumn<double>("distance");
        for (const double distance : {0.0, 0.3, 1.0, 2.5, 5.0, 9.0, 11.0, 12.9, 13.1, 20.0})
            QTest::addRow("%g px", distance) << distance;
    }
    void signsNeverOverlapAndNothingIsLost()
    {
        QFETCH(double, distance);
        std::vector<double> positions;
        for (int i = 0; i < 700; ++i) // with a night after every seventh
            positions.push_back(1000 - distance * (i + i / 7 * 4));
        std::size_t counted = 0;
        double free = 1e9;
        for (const auto& cluster : clustersOf(positions, style)) {
            QVERIFY(cluster.right <= free + 1e-6);
            QVERIFY(cluster.right - cluster.left <= style.widest);
            QVERIFY(cluster.right - cluster.left >= 9);
            QCOMPARE(cluster.first, counted);
            counted += cluster.count();
            free = cluster.left;
        }
        QCOMPARE(counted, positions.size());
    }

    void movingAllDoesNotRegroup()
    {
        const auto here = clustersOf({300, 291, 250, 247, 244, 100}, style);
        const auto there = clustersOf({200, 191, 150, 147, 144, 0}, style);
        QCOMPARE(here.size(), there.size());
        for (std::size_t i = 0; i < here.size(); ++i)
            QCOMPARE(here[i].count(), there[i].count());
    }

    void noneGiveNone() { QVERIFY(clustersOf({}, style).empty()); }
};

PLECTRUM_TEST(TestVersionCluster)

} // namespace tst_version_cluster

#include "tst_version_cluster.moc"
