// SPDX-License-Identifier: MIT
// VersionTimeline with real mouse and keys: choose, hover, zoom, pan, tombstones, accessibility.
#include "documents/history/record_history.h"
#include "documents/history/version_list_model.h"
#include "history_world.h"
#include "support/test.h"
#include "ui/history/version_timeline.h"

#include <QAccessible>
#include <QWheelEvent>

#include <memory>

namespace tst_version_timeline {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace plectrum::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestVersionTimeline : public QObject
{
    Q_OBJECT

private:
    struct Scene
    {
        HistoryWorld world;
        std::vector<QString> versions; ///< oldest first
        std::unique_ptr<RecordHistory> history;
        std::unique_ptr<VersionListModel> model;
        QWidget window;
        VersionTimeline* timeline = nullptr;
    };

    /// Six versions a day apart, a tombstone, and five within a few hours.
    static std::unique_ptr<Scene> makeScene()
    {
        auto scene = std::make_unique<Scene>();
        HistoryWorld& world = scene->world;
        for (int i = 0; i < 6; ++i)
            scene->versions.push_back(QString::fromStdString(world.write(i, 24h)));
        world.remove(24h);
        for (int i = 0; i < 5; ++i)
            scene->versions.push_back(QString::fromStdString(world.write(100 + i, 1h)));
        scene->history = std::make_unique<RecordHistory>(world.address, world.records);
        scene->model = std::make_unique<VersionListModel>(scene->history.get());
        scene->timeline = new VersionTimeline(
            scene->model.get(), [&world] { return world.clock.now().time_since_epoch().count(); },
            &scene->window);
        scene->window.resize(800, 300);
        scene->timeline->setGeometry(0, 180, 800, 100);
        scene->window.show();
        scene->history->reload();
        world.clock.run();
        return scene;
    }

    static QPoint signOf(const Scene& scene, const QString& version)
    {
        return scene.timeline->signRectOf(version).center().toPoint();
    }

    static void turnWheel(VersionTimeline& timeline, QPointF at, QPoint angle,
                          Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(at, timeline.mapToGlobal(at), {}, angle, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&timeline, &event);
    }

private slots:
    void aClickChooses()
    {
        const auto scene = makeScene();
        const QSignalSpy chosen(scene->timeline, &VersionTimeline::chosenChanged);
        QTest::mouseClick(scene->timeline, Qt::LeftButton, {}, signOf(*scene, scene->versions[2]));
        QCOMPARE(scene->timeline->chosenVersion(), scene->versions[2]);
        QCOMPARE(chosen.size(), 1);
        QTest::mouseClick(scene->timeline, Qt::LeftButton, {}, QPoint(400, 2));
        QCOMPARE(scene->timeline->chosenVersion(), scene->versions[2]);
    }

    void keysChoose()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        QTest::keyClick(timeline, Qt::Key_Left);
        QCOMPARE(timeline->chosenVersion(), scene->versions.back());
        QTest::keyClick(timeline, Qt::Key_Left);
        QCOMPARE(timeline->chosenVersion(), scene->versions[9]);
        QTest::keyClick(timeline, Qt::Key_Right);
        QCOMPARE(timeline->chosenVersion(), scene->versions.back());
        QTest::keyClick(timeline, Qt::Key_Home);
        QCOMPARE(timeline->chosenVersion(), scene->versions.front());
        QTest::keyClick(timeline, Qt::Key_Left);
        QCOMPARE(timeline->chosenVersion(), scene->versions.front());
        QTest::keyClick(timeline, Qt::Key_End);
        QCOMPARE(timeline->chosenVersion(), scene->versions.back());
        QTest::keyClick(timeline, Qt::Key_Escape);
        QCOMPARE(timeline->chosenVersion(), QString());
    }

    void keysReachVersionsInsideAClusterAndTheTombstone()
    {
        const auto scene = makeScene();
        QTest::keyClick(scene->timeline, Qt::Key_Home);
        int tombstones = 0;
        for (int i = 0; i < 11; ++i) {
            QTest::keyClick(scene->timeline, Qt::Key_Right);
            tombstones += scene->timeline->chosenPoint()->deleted ? 1 : 0;
        }
        QCOMPARE(tombstones, 1);
        QCOMPARE(scene->timeline->chosenVersion(), scene->versions.back());
    }

    void hoveringTells()
    {
        const auto scene = makeScene();
        QTest::mouseMove(scene->timeline, signOf(*scene, scene->versions[1]));
        const QString reported = scene->timeline->bubbleLines().join(u'\n');
        QVERIFY2(reported.contains(u"UTC"_s), qPrintable(reported));
        QVERIFY2(reported.contains(u"ago"_s), qPrintable(reported));
        QVERIFY2(reported.contains(u"bytes"_s), qPrintable(reported));
        QVERIFY2(reported.contains(u"kept for another"_s), qPrintable(reported));
        QTest::mouseMove(scene->timeline, QPoint(400, 3));
        QVERIFY(scene->timeline->bubbleLines().isEmpty());
    }

    void aClusterSaysHowManyAndOpens()
    {
        const auto scene = makeScene();
        const QPoint cluster = signOf(*scene, scene->versions.back());
        QCOMPARE(cluster, signOf(*scene, scene->versions[7]));
        QTest::mouseMove(scene->timeline, cluster);
        QVERIFY(scene->timeline->bubbleLines().first().contains(u"versions"_s));
        QTest::mouseDClick(scene->timeline, Qt::LeftButton, {}, cluster);
        QVERIFY(signOf(*scene, scene->versions.back()) != signOf(*scene, scene->versions[7]));
    }

    void keysZoomAndZeroShowsAll()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        const double all = timeline->axis().until() - timeline->axis().from();
        QTest::keyClick(timeline, Qt::Key_Plus);
        QTest::keyClick(timeline, Qt::Key_Plus);
        const double zoomed = timeline->axis().until() - timeline->axis().from();
        QVERIFY(zoomed < all / 2);
        QTest::keyClick(timeline, Qt::Key_Minus);
        QVERIFY(timeline->axis().until() - timeline->axis().from() > zoomed);
        QTest::keyClick(timeline, Qt::Key_0);
        QVERIFY(timeline->axis().showsAll());
    }

    void theWheelZoomsAtThePointerAndPansSideways()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        const double time = timeline->axis().timeAt(300);
        turnWheel(*timeline, QPointF(300, 50), QPoint(0, 240));
        QVERIFY(!timeline->axis().showsAll());
        QVERIFY(qAbs(timeline->axis().xOf(time) - 300) < 0.1);
        turnWheel(*timeline, QPointF(300, 50), QPoint(0, -120), Qt::ShiftModifier);
        QVERIFY(qAbs(timeline->axis().xOf(time) - 180) < 0.1);
    }

    void draggingPansAndDoesNotChoose()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        QTest::keyClick(timeline, Qt::Key_Plus);
        QTest::keyClick(timeline, Qt::Key_Plus);
        const double time = timeline->axis().timeAt(300);
        QTest::mousePress(timeline, Qt::LeftButton, {}, QPoint(300, 50));
        QTest::mouseMove(timeline, QPoint(360, 50));
        QTest::mouseMove(timeline, QPoint(400, 50));
        QTest::mouseRelease(timeline, Qt::LeftButton, {}, QPoint(400, 50));
        QVERIFY(qAbs(timeline->axis().xOf(time) - 400) < 0.5);
        QCOMPARE(timeline->chosenVersion(), QString());
    }

    void shiftedArrowsPan()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        QTest::keyClick(timeline, Qt::Key_Plus);
        QTest::keyClick(timeline, Qt::Key_Plus);
        const double before = timeline->axis().from();
        QTest::keyClick(timeline, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(timeline->axis().from() > before);
        QTest::keyClick(timeline, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(qAbs(timeline->axis().from() - before) < 1);
        QCOMPARE(timeline->chosenVersion(), QString());
    }

    void theChosenVersionIsBroughtIntoSight()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->timeline;
        QTest::keyClick(timeline, Qt::Key_End);
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(timeline, Qt::Key_Plus);
        QTest::keyClick(timeline, Qt::Key_Home);
        const QRectF sign = timeline->signRectOf(scene->versions.front());
        QVERIFY(timeline->rect().contains(sign.toRect()));
    }

    void theChoiceSurvivesAReload()
    {
        const auto scene = makeScene();
        scene->timeline->choose(scene->versions[3]);
        scene->world.write(7);
        const QSignalSpy chosen(scene->timeline, &VersionTimeline::chosenChanged);
        scene->history->reload();
        scene->world.clock.run();
        QCOMPARE(scene->timeline->chosenVersion(), scene->versions[3]);
    }

    void assistiveTechnologyHearsTheChoice()
    {
        const auto scene = makeScene();
        QTest::keyClick(scene->timeline, Qt::Key_Home);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(scene->timeline);
        QVERIFY(accessible);
        QCOMPARE(accessible->text(QAccessible::Name), u"Version timeline"_s);
        QVERIFY(accessible->text(QAccessible::Description).contains(u"Version 1 of 12"_s));
    }

    void paintsAtEverySize()
    {
        const auto scene = makeScene();
        for (const QSize size : {QSize(160, 72), QSize(900, 92), QSize(2400, 300), QSize(1, 1)}) {
            scene->timeline->resize(size);
            QVERIFY(!scene->timeline->grab().isNull());
        }
    }
};

PLECTRUM_UI_TEST(TestVersionTimeline)

} // namespace tst_version_timeline

#include "tst_version_timeline.moc"
