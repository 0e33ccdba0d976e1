// SPDX-License-Identifier: MIT
// plectrumctl migrate: in a CI script with JUnit output, applied and undone, and what it refuses.
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"
#include "support/waiting.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <memory>

namespace tst_ctl_migrate {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

namespace {

QByteArray record(const QByteArray& data, const QByteArray& applied = "[]")
{
    return R"({"appliedMigrations":)" + applied + R"(,"file":{"data":{"committedData":)" + data
        + R"(}},"orphanedFiles":[]})";
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A copy of the sample game and a snapshot of its players, of whom one has nothing.
class MigrateWorld
{
public:
    MigrateWorld()
    {
        const QDir from(QStringLiteral(PLECTRUM_TESTS_DIR "/data/game"));
        copy(from, QDir(path(u"game"_s)));
        write(path(u"snapshot.json"_s),
              R"({"lyra/records/SamplePlayers":{"a":)"
                  + record(R"({"coins":5,"items":["sword"],"experience":250})") + R"(,"b":)"
                  + record(R"({"coins":1,"items":["shield"]})") + R"(,"empty":)"
                  + record(R"({"coins":2,"items":[]})") + "}}");
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString config() const { return path(u"game/src/server/PlayerData/init.luau"_s); }
    void mend() const
    {
        const QString file = path(u"game/src/server/PlayerData/Migrations/init.luau"_s);
        QByteArray text = read(file);
        text.replace("data.coins = data.coins + data.items[1].count",
                     "if data.items[1] then data.coins += data.items[1].count end");
        write(file, text);
    }
    CtlAnswer ciScript() const
    {
        QProcess process;
        process.setProgram(u"sh"_s);
        process.setArguments({QStringLiteral(PLECTRUM_TESTS_DIR "/e2e/migrate_ci.sh"),
                              QStringLiteral(PLECTRUM_BIN_DIR "/plectrumctl"),
                              path(u"snapshot.json"_s), config(), m_folder.path()});
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PLECTRUM_JOURNAL"_s, path(u"journal.db"_s));
        process.setProcessEnvironment(environment);
        process.start();
        const bool isDone = test::waitForFinished(process);
        return {.code = isDone ? process.exitCode() : -1,
                .output = process.readAllStandardOutput(),
                .errors = process.readAllStandardError()};
    }
    CtlAnswer run(const QStringList& words) const
    {
        return ctl(QStringList{u"--universe"_s, path(u"snapshot.plectrum"_s), u"--journal"_s,
                               path(u"journal.db"_s)}
                   + words);
    }
    CtlAnswer migrate(const QStringList& words) const
    {
        return run(QStringList{u"migrate"_s, u"SamplePlayers"_s, u"--config"_s, config()} + words);
    }
    Value peek(const QString& key) const
    {
        return run({u"peek"_s, u"SamplePlayers"_s, key, u"--json"_s}).document();
    }
    QByteArray everything() const { return run({u"export"_s, u"--json"_s}).output; }

private:
    static void copy(const QDir& from, const QDir& to)
    {
        QVERIFY(to.mkpath(u"."_s));
        for (const QFileInfo& entry :
             from.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            const QString target = to.filePath(entry.fileName());
            if (entry.isDir())
                copy(QDir(entry.filePath()), QDir(target));
            else
                QVERIFY(QFile::copy(entry.filePath(), target));
        }
    }

    QTemporaryDir m_folder;
};

int failuresIn(const QByteArray& junit)
{
    QXmlStreamReader xml(junit);
    int failures = 0;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"failure"_s)
            ++failures;
    return xml.hasError() ? -1 : failures;
}

} // namespace

class TestCtlMigrate : public QObject
{
    Q_OBJECT

private slots:
    void inACiScript()
    {
        const MigrateWorld world;
        const auto failing = world.ciScript();
        QVERIFY2(failing.code == 12, failing.errors.constData());
        QCOMPARE(failing.output, "records fail: see migration.xml\n"_ba);
        QCOMPARE(failuresIn(read(world.path(u"migration.xml"_s))), 1);
        QVERIFY(read(world.path(u"migration.xml"_s)).contains("Migrations/init.luau:23: "));
        QVERIFY(read(world.path(u"migration.html"_s)).contains("countItems"));
        const QByteArray text = read(world.path(u"migration.txt"_s));
        QVERIFY2(text.contains("step countItems fails: src/server/PlayerData/Migrations/"
                               "init.luau:23: "),
                 text.constData());
        QVERIFY2(text.contains("3 records: 2 migrated, 0 up to date, 1 fail, 0 rejected"),
                 text.constData());
        world.mend();
        const auto green = world.ciScript();
        QVERIFY2(green.code == 0, green.errors.constData());
        QCOMPARE(failuresIn(read(world.path(u"migration.xml"_s))), 0);
    }

    void previewsAndTries()
    {
        const MigrateWorld world;
        world.ciScript();
        const QByteArray before = world.everything();
        const auto preview = world.migrate({u"--preview"_s, u"--json"_s});
        QVERIFY2(preview.code == 0, preview.errors.constData());
        QCOMPARE(preview.document()["pending"], Value(3));
        const auto tried = world.migrate({u"--dry-run"_s, u"--json"_s, u"--show"_s, u"a"_s});
        QCOMPARE(tried.code, 12);
        const Value document = tried.document();
        QCOMPARE(document["good"], Value(false));
        QCOMPARE(document["failures"].at(0)["keys"].at(0), Value("empty"));
        QCOMPARE(document["trials"].at(0)["key"], Value("a"));
        const auto sample = world.migrate({u"--dry-run"_s, u"--json"_s, u"--sample"_s, u"2"_s});
        QCOMPARE(sample.document()["records"]["tried"], Value(2));
        const auto named =
            world.migrate({u"--dry-run"_s, u"--json"_s, u"--key"_s, u"a"_s, u"--key"_s, u"b"_s});
        QCOMPARE(named.code, 0);
        const auto loaded = world.migrate({u"--load"_s, u"b"_s, u"--json"_s});
        QVERIFY2(loaded.code == 0, loaded.errors.constData());
        QCOMPARE(loaded.document()["data"]["coins"], Value(2));
        QCOMPARE(world.migrate({u"--load"_s, u"empty"_s}).code, 12);
        QCOMPARE(world.everything(), before);
    }

    void appliesAndUndoes()
    {
        const MigrateWorld world;
        world.ciScript();
        const auto refused = world.migrate({u"--apply"_s});
        QCOMPARE(refused.code, 12);
        QVERIFY2(refused.errors.contains("nothing was written"), refused.errors.constData());
        QCOMPARE(json::print(world.peek(u"a"_s)),
                 std::string(R"({"coins":5,"experience":250,"items":["sword"]})"));

        const auto applied = world.migrate({u"--apply"_s, u"--skip-failing"_s, u"--json"_s});
        QCOMPARE(applied.code, 12); // one record is left
        const Value document = applied.document()["applied"];
        QCOMPARE(document["records"]["migrated"], Value(2));
        QCOMPARE(document["records"]["stepFailed"], Value(1));
        QCOMPARE(document["problems"].at(0)["step"], Value("countItems"));
        QCOMPARE(world.peek(u"a"_s)["coins"], Value(6));
        const QString group = QString::fromStdString(std::string(document["group"].toString()));

        // Mended, and gone on with: all of it is one group.
        world.mend();
        const auto rest = world.migrate({u"--apply"_s, u"--group"_s, group, u"--json"_s});
        QVERIFY2(rest.code == 0, rest.errors.constData());
        QCOMPARE(rest.document()["applied"]["records"]["migrated"], Value(1));
        QCOMPARE(rest.document()["applied"]["records"]["upToDate"], Value(2));
        const auto journal = world.run({u"journal"_s, u"--group"_s, group, u"--json"_s});
        QCOMPARE(journal.document().size(), std::size_t(3));

        const auto undone = world.run({u"undo"_s, group, u"--json"_s});
        QVERIFY2(undone.code == 0, undone.errors.constData());
        QCOMPARE(undone.document().size(), std::size_t(3));
        QCOMPARE(json::print(world.peek(u"a"_s)),
                 std::string(R"({"coins":5,"experience":250,"items":["sword"]})"));
        const auto raw =
            world.run({u"raw"_s, u"get"_s, u"lyra/records/SamplePlayers"_s, u"a"_s, u"--json"_s});
        QCOMPARE(raw.document()["appliedMigrations"], Value::array());
    }

    /// The first run anybody makes: one step fails, with its line.
    void theDemoUniverseHasItsGame()
    {
        const QTemporaryDir data;
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        const auto tried = ctl({u"--demo"_s, u"--json"_s, u"migrate"_s, u"PlayerData"_s,
                                u"--dry-run"_s, u"--sample"_s, u"200"_s});
        QVERIFY2(tried.code == 12, tried.errors.constData());
        const Value failures = tried.document()["failures"];
        QCOMPARE(failures.size(), std::size_t(1));
        QCOMPARE(failures.at(0)["step"], Value("favourite-item"));
        QVERIFY(failures.at(0)["failure"]["line"].toInteger() > 0);
        QVERIFY(QFile::exists(data.filePath(
            u"plectrum/plectrum/sample-game/src/server/PlayerData/Migrations.luau"_s)));
        qunsetenv("XDG_DATA_HOME");
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::newRow("no mode") << QStringList{} << 2;
        QTest::newRow("two modes") << QStringList{u"--dry-run"_s, u"--apply"_s} << 2;
        QTest::newRow("two selections")
            << QStringList{u"--dry-run"_s, u"--sample"_s, u"2"_s, u"--key"_s, u"a"_s} << 2;
        QTest::newRow("a seed for nothing")
            << QStringList{u"--dry-run"_s, u"--seed"_s, u"2"_s} << 2;
        QTest::newRow("an option of apply")
            << QStringList{u"--dry-run"_s, u"--skip-failing"_s} << 2;
        QTest::newRow("a report of nothing")
            << QStringList{u"--preview"_s, u"--junit"_s, u"x.xml"_s} << 2;
        QTest::newRow("a store that the code lacks")
            << QStringList{u"--dry-run"_s, u"--config-store"_s, u"Nobody"_s} << 7;
        QTest::newRow("a project that is not there")
            << QStringList{u"--dry-run"_s, u"--project"_s, u"/nowhere.json"_s} << 7;
    }
    void refuses()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        const MigrateWorld world;
        world.ciScript();
        const QByteArray before = world.everything();
        const auto answer = world.migrate(words);
        QVERIFY2(answer.code == code, answer.errors.constData());
        QVERIFY(answer.output.isEmpty());
        QCOMPARE(world.everything(), before);
    }
};

PLECTRUM_TEST(TestCtlMigrate)

} // namespace tst_ctl_migrate

#include "tst_ctl_migrate.moc"
