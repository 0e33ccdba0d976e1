// SPDX-License-Identifier: MIT
// Kills a writing process at random moments: no acknowledged write is lost, none is there by half.
#include "async/sim_clock.h"
#include "mock/universe.h"
#include "support/waiting.h"
#include "written_value.h"

#include <QTemporaryDir>

#include <algorithm>
#include <map>
#include <vector>

namespace tst_universe_kill {

using namespace plectrum;
using namespace Qt::StringLiterals;

namespace {

/// What the writers have said so far of each key: the last number done, and all that were tried
/// since. A writer that is killed leaves one open, and several may be killed at the same key.
struct Said
{
    std::map<std::string, std::vector<int>> tried;
    std::map<std::string, int> done;
    int lines = 0;
    int last = 0;

    void read(const QByteArray& line)
    {
        const auto words = line.trimmed().split(' ');
        if (words.size() != 3)
            return;
        ++lines;
        last = words[2].toInt();
        const std::string key = words[1].toStdString();
        if (words[0] == "try") {
            tried[key].push_back(last);
        } else {
            tried[key].clear();
            done[key] = last;
        }
    }
};

void readAll(QProcess& writer, Said& said)
{
    while (writer.canReadLine())
        said.read(writer.readLine());
}

} // namespace

class UniverseKillTest : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    async::Random m_random{std::uint64_t(2025)};
    async::SimClock m_clock;
    async::InlineExecutor m_executor;

    /// Starts the writer, kills it after about so many lines, and reads what it said.
    void runAndKill(const QString& path, Said& said, int lines)
    {
        QProcess writer;
        writer.start(QCoreApplication::applicationDirPath() + u"/universe_writer"_s,
                     {path, QString::number(said.last + 1)});
        QVERIFY(test::waitForStarted(writer));
        const int enough = said.lines + lines;
        while (said.lines < enough) {
            QVERIFY2(test::waitForReadyRead(writer), writer.readAllStandardError().constData());
            readAll(writer, said);
        }
        test::spinFor(std::chrono::microseconds(m_random.integer(0, 3'000)));
        writer.kill(); // SIGKILL
        QVERIFY(test::waitForFinished(writer));
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        readAll(writer, said);
    }

    void check(const QString& path, const Said& said)
    {
        const auto universe = mock::Universe::open(path.toStdString(), mock::FileMode::Open,
                                                   m_clock, async::Random(1), m_executor);
        for (const auto& [key, done] : said.done) {
            const auto mayBe = [done, &tried = said.tried.at(key)](int n) {
                return n == done || std::ranges::contains(tried, n);
            };
            const auto read = [&](int n) {
                auto& store = universe->dataStores().dataStore(n % 2 == 0 ? "even" : "odd");
                return m_clock.blockOn(store.get(key));
            };
            const auto entry = read(done);
            QVERIFY2(entry, key.c_str());
            const int n = int(entry->value["n"].toInteger());
            QVERIFY2(
                mayBe(n),
                qPrintable(u"%1: %2 stands there, %3 was done"_s.arg(QString::fromStdString(key))
                               .arg(n)
                               .arg(done)));
            QCOMPARE(entry->value, writtenValue(key, n));
            const auto lock = m_clock.blockOn(universe->memoryStores().hashMap("locks").get(key));
            QVERIFY(lock && mayBe(int(lock->toInteger())));
        }
        for (const auto& store : universe->storeRecords()) {
            universe->forEachEntry(store, [&](const std::string& key, const auto& versions) {
                for (const auto& version : versions)
                    QCOMPARE(version.value, writtenValue(key, int(version.value["n"].toInteger())));
            });
        }
    }

private slots:
    void acknowledgedWritesSurvive()
    {
        const QString path = m_folder.filePath(u"kill.plectrum"_s);
        Said said;
        for (int kill = 0; kill < 40; ++kill) {
            runAndKill(path, said, int(m_random.integer(1, 40)));
            if (QTest::currentTestFailed())
                return;
            check(path, said);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(said.done.size() == 5);
    }

    void killedWhileMakingTheFile()
    {
        for (int kill = 0; kill < 15; ++kill) {
            const QString path = m_folder.filePath(u"new%1.plectrum"_s.arg(kill));
            QProcess writer;
            writer.start(QCoreApplication::applicationDirPath() + u"/universe_writer"_s,
                         {path, u"1"_s});
            QVERIFY(test::waitForStarted(writer));
            test::spinFor(std::chrono::milliseconds(m_random.integer(0, 60)));
            writer.kill();
            QVERIFY(test::waitForFinished(writer));
            Said said;
            readAll(writer, said);
            if (!said.done.empty())
                check(path, said);
            QVERIFY(mock::Universe::open(path.toStdString(), mock::FileMode::OpenOrCreate, m_clock,
                                         async::Random(1), m_executor));
        }
    }
};

PLECTRUM_TEST(UniverseKillTest)

} // namespace tst_universe_kill

#include "tst_universe_kill.moc"
