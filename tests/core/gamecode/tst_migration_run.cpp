// SPDX-License-Identifier: MIT
// The sample game's migrations over records that fail, pass and do not fit.
#include "gamecode/migration_history.h"
#include "gamecode/migration_run.h"
#include "json/parser.h"
#include "json/printer.h"
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

    void manyRecordsAtOnce_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<bool>("hasList");
        QTest::newRow("all steps")
            << QByteArray(R"({"coins":5,"items":["sword"],"experience":250})") << true;
        QTest::newRow("no list") << QByteArray(R"({"coins":1,"items":[],"level":3})") << false;
        QTest::newRow("a step fails") << QByteArray(R"({"coins":5,"items":7})") << true;
        QTest::newRow("the last fails") << QByteArray(R"({"coins":5,"items":[]})") << true;
    }
    /// The same as step by step.
    void manyRecordsAtOnce()
    {
        QFETCH(QByteArray, record);
        QFETCH(bool, hasList);
        const Value data = json::parse(record.toStdString()).value();
        const auto applied = hasList ? std::optional(std::vector<std::string>{}) : std::nullopt;
        const RecordReport report = m_run->run(data, applied);
        for (int times = 0; times < 2; ++times) {
            const RecordResult result = m_run->migrate(data, applied);
            QCOMPARE(result.migrated, report.migrated);
            QCOMPARE(result.schemaProblem, report.schemaProblem);
            if (result.storedBytes > 0)
                QCOMPARE(result.storedBytes, report.storedBytes);
            QCOMPARE(result.failedStep.has_value(), report.failed());
            if (!result.failedStep)
                continue;
            QCOMPARE(report.steps[*result.failedStep].outcome, StepOutcome::Failed);
            QCOMPARE(result.failure, report.steps[*result.failedStep].failure);
        }
        QVERIFY(report.failed() || report.storedBytes == json::print(*report.migrated).size());
    }

    void sizeOfLargeRecords()
    {
        const Value large = oldRecord.withMember("motd", Value(std::string(1 << 20, 'x')));
        const RecordReport report = m_run->run(large, std::vector<std::string>{});
        QCOMPARE(report.storedBytes, json::print(report.migrated.value()).size());
        QCOMPARE(m_run->migrate(large, std::vector<std::string>{}).storedBytes, report.storedBytes);
    }

    void whatIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("migrated"); // empty: it cannot be stored
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char* name, const char* step, const char* migrated,
                            const char* problem) {
            QTest::newRow(name) << QByteArray(step) << QByteArray(migrated) << QByteArray(problem);
        };
        row("an array", "d.slots = {'a', 'b'}", R"({"slots":["a","b"]})", "");
        row("number keys", "d.slots = {[7] = 'a'}", R"({"slots":{"7":"a"}})",
            "once it was stored and is read back: ");
        row("a sparse array", "d.slots = {'a', nil, 'c'}", R"({"slots":{"1":"a","3":"c"}})",
            "once it was stored and is read back: ");
        row("metatables", "d.slots = setmetatable({}, {__index = {'a'}})", R"({"slots":[]})", "");
        row("text keys", "d.slots = {x = 'a'}", R"({"slots":{"x":"a"}})", "[interface]");
        row("NaN", "d.slots = {0/0}", "", "");
        row("a function", "d.slots = {print}", "", "");
    }
    /// The schema of the game sees tables; what is read back is another thing.
    void whatIsReadBack()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, migrated);
        QFETCH(QByteArray, problem);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("config.luau")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("local L, t = require('Lyra'), require('t')\n"
                   "return L.createStore({name = 'S', template = {slots = {}},\n"
                   "schema = t.interface({slots = t.map(t.number, t.string)}),\n"
                   "migrationSteps = {L.MigrationStep.transform('a', function(d) "
                   + step
                   + " return d end),\n"
                     "-- as in a load, the next step sees what this one has made\n"
                     "{name = 'b', apply = function(d) for key in d.slots do "
                     "assert(typeof(key) == 'number' or key == 'x') end return d end}}})");
        file.close();
        MigrationRun run(file.fileName().toStdString(), {}, "S");
        const RecordReport report = run.run(Value::object(), std::vector<std::string>{});
        const RecordResult result = run.migrate(Value::object(), std::vector<std::string>{});
        QCOMPARE(result.migrated, report.migrated);
        QCOMPARE(result.schemaProblem, report.schemaProblem);
        if (migrated.isEmpty()) {
            QCOMPARE(result.failedStep, std::optional<std::size_t>(0));
            QCOMPARE(result.failure.pointer, std::string("/slots/0"));
            return;
        }
        QCOMPARE(json::print(result.migrated.value()), migrated.toStdString());
        QCOMPARE(result.schemaProblem.has_value(), !problem.isEmpty());
        QVERIFY(result.schemaProblem.value_or("").starts_with(problem.toStdString()));
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
