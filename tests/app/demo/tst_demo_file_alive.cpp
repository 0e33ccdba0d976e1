// SPDX-License-Identifier: MIT
// The game server on the demo universe's own file, in real time: a program that is killed while it
// plays leaves a file in which all is as it should be.
#include "backends/backends.h"
#include "demo/demo_universe.h"
#include "demo/player_simulation.h"
#include "editing/record_access.h"
#include "program/event_loop_driver.h"
#include "support/waiting.h"

#include <QTemporaryDir>

namespace tst_demo_file_alive {

using namespace plectrum;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemoFileAlive : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void survivesBeingKilled();
    void goesOnAfterTheTimeOfTheKill();

private:
    app::OpenUniverse open(const QString& path);
    std::int64_t coins(const app::OpenUniverse& open);
    void playAndKill(const QString& path, int seed);
    QString copy(const QString& name);

    QTemporaryDir m_folder;
    QString m_fresh;
    async::EventLoopClock m_clock;
    async::InlineExecutor m_executor;
    async::Random m_random{std::uint64_t(77)};
    app::EventLoopDriver m_driver;
};

app::OpenUniverse TestDemoFileAlive::open(const QString& path)
{
    return app::openUniverse(
        {.kind = datastore::UniverseSpec::Kind::Demo, .path = path.toStdString()}, m_clock,
        async::Random(1), m_executor);
}

void TestDemoFileAlive::initTestCase()
{
    m_fresh = m_folder.filePath(u"fresh.plectrum"_s);
    QVERIFY(open(m_fresh).universe);
}

QString TestDemoFileAlive::copy(const QString& name)
{
    const QString path = m_folder.filePath(name);
    return QFile::copy(m_fresh, path) ? path : QString();
}

/// Of all who play, who must be readable; -1 when one is not.
std::int64_t TestDemoFileAlive::coins(const app::OpenUniverse& open)
{
    editing::RecordAccess access(*open.universe, *open.clock, m_random, m_executor);
    std::int64_t sum = 0;
    for (const app::Person& person : app::demoRegulars()) {
        const auto found = m_driver.blockOn(access.inspect(
            {.kind = store::KeyAddress::Kind::Lyra, .store = "PlayerData", .key = person.key()}));
        if (found.state != store::RecordState::Valid || !found.data)
            return -1;
        sum += (*found.data)["coins"].toInteger();
    }
    return sum;
}

void TestDemoFileAlive::playAndKill(const QString& path, int seed)
{
    QProcess player;
    player.start(QCoreApplication::applicationDirPath() + u"/demo_player"_s,
                 {path, QString::number(seed)});
    QVERIFY(test::waitForStarted(player));
    QVERIFY2(test::waitForReadyRead(player), player.readAllStandardError().constData());
    test::spinFor(std::chrono::milliseconds(m_random.integer(0, 400)));
    player.kill(); // SIGKILL
    QVERIFY(test::waitForFinished(player));
    QCOMPARE(player.exitStatus(), QProcess::CrashExit);
}

void TestDemoFileAlive::survivesBeingKilled()
{
    const QString path = copy(u"killed.plectrum"_s);
    const std::int64_t before = coins(open(path));
    QVERIFY(before > 0);
    for (int round = 0; round < 5; ++round) {
        playAndKill(path, round);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(coins(open(path)), before);
    }
}

void TestDemoFileAlive::goesOnAfterTheTimeOfTheKill()
{
    const QString path = copy(u"later.plectrum"_s);
    playAndKill(path, 3);
    const auto open = this->open(path);
    auto& clock = *open.clock;
    QVERIFY(clock.now() > app::demoEnd());
    // So the dead server's locks are over after their ninety seconds.
    QVERIFY(clock.now() < app::demoEnd() + 10min);
    editing::RecordAccess access(*open.universe, clock, m_random, m_executor);
    const auto page =
        m_driver.blockOn(access.listVersions({.kind = store::KeyAddress::Kind::Lyra,
                                              .store = "PlayerData",
                                              .key = app::demoRegulars().front().key()},
                                             "", 1));
    QVERIFY(!page.items.empty());
}

PLECTRUM_TEST(TestDemoFileAlive)

} // namespace tst_demo_file_alive

#include "tst_demo_file_alive.moc"
