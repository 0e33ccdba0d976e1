// SPDX-License-Identifier: MIT
// What the real library wrote goes in by `import`, and `peek` gives what the real library read.
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

#include <QDir>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

namespace tst_ctl_golden {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;

namespace {

struct Expected
{
    std::optional<Value> data;
    std::string error; ///< of the library, when it could not read
};

Value readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    const QByteArray text = file.readAll();
    return json::parse({text.constData(), std::size_t(text.size())}).value();
}

bool names(const Value& step, std::string_view key)
{
    const Value& first = step["args"].at(0);
    bool found = first.isString() && first.toString() == key;
    first.forEachElement([&](const Value& each) { found = found || each.toString() == key; });
    return found;
}

bool isOneOf(std::string_view call, std::initializer_list<std::string_view> calls)
{
    return std::ranges::find(calls, call) != calls.end();
}

/// The last read of the key after its last change; an error that is about sessions is no read.
std::optional<Expected> lastRead(const Value& scenario, std::string_view key)
{
    std::optional<Expected> read;
    scenario["steps"].forEachElement([&](const Value& step) {
        if (!names(step, key))
            return;
        const auto call = step["call"].toString();
        const auto error = step["error"].toString();
        if (isOneOf(call, {"update", "updateImmutable", "tx", "save"}))
            read.reset();
        else if (isOneOf(call, {"peek", "get"}) && step["ok"].toBool() && step.find("result"))
            read = Expected{step["result"], {}};
        else if (isOneOf(call, {"peek", "load"})
                 && (error.starts_with("Missing shard") || error.starts_with("Transaction '")))
            read = Expected{{}, std::string(error)};
    });
    return read;
}

/// What the library read of the final state; else what its session held last, which is what it
/// wrote; else, for the record that was written by hand, what the library read as its version.
Expected expectedOf(const Value& scenario, std::string_view key, const Value& record)
{
    if (auto read = lastRead(scenario, key))
        return *read;
    std::optional<Value> held;
    scenario["changed"].forEachElement([&](const Value& change) {
        if (change["key"].toString() == key)
            held = change["new"];
    });
    if (!held && record["file"]["data"].find("txId")) {
        scenario["steps"].forEachElement([&](const Value& step) {
            if (step["call"].toString() == "readVersion" && names(step, key))
                held = step["result"];
        });
    }
    return {held ? *held : record["file"]["data"]["committedData"], {}};
}

} // namespace

class TestCtlGolden : public QObject
{
    Q_OBJECT

private slots:
    void peekGivesWhatTheLibraryRead_data();
    void peekGivesWhatTheLibraryRead();
    void exportComesBack_data() { peekGivesWhatTheLibraryRead_data(); }
    void exportComesBack();

private:
    QString importFinal(const Value& scenario);
    QTemporaryDir m_folder;
};

void TestCtlGolden::peekGivesWhatTheLibraryRead_data()
{
    QTest::addColumn<QString>("path");
    const QDir golden(QStringLiteral(PLECTRUM_TESTS_DIR "/interop/data/golden"));
    int rows = 0;
    for (const QFileInfo& file : golden.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (!readFile(file.filePath()).find("final"))
            continue;
        QTest::newRow(qPrintable(file.completeBaseName())) << file.filePath();
        ++rows;
    }
    QVERIFY(rows >= 35);
}

QString TestCtlGolden::importFinal(const Value& scenario)
{
    const QString file = m_folder.filePath(u"golden.plectrum"_s);
    QFile::remove(file);
    const auto text = QByteArray::fromStdString(json::print(scenario["final"]));
    const auto answer = ctl({u"--universe"_s, file, u"import"_s, u"-"_s}, text);
    if (answer.code != 0)
        qWarning("%s", answer.errors.constData());
    return answer.code == 0 ? file : QString();
}

void TestCtlGolden::peekGivesWhatTheLibraryRead()
{
    QFETCH(QString, path);
    const Value scenario = readFile(path);
    const QString file = importFinal(scenario);
    QVERIFY(!file.isEmpty());
    const Value& records = scenario["final"]["lyra/records/PlayerData"];
    for (std::size_t index = 0; index < records.size(); ++index) {
        const std::string key(records.nameAt(index));
        const Expected expected = expectedOf(scenario, key, records.at(index));
        const auto answer = ctl({u"--universe"_s, file, u"--json"_s, u"peek"_s, u"PlayerData"_s,
                                 QString::fromStdString(key)});
        if (!expected.data) {
            QCOMPARE(answer.code, 6);
            QVERIFY2(answer.errors.contains(expected.error.c_str()), answer.errors.constData());
            QVERIFY(answer.output.isEmpty());
            continue;
        }
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(json::print(answer.document()), json::print(*expected.data));
    }
    const auto nobody =
        ctl({u"--universe"_s, file, u"--json"_s, u"peek"_s, u"PlayerData"_s, u"nobody here"_s});
    QCOMPARE(nobody.code, 3);
    QCOMPARE(nobody.output, "null\n");
}

void TestCtlGolden::exportComesBack()
{
    QFETCH(QString, path);
    const QString file = importFinal(readFile(path));
    QVERIFY(!file.isEmpty());
    const auto first = ctl({u"--universe"_s, file, u"--json"_s, u"export"_s});
    QCOMPARE(first.code, 0);
    const QString copy = m_folder.filePath(u"copy.plectrum"_s);
    QFile::remove(copy);
    const auto imported = ctl({u"--universe"_s, copy, u"import"_s, u"-"_s}, first.output);
    QVERIFY2(imported.code == 0, imported.errors.constData());
    const auto second = ctl({u"--universe"_s, copy, u"--json"_s, u"export"_s});
    QCOMPARE(second.output, first.output);
}

PLECTRUM_TEST(TestCtlGolden)

} // namespace tst_ctl_golden

#include "tst_ctl_golden.moc"
