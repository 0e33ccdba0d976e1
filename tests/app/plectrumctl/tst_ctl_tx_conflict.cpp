// SPDX-License-Identifier: MIT
// plectrumctl tx while somebody changes the same place: it waits for a lock, sees the change, and
// writes nothing.
#include "activity/write_recorder.h"
#include "async/executor.h"
#include "async/sim_clock.h"
#include "editing/record_access.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/exit_code.h"
#include "support/test.h"

#include <QCoroTask>
#include <QFile>
#include <QTemporaryDir>

namespace tst_ctl_tx_conflict {

using namespace plectrum;
using namespace plectrum::ctl;
using namespace Qt::StringLiterals;

namespace {

json::Value recordOf(const std::string& data)
{
    return json::parse(R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + data
                       + R"(}},"orphanedFiles":[]})")
        .value();
}

/// Lets a server write and let go of its lock while the command waits for it.
async::Task<void> meanwhile(datastore::Universe* universe, async::Clock* clock)
{
    co_await clock->sleep(std::chrono::seconds(2));
    auto& records = universe->dataStores().dataStore("lyra/records/Party");
    co_await records.set("p2", recordOf(R"({"coins":77})"));
    auto& locks = universe->memoryStores().hashMap("lyra/locks/Party");
    co_await locks.remove("p2");
}

async::Task<int> codeOf(async::Task<ExitCode> command, std::string* text)
{
    try {
        co_return int(co_await std::move(command));
    } catch (const Failure& failure) {
        *text = failure.what();
        co_return int(failure.code());
    }
}

} // namespace

class TestCtlTxConflict : public QObject
{
    Q_OBJECT

private slots:
    void writesNothing()
    {
        const QTemporaryDir folder;
        qputenv("PLECTRUM_JOURNAL", folder.filePath(u"journal.db"_s).toUtf8());
        async::SimClock clock;
        async::Random random(4);
        async::InlineExecutor executor;
        mock::Universe universe(clock, async::Random(5));
        auto& records = universe.dataStores().dataStore("lyra/records/Party");
        for (const char* key : {"p1", "p2"})
            QCoro::waitFor(records.set(key, recordOf(R"({"coins":10})")));
        QCoro::waitFor(universe.memoryStores()
                           .hashMap("lyra/locks/Party")
                           .set("p2", json::Value("server-7"), std::chrono::minutes(5)));
        const QString patch = folder.filePath(u"patch.json"_s);
        QFile file(patch);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"([{"op":"replace","path":"/coins","value":5}])");
        file.close();
        const std::string path = patch.toStdString();
        const std::vector<std::string> words{"tx",      "Party",      "--patch",     "p1=" + path,
                                             "--patch", "p2=" + path, "--lock-wait", "30"};
        const Command* command = findCommand(words);
        std::vector<Option> known(commonOptions().begin(), commonOptions().end());
        known.insert(known.end(), command->options.begin(), command->options.end());
        Arguments arguments = Arguments::parse(words, known);
        arguments.dropOperands(1);
        editing::RecordAccess access(universe, clock, random, executor);
        CommandJournal commandJournal(command->name, arguments, clock, random);
        std::string text;
        auto code = codeOf(tx({.arguments = &arguments,
                               .universe = &universe,
                               .access = &access,
                               .clock = &clock,
                               .random = &random,
                               .commandJournal = &commandJournal}),
                           &text);
        QVERIFY(!code.isReady()); // waits for the lock
        const auto other = meanwhile(&universe, &clock);
        QCOMPARE(clock.blockOn(std::move(code)), 4);
        QVERIFY(other.isReady());
        QVERIFY2(text.find("Party/p2 was changed meanwhile") != std::string::npos, text.c_str());
        QVERIFY2(text.starts_with("nothing was written"), text.c_str());
        const auto coins = [&](const char* key) {
            return json::print(QCoro::waitFor(records.get(key))->value["file"]);
        };
        QCOMPARE(coins("p1"), json::print(recordOf(R"({"coins":10})")["file"]));
        QCOMPARE(coins("p2"), json::print(recordOf(R"({"coins":77})")["file"]));
    }
};

PLECTRUM_TEST(TestCtlTxConflict)

} // namespace tst_ctl_tx_conflict

#include "tst_ctl_tx_conflict.moc"
