// SPDX-License-Identifier: MIT
// plectrumctl run: scripts with the store API on a file, their output, what they write, how they
// fail.
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_ctl_run {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::ctl;

namespace {

const QByteArray makeStore =
    "local game = Lyra.createStore({ name = 'Game', template = { coins = 0 },\n"
    "schema = function(data) return type(data.coins) == 'number', 'coins must be a number' end "
    "})\n";

} // namespace

class TestCtlRun : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto made = ctl(QStringList{u"import"_s, write(u"empty.json"_s, "{}")} + place());
        QVERIFY2(made.code == 0, made.errors.constData());
    }

    void aScript()
    {
        const QString script =
            write(u"give.luau"_s,
                  makeStore
                      + "game:loadAsync('p1', { 42 })\n"
                        "print('had', game:getAsync('p1'))\n"
                        "game:updateAsync('p1', function(data) data.coins += 5 return true end)\n"
                        "warn('careful')\n"
                        "return game:getAsync('p1')\n");
        const auto answer = run({script});
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(answer.output, "had { coins = 0 }\n{\n  \"coins\": 5\n}\n");
        QCOMPARE(answer.errors, "careful\n");
        // Its end unloads what it had loaded, as a server that shuts down.
        const auto peeked = ctl(QStringList{u"peek"_s, u"Game"_s, u"p1"_s, u"--json"_s} + place());
        QCOMPARE(json::print(peeked.document()), std::string(R"({"coins":5})"));
        QCOMPARE(ctl(QStringList{u"lock"_s, u"Game"_s, u"p1"_s} + place()).code, 0);
        const auto journal =
            ctl(QStringList{u"journal"_s, u"--json"_s, u"--key"_s, u"p1"_s} + place());
        const json::Value entry = journal.document().at(0);
        QCOMPARE(entry["who"], json::Value("plectrumctl run"));
        QCOMPARE(entry["outcome"], json::Value("done"));
    }

    void jsonLines()
    {
        const auto answer =
            run({u"-"_s, u"--json"_s}, "print('not a result') return 1, { a = 'b' }, nil, 'text'");
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(answer.output, "1\n{\"a\":\"b\"}\nnull\n\"text\"\n");
        QCOMPARE(answer.errors, "not a result\n");
        QVERIFY(run({u"-"_s}, "print('shown')").output.contains("shown"));
    }

    void anExpression()
    {
        put("p1", R"({"coins":7})");
        const auto answer =
            run({u"-"_s, u"--json"_s, u"--store"_s, u"Game"_s}, "store:peekAsync('p1').coins + 1");
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(answer.output, "8\n");
    }

    void scriptsThatFail_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("an error") << QByteArray("local a = 1\nerror('it broke')")
                                  << QByteArray("broken.luau:2: it broke");
        QTest::newRow("no Luau") << QByteArray("local = 1")
                                 << QByteArray("broken.luau:1: Expected identifier");
        QTest::newRow("of the store") << QByteArray("\n\nstores.Game:getAsync('p1')")
                                      << QByteArray("broken.luau:3: Key not loaded");
        QTest::newRow("without a configuration")
            << QByteArray("stores.Game:loadAsync('nobody')")
            << QByteArray("broken.luau:1: There is no data at key 'nobody' of store 'Game'");
    }
    void scriptsThatFail()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, message);
        put("p1", R"({"coins":7})");
        const auto answer = run({write(u"broken.luau"_s, script)});
        QCOMPARE(answer.code, 7);
        QCOMPARE(answer.output, "");
        QVERIFY2(answer.errors.startsWith(QByteArray("plectrumctl: " + message)),
                 answer.errors.constData());
        QVERIFY2(!answer.errors.contains("library"), answer.errors.constData());
    }

    /// What it has changed in memory may be half of what was meant.
    void aScriptThatFailsSavesNothing()
    {
        put("p1", R"({"coins":7})");
        const auto answer =
            run({u"-"_s, u"--store"_s, u"Game"_s},
                "store:loadAsync('p1')\n"
                "store:updateAsync('p1', function(data) data.coins = 0 return true end)\n"
                "error('no')");
        QCOMPARE(answer.code, 7);
        QVERIFY2(answer.errors.contains("not saved: Game p1"), answer.errors.constData());
        const auto peeked = ctl(QStringList{u"peek"_s, u"Game"_s, u"p1"_s, u"--json"_s} + place());
        QCOMPARE(json::print(peeked.document()), std::string(R"({"coins":7})"));
        QCOMPARE(ctl(QStringList{u"lock"_s, u"Game"_s, u"p1"_s} + place()).code, 0);
    }

    void withAConfiguration()
    {
        const QString entry =
            QStringLiteral(PLECTRUM_TESTS_DIR "/data/games/13-plain-steps/src/server/Store.luau");
        const auto answer = run({u"-"_s, u"--config"_s, entry, u"--json"_s},
                                "stores.Plain:loadAsync('1') return stores.Plain:getAsync('1')");
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QVERIFY2(answer.output.startsWith("{"), answer.output.constData());
        const auto refused =
            run({u"-"_s, u"--config"_s, entry},
                "stores.Plain:loadAsync('1')\nstores.Plain:updateAsync('1', function(data) "
                "table.clear(data) data.x = 1 return true end)");
        QCOMPARE(refused.code, 7);
        QVERIFY2(refused.errors.contains("Store:update schema validation failed"),
                 refused.errors.constData());
    }

    void wrongUse()
    {
        const auto missing = run({u"/nowhere.luau"_s});
        QCOMPARE(missing.code, 7);
        QCOMPARE(missing.errors, "plectrumctl: there is no file /nowhere.luau\n");
        QCOMPARE(run({u"-"_s, u"--call"_s, u"x()"_s}).code, 2);
        QCOMPARE(ctl({u"run"_s, u"-"_s}).code, 2);
        QCOMPARE(run({u"-"_s, u"--store"_s, u"Nope"_s}, "1").code, 7);
    }

    void theLogOfTheEngine()
    {
        put("p1", R"({"coins":7})");
        const auto answer =
            run({u"-"_s, u"--store"_s, u"Game"_s, u"--log"_s}, "store:loadAsync('p1')");
        QVERIFY2(answer.errors.contains("info: lock acquired successfully"),
                 answer.errors.constData());
    }

private:
    QStringList place() const
    {
        return {u"--universe"_s, m_folder->filePath(u"u.plectrum"_s), u"--journal"_s,
                m_folder->filePath(u"journal.db"_s)};
    }
    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(text);
        return file.fileName();
    }
    test::CtlAnswer run(const QStringList& words, const QByteArray& input = {}) const
    {
        return ctl(QStringList{u"run"_s} + words + place(), input);
    }
    void put(const QByteArray& key, const QByteArray& data)
    {
        const QByteArray record = "{\"lyra/records/Game\":{\"" + key
            + "\":{\"appliedMigrations\":[],\"file\":{\"data\":{\"committedData\":" + data
            + "}},\"orphanedFiles\":[]}}}";
        const auto made = ctl(QStringList{u"import"_s, write(u"record.json"_s, record)} + place());
        QVERIFY2(made.code == 0, made.errors.constData());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

PLECTRUM_TEST(TestCtlRun)

} // namespace tst_ctl_run

#include "tst_ctl_run.moc"
