// SPDX-License-Identifier: MIT
// journal and undo: every write of plectrumctl is entered, and can be taken back.
#include "async/executor.h"
#include "async/sim_clock.h"
#include "ctl_process.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tst_ctl_journal {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

namespace {

/// Records a and b with ten coins each.
const QByteArray content = [] {
    const std::string record = R"({"appliedMigrations":[],"file":{"data":{"committedData":)"
                               R"({"coins":10,"name":"x"}}},"orphanedFiles":[]})";
    return QByteArray::fromStdString(R"({"lyra/records/Game":{"a":)" + record + R"(,"b":)" + record
                                     + R"(},"Scores":{"s":1}})");
}();

QByteArray coins(int count)
{
    return R"([{"op":"replace","path":"/coins","value":)" + QByteArray::number(count) + "}]";
}

QString groupOf(const Value& entry)
{
    const auto group = entry["group"].toString();
    return QString::fromUtf8(group.data(), qsizetype(group.size()));
}

/// A universe whose record has two versions, each with its own migrations; the first one's id.
QString makeTwoVersions(const std::string& path)
{
    async::SimClock clock(async::EventLoopClock().now() - std::chrono::hours(5));
    async::InlineExecutor executor;
    const auto universe =
        mock::Universe::open(path, mock::FileMode::Create, clock, async::Random(1), executor);
    auto& records = universe->dataStores().dataStore("lyra/records/Game");
    const auto write = [&](const char* migrations, int v) {
        const std::string text = std::string(R"({"appliedMigrations":)") + migrations
            + R"(,"file":{"data":{"committedData":{"v":)" + std::to_string(v)
            + R"(}}},"orphanedFiles":[]})";
        return clock.blockOn(records.set("a", json::parse(text).value())).version;
    };
    const std::string first = write("[]", 1);
    clock.advance(std::chrono::hours(3));
    write(R"(["m1"])", 2);
    return QString::fromStdString(first);
}

} // namespace

class TestCtlJournal : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void entersAndUndoesAnUpdate();
    void undoesAnUndo();
    void keepsWhatWasChangedSince();
    void tellsConflicts();
    void undoesARestore();
    void undoesATransactionAsAWhole();
    void entersImportsAndRefusesThem();
    void entersNoLook();
    void undoesPlainEntries();
    void filtersTheList();
    void listsWithoutOpeningTheUniverse();
    void exitCodes_data();
    void exitCodes();
    void goesOnWithADamagedJournal();
    void refusesAnotherUniversesEntries();

private:
    CtlAnswer run(QStringList arguments, const QByteArray& input = {}) const;
    CtlAnswer json(QStringList arguments, const QByteArray& input = {}) const;
    void setCoins(const QString& key, int count) const;
    Value data(const QString& key) const;
    Value entries(QStringList filter = {}) const;
    QString newest() const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCtlJournal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(run({u"import"_s, u"-"_s}, content).code, 0);
}

CtlAnswer TestCtlJournal::run(QStringList arguments, const QByteArray& input) const
{
    return ctl(QStringList{u"--universe"_s, m_folder->filePath(u"g.plectrum"_s), u"--journal"_s,
                           m_folder->filePath(u"j.db"_s)}
                   + arguments,
               input);
}

CtlAnswer TestCtlJournal::json(QStringList arguments, const QByteArray& input) const
{
    return run(QStringList{u"--json"_s} + arguments, input);
}

void TestCtlJournal::setCoins(const QString& key, int count) const
{
    const auto answer = run({u"update"_s, u"Game"_s, key, u"--patch"_s, u"-"_s}, coins(count));
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QVERIFY2(answer.errors.isEmpty(), answer.errors.constData());
}

Value TestCtlJournal::data(const QString& key) const
{
    return json({u"peek"_s, u"Game"_s, key}).document();
}

Value TestCtlJournal::entries(QStringList filter) const
{
    return json(QStringList{u"journal"_s} + filter).document();
}

QString TestCtlJournal::newest() const
{
    return QString::number(entries().at(0)["entry"].toInteger());
}

void TestCtlJournal::entersAndUndoesAnUpdate()
{
    setCoins(u"a"_s, 25);
    const Value entry = entries().at(0);
    QCOMPARE(entry["who"].toString(), "plectrumctl update");
    QCOMPARE(entry["what"].toString(), "save");
    QCOMPARE(entry["outcome"].toString(), "done");
    QCOMPARE(entry["store"].toString(), "Game");
    QCOMPARE(entry["key"].toString(), "a");
    QCOMPARE(json::print(entry["changes"]), R"([{"after":25,"before":10,"place":"/coins"}])");
    QVERIFY(entry["versionAfter"].toString() > entry["versionBefore"].toString());
    const auto undone = json({u"undo"_s, newest()});
    QVERIFY2(undone.code == 0, undone.errors.constData());
    QCOMPARE(undone.document().at(0)["outcome"].toString(), "undone");
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(10));
    const Value after = entries();
    QCOMPARE(after.at(0)["who"].toString(), "plectrumctl undo");
    QCOMPARE(after.at(0)["undoes"].toInteger(), entry["entry"].toInteger());
    QCOMPARE(after.at(1)["undoneBy"].toInteger(), after.at(0)["entry"].toInteger());
    const auto people = run({u"journal"_s});
    QVERIFY(people.output.startsWith("ENTRY"));
    QVERIFY(people.output.contains("undone by"));
}

void TestCtlJournal::undoesAnUndo()
{
    setCoins(u"a"_s, 25);
    const QString first = newest();
    QCOMPARE(run({u"undo"_s, first}).code, 0);
    QCOMPARE(run({u"undo"_s, first}).code, 9);
    QCOMPARE(run({u"undo"_s, newest()}).code, 0);
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(25));
    QCOMPARE(run({u"undo"_s, first}).code, 0);
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(10));
}

void TestCtlJournal::keepsWhatWasChangedSince()
{
    setCoins(u"a"_s, 25);
    const QString first = newest();
    run({u"update"_s, u"Game"_s, u"a"_s, u"--patch"_s, u"-"_s},
        R"([{"op":"replace","path":"/name","value":"y"}])");
    QCOMPARE(run({u"undo"_s, first}).code, 0);
    QCOMPARE(json::print(data(u"a"_s)), R"({"coins":10,"name":"y"})");
}

void TestCtlJournal::tellsConflicts()
{
    setCoins(u"a"_s, 25);
    const QString first = newest();
    setCoins(u"a"_s, 26);
    const auto answer = json({u"undo"_s, first});
    QCOMPARE(answer.code, 4);
    QCOMPARE(answer.document().at(0)["outcome"].toString(), "conflict");
    QVERIFY(answer.document().at(0)["reason"].toString().contains("/coins"));
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(26));
}

void TestCtlJournal::undoesARestore()
{
    const std::string path = m_folder->filePath(u"old.plectrum"_s).toStdString();
    const QString first = makeTwoVersions(path);
    const auto old = [&](QStringList words) {
        return ctl(QStringList{u"--universe"_s, QString::fromStdString(path), u"--journal"_s,
                               m_folder->filePath(u"j.db"_s), u"--json"_s}
                   + words);
    };
    const QByteArray before = old({u"raw"_s, u"get"_s, u"lyra/records/Game"_s, u"a"_s}).output;
    QCOMPARE(old({u"restore"_s, u"Game"_s, u"a"_s, first}).code, 0);
    QCOMPARE(old({u"peek"_s, u"Game"_s, u"a"_s}).output, "{\"v\":1}\n");
    const Value entry = old({u"journal"_s}).document().at(0);
    QCOMPARE(entry["what"].toString(), "restore");
    QCOMPARE(entry["detail"].toString(), first.toStdString());
    const auto undone = old({u"undo"_s, QString::number(entry["entry"].toInteger())});
    QVERIFY2(undone.code == 0, undone.output.constData());
    QCOMPARE(old({u"raw"_s, u"get"_s, u"lyra/records/Game"_s, u"a"_s}).output, before);
}

void TestCtlJournal::undoesATransactionAsAWhole()
{
    const QString a = m_folder->filePath(u"a.json"_s);
    const QString b = m_folder->filePath(u"b.json"_s);
    for (const auto& [file, count] : {std::pair(a, 4), std::pair(b, 16)}) {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(coins(count));
    }
    const auto tx = run({u"tx"_s, u"Game"_s, u"--patch"_s, u"a="_s + a, u"--patch"_s, u"b="_s + b});
    QVERIFY2(tx.code == 0, tx.errors.constData());
    Value listed = entries({u"--limit"_s, u"2"_s});
    QCOMPARE(listed.at(0)["what"].toString(), "transaction");
    QCOMPARE(listed.at(0)["outcome"].toString(), "done");
    QVERIFY(!listed.at(0)["versionAfter"].toString().empty());
    QCOMPARE(listed.at(0)["group"].toString(), listed.at(1)["group"].toString());
    // One entry of it means all of it.
    const auto undone = json({u"undo"_s, newest()});
    QVERIFY2(undone.code == 0, undone.errors.constData());
    QCOMPARE(undone.document().size(), std::size_t(2));
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(10));
    QCOMPARE(data(u"b"_s)["coins"].toInteger(), std::int64_t(10));
    const QString group = groupOf(listed.at(0));
    QCOMPARE(run({u"undo"_s, group}).code, 9);
    // And the undo by its group: the trade is made again.
    listed = entries({u"--limit"_s, u"1"_s});
    QCOMPARE(run({u"undo"_s, groupOf(listed.at(0))}).code, 0);
    QCOMPARE(data(u"b"_s)["coins"].toInteger(), std::int64_t(16));
    setCoins(u"b"_s, 99);
    const auto held = json({u"undo"_s, newest()});
    QCOMPARE(held.code, 0); // of the update alone
    setCoins(u"b"_s, 98);
    const auto conflict = json({u"undo"_s, group});
    QCOMPARE(conflict.code, 4);
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(4));
}

void TestCtlJournal::entersImportsAndRefusesThem()
{
    const Value entry = entries().at(0);
    QCOMPARE(entry["what"].toString(), "import");
    QCOMPARE(entry["outcome"].toString(), "done");
    const auto refused = run({u"undo"_s, newest()});
    QCOMPARE(refused.code, 9);
    QVERIFY(refused.output.contains("an import cannot be undone"));
    QCOMPARE(run({u"import"_s, u"-"_s}, "[]").code, 7);
    QCOMPARE(entries().at(0)["outcome"].toString(), "failed");
}

void TestCtlJournal::entersNoLook()
{
    QCOMPARE(run({u"lock"_s, u"Game"_s, u"a"_s}).code, 0); // looking is no write
    QCOMPARE(entries({u"--key"_s, u"a"_s}).size(), std::size_t(0));
}

void TestCtlJournal::undoesPlainEntries()
{
    const auto patch = QByteArray(R"([{"op":"replace","path":"","value":7}])");
    QCOMPARE(run({u"update"_s, u"--raw"_s, u"Scores"_s, u"s"_s, u"--patch"_s, u"-"_s}, patch).code,
             0);
    QVERIFY(entries().at(0)["raw"].toBool());
    QCOMPARE(run({u"undo"_s, newest()}).code, 0);
    QCOMPARE(json({u"raw"_s, u"get"_s, u"Scores"_s, u"s"_s}).output, "1\n");
}

void TestCtlJournal::filtersTheList()
{
    setCoins(u"a"_s, 1);
    setCoins(u"b"_s, 777);
    QCOMPARE(entries().size(), std::size_t(3));
    QCOMPARE(entries({u"--store"_s, u"Game"_s}).size(), std::size_t(2));
    QCOMPARE(entries({u"--key"_s, u"a"_s}).size(), std::size_t(1));
    QCOMPARE(entries({u"--text"_s, u"777"_s}).at(0)["key"].toString(), "b");
    QCOMPARE(entries({u"--limit"_s, u"1"_s}).size(), std::size_t(1));
    QCOMPARE(entries({u"--key"_s, u"nobody"_s}).size(), std::size_t(0));
}

void TestCtlJournal::listsWithoutOpeningTheUniverse()
{
    const QString file = m_folder->filePath(u"g.plectrum"_s);
    QVERIFY(QFile::rename(file, file + u".away"_s));
    QCOMPARE(entries().size(), std::size_t(1));
    const auto all =
        ctl({u"--journal"_s, m_folder->filePath(u"j.db"_s), u"--json"_s, u"journal"_s});
    QCOMPARE(all.document().size(), std::size_t(1));
    QVERIFY(QFile::rename(file + u".away"_s, file));
}

void TestCtlJournal::exitCodes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::newRow("no entry") << QStringList{u"undo"_s, u"99"_s} << 3;
    QTest::newRow("no group") << QStringList{u"undo"_s, u"nothing"_s} << 3;
    QTest::newRow("nothing named") << QStringList{u"undo"_s} << 2;
    QTest::newRow("no number") << QStringList{u"journal"_s, u"--limit"_s, u"x"_s} << 2;
    QTest::newRow("a word too much") << QStringList{u"journal"_s, u"x"_s} << 2;
}

void TestCtlJournal::exitCodes()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    const auto answer = run(words);
    QCOMPARE(answer.code, code);
    QVERIFY(!answer.errors.isEmpty());
}

void TestCtlJournal::goesOnWithADamagedJournal()
{
    QFile journal(m_folder->filePath(u"j.db"_s));
    QVERIFY(journal.open(QIODevice::WriteOnly));
    journal.write("not a journal");
    journal.close();
    const auto answer = run({u"update"_s, u"Game"_s, u"a"_s, u"--patch"_s, u"-"_s}, coins(3));
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.errors.contains("the journal is not kept"));
    QCOMPARE(data(u"a"_s)["coins"].toInteger(), std::int64_t(3));
    QCOMPARE(run({u"journal"_s}).code, 1);
    QCOMPARE(run({u"undo"_s, u"1"_s}).code, 1);
    QVERIFY(journal.open(QIODevice::ReadOnly));
    QCOMPARE(journal.readAll(), "not a journal");
}

void TestCtlJournal::refusesAnotherUniversesEntries()
{
    setCoins(u"a"_s, 25);
    const QString entry = newest();
    const QString other = m_folder->filePath(u"other.plectrum"_s);
    QVERIFY(QFile::copy(m_folder->filePath(u"g.plectrum"_s), other));
    const auto answer = ctl(
        {u"--universe"_s, other, u"--journal"_s, m_folder->filePath(u"j.db"_s), u"undo"_s, entry});
    QCOMPARE(answer.code, 3);
    QVERIFY(answer.output.contains("another universe"));
}

PLECTRUM_TEST(TestCtlJournal)

} // namespace tst_ctl_journal

#include "tst_ctl_journal.moc"
