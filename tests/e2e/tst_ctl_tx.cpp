// SPDX-License-Identifier: MIT
// plectrumctl tx: several keys changed together or not at all.
#include "crash_universe.h"
#include "support/test.h"

#include <memory>

namespace tst_ctl_tx {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using plectrum::test::oneReplace;

class TestCtlTx : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_universe = std::make_unique<test::CrashUniverse>(); }
    void changesTwoKeysTogether();
    void writesASingleKeyPlain();
    void saysWhenThereIsNothingToDo();
    void showsADryRun();
    void changesNothingWhenOneKeyCannot_data();
    void changesNothingWhenOneKeyCannot();
    void changesNothingWhileAKeyIsLocked();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    std::unique_ptr<test::CrashUniverse> m_universe;
};

void TestCtlTx::changesTwoKeysTogether()
{
    const QString from = m_universe->file(u"from.json"_s, oneReplace("/coins", 50));
    const auto answer = m_universe->runJson(
        {u"tx"_s, u"PlayerData"_s, u"--patch"_s, u"c1="_s + from, u"--patch"_s, u"c2=-"_s},
        oneReplace("/coins", 50));
    QVERIFY2(answer.code == 0, answer.errors.constData());
    const Value document = answer.document();
    QCOMPARE(document["outcome"].toString(), std::string_view("committed"));
    QCOMPARE(document["txId"].toString().size(), std::size_t(36));
    QCOMPARE(document["keys"].size(), std::size_t(2));
    QCOMPARE(document["keys"].at(0)["key"].toString(), std::string_view("c1"));
    QVERIFY(!document["keys"].at(0)["version"].toString().empty());
    QCOMPARE(m_universe->peek(u"c1"_s), R"({"coins":50,"items":[]})");
    QCOMPARE(m_universe->peek(u"c2"_s), R"({"coins":50,"items":["sword"]})");
    QVERIFY(!m_universe->unfinished().contains(std::string(document["txId"].toString())));
    const auto versions = m_universe->runJson(
        {u"versions"_s, u"PlayerData"_s, u"c1"_s, u"--transactions"_s, u"--limit"_s, u"1"_s}, {});
    const Value newest = versions.document().at(0);
    QCOMPARE(newest["txId"].toString(), document["txId"].toString());
    QCOMPARE(newest["transaction"].toString(), std::string_view("committed"));
    QCOMPARE(newest["decidedBy"].toString(), std::string_view("marker"));
}

void TestCtlTx::writesASingleKeyPlain()
{
    const QString same = m_universe->file(u"same.json"_s, oneReplace("/coins", 30));
    const auto answer = m_universe->runJson(
        {u"tx"_s, u"PlayerData"_s, u"--patch"_s, u"c1=-"_s, u"--patch"_s, u"c2="_s + same},
        oneReplace("/coins", 71));
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(answer.document()["outcome"].toString(), std::string_view("committed"));
    QVERIFY(!answer.document().find("txId"));
    QCOMPARE(m_universe->peek(u"c1"_s), R"({"coins":71,"items":[]})");
}

void TestCtlTx::saysWhenThereIsNothingToDo()
{
    const auto before = m_universe->everything();
    const auto answer = m_universe->runJson({u"tx"_s, u"PlayerData"_s, u"--patch"_s, u"c1=-"_s},
                                            oneReplace("/coins", 70));
    QVERIFY2(answer.code == 0, answer.errors.constData());
    QCOMPARE(answer.document()["outcome"].toString(), std::string_view("unchanged"));
    QCOMPARE(m_universe->everything(), before);
}

void TestCtlTx::showsADryRun()
{
    const auto before = m_universe->everything();
    const QStringList words{u"tx"_s, u"PlayerData"_s, u"--dry-run"_s, u"--patch"_s, u"c1=-"_s};
    const auto answer = m_universe->runJson(words, oneReplace("/coins", 5));
    QCOMPARE(answer.code, 0);
    QCOMPARE(
        answer.output,
        R"({"keys":[{"changes":[{"op":"replace","path":"/coins","value":5}],"key":"c1"}],"outcome":"dry run"})"
        "\n");
    const auto plain = m_universe->run(words, oneReplace("/coins", 5));
    QCOMPARE(plain.output, "c1\n  ~ /coins: 70 -> 5\nNothing was written.\n");
    QCOMPARE(m_universe->everything(), before);
}

void TestCtlTx::changesNothingWhenOneKeyCannot_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = oneReplace("/coins", 1);
    QTest::newRow("absent") << u"nobody"_s << good << 3
                            << QByteArray("there is no PlayerData/nobody");
    QTest::newRow("damaged") << u"d1"_s << good << 6 << QByteArray("TX-D");
    QTest::newRow("unfinished") << u"b1"_s << good << 6 << QByteArray("nothing was written");
    QTest::newRow("no JSON") << u"c1"_s << QByteArray("[{]") << 7 << QByteArray("<stdin>:1:3: ");
    QTest::newRow("no patch") << u"c1"_s << QByteArray("{}") << 7
                              << QByteArray("a JSON Patch is an array");
    QTest::newRow("does not apply")
        << u"c1"_s << oneReplace("/nothing/here", 1) << 7 << QByteArray("does not apply");
}

void TestCtlTx::changesNothingWhenOneKeyCannot()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, patch);
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    const auto before = m_universe->everything();
    const QString good = m_universe->file(u"good.json"_s, oneReplace("/coins", 1));
    const auto answer =
        m_universe->runJson({u"tx"_s, u"PlayerData"_s, u"--patch"_s, u"c2="_s + good, u"--patch"_s,
                             key + u"=-"_s, u"--lock-wait"_s, u"0"_s},
                            patch);
    QVERIFY2(answer.code == code, answer.errors.constData());
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(m_universe->everything(), before);
}

/// The demo universe has a key that a game server holds.
void TestCtlTx::changesNothingWhileAKeyIsLocked()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const auto demo = [](const QStringList& words, const QByteArray& input = {}) {
        return test::ctl(QStringList{u"--demo"_s, u"--json"_s} + words, input);
    };
    const QStringList raw{u"raw"_s, u"get"_s, u"lyra/records/PlayerData"_s};
    const QString free = u"player_48151623"_s;
    const QString held = u"player_420000042"_s;
    const auto freeBefore = demo(raw + QStringList{free}).output;
    const auto heldBefore = demo(raw + QStringList{held}).output;
    const QString patch = m_universe->file(u"one.json"_s, oneReplace("/coins", 1));
    const auto answer = demo({u"tx"_s, u"PlayerData"_s, u"--patch"_s, free + u'=' + patch,
                              u"--patch"_s, held + u'=' + patch, u"--lock-wait"_s, u"1"_s});
    QVERIFY2(answer.code == 5, answer.errors.constData());
    QVERIFY2(answer.errors.contains("PlayerData/player_420000042 is locked by a game server"),
             answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(demo(raw + QStringList{free}).output, freeBefore);
    QCOMPARE(demo(raw + QStringList{held}).output, heldBefore);
    // Nor is the lock of the other one left behind.
    QCOMPARE(demo({u"lock"_s, u"PlayerData"_s, free}).code, 0);
}

void TestCtlTx::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QStringList words, const char* text) {
        QTest::newRow(name) << words << QByteArray(text);
    };
    const QStringList tx{u"tx"_s, u"PlayerData"_s};
    row("no patch", tx, "tx needs --patch KEY=FILE");
    row("no file", tx + QStringList{u"--patch"_s, u"c1"_s}, "--patch is KEY=FILE");
    row("no key", tx + QStringList{u"--patch"_s, u"=x"_s}, "--patch is KEY=FILE");
    row("key twice", tx + QStringList{u"--patch"_s, u"c1=x"_s, u"--patch"_s, u"c1=y"_s},
        "two patches for the key c1");
    row("stdin twice", tx + QStringList{u"--patch"_s, u"c1=-"_s, u"--patch"_s, u"c2=-"_s},
        "only one patch");
}

void TestCtlTx::refusesWrongUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, text);
    const auto answer = m_universe->run(words);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

PLECTRUM_TEST(TestCtlTx)

} // namespace tst_ctl_tx

#include "tst_ctl_tx.moc"
