// SPDX-License-Identifier: MIT
// The sample game of tests/data/game, and small games made on the spot.
#include "async/sim_clock.h"
#include "luau/game_code.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <thread>

namespace tst_game_code {

using namespace plectrum;
using json::Value;
using namespace Qt::StringLiterals;

namespace {

std::filesystem::path sample(const char* file)
{
    return std::filesystem::path(PLECTRUM_TESTS_DIR "/data/game") / file;
}

} // namespace

class TestGameCode : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSampleGame();
    void sampleFromItsScript();
    void checksAndMigrates();
    void tellsAllThatIsMissing();
    void bareOptions();
    void refusals_data();
    void refusals();
    void modulesWithoutStores();
    void circlesOfModules();
    void stringRequires();
    void nestedProjectsAndPackages();
    void projectsAsTheirToolsTakeThem_data();
    void projectsAsTheirToolsTakeThem();
    void modulesRunOnce();
    void aModuleThatNeverEnds();
    void callsStopFromAnotherThread();
    void overrunsFailAtOnce();
    void namesAreBounded();

private:
    std::filesystem::path write(const char* name, const char* text)
    {
        const QString path = m_folder->filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path.toStdString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
};

void TestGameCode::readsTheSampleGame()
{
    luau::GameCode code(sample("src/server/PlayerData/init.luau"), {}, {});
    QCOMPARE(code.stores().size(), std::size_t{1});
    const luau::GameStore* store = code.find("SamplePlayers");
    QVERIFY(store);
    QVERIFY(store->forPlayers);
    QCOMPARE(store->script, std::string("src/server/PlayerData/init.luau"));
    QCOMPARE(store->line, 11);
    QCOMPARE(store->templateData["items"],
             Value::array({Value::object({{"kind", "sword"}, {"count", 1}})}));
    QCOMPARE(store->steps.size(), std::size_t{6});
    QCOMPARE(store->steps[0].name, std::string("addSettings"));
    QCOMPARE(store->steps[0].fields["settings"]["volume"], Value(0.5));
    QVERIFY(!store->steps[1].addsFields);
    QCOMPARE(code.files().size(), std::size_t{8});
    QVERIFY(code.problems().empty());
}

void TestGameCode::sampleFromItsScript()
{
    luau::GameCode code(sample("src/server/Boot.server.luau"), {}, {});
    QVERIFY(code.find("SamplePlayers"));
    QVERIFY(code.missing().empty());
}

void TestGameCode::checksAndMigrates()
{
    async::SimClock clock(async::fromRfc3339("2025-11-23T18:00:00Z"));
    luau::GameCode code(sample("src/server/PlayerData/init.luau"), {}, {.clock = &clock});
    const luau::GameStore& store = code.stores().front();
    QCOMPARE(code.schemaProblem(store, store.templateData), std::string());
    QCOMPARE(code.schemaProblem(store, store.templateData.withMember("coins", 1.5)),
             std::string("[interface] bad value for coins:\n\tinteger expected, got 1.5"));
    QCOMPARE(code.schemaProblem(store, store.templateData.withMember("bogus", 1)),
             std::string("[interface] unexpected field \"bogus\""));
    const Value old =
        Value::object({{"coins", 5}, {"items", Value::array({"sword"})}, {"experience", 250}});
    QCOMPARE(code.applyTransform(store.steps[1], old)["items"],
             Value::array({Value::object({{"kind", "sword"}, {"count", 1}})}));
    QCOMPARE(code.applyTransform(store.steps[3], old)["level"], Value(2));
    QCOMPARE(code.applyTransform(store.steps[4], old)["joined"], Value(1763920800));
    try {
        code.applyTransform(store.steps[5], old.withMember("items", Value::array()));
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().script, std::string("src/server/PlayerData/Migrations/init.luau"));
        QCOMPARE(error.failure().line, 23);
    }
}

void TestGameCode::tellsAllThatIsMissing()
{
    luau::GameCode code(write("config.luau",
                              "local Promise = require(game.ReplicatedStorage.Packages.Promise)\n"
                              "local Lyra = require(game.ReplicatedStorage.Packages.lyra)\n"
                              "local Signal = require('./Signal')\n"
                              "local Teams = game:GetService('Teams')\n"
                              "local on = Signal.new()\n"
                              "for _, team in Teams:GetTeams() do on:Fire(team) end\n"
                              "local v = Vector3.new(1, 2, 3) * 2\n"
                              "return Lyra.createStore({name = 'S', template = {x = 1},\n"
                              "schema = function() return true end})"),
                        {}, {});
    QVERIFY(code.find("S"));
    QVERIFY(!code.find("S")->forPlayers);
    std::vector<std::string> missing;
    for (const luau::Missing& one : code.missing())
        missing.push_back(std::to_string(one.line) + " " + one.what);
    QCOMPARE(missing,
             (std::vector<std::string>{"1 ReplicatedStorage.Packages.Promise", "3 ./Signal",
                                       "5 ./Signal.new", "6 Teams.GetTeams"}));
}

void TestGameCode::bareOptions()
{
    luau::GameCode code(write("options.luau",
                              "return {name = 'Bare', template = {}, schema = function(d)\n"
                              "return type(d) == 'table', 'a table is needed' end}"),
                        {}, {});
    QVERIFY(code.find("Bare"));
    QCOMPARE(code.schemaProblem(*code.find("Bare"), Value(1)), std::string("a table is needed"));
}

void TestGameCode::refusals_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* options, const char* text) {
        QTest::newRow(name) << QByteArray(options) << QByteArray(text);
    };
    const char* rest = "name = 'S', template = {coins = 1}, schema = ok";
    row("template", "{name = 'S', template = {coins = 'x'}, schema = schema}",
        "Failed to validate template for store 'S': coins must be a number");
    row("no name", "{template = {}, schema = ok}", "[interface] bad value for name:");
    row("no schema", "{name = 'S', template = {}}", "[interface] bad value for schema:");
    row("steps",
        qPrintable(QStringLiteral("{%1, migrationSteps = {1}}").arg(QLatin1StringView(rest))),
        "[interface] bad value for migrationSteps:");
    row("unknown", qPrintable(QStringLiteral("{%1, bogus = 1}").arg(QLatin1StringView(rest))),
        "[interface] unexpected field \"bogus\"");
    row("template with a function", "{name = 'S', template = {f = print}, schema = ok}",
        "a function cannot be stored");
}

void TestGameCode::refusals()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, text);
    const auto entry = write("config.luau",
                             QByteArray("local Lyra = require('@packages/Lyra')\n"
                                        "local function ok() return true end\n"
                                        "local function schema(d) return type(d.coins) == "
                                        "'number', 'coins must be a number' end\n"
                                        "return Lyra.createStore(")
                                 .append(options)
                                 .append(")")
                                 .constData());
    try {
        luau::GameCode code(entry, {}, {});
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QVERIFY2(error.failure().text.starts_with(text.toStdString()), error.what());
        QVERIFY2(std::string_view(error.what()).find("(at ")
                     == std::string_view(error.what()).rfind("(at "),
                 error.what());
        QCOMPARE(error.failure().script, std::string("config.luau"));
        QCOMPARE(error.failure().line, 4);
    }
}

void TestGameCode::modulesWithoutStores()
{
    for (const char* text : {"", "return nil", "return 5", "return {}", "return {schema = 1}"}) {
        luau::GameCode code(write("none.luau", text), {}, {});
        QVERIFY(code.stores().empty());
    }
}

void TestGameCode::circlesOfModules()
{
    write("a.luau", "return require(script.Parent.b)");
    try {
        luau::GameCode code(write("b.luau", "return require(script.Parent.a)"), {}, {});
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QVERIFY2(std::string_view(error.what()).find("recursively: b.luau")
                     != std::string_view::npos,
                 error.what());
    }
}

void TestGameCode::stringRequires()
{
    write(".luaurc", R"({"aliases": {"Lib": "library", "one": "library/one"}})");
    write("library/one.luau", "return 1");
    write("library/two/init.luau", "return require('./one') + require('@self/inner')");
    write("library/two/inner.lua", "return 10");
    write("library/three.json", "{\"n\": 100}");
    const auto entry =
        write("src/config.luau",
              "local sum = require('@one') + require('@lib/two') + require('../library/three').n\n"
              "return {name = 'N' .. sum, template = {}, schema = function() return true end}");
    // No project tells that the library belongs to it, so it must be allowed.
    luau::GameCode code(entry, {}, {}, {.allowedFolders = {m_folder->path().toStdString()}});
    QVERIFY(code.find("N112"));
}

void TestGameCode::nestedProjectsAndPackages()
{
    write("default.project.json", R"({"name": "g", "tree": {"$className": "DataModel",
        "ReplicatedStorage": {"Packages": {"$path": "Packages"}, "Lib": {"$path": "lib"},
        "Empty": {"$className": "Folder"}}, "ServerStorage": {"$path": "server"}}})");
    write("lib/default.project.json", R"({"name": "lib", "tree": {"$path": "source"}})");
    write("lib/source/init.lua", "return require(script.Deep)");
    write("lib/source/Deep.lua", "return script:GetFullName()");
    write("Packages/Thing.lua", "return require(script.Parent._Index['me_thing@1.0.0']['thing'])");
    write("Packages/_Index/me_thing@1.0.0/thing/init.lua",
          "return 'thing ' .. #script:GetChildren()");
    write("Packages/_Index/me_thing@1.0.0/thing/part.lua", "return 0");
    const auto entry =
        write("server/Store.luau",
              "local R = game:GetService('ReplicatedStorage')\n"
              "assert(R:FindFirstChild('Nothing') == nil and R.Empty:IsA('Folder'))\n"
              "assert(script.Parent.ClassName == 'ServerStorage' and R.Parent == game)\n"
              "return {name = require(R.Lib) .. ' ' .. require(R.Packages.Thing), template = {},\n"
              "schema = function() return true end}");
    luau::GameCode code(entry, {}, {});
    QVERIFY(code.missing().empty());
    QCOMPARE(code.stores().front().name, std::string("ReplicatedStorage.Lib.Deep thing 1"));
}

/// Comments and commas at the end in .luaurc, projects and JSON; projects without a name.
void TestGameCode::projectsAsTheirToolsTakeThem_data()
{
    QTest::addColumn<QString>("config");
    QTest::newRow("aliases with comments") << u"R09-luaurc/src/config.luau"_s;
    QTest::newRow("project with comments") << u"R10-jsonc/src/server/config.luau"_s;
    QTest::newRow("nested without a name") << u"R11-nameless/src/server/config.luau"_s;
    QTest::newRow("named jsonc") << u"R10-jsonc/src/server/config.luau"_s;
}

void TestGameCode::projectsAsTheirToolsTakeThem()
{
    QFETCH(QString, config);
    const QString from = QStringLiteral(PLECTRUM_TESTS_DIR "/data/cases/");
    const QString folder = m_folder->path() + u'/';
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = folder + path.mid(from.size());
        QVERIFY(QDir().mkpath(QFileInfo(copy).path()));
        QVERIFY(QFile::copy(path, copy));
    }
    const QString project = folder + config.section(u'/', 0, 0) + u"/default.project.json"_s;
    if (qstrcmp(QTest::currentDataTag(), "named jsonc") == 0)
        QVERIFY(QFile::rename(project, project + u'c'));
    const QString file = folder + config;
    luau::GameCode code(file.toStdString(), {}, {});
    QVERIFY(code.missing().empty());
    QVERIFY(code.problems().empty());
    QCOMPARE(code.stores().size(), std::size_t(1));
    QCOMPARE(code.stores().front().name, std::string("Trial7"));
}

void TestGameCode::modulesRunOnce()
{
    write("count.luau", "local n = 0 return function() n += 1 return n end");
    luau::GameCode code(
        write("config.luau",
              "require(script.Parent.count)() require('./count')()\n"
              "return {name = 'c' .. require(script.Parent.count)(), template = {},\n"
              "schema = function() return true end}"),
        {}, {});
    QCOMPARE(code.stores().front().name, std::string("c3"));
}

/// Its own body ends in a loop that waits: there is its store, and nothing to be told.
void TestGameCode::aModuleThatNeverEnds()
{
    const char* text = "local Lyra = require('@packages/Lyra')\n"
                       "task.wait(5)\n"
                       "Lyra.createStore({name = 'Late', template = {n = 0},\n"
                       "schema = function() return true end})\n"
                       "task.spawn(function() while task.wait(1) do end end)\n"
                       "while task.wait() do end\n";
    luau::GameCode code(write("endless.luau", text), {}, {});
    QCOMPARE(code.stores().size(), std::size_t(1));
    QCOMPARE(code.stores().front().name, std::string("Late"));
    for (const auto& problem : code.problems())
        QVERIFY2(!problem.text.contains("longer"), problem.text.c_str());
    QCOMPARE(code.schemaProblem(code.stores().front(), Value(1)), std::string());
}

void TestGameCode::callsStopFromAnotherThread()
{
    luau::GameCode code(
        write("config.luau",
              "local L = require('Lyra') local loops = false\n"
              "local function work(d) while loops do end return d end\n"
              "L.createStore({name = 'S', template = {}, schema = function(d) work(d) loops = true "
              "return true end, migrationSteps = {L.MigrationStep.transform('a', work)}})"),
        {}, {.limits = {.time = std::chrono::hours(1)}});
    const luau::GameStore& store = code.stores().front();
    std::stop_source stop;
    std::jthread other([&stop] { stop.request_stop(); });
    QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                             code.schemaProblem(store, Value::object(), stop.get_token()));
    QVERIFY_THROWS_EXCEPTION(
        async::Cancelled,
        code.applyTransform(store.steps.front(), Value::object(), stop.get_token()));
}

/// A schema that never ends would cost its time again for each record.
void TestGameCode::overrunsFailAtOnce()
{
    luau::GameCode code(
        write("config.luau",
              "local first = true return {name = 'S', template = {},\n"
              "schema = function() if first then first = false return true end\n"
              "while true do end end}"),
        {}, {.limits = {.time = std::chrono::milliseconds(500), .timeSource = &test::threadTime}});
    const luau::GameStore& store = code.stores().front();
    for (int i = 0; i < 3; ++i)
        QVERIFY_THROWS_EXCEPTION(luau::Error, code.schemaProblem(store, Value::object()));
    const std::uint64_t steps = code.vm().stepsTaken();
    try {
        code.schemaProblem(store, Value::object());
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().kind, luau::ErrorKind::Time);
        QCOMPARE(error.failure().line, 3);
    }
    QCOMPARE(code.vm().stepsTaken(), steps);
}

void TestGameCode::namesAreBounded()
{
    try {
        luau::GameCode code(write("config.luau",
                                  "local x = 1\nrequire('Lyra').createStore({name = "
                                  "('n'):rep(30000000), template = {}, schema = print})"),
                            {}, {});
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().script, std::string("config.luau"));
        QCOMPARE(error.failure().line, 2);
    }
    luau::GameCode code(write("names.luau",
                              "local k = ('x'):rep(1000000) local w = workspace[k]\n"
                              "for i = 1, 20 do w = w[k] require(k .. i) w() end\n"
                              "return {name = 'S', template = {}, schema = function() return true "
                              "end}"),
                        {}, {.limits = {.time = std::chrono::hours(1)}});
    QVERIFY(code.find("S"));
    for (const luau::Missing& missing : code.missing())
        QVERIFY(missing.what.size() < 1100);
}

PLECTRUM_TEST(TestGameCode)

} // namespace tst_game_code

#include "tst_game_code.moc"
