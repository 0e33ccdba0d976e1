// SPDX-License-Identifier: MIT
// plectrumctl load-test: the figures add up, money is conserved, and nothing is left behind.
#include "ctl_process.h"
#include "support/test.h"

#include <QTemporaryDir>

namespace tst_ctl_load_test {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

class TestCtlLoadTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void worksOnACopy();
    void worksInPlaceAndTidiesUp();
    void worksWithLatency();
    void tellsPeople();
    void refusesKeysThatAreThere();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    CtlAnswer run(const QStringList& words, const QByteArray& input = {}) const;
    CtlAnswer loadTest(const QStringList& words) const;
    static void verifyFigures(const Value& document);
    QTemporaryDir m_folder;
    QString m_file;
};

CtlAnswer TestCtlLoadTest::run(const QStringList& words, const QByteArray& input) const
{
    return ctl(QStringList{u"--universe"_s, m_file} + words, input);
}

void TestCtlLoadTest::init()
{
    m_file = m_folder.filePath(u"load.plectrum"_s);
    QFile::remove(m_file);
    QCOMPARE(run({u"import"_s, u"-"_s}, R"({"Plain":{"a":1}})").code, 0);
}

void TestCtlLoadTest::verifyFigures(const Value& document)
{
    QVERIFY(document["isConserved"].toBool());
    QCOMPARE(document["moneyAfter"].toInteger(), document["moneyBefore"].toInteger());
    QCOMPARE(document["unreadableKeys"].toInteger(-1), 0);
    QCOMPARE(document["operations"].size(), std::size_t(5));
    double perSecond = 0;
    document["operations"].forEachElement([&perSecond](const Value& operation) {
        const auto name = std::string(operation["operation"].toString());
        QVERIFY2(operation["done"].toInteger() > 0, name.c_str());
        QVERIFY2(operation["failed"].toInteger(-1) == 0, name.c_str());
        const Value& times = operation["microseconds"];
        QVERIFY(times["p50"].toDouble() > 0);
        QVERIFY(times["p50"].toDouble() <= times["p95"].toDouble());
        QVERIFY(times["p95"].toDouble() <= times["p99"].toDouble());
        QVERIFY(times["p99"].toDouble() <= times["longest"].toDouble());
        perSecond += operation["perSecond"].toDouble();
    });
    QVERIFY(qAbs(perSecond - document["operationsPerSecond"].toDouble()) < 1);
}

/// How much is done in a second is the machine's matter: as many as it takes for all operations.
CtlAnswer TestCtlLoadTest::loadTest(const QStringList& words) const
{
    for (int seconds = 1;; seconds *= 2) {
        auto answer = run(QStringList{u"--json"_s, u"load-test"_s, u"PlayerData"_s, u"--seconds"_s,
                                      QString::number(seconds)}
                          + words);
        if (answer.code != 0 || seconds > 30)
            return answer;
        bool isAllDone = true;
        answer.document()["operations"].forEachElement([&isAllDone](const Value& operation) {
            isAllDone = isAllDone && operation["done"].toInteger() > 0;
        });
        if (isAllDone)
            return answer;
    }
}

void TestCtlLoadTest::worksOnACopy()
{
    const auto before = run({u"--json"_s, u"export"_s}).output;
    const auto answer = loadTest({});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    const Value document = answer.document();
    verifyFigures(document);
    QVERIFY(!document["inPlace"].toBool(true));
    QCOMPARE(document["moneyBefore"].toInteger(), 50'000);
    QCOMPARE(run({u"--json"_s, u"export"_s}).output, before);
}

void TestCtlLoadTest::worksInPlaceAndTidiesUp()
{
    const auto answer = loadTest({u"--in-place"_s, u"--servers"_s, u"2"_s, u"--keys"_s, u"12"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    verifyFigures(answer.document());
    QCOMPARE(run({u"--json"_s, u"keys"_s, u"PlayerData"_s}).output, "[]\n");
    QCOMPARE(run({u"--json"_s, u"lock"_s, u"PlayerData"_s, u"load-test-0001"_s}).code, 0);
    const auto again = run(
        {u"--json"_s, u"load-test"_s, u"PlayerData"_s, u"--seconds"_s, u"1"_s, u"--in-place"_s});
    QVERIFY2(again.code == 0, again.errors.constData());
}

/// Calls overlap, so servers meet each other's locks and transactions.
void TestCtlLoadTest::worksWithLatency()
{
    const auto answer = loadTest({u"--latency"_s, u"4"_s, u"--servers"_s, u"8"_s, u"--keys"_s,
                                  u"24"_s, u"--seed"_s, u"9"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    verifyFigures(answer.document());
}

void TestCtlLoadTest::tellsPeople()
{
    const auto answer = run({u"load-test"_s, u"PlayerData"_s, u"--seconds"_s, u"1"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    for (const char* text : {"4 servers on 50 keys of PlayerData, on a copy in memory", "transfer",
                             "operations a second in all", "Money: 50000 before, 50000 after."})
        QVERIFY2(answer.output.contains(text), answer.output.constData());
}

void TestCtlLoadTest::refusesKeysThatAreThere()
{
    QCOMPARE(
        run({u"import"_s, u"-"_s},
            R"({"lyra/records/PlayerData":{"load-test-0003":{"appliedMigrations":[],"file":{"data":{"committedData":{"coins":1}}},"orphanedFiles":[]}}})")
            .code,
        0);
    const auto before = run({u"--json"_s, u"export"_s}).output;
    const auto answer = run({u"--json"_s, u"load-test"_s, u"PlayerData"_s, u"--in-place"_s});
    QCOMPARE(answer.code, 4);
    QVERIFY2(answer.errors.contains("load-test-0003"), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(run({u"--json"_s, u"export"_s}).output, before);
}

void TestCtlLoadTest::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no servers") << QStringList{u"--servers"_s, u"0"_s}
                                << QByteArray("--servers is at least 1");
    QTest::newRow("many servers") << QStringList{u"--servers"_s, u"65"_s}
                                  << QByteArray("--servers is a whole number from 0 to 64");
    QTest::newRow("few keys") << QStringList{u"--keys"_s, u"3"_s}
                              << QByteArray("--keys is at least twice --servers");
    QTest::newRow("seconds") << QStringList{u"--seconds"_s, u"soon"_s}
                             << QByteArray("--seconds is a whole number");
}

void TestCtlLoadTest::refusesWrongUsage()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, text);
    const auto answer = run(QStringList{u"load-test"_s, u"PlayerData"_s} + options);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
}

PLECTRUM_TEST(TestCtlLoadTest)

} // namespace tst_ctl_load_test

#include "tst_ctl_load_test.moc"
