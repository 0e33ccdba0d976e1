// SPDX-License-Identifier: MIT
// What plectrumctl says, and which exit code it gives, when something is wrong; and that nothing
// was written then.
#include "backends/backends.h"
#include "ctl_process.h"
#include "support/waiting.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tst_ctl_errors {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

class TestCtlErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void tellsWhatIsNotThere_data();
    void tellsWhatIsNotThere();
    void refusesWhatCannotBeWritten_data();
    void refusesWhatCannotBeWritten();
    void tellsWhereInputIsWrong_data();
    void tellsWhereInputIsWrong();
    void leavesNoFileBehindAFailedImport();
    void importsAllOrNothing();
    void exportsNeverOverTheUniverse();
    void tellsWhyAUniverseCannotBeOpened_data();
    void tellsWhyAUniverseCannotBeOpened();
    void refusesAUniverseInUse();
    void failsWhenStdoutIsFull();

private:
    static CtlAnswer demo(QStringList arguments, const QByteArray& input = {});
    QString madeUniverse(const QString& name);
    QTemporaryDir m_folder;
};

CtlAnswer TestCtlErrors::demo(QStringList arguments, const QByteArray& input)
{
    return ctl(QStringList{u"--demo"_s, u"--json"_s} + arguments, input);
}

QString TestCtlErrors::madeUniverse(const QString& name)
{
    const QString file = m_folder.filePath(name);
    const auto answer =
        ctl({u"--universe"_s, file, u"import"_s, u"-"_s}, R"({"Plain":{"a":1,"b":[true]}})");
    return answer.code == 0 ? file : QString();
}

void TestCtlErrors::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    QCOMPARE(demo({u"stores"_s}).code, 0);
}

void TestCtlErrors::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QStringList arguments, const char* text) {
        QTest::newRow(name) << arguments << QByteArray(text);
    };
    row("nothing", {}, "say what to do");
    row("no universe", {u"stores"_s}, "say which universe");
    row("two universes", {u"--demo"_s, u"--universe"_s, u"x"_s, u"stores"_s}, "say which universe");
    row("command", {u"--demo"_s, u"frobnicate"_s}, "there is no command \"frobnicate\"");
    row("half a command", {u"--demo"_s, u"raw"_s}, "there is no command \"raw\"");
    row("option", {u"--demo"_s, u"--colour"_s, u"stores"_s}, "unknown option --colour");
    row("option of another command", {u"--demo"_s, u"stores"_s, u"--prefix"_s, u"x"_s},
        "unknown option --prefix");
    row("option twice", {u"--demo"_s, u"--demo"_s, u"stores"_s}, "--demo is given twice");
    row("value missing", {u"--demo"_s, u"keys"_s, u"PlayerData"_s, u"--prefix"_s},
        "--prefix needs a value: PREFIX");
    row("value too many", {u"--demo=yes"_s, u"stores"_s}, "--demo takes no value");
    row("operand missing", {u"--demo"_s, u"peek"_s, u"PlayerData"_s}, "peek needs KEY");
    row("operand too many", {u"--demo"_s, u"stores"_s, u"x"_s}, "stores does not take \"x\"");
    row("number", {u"--demo"_s, u"keys"_s, u"PlayerData"_s, u"--limit"_s, u"ten"_s},
        "--limit is a whole number");
    row("no patch", {u"--demo"_s, u"update"_s, u"PlayerData"_s, u"player_48151623"_s},
        "update needs --patch FILE");
    row("past the lock",
        {u"--demo"_s, u"update"_s, u"--raw"_s, u"lyra/records/PlayerData"_s, u"player_48151623"_s,
         u"--patch"_s, u"-"_s},
        "is part of a Lyra store");
    row("scope of a Lyra store",
        {u"--demo"_s, u"versions"_s, u"PlayerData"_s, u"player_48151623"_s, u"--scope"_s, u"x"_s},
        "--scope needs --raw");
}

void TestCtlErrors::refusesWrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, text);
    const auto answer = ctl(arguments, "[]");
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

void TestCtlErrors::tellsWhatIsNotThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char* name, QStringList arguments, const char* output) {
        QTest::newRow(name) << arguments << QByteArray(output);
    };
    row("key", {u"peek"_s, u"PlayerData"_s, u"nobody"_s}, "null\n");
    row("legacy key", {u"peek"_s, u"PlayerData"_s, u"player_19991231"_s}, "null\n");
    row("store of a key", {u"peek"_s, u"Nothing"_s, u"nobody"_s}, "null\n");
    row("store", {u"keys"_s, u"Nothing"_s}, "[]\n");
    row("plain store as Lyra's", {u"keys"_s, u"GlobalStats"_s}, "[]\n");
    row("versions", {u"versions"_s, u"PlayerData"_s, u"nobody"_s}, "[]\n");
    row("version to read", {u"read-version"_s, u"PlayerData"_s, u"player_48151623"_s, u"x"_s},
        "null\n");
    row("version to restore", {u"restore"_s, u"PlayerData"_s, u"player_48151623"_s, u"x"_s}, "");
    row("key to update", {u"update"_s, u"PlayerData"_s, u"nobody"_s, u"--patch"_s, u"-"_s}, "");
}

void TestCtlErrors::tellsWhatIsNotThere()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, output);
    const auto answer = demo(arguments, R"([{"op":"add","path":"/a","value":1}])");
    QCOMPARE(answer.code, 3);
    QCOMPARE(answer.output, output);
    QVERIFY2(answer.errors.contains("there is no "), answer.errors.constData());
}

void TestCtlErrors::refusesWhatCannotBeWritten_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QStringList arguments, int code, const char* text) {
        QTest::newRow(name) << arguments << code << QByteArray(text);
    };
    const QString store = u"PlayerData"_s;
    row("locked",
        {u"update"_s, store, u"player_420000042"_s, u"--patch"_s, u"-"_s, u"--lock-wait"_s, u"0"_s},
        5, "is locked by a game server");
    const Value versions = demo({u"versions"_s, store, u"player_250000025"_s}).document();
    const auto old =
        QString::fromStdString(std::string(versions.at(versions.size() - 1)["version"].toString()));
    const Value readable = demo({u"versions"_s, store, u"player_404000404"_s}).document();
    const auto goodOld =
        QString::fromStdString(std::string(readable.at(readable.size() - 1)["version"].toString()));
    row("changed meanwhile", {u"restore"_s, store, u"player_250000025"_s, old, u"--expect"_s, old},
        4, "was changed meanwhile; nothing was written");
    row("damaged to peek", {u"peek"_s, store, u"player_404000404"_s}, 6,
        "Missing shard 2 for file");
    row("damaged to update", {u"update"_s, store, u"player_404000404"_s, u"--patch"_s, u"-"_s}, 6,
        "Missing shard 2 for file");
    row("not Lyra's to peek", {u"peek"_s, store, u"server_message"_s}, 6,
        "is not a record of Lyra");
    row("not Lyra's to update", {u"update"_s, store, u"server_message"_s, u"--patch"_s, u"-"_s}, 6,
        "is not a record of Lyra");
    row("damaged to restore over", {u"restore"_s, store, u"player_404000404"_s, goodOld}, 6,
        "(at /file/shard); nothing was written");
    row("inside a transaction", {u"update"_s, store, u"player_310000001"_s, u"--patch"_s, u"-"_s},
        6, "nothing was written");
}

void TestCtlErrors::refusesWhatCannotBeWritten()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    const QStringList raw{u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s, arguments.at(2)};
    const auto before = demo(raw);
    const auto answer = demo(arguments, R"([{"op":"replace","path":"/coins","value":1}])");
    QCOMPARE(answer.code, code);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(demo(raw).output, before.output);
}

void TestCtlErrors::tellsWhereInputIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QStringList arguments, const char* input,
                        const char* text) {
        QTest::newRow(name) << arguments << QByteArray(input) << QByteArray(text);
    };
    const QStringList import{u"import"_s, u"-"_s};
    const QStringList update{u"update"_s, u"PlayerData"_s, u"player_48151623"_s, u"--patch"_s,
                             u"-"_s};
    row("not JSON", import, "{\n  \"Store\": {\"a\": 1,}\n}", "<stdin>:2:");
    row("empty", import, "", "<stdin>:1:1: ");
    row("no object", import, "[1]", "<stdin>: ");
    row("store no object", import, R"({"Store":7})", "/Store");
    row("patch not JSON", update, "[{]", "<stdin>:1:3: ");
    row("patch no array", update, "{}", "a JSON Patch is an array");
    row("patch does not apply", update,
        R"([{"op":"add","path":"/a","value":1},{"op":"remove","path":"/x/y"}])",
        "the patch does not apply: operation 1: ");
    row("unknown operation", update, R"([{"op":"move","from":"/a","path":"/b"}])", "'move'");
}

void TestCtlErrors::tellsWhereInputIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, text);
    const auto answer = demo(arguments, input);
    QCOMPARE(answer.code, 7);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

void TestCtlErrors::leavesNoFileBehindAFailedImport()
{
    const QString file = m_folder.filePath(u"failed.plectrum"_s);
    QCOMPARE(ctl({u"--universe"_s, file, u"import"_s, u"-"_s}, "{").code, 7);
    QVERIFY(!QFileInfo::exists(file));
    QCOMPARE(ctl({u"--universe"_s, file, u"import"_s, u"nowhere.json"_s}).code, 1);
    QVERIFY(!QFileInfo::exists(file));
}

void TestCtlErrors::importsAllOrNothing()
{
    const QString file = madeUniverse(u"half.plectrum"_s);
    QVERIFY(!file.isEmpty());
    const auto before = ctl({u"--universe"_s, file, u"export"_s});
    QCOMPARE(
        ctl({u"--universe"_s, file, u"import"_s, u"-"_s}, R"({"Plain":{"c":1},"Store":7})").code,
        7);
    QCOMPARE(ctl({u"--universe"_s, file, u"export"_s}).output, before.output);
}

void TestCtlErrors::exportsNeverOverTheUniverse()
{
    const QString file = madeUniverse(u"kept.plectrum"_s);
    const QString link = m_folder.filePath(u"link.json"_s);
    QVERIFY(QFile::link(file, link));
    const auto before = ctl({u"--universe"_s, file, u"export"_s});
    for (const QString& output : {file, link}) {
        const auto answer = ctl({u"--universe"_s, file, u"export"_s, u"-o"_s, output});
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.errors.contains("is the universe itself"), answer.errors.constData());
        QCOMPARE(ctl({u"--universe"_s, file, u"export"_s}).output, before.output);
    }
}

void TestCtlErrors::tellsWhyAUniverseCannotBeOpened_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("not there") << m_folder.filePath(u"nowhere.plectrum"_s)
                               << QByteArray("there is no file");
    QTest::newRow("folder") << m_folder.path() << QByteArray("plectrumctl: ");

    const QString foreign = m_folder.filePath(u"foreign.plectrum"_s);
    QFile text(foreign);
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("This is a letter to my aunt. ").repeated(1000));
    text.close();
    QTest::newRow("another program's") << foreign << QByteArray("plectrumctl: ");

    const QString damaged = madeUniverse(u"damaged.plectrum"_s);
    QFile shortened(damaged);
    QVERIFY(shortened.resize(shortened.size() / 2));
    QTest::newRow("damaged") << damaged << QByteArray("plectrumctl: ");

    const QString newer = madeUniverse(u"newer.plectrum"_s);
    QFile header(newer);
    QVERIFY(header.open(QIODevice::ReadWrite));
    header.seek(60); // SQLite's user_version, big-endian
    header.write(QByteArray("\0\0\xff\xff", 4));
    header.close();
    QTest::newRow("newer") << newer << QByteArray("newer");
}

void TestCtlErrors::tellsWhyAUniverseCannotBeOpened()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    const auto contentOf = [](const QString& path) {
        QFile content(path);
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    };
    const QByteArray before = contentOf(file);
    const auto answer = ctl({u"--universe"_s, file, u"stores"_s});
    QCOMPARE(answer.code, 8);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(contentOf(file), before);
}

void TestCtlErrors::refusesAUniverseInUse()
{
    const QString file = madeUniverse(u"busy.plectrum"_s);
    async::EventLoopClock clock;
    async::InlineExecutor executor;
    auto holder =
        app::openUniverse({.kind = datastore::UniverseSpec::Kind::File, .path = file.toStdString()},
                          clock, async::Random(1), executor);
    for (const QStringList& command : {QStringList{u"stores"_s}, {u"import"_s, u"-"_s}}) {
        const auto answer = ctl(QStringList{u"--universe"_s, file} + command, "{}");
        QCOMPARE(answer.code, 8);
        QVERIFY2(answer.errors.contains(file.toUtf8()), answer.errors.constData());
    }
    holder = {};
    QCOMPARE(ctl({u"--universe"_s, file, u"stores"_s}).code, 0);
}

void TestCtlErrors::failsWhenStdoutIsFull()
{
    if (!QFileInfo::exists(u"/dev/full"_s))
        QSKIP("there is no /dev/full");
    QProcess process;
    process.setStandardOutputFile(u"/dev/full"_s);
    process.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrumctl"),
                  {u"--demo"_s, u"--json"_s, u"keys"_s, u"PlayerData"_s});
    QVERIFY(test::waitForFinished(process));
    QCOMPARE(process.exitCode(), 1);
}

PLECTRUM_TEST(TestCtlErrors)

} // namespace tst_ctl_errors

#include "tst_ctl_errors.moc"
