// SPDX-License-Identifier: MIT
// HistoryPanel over a mock universe: choose by mouse and keys, see the difference, restore.
#include "documents/history/diff_model.h"
#include "documents/history/record_history.h"
#include "documents/record/record_document.h"
#include "history_world.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/diff_view.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <memory>

namespace tst_history_panel {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace plectrum::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestHistoryPanel : public QObject
{
    Q_OBJECT

private:
    struct Scene
    {
        HistoryWorld world;
        std::string first;
        std::string second;
        std::unique_ptr<RecordDocument> document;
        std::unique_ptr<HistoryPanel> panel;

        QAction* action(const QString& name) const { return panel->findChild<QAction*>(name); }
        QAction* restore() const { return action(u"history.restore"_s); }
        QString hint() const { return panel->findChild<QLabel*>(u"history.hint"_s)->text(); }
        void openPanel()
        {
            document = std::make_unique<RecordDocument>(world.address, world.records);
            panel = std::make_unique<HistoryPanel>(document.get());
            panel->resize(900, 260);
            panel->show();
            const bool isLoaded = test::waitFor([this] {
                world.clock.run();
                return document->phase() != RecordDocument::Phase::Loading;
            });
            QVERIFY(isLoaded);
        }
    };

    static std::unique_ptr<Scene> makeScene()
    {
        auto scene = std::make_unique<Scene>();
        scene->first =
            scene->world.write(parsed("{\"coins\":1,\"pets\":[\"cat\"]}"), 24h, {"gold"});
        scene->second = scene->world.write(parsed("{\"coins\":5}"), 24h, {"gold", "pets"});
        scene->world.write(parsed("{\"coins\":9,\"level\":2}"), 2h, {"gold", "pets"});
        scene->openPanel();
        return scene;
    }

    static SaveDialog* dialogOf(const Scene& scene)
    {
        return scene.panel->findChild<SaveDialog*>();
    }

private slots:
    void choosingShowsTheDifferenceToNow()
    {
        const auto scene = makeScene();
        QCOMPARE(scene->panel->timeline()->points().size(), std::size_t{3});
        QVERIFY(scene->panel->diffView()->stateTitle().startsWith(u"Choose a version"_s));
        QCOMPARE(scene->hint(), u"UTC. Roblox keeps one version an hour."_s);
        QTest::keyClick(scene->panel->timeline(), Qt::Key_Home);
        scene->world.clock.run();
        const DiffView* diff = scene->panel->diffView();
        QTRY_COMPARE(diff->summary(), u"1 added, 1 removed, 1 changed"_s);
        QVERIFY(diff->stateTitle().isEmpty());
        QVERIFY(scene->panel->findChild<QLabel*>(u"history.chosen"_s)->text().contains(u"UTC"_s));
        QVERIFY(scene->restore()->isEnabled());
        QVERIFY(scene->restore()->toolTip().contains(u"“pets”"_s));
    }

    void offersToGoOnWhereTheLockCannotBeTaken()
    {
        const auto scene = makeScene();
        QTest::keyClick(scene->panel->timeline(), Qt::Key_Home);
        scene->world.clock.run();
        QTRY_VERIFY(scene->restore()->isEnabled());
        auto* goOn = scene->panel->findChild<QToolButton*>(u"history.keepTrying"_s);
        QVERIFY(goOn->isHidden());
        test::refuseLocks(scene->world.universe, 3);
        scene->restore()->trigger();
        QTest::mouseClick(dialogOf(*scene)->findChild<QPushButton*>(u"save.confirm"_s),
                          Qt::LeftButton);
        scene->world.clock.run();
        QVERIFY2(scene->hint().contains(u"no access"_s), qPrintable(scene->hint()));
        QVERIFY(!goOn->isHidden());
        QTest::mouseClick(goOn, Qt::LeftButton); // the next try is a second away
        QTRY_COMPARE(goOn->text(), u"Stop trying"_s);
        QVERIFY(scene->hint().contains(u"for up to 90 s"_s));
        QTest::mouseClick(goOn, Qt::LeftButton);
        scene->world.clock.run();
        QVERIFY2(scene->hint().contains(u"You have stopped it"_s), qPrintable(scene->hint()));
        QCOMPARE(scene->world.now(), parsed("{\"coins\":9,\"level\":2}"));
        QTest::mouseClick(goOn, Qt::LeftButton);
        scene->world.clock.advance(10s);
        QCOMPARE(scene->world.now(), parsed("{\"coins\":1,\"pets\":[\"cat\"]}"));
        QTRY_COMPARE(scene->hint(), u"Restored."_s);
        QVERIFY(goOn->isHidden());
    }

    void restoreAsksAndRestores()
    {
        const auto scene = makeScene();
        VersionTimeline* timeline = scene->panel->timeline();
        const QRectF sign = timeline->signRectOf(QString::fromStdString(scene->first));
        QTest::mouseClick(timeline, Qt::LeftButton, {}, sign.center().toPoint());
        scene->world.clock.run();
        QTRY_VERIFY(scene->restore()->isEnabled());
        auto* button = scene->panel->findChild<QToolButton*>(u"history.restoreButton"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        SaveDialog* dialog = dialogOf(*scene);
        QVERIFY(dialog);
        QCOMPARE(scene->world.now(), parsed("{\"coins\":9,\"level\":2}"));
        const QSignalSpy finished(scene->document.get(), &RecordDocument::saveFinished);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"save.confirm"_s), Qt::LeftButton);
        scene->world.clock.run();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(scene->world.now(), parsed("{\"coins\":1,\"pets\":[\"cat\"]}"));
        const auto now =
            scene->world.clock.blockOn(scene->world.records.inspect(scene->world.address));
        QCOMPARE(now.record->appliedMigrations, std::vector<std::string>{"gold"});
        QCOMPARE(now.entry->info.userIds, std::vector<std::int64_t>{261});
        QTRY_COMPARE(scene->panel->timeline()->points().size(), std::size_t{4});
        QCOMPARE(scene->hint(), u"Restored."_s);
    }

    void cancellingWritesNothing()
    {
        const auto scene = makeScene();
        QTest::keyClick(scene->panel->timeline(), Qt::Key_Home);
        scene->world.clock.run();
        scene->restore()->trigger();
        QTest::keyClick(dialogOf(*scene), Qt::Key_Escape);
        scene->world.clock.run();
        QCOMPARE(scene->world.now(), parsed("{\"coins\":9,\"level\":2}"));
    }

    void aDraftStandsInTheWay()
    {
        const auto scene = makeScene();
        QTest::keyClick(scene->panel->timeline(), Qt::Key_Home);
        scene->world.clock.run();
        QVERIFY(scene->restore()->isEnabled());
        QVERIFY(scene->document->replace(json::Pointer({"coins"}), 77));
        QVERIFY(!scene->restore()->isEnabled());
        QVERIFY(scene->hint().contains(u"unsaved changes"_s));
        QVERIFY(scene->restore()->toolTip().contains(u"unsaved changes"_s));
        scene->document->discard();
        QVERIFY(scene->restore()->isEnabled());
    }

    void theCurrentVersionAndTombstonesCannotBeRestored()
    {
        const auto scene = makeScene();
        scene->world.remove(3h);
        scene->world.write(parsed("{\"coins\":0}"));
        scene->document->reload();
        scene->world.clock.run();
        VersionTimeline* timeline = scene->panel->timeline();
        QTest::keyClick(timeline, Qt::Key_End);
        QVERIFY(scene->panel->diffView()->stateTitle().contains(u"stands there now"_s));
        QVERIFY(!scene->restore()->isEnabled());
        QTest::keyClick(timeline, Qt::Key_Left);
        QVERIFY(timeline->chosenPoint()->deleted);
        QVERIFY(scene->panel->diffView()->stateTitle().contains(u"removed"_s));
        QVERIFY(!scene->restore()->isEnabled());
    }

    void aRemovedKeyComesBack()
    {
        const auto scene = makeScene();
        scene->world.remove(3h);
        scene->document->reload();
        scene->world.clock.run();
        scene->panel->timeline()->choose(QString::fromStdString(scene->second));
        scene->world.clock.run();
        QTRY_COMPARE(scene->panel->diffView()->summary(), u"1 added"_s);
        QVERIFY2(scene->restore()->isEnabled(), qPrintable(scene->hint()));
        scene->restore()->trigger();
        QTest::mouseClick(dialogOf(*scene)->findChild<QPushButton*>(u"save.confirm"_s),
                          Qt::LeftButton);
        scene->world.clock.run();
        QCOMPARE(scene->world.now(), parsed("{\"coins\":5}"));
    }

    void aDamagedVersionSaysWhy()
    {
        Scene scene;
        const auto bad = scene.world.writeRaw(parsed(
            R"({"appliedMigrations":[],"file":{"shard":"GUID","count":2},"orphanedFiles":[]})"));
        scene.world.write(1);
        scene.openPanel();
        scene.panel->timeline()->choose(QString::fromStdString(bad));
        scene.world.clock.run();
        QCOMPARE(scene.panel->diffView()->stateTitle(), u"This version is damaged"_s);
        QVERIFY(!scene.restore()->isEnabled());
    }

    void anUndecidedVersionIsExplainedAndNotRestored()
    {
        Scene scene;
        scene.world.clock.advance(std::chrono::minutes(57)); // late in its hour
        const auto open = scene.world.writeRaw(parsed(
            R"({"appliedMigrations":[],"orphanedFiles":[],"file":{"data":{"committedData":{"a":1},)"
            R"("txId":"T","txPatch":[{"op":"replace","path":"/a","value":2}]}}})"));
        scene.world.write(parsed("{\"a\":7}"));
        scene.openPanel();
        scene.panel->timeline()->choose(QString::fromStdString(open));
        scene.world.clock.run();
        QTRY_COMPARE(scene.panel->diffView()->summary(), u"1 changed"_s);
        const auto labels = scene.panel->diffView()->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"nothing tells any more"_s);
        }));
        QVERIFY(!scene.restore()->isEnabled());
    }

    void aFailedListCanBeRetried()
    {
        const auto scene = makeScene();
        mock::FaultPlan plan;
        plan.failures.push_back({.match = {.ops = {mock::Op::ListVersions}},
                                 .error = datastore::Error(datastore::ErrorKind::Denied, "no")});
        scene->world.universe.setFaultPlan(plan);
        scene->action(u"history.reload"_s)->trigger();
        scene->world.clock.run();
        auto* retry = scene->panel->findChild<QToolButton*>(u"history.retry"_s);
        QVERIFY(retry->isVisible());
        QTest::mouseClick(retry, Qt::LeftButton);
        scene->world.clock.run();
        QVERIFY(!retry->isVisible());
        QCOMPARE(scene->panel->timeline()->points().size(), std::size_t{3});
    }

    void aFailedVersionCanBeRetried()
    {
        const auto scene = makeScene();
        mock::FaultPlan plan;
        plan.failures.push_back({.match = {.ops = {mock::Op::GetVersion}},
                                 .error = datastore::Error(datastore::ErrorKind::Denied, "no")});
        scene->world.universe.setFaultPlan(plan);
        QTest::keyClick(scene->panel->timeline(), Qt::Key_Home);
        scene->world.clock.run();
        QCOMPARE(scene->panel->diffView()->stateTitle(), u"The version could not be read"_s);
        auto* retry = scene->panel->findChild<QToolButton*>(u"history.retry"_s);
        QTest::mouseClick(retry, Qt::LeftButton);
        scene->world.clock.run();
        QTRY_VERIFY(scene->restore()->isEnabled());
        QVERIFY(!retry->isVisible());
    }

    void aKeyWithoutHistorySaysSo()
    {
        Scene scene;
        scene.openPanel();
        QCOMPARE(scene.panel->diffView()->stateTitle(), u"No history yet"_s);
        QVERIFY(!scene.panel->timeline()->isVisible());
        QVERIFY(!scene.restore()->isEnabled());
    }

    void everyActionIsComplete()
    {
        const auto scene = makeScene();
        for (const QAction* action : scene->panel->historyActions()) {
            QVERIFY(action->objectName().startsWith(u"history."_s));
            QVERIFY(!action->icon().isNull());
            QVERIFY(!action->toolTip().isEmpty());
        }
    }
};

PLECTRUM_UI_TEST(TestHistoryPanel)

} // namespace tst_history_panel

#include "tst_history_panel.moc"
