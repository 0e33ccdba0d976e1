// SPDX-License-Identifier: MIT
// Windows: each universe in a window of its own; what cannot be opened leaves all as it is.
#include "async/pool_executor.h"
#include "datastore/error.h"
#include "plectrum/windows.h"
#include "support/test.h"
#include "ui/universe/universe_chooser.h"

#include <QAction>
#include <QFile>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace tst_windows {

using namespace plectrum;
using namespace Qt::StringLiterals;
using datastore::UniverseSpec;

namespace {

struct World
{
    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::PoolExecutor executor;
    ui::Settings settings{folder.filePath(u"settings.ini"_s)};
    ui::Appearance appearance{ui::Appearance::Choice::Light};
    app::Windows windows{clock, random, executor, settings, appearance};

    UniverseSpec file(const QString& name) const
    {
        return {.kind = UniverseSpec::Kind::File, .path = folder.filePath(name).toStdString()};
    }
    ui::MainWindow* first()
    {
        auto* window = windows.open({.kind = UniverseSpec::Kind::Memory, .path = {}}).window.get();
        window->show();
        return window;
    }
    static QMessageBox* failureOf(ui::MainWindow* window)
    {
        return window->findChild<QMessageBox*>(u"universeFailure"_s);
    }
};

} // namespace

class TestWindows final : public QObject
{
    Q_OBJECT

private slots:
    void makesAndOpens()
    {
        World world;
        ui::MainWindow* first = world.first();
        emit first->universes()->newRequested(world.file(u"a.plectrum"_s));
        QCOMPARE(world.windows.count(), 2);
        QVERIFY(QFile::exists(world.folder.filePath(u"a.plectrum"_s)));
        QVERIFY(!World::failureOf(first));
        // Again: the same window.
        emit first->universes()->openRequested(world.file(u"a.plectrum"_s));
        QCOMPARE(world.windows.count(), 2);
        QCOMPARE(world.settings.recentUniverses(), std::vector{world.file(u"a.plectrum"_s)});
        QMenu recent;
        first->universes()->fillRecent(&recent);
        QCOMPARE(recent.actions().size(), 1);
        QCOMPARE(recent.actions().front()->text(), u"a"_s);
    }

    void closesOneOrAll()
    {
        World world;
        ui::MainWindow* first = world.first();
        emit first->universes()->newRequested(world.file(u"a.plectrum"_s));
        world.windows.open(world.file(u"a.plectrum"_s)).window->close();
        QTRY_COMPARE(world.windows.count(), 1);
        QVERIFY(first->isVisible());
        emit first->universes()->openRequested(world.file(u"a.plectrum"_s));
        QCOMPARE(world.windows.count(), 2);
        emit first->quitRequested();
        QTRY_COMPARE(world.windows.count(), 0);
    }

    void theDemoIsAlive()
    {
        World world;
        ui::MainWindow* first = world.first();
        const UniverseSpec demo{.kind = UniverseSpec::Kind::Demo,
                                .path = world.folder.filePath(u"demo.plectrum"_s).toStdString()};
        emit first->universes()->openRequested(demo);
        QCOMPARE(world.windows.count(), 2);
        app::OpenWindow& opened = world.windows.open(demo);
        documents::Simulation* simulation = opened.workspace->simulation();
        QVERIFY(simulation && simulation->isRunning());
        QCOMPARE(simulation->statusText(), u"Game server: 0 players online"_s);
        static const QRegularExpression several(u"^Game server: ([2-9]|\\d\\d+) players online$"_s);
        QTRY_VERIFY(several.match(simulation->statusText()).hasMatch());
        // Switched off it lets its keys go, and another window on the same is not switched on.
        opened.window->findChild<QAction*>(u"file.simulation"_s)->trigger();
        QTRY_COMPARE(simulation->statusText(), u"Game server: stopped"_s);
        emit first->universes()->openRequested(demo);
        QVERIFY(!simulation->isRunning());
        simulation->start();
        opened.window->close();
        QTRY_COMPARE(world.windows.count(), 1);
    }

    void isStillOnRequest()
    {
        World world;
        world.windows.disableSimulation();
        const UniverseSpec demo{.kind = UniverseSpec::Kind::Demo,
                                .path = world.folder.filePath(u"demo.plectrum"_s).toStdString()};
        const app::OpenWindow& opened = world.windows.open(demo);
        world.windows.startSimulation(opened);
        QVERIFY(!opened.workspace->simulation()->isRunning());
        QVERIFY(world.settings.isSimulationOn());
    }

    /// A file can be open in one program only: the second shows the window of the first.
    void anotherStartRaisesTheWindow()
    {
        World world;
        const UniverseSpec spec = world.file(u"a.plectrum"_s);
        emit world.first()->universes()->newRequested(spec);
        ui::MainWindow* window = world.windows.open(spec).window.get();
        window->showMinimized();
        QVERIFY(window->isMinimized());
        QProcess second;
        second.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrum"),
                     {QString::fromStdString(spec.path)});
        QTRY_COMPARE(second.state(), QProcess::NotRunning);
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(second.readAllStandardError(), QByteArray());
        QVERIFY(!window->isMinimized());
    }

    /// What the program was started on cannot be opened: one can still choose.
    void offersAnotherUniverseInstead()
    {
        World world;
        const UniverseSpec spec = world.file(u"gone.plectrum"_s);
        std::exception_ptr why;
        try {
            world.windows.open(spec);
        } catch (const datastore::Error&) {
            why = std::current_exception();
        }
        QVERIFY(why);
        QVERIFY(!app::Windows::raiseElsewhere(spec));
        ui::MainWindow* window = world.windows.openInsteadOf(spec, why).window.get();
        window->show();
        QTRY_VERIFY(World::failureOf(window));
        QVERIFY(World::failureOf(window)->text().contains(u"gone.plectrum"_s));
        World::failureOf(window)->reject();
        for (const QString& name :
             {u"file.openUniverse"_s, u"file.newUniverse"_s, u"file.openDemo"_s})
            QVERIFY(window->findChild<QAction*>(name)->isEnabled());
    }

    void saysWhatFailed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isNew");
        QTest::newRow("damaged") << QByteArray(4096, 'x') << false;
        QTest::newRow("no such file") << QByteArray() << false;
        QTest::newRow("new, but there already") << QByteArray("precious") << true;
    }

    void saysWhatFailed()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const bool, isNew);
        World world;
        ui::MainWindow* first = world.first();
        const UniverseSpec spec = world.file(u"b.plectrum"_s);
        QFile file(world.folder.filePath(u"b.plectrum"_s));
        if (!content.isEmpty()) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
            file.close();
        }
        if (isNew)
            emit first->universes()->newRequested(spec);
        else
            emit first->universes()->openRequested(spec);
        const QMessageBox* box = World::failureOf(first);
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"b.plectrum"_s), qPrintable(box->text()));
        QVERIFY(!box->informativeText().isEmpty());
        QCOMPARE(world.windows.count(), 1);
        QVERIFY(world.settings.recentUniverses().empty());
        if (!content.isEmpty()) {
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), content);
        }
    }
};

PLECTRUM_UI_TEST(TestWindows)

} // namespace tst_windows

#include "tst_windows.moc"
