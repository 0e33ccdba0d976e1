// SPDX-License-Identifier: MIT
// clustersOf(): what stands apart stays apart, what is dense is counted, nothing is lost.
#include "ui/history/version_cluster.h"

#include <QTest>

using namespace plectrum::ui;

class TestVersionCluster : public QObject
{
    Q_OBJECT

private slots:
    void farVersionsStandAlone()
    {
        const auto clusters = clustersOf({300, 200, 100}, 12, 34);
        QCOMPARE(clusters.size(), std::size_t{3});
        for (const auto& cluster : clusters)
            QCOMPARE(cluster.count(), std::size_t{1});
    }

    void nearVersionsShareACluster()
    {
        const auto clusters = clustersOf({300, 295, 288, 200}, 12, 34);
        QCOMPARE(clusters.size(), std::size_t{2});
        const VersionCluster expected{0, 2, 288, 300};
        QVERIFY(clusters[0] == expected);
        QCOMPARE(clusters[0].middle(), 294.0);
        QCOMPARE(clusters[1].count(), std::size_t{1});
    }

    void aClusterDoesNotGrowWithoutEnd()
    {
        std::vector<double> places;
        for (int i = 0; i < 500; ++i)
            places.push_back(1000 - 2.0 * i);
        std::size_t counted = 0;
        for (const auto& cluster : clustersOf(places, 12, 34)) {
            QVERIFY(cluster.right - cluster.left <= 34);
            QCOMPARE(cluster.first, counted);
            counted += cluster.count();
        }
        QCOMPARE(counted, places.size());
    }

    void movingAllDoesNotRegroup()
    {
        const auto here = clustersOf({300, 291, 250, 247, 244, 100}, 12, 34);
        const auto there = clustersOf({200, 191, 150, 147, 144, 0}, 12, 34);
        QCOMPARE(here.size(), there.size());
        for (std::size_t i = 0; i < here.size(); ++i)
            QCOMPARE(here[i].count(), there[i].count());
    }

    void noneGiveNone() { QVERIFY(clustersOf({}, 12, 34).empty()); }
};

QTEST_APPLESS_MAIN(TestVersionCluster)
#include "tst_version_cluster.moc"
