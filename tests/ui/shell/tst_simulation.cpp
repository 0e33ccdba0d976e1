// SPDX-License-Identifier: MIT
// The switch of what lives in the universe: in the menu, in the status bar, and in the settings.
#include "mock/universe.h"
#include "support/test.h"
#include "ui/main_window.h"
#include "ui/shell/simulation_chip.h"

#include <QAction>
#include <QTemporaryDir>

namespace tst_simulation {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

class FakeSimulation final : public Simulation
{
public:
    explicit FakeSimulation(async::Clock& clock)
        : m_clock(clock)
    {
    }

    QString name() const override { return u"Ants"_s; }
    QString description() const override { return u"They run."_s; }
    QString statusText() const override { return m_isRunning ? u"Ants: 3"_s : u"Ants: none"_s; }
    bool isRunning() const override { return m_isRunning; }
    void start() override { setRunning(true); }
    void stop() override { setRunning(false); }
    async::Task<void> stopped() override
    {
        co_await m_clock.sleep(async::Duration(30));
        hasStopped = !m_isRunning;
    }

    bool hasStopped = false;

private:
    void setRunning(bool isRunning)
    {
        m_isRunning = isRunning;
        emit statusChanged();
    }

    async::Clock& m_clock;
    bool m_isRunning = false;
};

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isNotShownWithoutOne();
    void followsTheSimulation();
    void switchesByMenuAndChip();
    void remembersTheSwitch();
    void closesOnlyWhenItHasStopped();

private:
    void open(bool withSimulation);
    QAction* action() const { return m_window->findChild<QAction*>(u"file.simulation"_s); }
    SimulationChip* chip() const { return m_window->findChild<SimulationChip*>(); }

    QTemporaryDir m_folder;
    async::EventLoopClock m_clock;
    async::Random m_random{2};
    async::InlineExecutor m_executor;
    Appearance m_appearance{Appearance::Choice::Light};
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
    FakeSimulation* m_simulation = nullptr;
};

void TestSimulation::init()
{
    m_settings = std::make_unique<Settings>(m_folder.filePath(u"settings.ini"_s));
}

void TestSimulation::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_settings.reset();
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
}

void TestSimulation::open(bool withSimulation)
{
    m_workspace = std::make_unique<Workspace>(
        std::make_unique<mock::Universe>(m_clock, async::Random(1)), m_clock, m_random, m_executor);
    if (withSimulation) {
        auto simulation = std::make_unique<FakeSimulation>(m_clock);
        m_simulation = simulation.get();
        m_workspace->setSimulation(std::move(simulation));
    }
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_settings, m_appearance);
    m_window->show();
}

void TestSimulation::isNotShownWithoutOne()
{
    open(false);
    QVERIFY(!action()->isVisible());
    QVERIFY(!action()->isEnabled());
    QVERIFY(!chip());
}

void TestSimulation::followsTheSimulation()
{
    open(true);
    QCOMPARE(action()->text(), u"Ants"_s);
    QVERIFY(!action()->icon().isNull());
    QVERIFY(!action()->isChecked());
    QVERIFY(chip()->isVisible());
    QCOMPARE(chip()->text(), u"Ants: none"_s);
    m_simulation->start();
    QVERIFY(action()->isChecked());
    QCOMPARE(chip()->text(), u"Ants: 3"_s);
    QCOMPARE(chip()->accessibleName(), u"Ants: 3"_s);
}

void TestSimulation::switchesByMenuAndChip()
{
    open(true);
    QTest::mouseClick(chip(), Qt::LeftButton);
    QVERIFY(m_simulation->isRunning());
    QVERIFY(action()->isChecked());
    action()->trigger();
    QVERIFY(!m_simulation->isRunning());
    chip()->setFocus();
    QTest::keyClick(chip(), Qt::Key_Space);
    QVERIFY(m_simulation->isRunning());
}

void TestSimulation::remembersTheSwitch()
{
    QVERIFY(m_settings->isSimulationOn());
    open(true);
    // What the program does itself is not the user's will.
    m_simulation->start();
    m_simulation->stop();
    QVERIFY(m_settings->isSimulationOn());
    action()->trigger();
    QVERIFY(m_settings->isSimulationOn());
    action()->trigger();
    QVERIFY(!m_settings->isSimulationOn());
    m_window.reset();
    m_settings = std::make_unique<Settings>(m_folder.filePath(u"settings.ini"_s));
    QVERIFY(!m_settings->isSimulationOn());
}

void TestSimulation::closesOnlyWhenItHasStopped()
{
    open(true);
    m_simulation->start();
    QSignalSpy closed(m_window.get(), &MainWindow::closed);
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY(!m_simulation->isRunning());
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(m_simulation->hasStopped);
}

PLECTRUM_UI_TEST(TestSimulation)

} // namespace tst_simulation

#include "tst_simulation.moc"
