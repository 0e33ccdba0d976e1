// SPDX-License-Identifier: MIT
// Kills a Plectrum that is typed into at random moments: no edit is lost, and the next one shows
// them again, unsaved.
#include "async/executor.h"
#include "async/sim_clock.h"
#include "backends/backends.h"
#include "journal/journal_file.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/waiting.h"

#include <QTemporaryDir>

namespace tst_draft_kill {

using namespace plectrum;
using namespace Qt::StringLiterals;

namespace {

int numberIn(const QByteArray& line, const QByteArray& word)
{
    return line.startsWith(QByteArray(word + ' ')) ? line.mid(word.size()).trimmed().toInt() : -1;
}

void makeUniverse(const std::string& path)
{
    async::SimClock clock;
    async::InlineExecutor executor;
    const auto universe =
        mock::Universe::open(path, mock::FileMode::Create, clock, async::Random(1), executor);
    const auto record = json::parse(R"({"appliedMigrations":[],"file":{"data":{"committedData":)"
                                    R"({"coins":0,"name":"Ada"}}},"orphanedFiles":[]})");
    clock.blockOn(universe->dataStores().dataStore("lyra/records/Player").set("ada", *record));
}

} // namespace

class TestDraftKill : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    std::string m_universe = m_folder.filePath(u"game.plectrum"_s).toStdString();
    std::string m_journal = m_folder.filePath(u"journal.db"_s).toStdString();
    async::Random m_random{std::uint64_t(2026)};
    async::EventLoopClock m_clock;

    /// Starts a typist, kills it after some edits; the last number that it announced, -1 when it
    /// did not work.
    int typeAndKill(int expected, int edits)
    {
        QProcess typist;
        typist.start(QCoreApplication::applicationDirPath() + u"/draft_typist"_s,
                     {QString::fromStdString(m_universe), QString::fromStdString(m_journal)});
        int shown = -1;
        int typed = expected;
        const auto read = [&] {
            while (typist.canReadLine()) {
                const QByteArray line = typist.readLine();
                shown = std::max(shown, numberIn(line, "shown"));
                typed = std::max(typed, numberIn(line, "typed"));
                if (line.startsWith("failed"))
                    qWarning("%s", line.constData());
            }
        };
        while (typed < expected + edits && test::waitForReadyRead(typist))
            read();
        test::spinFor(std::chrono::microseconds(m_random.integer(0, 4'000)));
        typist.kill(); // SIGKILL
        if (!test::waitForFinished(typist))
            return -1;
        read();
        if (shown != expected)
            qWarning("shown %d, expected %d", shown, expected);
        return shown == expected ? typed : -1;
    }

    /// The number of coins in the draft that is found on disk; -1 when there is none.
    int found()
    {
        journal::JournalFile journalFile(m_journal, m_clock, m_random);
        const auto spec = datastore::UniverseSpec{datastore::UniverseSpec::Kind::File, m_universe};
        const auto found = journalFile.drafts()->recover(app::stableIdOf(spec));
        if (found.drafts.size() != 1 || found.unreadable > 0 || found.older > 0)
            return -1;
        return int(found.drafts[0].value["coins"].toInteger());
    }

private slots:
    void losesNoEdit()
    {
        constexpr int kills = 10;
        makeUniverse(m_universe);
        int coins = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const int announced = typeAndKill(coins, int(m_random.integer(1, 9)));
            QVERIFY(announced > coins);
            coins = found();
            QVERIFY2(coins == announced || coins == announced + 1,
                     qPrintable(u"announced %1, found %2"_s.arg(announced).arg(coins)));
        }
        // What stands in the universe was never touched.
        async::SimClock clock;
        async::InlineExecutor executor;
        const auto universe = mock::Universe::open(m_universe, mock::FileMode::Open, clock,
                                                   async::Random(1), executor);
        const auto entry =
            clock.blockOn(universe->dataStores().dataStore("lyra/records/Player").get("ada"));
        QCOMPARE(entry->value["file"]["data"]["committedData"]["coins"].toInteger(),
                 std::int64_t(0));
    }
};

PLECTRUM_TEST(TestDraftKill)

} // namespace tst_draft_kill

#include "tst_draft_kill.moc"
