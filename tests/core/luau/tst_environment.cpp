// SPDX-License-Identifier: MIT
// What a game's code finds: the engine's globals, types, instances, services and times
// (data/environment, each file says what must hold); and what is not there, which may be used but
// never becomes part of what a configuration means.
#include "async/sim_clock.h"
#include "luau/game_code.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_environment {

using namespace plectrum;
using json::Value;
using namespace Qt::StringLiterals;

class TestEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void holds_data();
    void holds();
    void refusesTheEnginesTypes_data();
    void refusesTheEnginesTypes();
    void refusesWhatIsNotThere_data();
    void refusesWhatIsNotThere();
    void takesEveryUseOfWhatIsNotThere();
    void tellsAllThatIsMissingOfCodeThatFails();
    void namesOfTheBinding();
    void goesOnUntilThereIsAStore();
    void keepsTheStoreOfAScriptThatFailsLater();
    void logNamesScriptAndLine();
    void errorsOfModulesKeepTheirLine();
    void templatesAreReadBack();
    void creators_data();
    void creators();
    void modulesOfTheGamesOwnNames();
    void sourcemap_data();
    void sourcemap();
    void attributesOfFiles();
    void settingsThatCannotBeRead();

private:
    std::filesystem::path write(const QString& name, const QByteArray& text) const
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path.toStdString();
    }
    std::string errorOf(const QByteArray& code) const
    {
        return loadError(write(u"Store.luau"_s, code));
    }
    /// The error that the code ends in; empty when there is none.
    static std::string loadError(const std::filesystem::path& entry)
    {
        try {
            luau::GameCode code(entry, {}, {});
        } catch (const luau::Error& error) {
            return error.what();
        }
        return {};
    }
    static std::vector<std::string> missingIn(const std::vector<luau::Missing>& missing)
    {
        std::vector<std::string> all;
        for (const luau::Missing& one : missing)
            all.push_back(std::to_string(one.line) + " " + one.what);
        return all;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEnvironment::holds_data()
{
    QTest::addColumn<QString>("file");
    const QDir files(QStringLiteral(PLECTRUM_TESTS_DIR "/core/luau/data/environment"));
    for (const QString& name : files.entryList({u"*.luau"_s}))
        QTest::newRow(qPrintable(name.chopped(5))) << files.filePath(name);
}

void TestEnvironment::holds()
{
    QFETCH(QString, file);
    // In a folder of its own, or all of them would be children of one.
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const auto entry = write(QFileInfo(file).fileName(), source.readAll());
    QCOMPARE(loadError(entry), std::string());
    luau::GameCode code(entry, {}, {});
    QVERIFY(code.find("S"));
    QVERIFY2(code.problems().empty(),
             code.problems().empty() ? "" : code.problems().front().text.c_str());
    if (QByteArray(QTest::currentDataTag()) != "globals") // there is no settings()
        QCOMPARE(missingIn(code.missing()), std::vector<std::string>{});
}

void TestEnvironment::refusesTheEnginesTypes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("type");
    const std::pair<const char*, const char*> values[] = {{"Vector3.new(1, 2, 3)", "Vector3"},
                                                          {"Vector2.one", "Vector2"},
                                                          {"CFrame.new()", "CFrame"},
                                                          {"Color3.new()", "Color3"},
                                                          {"Enum.KeyCode.E", "EnumItem"},
                                                          {"DateTime.now()", "DateTime"},
                                                          {"workspace", "Instance"}};
    for (const auto& [value, type] : values)
        QTest::newRow(value) << QByteArray(value) << QByteArray(type);
}

void TestEnvironment::refusesTheEnginesTypes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, type);
    const std::string error = errorOf("return require('Lyra').createStore({name = 'S', schema = "
                                      "function() return true end,\ntemplate = {a = {b = "
                                      + value + "}}})");
    QVERIFY2(error.contains("a " + type.toStdString() + " cannot be stored (at /a/b)"),
             error.c_str());
    // What a step gives is refused in the same way.
    luau::GameCode code(write(u"Steps.luau"_s,
                              "local L = require('Lyra')\n"
                              "return L.createStore({name = 'S', template = {}, "
                              "schema = function() return true end,\n"
                              "migrationSteps = {L.MigrationStep.transform('t', "
                              "function(d) d.x = "
                                  + value + " return d end)}})"),
                        {}, {});
    try {
        code.migrate(code.stores().front(), Value::object(), {0});
        QFAIL("it was stored");
    } catch (const luau::Error& refused) {
        QCOMPARE(refused.failure().pointer, std::string("/x"));
    }
}

void TestEnvironment::refusesWhatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* code, const char* text) {
        QTest::newRow(name) << QByteArray(code) << QByteArray(text);
    };
    row("name", "make(gone.Name, {})", "the name of the store depends on Store.Gone.Name");
    row("name by ..", "make('Store_' .. gone.Version, {})",
        "the name of the store depends on Store.Gone.Version");
    row("name by interpolation", "make(`Store_{gone.Version}`, {})",
        "the name of the store depends on Store.Gone.Version");
    row("name by format", "make(string.format('%s!', tostring(gone.Version)), {})",
        "the name of the store depends on Store.Gone.Version");
    row("template", "make('S', {a = {gone.Coins}})",
        "the template at /a/1 depends on Store.Gone.Coins");
    row("arithmetic in the template", "make('S', {coins = gone.Coins * 2 + 1})",
        "the template at /coins depends on Store.Gone.Coins");
    row("key of the template", "make('S', {[gone.Key] = 1})", "a key of the template");
    row("literal", "make('S', {}, t.literal(gone.Kind))",
        "a value in a check depends on Store.Gone.Kind");
    row("least number", "make('S', {}, t.numberMin(gone.Least))",
        "a value in a check depends on Store.Gone.Least");
    row("keys", "make('S', {}, t.keyOf(gone.Keys))",
        "a value in a check depends on Store.Gone.Keys");
    row("fields of a step", "make('S', {}, nil, {L.MigrationStep.addFields('f', {x = gone.X})})",
        "the fields of the step f at /x depends on Store.Gone.X");
    row("name of a step",
        "make('S', {}, nil, {{name = 'v' .. gone.X, apply = function(d) return d end}})",
        "the name of a step depends on Store.Gone.X");
}

void TestEnvironment::refusesWhatIsNotThere()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, text);
    const std::string error =
        errorOf("local gone = require(script.Parent:WaitForChild('Gone'))\n"
                "local L, t = require('Lyra'), require('t')\n"
                "local function make(name, template, schema, steps)\n"
                "return L.createStore({name = name, template = template, migrationSteps = steps,\n"
                "schema = schema or function() return true end}) end\nreturn "
                + code);
    const std::string folder = m_folder->path().section(u'/', -1).toStdString();
    std::string wanted = text.toStdString();
    if (const auto at = wanted.find("Store.Gone"); at != wanted.npos)
        wanted.replace(at, 5, folder);
    QVERIFY2(error.contains(wanted), error.c_str());
    QVERIFY2(error.starts_with("Store.luau:"), error.c_str());
}

void TestEnvironment::takesEveryUseOfWhatIsNotThere()
{
    QCOMPARE(errorOf("local gone = require(script.Parent.Gone)\n"
                     "for _ in gone do error('a turn') end\n"
                     "for _ in pairs(gone.list) do error('a turn') end\n"
                     "for _ in ipairs(gone.list) do error('a turn') end\n"
                     "assert(#gone == 0)\n"
                     "gone.x = 1\n"
                     "gone.Event:Connect(print)\n"
                     "local object = gone.new(1):And(2)[3]\n"
                     "local kept = {object, [object] = 1}\n"
                     "if object > gone.other or object == 1 then error('a comparison') end\n"
                     "return require('Lyra').createStore({name = 'S', template = {}, schema = "
                     "function() return true end,\n"
                     "changedCallbacks = {gone.changed}, logCallback = gone.log})"),
             std::string());
}

void TestEnvironment::tellsAllThatIsMissingOfCodeThatFails()
{
    try {
        luau::GameCode(write(u"Store.luau"_s,
                             "local a = require('./A')\n"
                             "local b = game:GetService('VoiceChatService').x()\n"
                             "error('no')"),
                       {}, {});
        QFAIL("it did not fail");
    } catch (const luau::LoadError& error) {
        QCOMPARE(missingIn(error.missing()),
                 (std::vector<std::string>{"1 ./A", "2 VoiceChatService.x"}));
        QCOMPARE(error.failure().line, 3);
    }
}

void TestEnvironment::namesOfTheBinding()
{
    const auto entry = write(u"Store.luau"_s,
                             "return {name = `{game.PlaceId} {game.GameId} {game.CreatorId} "
                             "{game.JobId} {game:GetService('RunService'):IsStudio()}`,\n"
                             "template = {}, schema = function() return true end}");
    luau::LoadOptions options;
    options.launch.ids = {{"PlaceId", Value(1)},
                          {"GameId", Value(2)},
                          {"CreatorId", Value(3)},
                          {"JobId", Value("four")}};
    options.launch.isStudio = true;
    luau::GameCode code(entry, {}, {}, options);
    QVERIFY(code.find("1 2 3 four true"));
}

void TestEnvironment::goesOnUntilThereIsAStore()
{
    luau::GameCode code(write(u"Store.luau"_s,
                              "task.spawn(function() while task.wait() do end end)\n"
                              "task.delay(10, function()\n"
                              "require('Lyra').createStore({name = `at {time()}`, template = {},\n"
                              "schema = function() return true end}) end)\n"),
                        {}, {});
    QCOMPARE(code.stores().size(), std::size_t(1));
    QVERIFY2(code.stores().front().name.starts_with("at 10"), code.stores().front().name.c_str());
    QVERIFY(code.problems().empty());
}

void TestEnvironment::keepsTheStoreOfAScriptThatFailsLater()
{
    luau::GameCode code(write(u"Store.luau"_s,
                              "require('Lyra').createStore({name = 'S', template = {},\n"
                              "schema = function() return true end})\nerror('later')"),
                        {}, {});
    QVERIFY(code.find("S"));
    QCOMPARE(code.problems().size(), std::size_t(1));
    QCOMPARE(code.problems().front().text, std::string("later"));
    QCOMPARE(code.problems().front().line, 3);
}

void TestEnvironment::logNamesScriptAndLine()
{
    std::vector<std::string> lines;
    luau::Vm::Options options;
    options.log = [&lines](luau::LogLevel, const std::string& line) { lines.push_back(line); };
    luau::GameCode code(write(u"Store.luau"_s, "print('a', 1)\n\nwarn('b')"), {}, options);
    QCOMPARE(lines, (std::vector<std::string>{"Store.luau:1: a 1", "Store.luau:3: b"}));
}

void TestEnvironment::errorsOfModulesKeepTheirLine()
{
    write(u"Inner.luau"_s, "local t = require('t')\n\nreturn t.array(5)");
    const std::string error = errorOf("return require('./Inner')");
    QVERIFY2(error.starts_with("Inner.luau:3: "), error.c_str());
}

/// A template whose number keys become texts passes as it is made, and not any more as it is read.
void TestEnvironment::templatesAreReadBack()
{
    luau::GameCode code(write(u"Store.luau"_s,
                              "local t = require('t')\n"
                              "return require('Lyra').createStore({name = 'S', template = {slots = "
                              "{[3] = 'x', [7] = 'y'}},\n"
                              "schema = t.strictInterface({slots = t.map(t.number, t.string)})})"),
                        {}, {});
    QCOMPARE(code.problems().size(), std::size_t(1));
    const luau::ProjectProblem& problem = code.problems().front();
    QVERIFY2(problem.text.starts_with("the template: once it was stored and is read back: "
                                      "[interface] bad value for slots"),
             problem.text.c_str());
    QCOMPARE(problem.line, 2);
}

void TestEnvironment::creators_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("call");
    const auto row = [](const char* name, const char* code, const char* call) {
        QTest::newRow(name) << QByteArray(code) << QByteArray(call);
    };
    row("a class",
        "local Data = {} Data.__index = Data\nfunction Data.new() return "
        "setmetatable({store = make()}, Data) end\nreturn Data",
        "Data.new()");
    row("a method", "local Data = {}\nfunction Data:Start() self.store = make() end\nreturn Data",
        "Data:Start()");
    row("a function", "return function() return make() end", "Store()");
    row("a field", "return { open = function() return make() end }", "open()");
    row("a local function", "local function open() return make() end\nreturn { open = open }",
        "open()");
}

void TestEnvironment::creators()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, call);
    code.replace("make()",
                 "L.createStore({name = 'S', template = {}, schema = function() return "
                 "true end})");
    const auto entry = write(u"Store.luau"_s, "local L = require('Lyra')\n" + code);
    luau::GameCode none(entry, {}, {});
    QVERIFY(none.stores().empty());
    QCOMPARE(none.creators().size(), std::size_t(1));
    QCOMPARE(none.creators().front().call, call.toStdString());
    QVERIFY(none.creators().front().line > 1);
    luau::GameCode called(entry, {}, {}, {}, call.toStdString());
    QVERIFY(called.find("S"));
}

/// Only packages give way to what we provide.
void TestEnvironment::modulesOfTheGamesOwnNames()
{
    write(u"src/Lyra.luau"_s,
          "local Lyra = require(script.Parent.Parent.Packages.lyra)\n"
          "return {open = function(name) return Lyra.createStore({name = name, "
          "template = {}, schema = function() return true end}) end}");
    write(u"Packages/lyra.lua"_s, "error('the library itself is not run')");
    write(u"default.project.json"_s, R"({"name": "g", "tree": {"src": {"$path": "src"},
        "Packages": {"$path": "Packages"}}})");
    luau::GameCode code(write(u"src/Store.luau"_s, "require(script.Parent.Lyra).open('Own')"), {},
                        {});
    QVERIFY(code.find("Own"));
    luau::GameCode byText(write(u"src/Store.luau"_s, "require('./Lyra').open('Text')"), {}, {});
    QVERIFY(byText.find("Text"));
}

void TestEnvironment::sourcemap_data()
{
    QTest::addColumn<QByteArray>("project");
    QTest::newRow("alone") << QByteArray();
    QTest::newRow("beside a project")
        << QByteArray(R"({"name": "g", "tree": {"$className": "DataModel",
           "ServerStorage": {"Store": {"$path": "src/Store.luau"}}}})");
}

void TestEnvironment::sourcemap()
{
    QFETCH(QByteArray, project);
    write(u"elsewhere/limits.luau"_s, "return {top = 7}");
    write(u"sourcemap.json"_s, R"({"name": "g", "className": "DataModel", "children": [
        {"name": "ReplicatedStorage", "className": "ReplicatedStorage", "children": [
            {"name": "Limits", "className": "ModuleScript", "filePaths": ["elsewhere/limits.luau"]}]},
        {"name": "ServerStorage", "className": "ServerStorage", "children": [
            {"name": "Store", "className": "ModuleScript", "filePaths": ["src/Store.luau"]}]}]})");
    if (!project.isEmpty())
        write(u"default.project.json"_s, project);
    const auto entry = write(u"src/Store.luau"_s,
                             "local top = require(game.ReplicatedStorage.Limits).top\n"
                             "return {name = script:GetFullName() .. top, template = {},\n"
                             "schema = function() return true end}");
    luau::GameCode code(entry, {}, {});
    QVERIFY(code.find("ServerStorage.Store7"));
    QVERIFY(code.missing().empty() && code.problems().empty());
    luau::GameCode named(entry, m_folder->filePath(u"sourcemap.json"_s).toStdString(), {});
    QVERIFY(named.find("ServerStorage.Store7"));
    write(u"sourcemap.json"_s, "{\n  \"name\": }");
    if (project.isEmpty()) {
        QVERIFY_THROWS_EXCEPTION(luau::Error, luau::GameCode(entry, {}, {}));
    } else {
        try {
            luau::GameCode broken(entry, {}, {});
            QFAIL("the module is not there");
        } catch (const luau::LoadError& error) {
            QCOMPARE(error.problems().size(), std::size_t(1));
            QCOMPARE(error.problems().front().line, 2);
        }
    }
}

void TestEnvironment::attributesOfFiles()
{
    write(u"default.project.json"_s, R"({"name": "g", "tree": {"$className": "DataModel",
        "ServerStorage": {"$attributes": {"Season": 4}, "Code": {"$path": "src"}}}})");
    write(u"src/init.meta.json"_s,
          R"({"className": "Configuration", "attributes": {"Mode": {"String": "hard"}}})");
    luau::GameCode code(write(u"src/Store.luau"_s,
                              "local code = script.Parent\n"
                              "return {name = `{code:GetAttribute('Mode')}"
                              "{code.Parent:GetAttribute('Season')} {code.ClassName}`,\n"
                              "template = {}, schema = function() return true end}"),
                        {}, {});
    QVERIFY2(code.find("hard4 Configuration"), code.stores().front().name.c_str());
}

void TestEnvironment::settingsThatCannotBeRead()
{
    write(u".luaurc"_s, "{\n  \"aliases\": }");
    const std::string error = errorOf("return require('@shared/A')");
    QVERIFY2(error.contains(".luaurc:2: is no JSON (column"), error.c_str());
}

PLECTRUM_TEST(TestEnvironment)

} // namespace tst_environment

#include "tst_environment.moc"
