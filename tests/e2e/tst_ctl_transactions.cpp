// SPDX-License-Identifier: MIT
// plectrumctl transactions: what dead servers left behind is listed, finished and rolled back.
#include "crash_universe.h"
#include "json/printer.h"
#include "support/test.h"

#include <memory>

namespace tst_ctl_transactions {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::oneReplace;

class TestCtlTransactions : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_universe = std::make_unique<test::CrashUniverse>(); }
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void listsWhatIsUnfinished();
    void listsForPeople();
    void leavesYoungOnesAlone();
    void finishes();
    void undoesWhatWasFinished();
    void rollsBack();
    void finishesOnlyWhatIsWhole();
    void rollsBackWhatNoRecordNames();
    void tellsWhatIsNotThere();

private:
    std::unique_ptr<test::CrashUniverse> m_universe;
};

void TestCtlTransactions::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QStringList words, const char* text) {
        QTest::newRow(name) << words << QByteArray(text);
    };
    const QStringList transactions{u"transactions"_s, u"PlayerData"_s};
    row("no action", transactions, "transactions needs list|finish|roll-back");
    row("action", transactions + QStringList{u"forget"_s}, "not \"forget\"");
    row("no id", transactions + QStringList{u"finish"_s}, "finish needs TXID");
    row("list of one", transactions + QStringList{u"list"_s, u"TX-A"_s}, "does not take \"TX-A\"");
    row("too many", transactions + QStringList{u"finish"_s, u"a"_s, u"b"_s}, "does not take \"b\"");
}

void TestCtlTransactions::refusesWrongUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, text);
    const auto answer = m_universe->run(words);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

void TestCtlTransactions::listsWhatIsUnfinished()
{
    const auto answer = m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"list"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(m_universe->unfinished(), (std::set<std::string>{"TX-A", "TX-B"}));
    answer.document().forEachElement([](const Value& found) {
        QCOMPARE(found["state"].toString(), std::string_view("unfinished"));
        QVERIFY(found.find("markerTime"));
        if (found["txId"].toString() == "TX-A") {
            QCOMPARE(found["records"].size(), std::size_t(1));
            return;
        }
        QCOMPARE(found["records"].size(), std::size_t(2));
        const Value& first = found["records"].at(0);
        QCOMPARE(first["key"].toString(), std::string_view("b1"));
        QCOMPARE(json::print(first["before"]), R"({"coins":100,"items":["sword"]})");
        QCOMPARE(json::print(first["after"]), R"({"coins":70,"items":[]})");
        QVERIFY(!first["isLocked"].toBool(true));
    });
    const auto all =
        m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"list"_s, u"--with-committed"_s})
            .document();
    QVERIFY(all.size() >= 3);
    QCOMPARE(m_universe->runJson({u"transactions"_s, u"Nothing"_s, u"list"_s}).output, "[]\n");
}

void TestCtlTransactions::listsForPeople()
{
    const auto answer = m_universe->run({u"transactions"_s, u"PlayerData"_s, u"list"_s});
    QCOMPARE(answer.code, 0);
    for (const char* text : {"TX-A  unfinished since ", "TX-B  unfinished since ", "b2",
                             R"({"coins":0,"items":[]})", R"({"coins":30,"items":["sword"]})"})
        QVERIFY2(answer.output.contains(text), answer.output.constData());
    const auto none = m_universe->run({u"transactions"_s, u"Nothing"_s, u"list"_s});
    QCOMPARE(none.output, "There are none.\n");
}

void TestCtlTransactions::leavesYoungOnesAlone()
{
    const auto before = m_universe->everything();
    for (const QString& action : {u"finish"_s, u"roll-back"_s}) {
        const auto answer =
            m_universe->runJson({u"transactions"_s, u"PlayerData"_s, action, u"TX-B"_s});
        QVERIFY2(answer.code == 5, answer.errors.constData());
        QVERIFY2(answer.errors.contains("so young"), answer.errors.constData());
        QVERIFY(answer.output.isEmpty());
    }
    QCOMPARE(m_universe->everything(), before);
}

void TestCtlTransactions::finishes()
{
    m_universe->makeOld();
    QCOMPARE(m_universe->peek(u"b1"_s), R"({"coins":100,"items":["sword"]})");
    QCOMPARE(m_universe->peek(u"b2"_s), R"({"coins":0,"items":[]})");
    const auto answer =
        m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"finish"_s, u"TX-B"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(answer.document()["outcome"].toString(), std::string_view("finished"));
    QCOMPARE(m_universe->peek(u"b1"_s), R"({"coins":70,"items":[]})");
    QCOMPARE(m_universe->peek(u"b2"_s), R"({"coins":30,"items":["sword"]})");
    QCOMPARE(m_universe->unfinished(), std::set<std::string>{"TX-A"});
    // It can be written again.
    const auto update = m_universe->run(
        {u"update"_s, u"PlayerData"_s, u"b1"_s, u"--patch"_s, u"-"_s}, oneReplace("/coins", 1));
    QVERIFY2(update.code == 0, update.errors.constData());
}

void TestCtlTransactions::undoesWhatWasFinished()
{
    m_universe->makeOld();
    m_universe->run({u"transactions"_s, u"PlayerData"_s, u"finish"_s, u"TX-B"_s});
    const Value entries = m_universe->runJson({u"journal"_s, u"--text"_s, u"TX-B"_s}).document();
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries.at(0)["what"].toString(), std::string_view("finish transaction"));
    const auto undone =
        m_universe->run({u"undo"_s, QString::number(entries.at(0)["entry"].toInteger())});
    QVERIFY2(undone.code == 0, undone.output.constData());
    QCOMPARE(m_universe->peek(u"b1"_s), R"({"coins":100,"items":["sword"]})");
    QCOMPARE(m_universe->peek(u"b2"_s), R"({"coins":0,"items":[]})");
}

void TestCtlTransactions::rollsBack()
{
    m_universe->makeOld();
    const auto answer =
        m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"roll-back"_s, u"TX-B"_s});
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(answer.output,
             "{\"outcome\":\"rolled back\",\"txId\":\"TX-B\",\"written\":[\"b1\",\"b2\"]}\n");
    QCOMPARE(m_universe->peek(u"b1"_s), R"({"coins":100,"items":["sword"]})");
    QCOMPARE(m_universe->peek(u"b2"_s), R"({"coins":0,"items":[]})");
    QCOMPARE(m_universe->unfinished(), std::set<std::string>{"TX-A"});
    const auto raw =
        m_universe->runJson({u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s, u"b1"_s});
    QVERIFY(!raw.output.contains("txId"));
    const auto marker =
        m_universe->runJson({u"raw"_s, u"get"_s, u"lyra/tx/PlayerData"_s, u"TX-B"_s});
    QCOMPARE(marker.code, 3);
}

/// Of TX-A only one record was written.
void TestCtlTransactions::finishesOnlyWhatIsWhole()
{
    m_universe->makeOld();
    const auto before = m_universe->everything();
    const auto refused =
        m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"finish"_s, u"TX-A"_s});
    QVERIFY2(refused.code == 6, refused.errors.constData());
    QVERIFY2(refused.errors.contains("only be rolled back"), refused.errors.constData());
    QCOMPARE(m_universe->everything(), before);
    const auto back =
        m_universe->run({u"transactions"_s, u"PlayerData"_s, u"roll-back"_s, u"TX-A"_s});
    QVERIFY2(back.code == 0, back.errors.constData());
    QCOMPARE(back.output, "TX-A is rolled back.\n  a1 was written\n");
    QCOMPARE(m_universe->peek(u"a1"_s), R"({"coins":100,"items":["sword"]})");
}

/// The final content: servers have loaded and saved the records since, only markers are left.
void TestCtlTransactions::rollsBackWhatNoRecordNames()
{
    m_universe->import(QByteArray::fromStdString(json::print(test::crashRecording()["final"])));
    m_universe->makeOld();
    QCOMPARE(m_universe->unfinished(), (std::set<std::string>{"TX-A", "TX-B"}));
    const auto before = m_universe->peek(u"b1"_s);
    for (const QString& id : {u"TX-A"_s, u"TX-B"_s}) {
        const auto finish =
            m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"finish"_s, id});
        QVERIFY2(finish.code == 6, finish.errors.constData());
        const auto back =
            m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"roll-back"_s, id});
        QVERIFY2(back.code == 0, back.errors.constData());
        QCOMPARE(back.document()["written"].size(), std::size_t(0));
    }
    QCOMPARE(m_universe->unfinished(), std::set<std::string>());
    QCOMPARE(m_universe->peek(u"b1"_s), before);
}

void TestCtlTransactions::tellsWhatIsNotThere()
{
    const auto answer =
        m_universe->runJson({u"transactions"_s, u"PlayerData"_s, u"finish"_s, u"TX-Z"_s});
    QCOMPARE(answer.code, 3);
    QVERIFY2(answer.errors.contains("there is no unfinished transaction TX-Z"),
             answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

PLECTRUM_TEST(TestCtlTransactions)

} // namespace tst_ctl_transactions

#include "tst_ctl_transactions.moc"
