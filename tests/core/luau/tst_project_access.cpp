// SPDX-License-Identifier: MIT
// What of the disk a game's code reaches: files below its project's folder and below allowed ones,
// regular and not too large; and projects that would never end.
#include "luau/game_code.h"
#include "luau/project_reader.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace tst_project_access {

using namespace plectrum;
namespace fs = std::filesystem;

namespace {

const char* const store = "local l = require('Lyra') l.createStore({name = 'S', template = "
                          "{answer = answer}, schema = function() return true end})";

std::string answerIn(const luau::GameCode& code)
{
    return std::string(code.stores().at(0).templateData["answer"].toString());
}

} // namespace

/// A project in p/ with its sources in p/src, and outside/secret.json beside it.
class TestProjectAccess : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void modulesOutside_data();
    void modulesOutside();
    void outsideAndNotThereAnswerAlike();
    void linksOutside();
    void linkedFolderOutside();
    void pathsOutside();
    void aliasesOutside();
    void whatTheUserAllows();
    void linksWithin();
    void projectsWithoutEnd_data();
    void projectsWithoutEnd();
    void specialFiles_data();
    void specialFiles();
    void largeFiles_data();
    void largeFiles();
    void brokenPaths();
    void projectsOfOthersAreNotTaken();
    void loadingCanBeStopped();
    void thousandsOfModules();

private:
    void write(const std::string& name, const std::string& text) const
    {
        const fs::path path = root() / name;
        fs::create_directories(path.parent_path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray::fromStdString(text));
    }
    void project(const std::string& tree) const
    {
        write("p/default.project.json", R"({"name": "p", "tree": )" + tree + "}");
    }
    fs::path root() const { return fs::path(m_folder->path().toStdString()); }
    /// The text that the script calls `answer`.
    std::string answerOf(const std::string& script, luau::LoadOptions options = {}) const
    {
        write("p/src/e.luau", script + "\n" + store);
        try {
            const luau::GameCode code(root() / "p/src/e.luau", {}, {}, std::move(options));
            return answerIn(code);
        } catch (const luau::Error& error) {
            return error.failure().text;
        }
    }
    static std::string notThere(const std::string& what)
    {
        return "the template at /answer depends on " + what + ", which is not there";
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProjectAccess::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write("outside/secret.json", R"({"secret": "TOP"})");
    write("p/src/inside.json", R"({"secret": "mine"})");
    project(R"({"$path": "src"})");
}

void TestProjectAccess::modulesOutside_data()
{
    QTest::addColumn<std::string>("path");
    QTest::newRow("relative") << std::string("../../outside/secret");
    QTest::newRow("relative with ending") << std::string("../../outside/secret.json");
    QTest::newRow("absolute") << std::string("%/outside/secret.json");
    QTest::newRow("absolute without ending") << std::string("%/outside/secret");
    QTest::newRow("self") << std::string("@self/../../outside/secret");
    QTest::newRow("in and out") << std::string("./../src/../../outside/secret");
}

void TestProjectAccess::modulesOutside()
{
    QFETCH(std::string, path);
    if (path.starts_with('%'))
        path = root().string() + path.substr(1);
    QCOMPARE(answerOf("local answer = tostring(require('" + path + "').secret)"),
             notThere(path + ".secret"));
    QCOMPARE(answerOf("local answer = require('./inside').secret"), std::string("mine"));
}

void TestProjectAccess::outsideAndNotThereAnswerAlike()
{
    write("p/src/e.luau",
          "local there, a = pcall(require, '../../outside/secret')\n"
          "local nowhere, b = pcall(require, '../../outside/nothing')\n"
          "local answer = tostring(there == nowhere and typeof(a) == typeof(b))\n"
              + std::string(store));
    const luau::GameCode code(root() / "p/src/e.luau", {}, {});
    QCOMPARE(answerIn(code), std::string("true"));
    QCOMPARE(code.missing().size(), std::size_t{2});
    QVERIFY(code.problems().empty());
}

void TestProjectAccess::linksOutside()
{
    fs::create_symlink("../../outside/secret.json", root() / "p/src/s.json");
    QCOMPARE(answerOf("local answer = tostring(script.Parent:FindFirstChild('s'))"),
             std::string("nil"));
    QCOMPARE(answerOf("local answer = tostring(require('./s'))"), notThere("./s"));
}

void TestProjectAccess::linkedFolderOutside()
{
    fs::create_symlink("/etc", root() / "p/src/etc");
    fs::create_symlink("../../outside", root() / "p/src/outside");
    QCOMPARE(answerOf("local answer = tostring(#script.Parent:GetDescendants())"),
             std::string("2")); // e and inside
}

void TestProjectAccess::pathsOutside()
{
    project(R"({"src": {"$path": "src"}, "o": {"$path": "../outside"}, "n": {"$path": "../no"}})");
    write("p/src/e.luau",
          "local answer = tostring(#script.Parent.Parent.o:GetChildren())\n" + std::string(store));
    const luau::GameCode code(root() / "p/src/e.luau", {}, {});
    QCOMPARE(answerIn(code), std::string("0"));
    QCOMPARE(code.problems().size(), std::size_t{2});
    QCOMPARE(code.problems()[0].text, code.problems()[1].text);
}

void TestProjectAccess::aliasesOutside()
{
    write("p/src/.luaurc", R"({"aliases": {"o": "../../outside", "i": "."}})");
    QCOMPARE(answerOf("local answer = tostring(require('@o/secret'))"), notThere("@o/secret"));
    QCOMPARE(answerOf("local answer = require('@i/inside').secret"), std::string("mine"));
    // A settings file above the project is not read.
    write(".luaurc", R"({"aliases": {"u": "./p/src"}})");
    QCOMPARE(answerOf("local answer = tostring(require('@u/inside'))"), notThere("@u/inside"));
}

void TestProjectAccess::whatTheUserAllows()
{
    project(R"({"src": {"$path": "src"}, "o": {"$path": "../outside"}})");
    const luau::LoadOptions allowed{.allowedFolders = {root() / "outside"}};
    QCOMPARE(answerOf("local answer = require('../../outside/secret').secret", allowed),
             std::string("TOP"));
    QCOMPARE(answerOf("local answer = require(script.Parent.Parent.o.secret).secret", allowed),
             std::string("TOP"));
    write("beside/secret.json", "{}");
    QCOMPARE(answerOf("local answer = tostring(require('../../beside/secret'))", allowed),
             notThere("../../beside/secret"));
}

void TestProjectAccess::linksWithin()
{
    write("p/packages/_index/thing/init.luau", "return 'thing'");
    fs::create_symlink("../packages/_index/thing", root() / "p/src/Thing");
    QCOMPARE(answerOf("local answer = require(script.Parent.Thing)"), std::string("thing"));
    QCOMPARE(answerOf("local answer = require('./Thing')"), std::string("thing"));
}

void TestProjectAccess::projectsWithoutEnd_data()
{
    QTest::addColumn<std::string>("tree");
    QTest::addColumn<bool>("links");
    QTest::newRow("twice itself") << std::string(
        R"({"src": {"$path": "src"}, "a": {"$path": "."}, "b": {"$path": "."}})")
                                  << false;
    QTest::newRow("once itself") << std::string(R"({"src": {"$path": "src"}, "a": {"$path": "."}})")
                                 << false;
    QTest::newRow("the root") << std::string(R"({"src": {"$path": "src"}, "a": {"$path": "/"}})")
                              << false;
    QTest::newRow("links to itself") << std::string(R"({"$path": "src"})") << true;
    QTest::newRow("sources many times")
        << std::string(R"({"src": {"$path": "src"}, "a": {"$path": "src"}, "b": {"$path": "src"}})")
        << true;
    QTest::newRow("the project itself")
        << std::string(R"({"src": {"$path": "src"}, "a": {"$path": "default.project.json"}})")
        << false;
}

void TestProjectAccess::projectsWithoutEnd()
{
    QFETCH(std::string, tree);
    QFETCH(bool, links);
    project(tree);
    if (links) {
        fs::create_symlink(".", root() / "p/src/l1");
        fs::create_symlink(".", root() / "p/src/l2");
        fs::create_symlink("..", root() / "p/src/l3");
    }
    write("p/src/e.luau", "local answer = tostring(#game:GetDescendants())\n" + std::string(store));
    const luau::GameCode code(root() / "p/src/e.luau", {}, {});
    QVERIFY(std::stoi(answerIn(code)) < 40);
    QVERIFY(!code.problems().empty());
}

void TestProjectAccess::specialFiles_data()
{
    QTest::addColumn<std::string>("name");
    for (const char* name : {"src/.luaurc", "a.project.json", "default.project.json", "src/x.luau",
                             "src/x.json", "src/x", "src/init.luau"}) {
        QTest::newRow(name) << std::string(name);
    }
}

/// A named pipe would wait for a writer, /dev/zero never ends.
void TestProjectAccess::specialFiles()
{
    QFETCH(std::string, name);
    const fs::path path = root() / "p" / name;
    const std::string script =
        "pcall(require, './x') pcall(require, '@x/y') pcall(require, script.Parent) local answer = "
        "'went on'";
    if (name.ends_with("project.json"))
        fs::remove(root() / "p/default.project.json");
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    QCOMPARE(answerOf(script), std::string("went on"));
    fs::remove(path);
    fs::create_symlink("/dev/zero", path);
    QCOMPARE(answerOf(script), std::string("went on"));
    fs::remove(path);
    fs::create_symlink(path.filename(), path);
    QCOMPARE(answerOf(script), std::string("went on"));
}

void TestProjectAccess::largeFiles_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<qint64>("size");
    QTest::newRow("source") << std::string("src/x.luau") << qint64(2) * 1024 * 1024;
    QTest::newRow("JSON") << std::string("src/x.json") << qint64(5) * 1024 * 1024;
    QTest::newRow("sparse source") << std::string("src/x.luau") << (qint64(1) << 33);
    QTest::newRow("sparse settings") << std::string("src/.luaurc") << (qint64(1) << 33);
}

void TestProjectAccess::largeFiles()
{
    QFETCH(std::string, name);
    QFETCH(qint64, size);
    write("p/" + name, "x");
    QVERIFY(QFile::resize(QString::fromStdString((root() / "p" / name).string()), size));
    QCOMPARE(answerOf("local a = pcall(require, './x') local b = pcall(require, '@x/y') "
                      "local answer = tostring(a) .. tostring(b)"),
             std::string(name.ends_with("luaurc") ? "truetrue" : "falsetrue"));
    // A project that is too large is told, never passed over.
    write("p/default.project.json", std::string(luau::ProjectReader::largestProject + 1, ' '));
    QCOMPARE(answerOf("local answer = 'went on'"),
             std::string("cannot be read, or is larger than 1 MB"));
}

/// What the file system refuses is an error of ours, or nothing that is there.
void TestProjectAccess::brokenPaths()
{
    fs::create_symlink("loop", root() / "p/loop");
    project(R"({"src": {"$path": "src"}, "a": {"$path": "loop"}, "b": {"$path": ")"
            + std::string(5000, 'x') + R"("}})");
    QCOMPARE(answerOf("local answer = 'went on'"), std::string("went on"));
    QVERIFY_THROWS_EXCEPTION(luau::Error, luau::GameCode(std::string(5000, 'x'), {}, {}));
    QVERIFY_THROWS_EXCEPTION(luau::Error, luau::GameCode(root() / "p/loop", {}, {}));
    QVERIFY_THROWS_EXCEPTION(luau::Error, luau::GameCode("", std::string(5000, 'x'), {}));
}

void TestProjectAccess::projectsOfOthersAreNotTaken()
{
    write("open/a.project.json", R"({"tree": {"$path": "."}})");
    write("open/own/e.luau", "return 1");
    QCOMPARE(luau::projectAbove(root() / "open/own/e.luau"), root() / "open/a.project.json");
    fs::permissions(root() / "open", fs::perms::all);
    QVERIFY(luau::projectAbove(root() / "open/own/e.luau").empty());
}

void TestProjectAccess::loadingCanBeStopped()
{
    std::stop_source stop;
    stop.request_stop();
    write("p/src/e.luau", "while true do end");
    QVERIFY_THROWS_EXCEPTION(
        async::Cancelled,
        luau::GameCode(root() / "p/src/e.luau", {}, {}, {.stop = stop.get_token()}));
}

/// Requires by path do not search the tree each time.
void TestProjectAccess::thousandsOfModules()
{
    constexpr int modules = 500;
    for (int i = 0; i < modules; ++i)
        write("p/src/m" + std::to_string(i) + ".luau", "return " + std::to_string(i));
    QCOMPARE(answerOf("local sum = 0 for i = 0, 499 do sum += require('./m' .. i) end "
                      "local answer = tostring(sum)"),
             std::to_string(modules * (modules - 1) / 2));
}

PLECTRUM_TEST(TestProjectAccess)

} // namespace tst_project_access

#include "tst_project_access.moc"
