// SPDX-License-Identifier: MIT
// What goes into plectrumctl comes out again, or is refused: names, numbers, depth, encodings,
// bytes in arguments, devices, read-only files.
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"
#include "support/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

#include <memory>

namespace tst_ctl_texts {

using namespace plectrum;
using namespace Qt::StringLiterals;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

namespace {

QString caseFile(const char* name)
{
    return QStringLiteral(PLECTRUM_SOURCE_DIR "/tests/data/cases/") + QLatin1StringView(name);
}

/// Runs a program with an environment of its own and the arguments as bytes.
CtlAnswer runShell(const QByteArray& command, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(u"/bin/sh"_s, {u"-c"_s, QString::fromLatin1(command)});
    const bool isDone = test::waitForFinished(process);
    return {.code = isDone ? process.exitCode() : -1,
            .output = process.readAllStandardOutput(),
            .errors = process.readAllStandardError()};
}

} // namespace

class TestCtlTexts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void escapesNamesForPeopleOnly();
    void tellsTwinsApart();
    void keepsWholeNumbersOfAnyLength();
    void refusesNumbersThatNoDoubleHolds();
    void whatIsWrittenCanBeExportedAndImported_data();
    void whatIsWrittenCanBeExportedAndImported();
    void passesOverAByteOrderMark();
    void namesUtf16_data();
    void namesUtf16();
    void refusesArgumentsThatAreNoUtf8();
    void saysNothingOfTheLocale();
    void needsNoDisplayForHelp_data();
    void needsNoDisplayForHelp();
    void exportsIntoDevices();
    void exportsIntoFifos();
    void readsReadOnlyFiles();

private:
    CtlAnswer run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return ctl(QStringList{u"--universe"_s, path(u"u.plectrum"_s)} + arguments, input);
    }
    void import(const char* name) const
    {
        const auto answer = run({u"import"_s, caseFile(name)});
        QVERIFY2(answer.code == 0, answer.errors.constData());
    }
    QString path(const QString& name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCtlTexts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("PLECTRUM_JOURNAL", path(u"journal.db"_s).toUtf8());
}

void TestCtlTexts::escapesNamesForPeopleOnly()
{
    import("R06-import.json");
    const QByteArray shown = run({u"keys"_s, u"Odd"_s, u"--raw"_s}).output;
    for (const char* hidden : {"\u202e", "\u2028", "\u200b"})
        QVERIFY2(!shown.contains(hidden), shown.constData());
    QVERIFY2(shown.contains("user_\\u{202e}21_nimda\n"), shown.constData());
    QVERIFY2(shown.contains("zero\\u{200b}width\nzerowidth\n")
                 || shown.contains("zerowidth\nzero\\u{200b}width\n"),
             shown.constData());
    const QString odd = u"user_\u202e21_nimda"_s;
    const QByteArray got = run({u"raw"_s, u"get"_s, u"Odd"_s, odd}).output;
    QVERIFY2(got.contains("user_\\u{202e}21_nimda") && !got.contains("\u202e"), got.constData());
    const QByteArray none = run({u"raw"_s, u"get"_s, u"Odd"_s, u"no\u202eone"_s}).errors;
    QVERIFY2(none.contains("no\\u{202e}one") && !none.contains("\u202e"), none.constData());
    QVERIFY(run({u"--json"_s, u"keys"_s, u"Odd"_s, u"--raw"_s}).output.contains("\u202e"));

    const auto write = run({u"import"_s, u"-"_s}, "{\"In\":{\"k\":{\"a\u202eb\":\"c\u200bd\"}}}");
    QCOMPARE(write.code, 0);
    const QByteArray inside = run({u"raw"_s, u"get"_s, u"In"_s, u"k"_s}).output;
    QVERIFY2(inside.contains("\"a\\u202eb\": \"c\\u200bd\""), inside.constData());
}

void TestCtlTexts::tellsTwinsApart()
{
    import("R06-import.json");
    const QByteArray shown = run({u"keys"_s, u"Odd"_s, u"--raw"_s}).output;
    QVERIFY2(shown.contains("caf\u00e9\n"), shown.constData());
    QVERIFY2(shown.contains("cafe\\u{301}\n"), shown.constData());
}

void TestCtlTexts::keepsWholeNumbersOfAnyLength()
{
    import("R14-import.json");
    import("R14-over.json");
    const auto json = [this](const QString& key) {
        return run({u"--json"_s, u"raw"_s, u"get"_s, u"Ids"_s, key}).output;
    };
    QCOMPARE(json(u"k2"_s), "{\"over\":18446744073709551615}\n");
    const auto patched = run({u"update"_s, u"--raw"_s, u"Ids"_s, u"k"_s, u"--patch"_s, u"-"_s},
                             R"([{"op":"replace","path":"/n","value":18446744073709551616}])");
    QVERIFY2(patched.code == 0, patched.errors.constData());
    QVERIFY2(json(u"k"_s).contains("\"n\":18446744073709551616"), json(u"k"_s).constData());
    QVERIFY(json(u"k"_s).contains("\"asset\":9007199254740993"));
    const QByteArray all = run({u"--json"_s, u"export"_s}).output;
    QVERIFY(all.contains(":18446744073709551615"));
    const auto again = ctl({u"--universe"_s, path(u"2.plectrum"_s), u"import"_s, u"-"_s}, all);
    QVERIFY2(again.code == 0, again.errors.constData());
    QCOMPARE(ctl({u"--universe"_s, path(u"2.plectrum"_s), u"--json"_s, u"export"_s}).output, all);
    const QByteArray journal = run({u"--json"_s, u"journal"_s}).output;
    QVERIFY2(journal.contains("18446744073709551616"), journal.constData());
}

void TestCtlTexts::refusesNumbersThatNoDoubleHolds()
{
    const auto answer = run({u"import"_s, u"-"_s}, "{\"A\":{\"k\":\n[1e400]}}");
    QCOMPARE(answer.code, 7);
    QVERIFY2(answer.errors.contains("<stdin>:2:2: ") && answer.errors.contains("/A/k/0"),
             answer.errors.constData());
}

void TestCtlTexts::whatIsWrittenCanBeExportedAndImported_data()
{
    QTest::addColumn<int>("depth");
    for (const int depth : {900, 990, 995, 996, 997, 998, 1050})
        QTest::addRow("%d", depth) << depth;
}

/// One level of the data stands around the value; three of the record around the data.
void TestCtlTexts::whatIsWrittenCanBeExportedAndImported()
{
    QFETCH(int, depth);
    import("R13-import.json");
    const auto before = run({u"--json"_s, u"export"_s}).output;
    const QByteArray patch = R"([{"op":"add","path":"/deep","value":)" + QByteArray(depth, '[')
        + QByteArray(depth, ']') + "}]";
    const auto answer = run({u"update"_s, u"Deep"_s, u"p1"_s, u"--patch"_s, u"-"_s}, patch);
    const QByteArray exported = run({u"--json"_s, u"export"_s}).output;
    if (depth > 996) {
        QVERIFY(answer.code != 0);
        QVERIFY(!answer.errors.isEmpty());
        QCOMPARE(exported, before);
        return;
    }
    QVERIFY2(answer.code == 0, answer.errors.constData());
    const auto again = ctl({u"--universe"_s, path(u"2.plectrum"_s), u"import"_s, u"-"_s}, exported);
    QVERIFY2(again.code == 0, again.errors.constData());
    QCOMPARE(ctl({u"--universe"_s, path(u"2.plectrum"_s), u"--json"_s, u"export"_s}).output,
             exported);
    const auto undone = run({u"undo"_s, u"2"_s});
    QVERIFY2(undone.code == 0, undone.errors.constData());
}

void TestCtlTexts::passesOverAByteOrderMark()
{
    import("R08-bom.json");
    QCOMPARE(run({u"--json"_s, u"raw"_s, u"get"_s, u"Settings"_s, u"k"_s}).output, "{\"v\":1}\n");
    const auto patched = run({u"update"_s, u"--raw"_s, u"Settings"_s, u"k"_s, u"--patch"_s, u"-"_s},
                             "\xef\xbb\xbf[{\"op\":\"replace\",\"path\":\"/v\",\"value\":2}]");
    QVERIFY2(patched.code == 0, patched.errors.constData());
}

void TestCtlTexts::namesUtf16_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("import") << QStringList{u"import"_s};
    QTest::newRow("patch") << QStringList{u"update"_s, u"--raw"_s, u"Settings"_s, u"k"_s,
                                          u"--patch"_s};
    QTest::newRow("keys of the emulator") << QStringList{u"serve"_s, u"--key-file"_s};
}

void TestCtlTexts::namesUtf16()
{
    QFETCH(QStringList, arguments);
    import("R08-bom.json");
    const auto answer = run(arguments + QStringList{caseFile("R08-utf16le.json")});
    QCOMPARE(answer.code, 7);
    QVERIFY2(answer.errors.contains("UTF-16"), answer.errors.constData());
}

void TestCtlTexts::refusesArgumentsThatAreNoUtf8()
{
    import("R25-import.json");
    const QByteArray start =
        PLECTRUM_BIN_DIR "/plectrumctl --universe " + path(u"u.plectrum"_s).toUtf8();
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* bytes : {"\\377", "p\\303", "\\355\\240\\200"}) {
        const QByteArray word = QByteArray("\"$(printf '") + bytes + "')\"";
        const auto answer = runShell(start + " raw get Raw " + word, environment);
        QCOMPARE(answer.code, 2);
        QVERIFY(answer.output.isEmpty());
        QVERIFY2(answer.errors.contains("is no UTF-8"), answer.errors.constData());
        QCOMPARE(runShell(start + " raw get --scope=" + word + " Raw p1", environment).code, 2);
    }
    const auto there = run({u"raw"_s, u"get"_s, u"Raw"_s, u"\ufffd"_s});
    QVERIFY(there.output.contains("the key U+FFFD"));
}

void TestCtlTexts::saysNothingOfTheLocale()
{
    const auto made = run({u"import"_s, u"-"_s}, "{\"Raw\":{\"caf\u00e9\":1}}");
    QCOMPARE(made.code, 0);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    const auto answer =
        runShell(PLECTRUM_BIN_DIR "/plectrumctl --json --universe " + path(u"u.plectrum"_s).toUtf8()
                     + " raw get Raw \"$(printf 'caf\\303\\251')\"",
                 environment);
    QCOMPARE(answer.errors, "");
    QCOMPARE(answer.output, "1\n");
}

void TestCtlTexts::needsNoDisplayForHelp_data()
{
    QTest::addColumn<QByteArray>("command");
    for (const char* program : {"plectrum", "plectrumctl"})
        for (const char* option : {"--help", "--version"})
            QTest::addRow("%s %s", program, option)
                << QByteArray(QByteArray(program) + ' ' + option);
}

void TestCtlTexts::needsNoDisplayForHelp()
{
    QFETCH(QByteArray, command);
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    const auto answer = runShell(PLECTRUM_BIN_DIR "/" + command, environment);
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.errors, "");
    QVERIFY(answer.output.contains("plectrum"));
}

void TestCtlTexts::exportsIntoDevices()
{
    if (!QFileInfo::exists(u"/dev/full"_s))
        QSKIP("there is no /dev/full");
    import("R14-import.json");
    // By a link: should the link be replaced, the device stays.
    const QString link = path(u"full"_s);
    QVERIFY(QFile::link(u"/dev/full"_s, link));
    const auto answer = run({u"export"_s, u"-o"_s, link});
    QCOMPARE(answer.code, 1);
    QVERIFY2(answer.errors.contains("the disk is full"), answer.errors.constData());
    QCOMPARE(QFileInfo(link).symLinkTarget(), u"/dev/full"_s);
    const auto output = runShell(PLECTRUM_BIN_DIR "/plectrumctl --universe "
                                     + path(u"u.plectrum"_s).toUtf8() + " export > /dev/full",
                                 QProcessEnvironment::systemEnvironment());
    QCOMPARE(output.code, 1);
    QVERIFY2(output.errors.contains("the disk is full"), output.errors.constData());
}

void TestCtlTexts::exportsIntoFifos()
{
    import("R14-import.json");
    const QByteArray fifo = path(u"fifo"_s).toUtf8();
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    const auto answer =
        runShell(PLECTRUM_BIN_DIR "/plectrumctl --universe " + path(u"u.plectrum"_s).toUtf8()
                     + " export -o " + fifo + " > /dev/null & cat " + fifo + "; wait $!",
                 QProcessEnvironment::systemEnvironment());
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QVERIFY(json::parse(answer.output.toStdString()).has_value());
    struct stat status{};
    QCOMPARE(::stat(fifo.constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestCtlTexts::readsReadOnlyFiles()
{
    import("R25-import.json");
    const QString file = path(u"u.plectrum"_s);
    const auto before = run({u"export"_s}).output;
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
    QCOMPARE(run({u"export"_s}).output, before);
    QCOMPARE(run({u"--json"_s, u"raw"_s, u"get"_s, u"Raw"_s, u"p1"_s}).output, "{\"n\":1}\n");
    const auto write = run({u"import"_s, u"-"_s}, "{\"Raw\":{\"p2\":1}}");
    QVERIFY(write.code != 0);
    QVERIFY2(write.errors.contains("read-only"), write.errors.constData());
    QCOMPARE(run({u"export"_s}).output, before);
    QVERIFY(!QDir(m_folder->path()).exists(u"u.plectrum-wal"_s));
}

PLECTRUM_TEST(TestCtlTexts)

} // namespace tst_ctl_texts

#include "tst_ctl_texts.moc"
