// SPDX-License-Identifier: MIT
#include "documents/connect/connection.h"
#include "support/test.h"

namespace tst_connection {

using namespace Qt::StringLiterals;
using namespace plectrum::documents;

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void knowsSafeAddresses_data();
    void knowsSafeAddresses();
    void knowsIds_data();
    void knowsIds();
    void knowsKeys();
    void comesBackAsItWas();
};

void TestConnection::knowsSafeAddresses_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("the usual one") << QString() << true;
    QTest::newRow("https") << u"https://apis.example.org"_s << true;
    QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << true;
    QTest::newRow("localhost") << u"http://localhost:80"_s << true;
    QTest::newRow("loopback 6") << u"http://[::1]:80"_s << true;
    QTest::newRow("plain http") << u"http://apis.example.org"_s << false;
    QTest::newRow("looks like loopback") << u"http://127.0.0.1.example.org"_s << false;
    QTest::newRow("with a name in it") << u"https://me@apis.example.org"_s << false;
    QTest::newRow("query") << u"https://apis.example.org?x=1"_s << false;
    QTest::newRow("slash at the end") << u"https://apis.example.org/"_s << false;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("no address") << u"apis"_s << false;
}

void TestConnection::knowsSafeAddresses()
{
    QFETCH(const QString, base);
    QFETCH(const bool, isRight);
    const ConnectionForm form{.name = u"a"_s, .universeId = u"1"_s, .placeId = {}, .baseUrl = base};
    QCOMPARE(form.baseProblem().isEmpty(), isRight);
    QCOMPARE(form.isRight(), isRight);
}

void TestConnection::knowsIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isUniverse");
    QTest::addColumn<bool>("isPlace");
    QTest::newRow("a number") << u"4242"_s << true << true;
    QTest::newRow("pasted with spaces") << u" 4242 "_s << true << true;
    QTest::newRow("nothing") << QString() << false << true;
    QTest::newRow("zero") << u"0"_s << false << false;
    QTest::newRow("below") << u"-3"_s << false << false;
    QTest::newRow("a fraction") << u"1.5"_s << false << false;
    QTest::newRow("a word") << u"game"_s << false << false;
    QTest::newRow("too long") << u"99999999999999999999"_s << false << false;
}

void TestConnection::knowsIds()
{
    QFETCH(const QString, id);
    QFETCH(const bool, isUniverse);
    QFETCH(const bool, isPlace);
    QCOMPARE(ConnectionForm{.universeId = id}.universeProblem().isEmpty(), isUniverse);
    QCOMPARE(ConnectionForm{.placeId = id}.placeProblem().isEmpty(), isPlace);
}

void TestConnection::knowsKeys()
{
    QVERIFY(keyProblem(u"abc+/=09"_s).isEmpty());
    QVERIFY(!keyProblem({}).isEmpty());
    for (const QString& key : {u"planted key"_s, u"planted\nkey"_s, u"plantedé"_s}) {
        QVERIFY(!keyProblem(key).isEmpty());
        QVERIFY(!keyProblem(key).contains(u"planted"_s));
    }
}

void TestConnection::comesBackAsItWas()
{
    const Connection connection{.name = u"Größe"_s,
                                .spec = {.universeId = 7,
                                         .placeId = 8,
                                         .baseUrl = "http://127.0.0.1:1",
                                         .share = 0.29,
                                         .isProduction = false}};
    const ConnectionForm form = ConnectionForm::of(connection);
    QVERIFY(form.isRight());
    QCOMPARE(form.sharePercent, 29);
    QVERIFY(form.connection() == connection);
    QVERIFY(ConnectionForm::of({}).isProduction);
}

PLECTRUM_TEST(TestConnection)

} // namespace tst_connection

#include "tst_connection.moc"
