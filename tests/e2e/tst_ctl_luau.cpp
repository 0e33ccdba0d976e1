// SPDX-License-Identifier: MIT
// Changes that plectrumctl is given as Luau functions: update and tx with --luau.
#include "crash_universe.h"
#include "support/test.h"

#include <memory>

namespace tst_ctl_luau {

using namespace plectrum;
using namespace Qt::StringLiterals;

class TestCtlLuau : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_universe = std::make_unique<test::CrashUniverse>(); }

    void updatesAKey()
    {
        const QStringList words{u"update"_s, u"PlayerData"_s, u"c1"_s, u"--luau"_s, u"-"_s};
        auto answer = m_universe->run(words, "function(data)\ndata.coins += 5\nreturn true\nend");
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(m_universe->peek(u"c1"_s), R"({"coins":75,"items":[]})");
        // False leaves all as it is.
        const auto before = m_universe->everything();
        answer = m_universe->run(words, "data.coins = 1\nreturn false");
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QCOMPARE(m_universe->everything(), before);
    }

    void changesTwoKeysTogether()
    {
        const QByteArray trade = "function(data)\ndata.c1.coins -= 20\ndata.c2.coins += 20\n"
                                 "return true\nend";
        const QStringList words{u"tx"_s,    u"PlayerData"_s, u"--luau"_s, u"-"_s,
                                u"--key"_s, u"c1"_s,         u"--key"_s,  u"c2"_s};
        auto answer = m_universe->run(words + QStringList{u"--dry-run"_s}, trade);
        QCOMPARE(answer.output,
                 "c1\n  ~ /coins: 70 -> 50\nc2\n  ~ /coins: 30 -> 50\nNothing was written.\n");
        answer = m_universe->run(words, trade);
        QVERIFY2(answer.code == 0, answer.errors.constData());
        QVERIFY(answer.output.contains("Committed as transaction"));
        QCOMPARE(m_universe->peek(u"c1"_s), R"({"coins":50,"items":[]})");
        QCOMPARE(m_universe->peek(u"c2"_s), R"({"coins":50,"items":["sword"]})");
    }

    void whatGoesWrongWritesNothing_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("function");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("text");
        const QStringList update{u"update"_s, u"PlayerData"_s, u"c1"_s, u"--luau"_s, u"-"_s};
        const QStringList tx{u"tx"_s, u"PlayerData"_s, u"--luau"_s, u"-"_s, u"--key"_s, u"c1"_s};
        QTest::newRow("throws") << update << QByteArray("data.coins = 1\nerror('no')") << 7
                                << QByteArray("<stdin>:2: no");
        QTest::newRow("no Luau") << update << QByteArray("data.coins ==") << 7
                                 << QByteArray("<stdin>:");
        QTest::newRow("no answer")
            << update << QByteArray("data.coins = 1") << 7 << QByteArray("must give true");
        QTest::newRow("for ever") << update << QByteArray("while true do end") << 7
                                  << QByteArray("<stdin>:1");
        QTest::newRow("adds a key") << tx << QByteArray("data.c9 = {} return true") << 7
                                    << QByteArray("neither added nor removed");
        QTest::newRow("no keys") << tx.first(4) << QByteArray("return true") << 2
                                 << QByteArray("--key");
        QTest::newRow("a patch, too")
            << update + QStringList{u"--patch"_s, u"-"_s} << QByteArray("return true") << 2
            << QByteArray("--patch FILE, or --luau FILE");
    }

    void whatGoesWrongWritesNothing()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, function);
        QFETCH(int, code);
        QFETCH(QByteArray, text);
        const auto before = m_universe->everything();
        const auto answer = m_universe->run(words, function);
        QCOMPARE(answer.code, code);
        QVERIFY2(answer.errors.contains(text), answer.errors.constData());
        QCOMPARE(m_universe->everything(), before);
    }

private:
    std::unique_ptr<test::CrashUniverse> m_universe;
};

PLECTRUM_TEST(TestCtlLuau)

} // namespace tst_ctl_luau

#include "tst_ctl_luau.moc"
