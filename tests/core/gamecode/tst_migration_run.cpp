// SPDX-License-Identifier: MIT
// The sample game's migrations over records that fail, pass and do not fit.
#include "gamecode/migration_history.h"
#include "gamecode/migration_run.h"
#include "support/test.h"

#include <QFile>
#include <QTemporaryDir>

#include <thread>

namespace tst_migration_run {

using namespace plectrum;
using namespace plectrum::gamecode;
using json::Value;

namespace {

Value object(Value::Members members)
{
    return Value::object(std::move(members));
}

const Value oldRecord =
    object({{"coins", 5}, {"items", Value::array({"sword"})}, {"experience", 250}});

std::string outcomes(const RecordReport& report)
{
    std::string text;
    for (const StepReport& step : report.steps)
        text += "-AF."[static_cast<int>(step.outcome)];
    return text;
}

} // namespace

class TestMigrationRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_run = std::make_unique<MigrationRun>(PLECTRUM_TESTS_DIR
                                               "/data/game/src/server/PlayerData/init.luau",
                                               std::filesystem::path(), "SamplePlayers");
    }

    void migratesStepByStep()
    {
        const RecordReport report = m_run->run(oldRecord, std::vector<std::string>{});
        QCOMPARE(outcomes(report), std::string("AAAAAA"));
        QCOMPARE(report.steps[0].before, oldRecord);
        QCOMPARE(report.steps[0].after["settings"]["music"], Value(true));
        QVERIFY(report.steps[2].before == report.steps[1].after);
        QCOMPARE((*report.migrated)["coins"], Value(6));
        QCOMPARE((*report.migrated)["level"], Value(2));
        QVERIFY(!report.schemaProblem);
        QCOMPARE(oldRecord["items"].at(0), Value("sword"));
    }

    void onlyWhatIsPending()
    {
        const Value data = object({{"coins", 1}, {"items", Value::array()}, {"level", 3}});
        QCOMPARE(outcomes(m_run->run(data, std::nullopt)), std::string("------"));
        const RecordReport report = m_run->run(
            data,
            std::vector<std::string>{"addSettings", "itemsToObjects", "old", "addLevel",
                                     "levelFromExperience", "rememberWhen", "countItems"});
        QCOMPARE(outcomes(report), std::string("------"));
        QCOMPARE(report.unknownSteps, std::vector<std::string>{"old"});
        // Settings are missing, and nobody but the run would notice.
        QVERIFY(report.schemaProblem
                && report.schemaProblem->starts_with("[interface] bad value for settings"));
    }

    void failuresNameTheLine()
    {
        const RecordReport report = m_run->run(oldRecord.withMember("items", Value::array()),
                                               std::vector<std::string>{"addSettings"});
        QCOMPARE(outcomes(report), std::string("-AAAAF"));
        QVERIFY(report.failed());
        const luau::Failure& failure = report.steps[5].failure;
        QCOMPARE(failure.script, std::string("src/server/PlayerData/Migrations/init.luau"));
        QCOMPARE(failure.line, 23);
        const RecordReport early =
            m_run->run(object({{"coins", 5}, {"items", 7}}), std::vector<std::string>{});
        QCOMPARE(outcomes(early), std::string("AF...."));
        QCOMPARE(early.steps[1].failure.script,
                 std::string("src/server/PlayerData/Migrations/itemsToObjects.luau"));
    }

    void traitsOfSteps()
    {
        const Value data =
            m_run->run(oldRecord, std::vector<std::string>{"rememberWhen", "countItems"})
                .migrated.value();
        const StepTraits good = m_run->examine(1, oldRecord);
        QVERIFY(good.isIdempotent && !good.dependsOnTimeOrChance && !good.failsOnTemplate);
        QVERIFY(m_run->examine(4, data).dependsOnTimeOrChance);
        QVERIFY(m_run->examine(4, data).isIdempotent);
        QVERIFY(!m_run->examine(5, data).isIdempotent);
    }

    void unknownStore()
    {
        QVERIFY_THROWS_EXCEPTION(luau::Error,
                                 MigrationRun(PLECTRUM_TESTS_DIR
                                              "/data/game/src/server/PlayerData/init.luau",
                                              std::filesystem::path(), "Nobody"));
    }

    /// Each of these would run for hours.
    void stopsFromAnotherThread()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("config.luau")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("local L = require('Lyra') return L.createStore({name = 'S', template = {},\n"
                   "schema = function() return true end, migrationSteps = {\n"
                   "L.MigrationStep.transform('a', function() while true do end end)}})");
        file.close();
        const std::filesystem::path path = file.fileName().toStdString();
        MigrationRun run(path, {}, "S", {.time = std::chrono::hours(10)});
        std::stop_source stop;
        std::jthread other([&stop] { stop.request_stop(); });
        QVERIFY_THROWS_EXCEPTION(
            async::Cancelled,
            run.run(Value::object(), std::vector<std::string>{}, stop.get_token()));
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 run.examine(0, Value::object(), stop.get_token()));
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 MigrationRun(path, {}, "S", {}, {.stop = stop.get_token()}));
    }

    void history()
    {
        MigrationHistory history({"a", "b", "c"});
        history.add({"a", "b"});
        history.add({"a", "b", "c"});
        QVERIFY(history.warnings().empty());
        history.add({"b", "a"});
        history.add({"a", "c"});
        history.add({"a", "c"});
        history.add({"gone", "a"});
        QCOMPARE(history.warnings(),
                 (std::vector<HistoryWarning>{{HistoryProblem::Reordered, "b", "a", 1},
                                              {HistoryProblem::Inserted, "b", "c", 2},
                                              {HistoryProblem::Removed, "gone", "", 1}}));
    }

private:
    std::unique_ptr<MigrationRun> m_run;
};

PLECTRUM_TEST(TestMigrationRun)

} // namespace tst_migration_run

#include "tst_migration_run.moc"
