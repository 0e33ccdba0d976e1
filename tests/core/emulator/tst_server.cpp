// SPDX-License-Identifier: MIT
// The emulator over real connections: what a path keeps on its way, and what becomes of
// connections.
#include "emulated.h"
#include "emulator/server.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/waiting.h"

#include <QCoroTask>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>

#include <memory>

namespace tst_server {

using namespace Qt::StringLiterals;
using namespace plectrum;
using emulator::Server;
using test::Answered;
using test::Emulated;

namespace {

/// A service on the machine's clock with a server before it.
struct Served
{
    explicit Served(emulator::Options options = Emulated::usual())
        : universe(clock, async::Random(1))
        , service(universe, clock, async::Random(2), std::move(options))
        , server(service, 0)
        , port(server.port())
    {
    }

    /// Null when the connection broke.
    std::unique_ptr<QNetworkReply> send(const QByteArray& method, const QString& target,
                                        const QByteArray& body = {}, const QByteArray& fault = {})
    {
        QNetworkRequest request(
            QUrl(QString::fromStdString(server.baseUrl()) + target, QUrl::StrictMode));
        request.setRawHeader("x-api-key", Emulated::key);
        if (!fault.isEmpty())
            request.setRawHeader("x-plectrum-fault", fault);
        if (!body.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
        // Not QTRY: it sleeps between its looks, while the server must answer in this thread.
        QSignalSpy done(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !test::waitFor(done))
            QTest::qFail("no answer", __FILE__, __LINE__);
        return reply;
    }

    async::EventLoopClock clock;
    mock::Universe universe;
    emulator::Service service;
    Server server;
    std::uint16_t port;
    QNetworkAccessManager manager;
};

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

const QString stores = u"/cloud/v2/universes/1/data-stores/"_s;

} // namespace

class TestServer : public QObject
{
    Q_OBJECT

private slots:
    void namesComeThrough_data();
    void namesComeThrough();
    void aSlashIsNotAnEncodedSlash();
    void listensOnLoopbackOnly();
    void aDropBeforeDoesNothing();
    void aDropAfterHasDoneIt();
    void aCutBodyIsCut();
    void connectionsAreKept();
    void methodsAndStatusesComeThrough();
    void largeValuesComeThrough();
    void bodiesMayBeCompressed();
    void aClientMayLeave();
    void closesWhileCallsWait();
    void endsWhileCallsWait();
    void connectionsEndWhenAsked();
    void headsHaveNoBodies();
    void methodsThatWorkAreTold();
    void silentConnectionsEnd();
    void bodiesOfStrangersAreNotRead();
    void largeRequestsAreCutOff_data();
    void largeRequestsAreCutOff();
    void nothingIsTakenInBeforeTheAnswer();

private:
    static QByteArray talk(quint16 port, const QByteArray& bytes);
};

void TestServer::namesComeThrough_data()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<QString>("key");
    for (const auto& name :
         {u"plain"_s, u"lyra/records/Player"_s, u"a%b"_s, u"a%2Fb"_s, u"a b"_s, u"a+b&c=d?e#f"_s,
          u"ключ/日本"_s, u"../up"_s, u"a//b"_s, u"\"quoted\"\\"_s, u"a:b"_s, u"a;b,c"_s, u"😀"_s})
        QTest::newRow(qPrintable(name)) << name << name;
}

void TestServer::namesComeThrough()
{
    QFETCH(QString, store);
    QFETCH(QString, key);
    Served served;
    const auto encoded = [](const QString& text) {
        QByteArray bytes = QUrl::toPercentEncoding(text);
        return QString::fromLatin1(bytes.replace(".", "%2E"));
    };
    const auto made = served.send(
        "POST", stores + encoded(store) + u"/entries?id="_s + encoded(key), R"({"value": 1})");
    QCOMPARE(statusOf(*made), 200);
    QVERIFY(served.universe.newestVersion(store.toStdString(), "global", key.toStdString()));
    const auto read = served.send("GET", stores + encoded(store) + u"/entries/"_s + encoded(key));
    QCOMPARE(statusOf(*read), 200);
    const auto body = json::parse(read->readAll().toStdString());
    QVERIFY(body);
    QCOMPARE((*body)["id"].toString(), key.toStdString());
}

void TestServer::aSlashIsNotAnEncodedSlash()
{
    Served served;
    const auto reply = served.send("GET", stores + u"lyra/records/A/entries"_s);
    QCOMPARE(statusOf(*reply), 404);
    QVERIFY(reply->readAll().startsWith(R"({"errors":)"));
}

void TestServer::listensOnLoopbackOnly()
{
    Served served;
    QCOMPARE(served.server.baseUrl().substr(0, 17), std::string("http://127.0.0.1:"));
    QTcpSocket other;
    other.connectToHost(QHostAddress(u"127.0.0.2"_s), served.server.port());
    QVERIFY(!test::waitForConnected(other));
}

void TestServer::aDropBeforeDoesNothing()
{
    Served served;
    const auto reply = served.send("PATCH", stores + u"s/entries/k?allowMissing=true"_s,
                                   R"({"value": 1})", "drop-before");
    QCOMPARE(statusOf(*reply), 0);
    QVERIFY(reply->error() != QNetworkReply::NoError);
    QVERIFY(!served.universe.newestVersion("s", "global", "k"));
}

void TestServer::aDropAfterHasDoneIt()
{
    std::uint32_t seen = 0;
    auto options = Emulated::usual();
    options.observer = [&](const emulator::Exchange& exchange) {
        ++seen;
        QCOMPARE(exchange.status, 0);
    };
    Served served(std::move(options));
    const auto reply = served.send("PATCH", stores + u"s/entries/k?allowMissing=true"_s,
                                   R"({"value": 1})", "drop-after");
    QCOMPARE(statusOf(*reply), 0);
    QVERIFY(reply->error() != QNetworkReply::NoError);
    // QNetworkAccessManager itself may send a request again whose connection closed without an
    // answer: each that came was done.
    QVERIFY(seen >= 1);
    QCOMPARE(served.universe.newestVersion("s", "global", "k")->counter, seen);
}

void TestServer::aCutBodyIsCut()
{
    Served served;
    const auto reply = served.send("PATCH", stores + u"s/entries/k?allowMissing=true"_s,
                                   R"({"value": 1})", "cut-body");
    QCOMPARE(reply->error(), QNetworkReply::RemoteHostClosedError);
    QCOMPARE(statusOf(*reply), 200);
    const auto half = reply->readAll();
    QVERIFY2(half.startsWith('{') && !half.endsWith('}'), half.constData());
    QVERIFY(served.universe.newestVersion("s", "global", "k"));
}

void TestServer::connectionsAreKept()
{
    Served served;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(statusOf(*served.send("GET", u"/cloud/v2/universes/1/data-stores"_s)), 200);
    QCOMPARE(served.server.connections(), 1U);
}

void TestServer::methodsAndStatusesComeThrough()
{
    Served served;
    QCOMPARE(statusOf(*served.send("PUT", u"/cloud/v2/universes/1/data-stores"_s)), 405);
    const QString entry = u"/datastores/v1/universes/1/standard-datastores/datastore/entries/entry"
                          "?datastoreName=s&entryKey=k"_s;
    QCOMPARE(statusOf(*served.send("POST", entry, "5")), 200);
    QCOMPARE(statusOf(*served.send("DELETE", entry)), 204);
    const auto throttled = served.send("GET", entry, {}, "status=429;retry-after=3");
    QCOMPARE(statusOf(*throttled), 429);
    QCOMPARE(throttled->rawHeader("retry-after"), "3"_ba);
    const auto html = served.send("GET", entry, {}, "html=502");
    QCOMPARE(statusOf(*html), 502);
    QVERIFY(html->readAll().startsWith("<!DOCTYPE html>"));
    const auto odd =
        served.send("GET", u"/cloud/v2/universes/1/data-stores"_s, {}, "content-type=text/plain");
    QCOMPARE(odd->rawHeader("content-type"), "text/plain"_ba);
    QCOMPARE(statusOf(*served.send("GET", entry, {}, "status=499")), 499);
}

void TestServer::largeValuesComeThrough()
{
    Served served;
    const QByteArray value = '"' + QByteArray(4'194'000, 'x') + '"';
    const auto made =
        served.send("POST", stores + u"s/entries?id=k"_s, R"({"value":)" + value + '}');
    QCOMPARE(statusOf(*made), 200);
    const auto read = served.send("GET", stores + u"s/entries/k"_s);
    QCOMPARE(statusOf(*read), 200);
    QVERIFY(read->readAll().contains(value));
}

void TestServer::bodiesMayBeCompressed()
{
    auto options = Emulated::usual();
    options.compresses = true;
    Served served(std::move(options));
    const QByteArray value = '"' + QByteArray(50'000, 'x') + '"';
    served.send("POST", stores + u"s/entries?id=k"_s, R"({"value":)" + value + '}');
    const auto read = served.send("GET", stores + u"s/entries/k"_s);
    QVERIFY(read->readAll().contains(value));
    QVERIFY(read->attribute(QNetworkRequest::OriginalContentLengthAttribute).toLongLong() < 5000);
}

void TestServer::aClientMayLeave()
{
    Served served;
    QNetworkRequest request(
        QUrl(QString::fromStdString(served.server.baseUrl()) + u"/cloud/v2/universes/1"_s));
    request.setRawHeader("x-api-key", Emulated::key);
    request.setRawHeader("x-plectrum-fault", "latency=300");
    std::unique_ptr<QNetworkReply> reply(served.manager.get(request));
    QTRY_COMPARE(served.server.connections(), 1U);
    reply->abort();
    QCOMPARE(statusOf(*served.send("GET", u"/cloud/v2/universes/1"_s, {}, "latency=500")), 200);
}

void TestServer::closesWhileCallsWait()
{
    Served served;
    QNetworkRequest request(
        QUrl(QString::fromStdString(served.server.baseUrl()) + u"/cloud/v2/universes/1"_s));
    request.setRawHeader("x-plectrum-fault", "latency=600000");
    std::unique_ptr<QNetworkReply> reply(served.manager.get(request));
    QTRY_COMPARE(served.server.connections(), 1U);
    QCOMPARE(statusOf(*served.send("GET", u"/cloud/v2/universes/1"_s)), 200);
    QCoro::waitFor(served.server.close());
    reply->abort();
    QTcpSocket other;
    other.connectToHost(QHostAddress(QHostAddress::LocalHost), served.port);
    QVERIFY(!test::waitForConnected(other));
}

/// As when a program stops: the server goes as soon as close() comes back.
void TestServer::endsWhileCallsWait()
{
    auto served = std::make_unique<Served>();
    QNetworkAccessManager manager;
    QNetworkRequest request(
        QUrl(QString::fromStdString(served->server.baseUrl()) + u"/cloud/v2/universes/1"_s));
    request.setRawHeader("x-api-key", Emulated::key);
    request.setRawHeader("x-plectrum-fault", "latency=600000");
    std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QTRY_COMPARE(served->server.connections(), 1U);
    QSignalSpy done(reply.get(), &QNetworkReply::finished);
    QCoro::waitFor(served->server.close());
    served.reset();
    QVERIFY(reply->isFinished() || test::waitFor(done));
    QVERIFY(reply->error() != QNetworkReply::NoError);
}

/// All that comes until the server closes.
QByteArray TestServer::talk(quint16 port, const QByteArray& bytes)
{
    QTcpSocket socket;
    QSignalSpy closed(&socket, &QTcpSocket::disconnected);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write(bytes);
    if (closed.isEmpty() && !test::waitFor(closed))
        QTest::qFail("it was not closed", __FILE__, __LINE__);
    return socket.readAll();
}

void TestServer::connectionsEndWhenAsked()
{
    Served served;
    const QByteArray head =
        "GET /cloud/v2/universes/1 HTTP/1.1\r\nHost: a\r\nx-api-key: test-key\r\n";
    const QByteArray first = talk(served.port, head + "Connection: close\r\n\r\n");
    QVERIFY(first.startsWith("HTTP/1.1 200 "));
    QVERIFY(first.contains("connection: close\r\n"));
    const QByteArray old = talk(served.port, "GET / HTTP/1.0\r\nx-api-key: test-key\r\n\r\n");
    QVERIFY(old.startsWith("HTTP/1.1 404 "));
    const QByteArray both = talk(served.port, head + "\r\n" + head + "Connection: close\r\n\r\n");
    QCOMPARE(both.count("HTTP/1.1 200 "), 2);
    const QByteArray bad = talk(
        served.port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n" + head + "\r\n");
    QVERIFY(bad.startsWith("HTTP/1.1 400 "));
    QCOMPARE(bad.count("HTTP/1.1 "), 1); // what follows is no request
}

void TestServer::headsHaveNoBodies()
{
    Served served;
    const QByteArray answer = talk(served.port,
                                   "HEAD /cloud/v2/universes/1 HTTP/1.1\r\nHost: a\r\n"
                                   "x-api-key: test-key\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 405 "));
    QVERIFY(answer.contains("allow: GET\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n"));
}

void TestServer::methodsThatWorkAreTold()
{
    Served served;
    const auto reply = served.send("PUT", stores + u"s/entries/k"_s);
    QCOMPARE(statusOf(*reply), 405);
    QCOMPARE(reply->rawHeader("allow"), "GET, PATCH, DELETE"_ba);
}

void TestServer::silentConnectionsEnd()
{
    async::EventLoopClock clock;
    mock::Universe universe(clock, async::Random(1));
    emulator::Service service(universe, clock, async::Random(2), Emulated::usual());
    Server server(service, 0, {.idle = std::chrono::milliseconds(50)});
    QCOMPARE(talk(server.port(), "GET /cloud/v2/universes/1 HT"), QByteArray());
    QCOMPARE(talk(server.port(), {}), QByteArray());
}

/// Who has no key gets an answer before a body of any size is taken in.
void TestServer::bodiesOfStrangersAreNotRead()
{
    Served served;
    const QByteArray answer = talk(served.port,
                                   "POST /cloud/v2/universes/1 HTTP/1.1\r\nHost: a\r\n"
                                   "Content-Length: 60000000\r\n\r\nx");
    QVERIFY(answer.startsWith("HTTP/1.1 401 "));
}

void TestServer::largeRequestsAreCutOff_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray post = "POST /cloud/v2/universes/1 HTTP/1.1\r\nhost: a\r\n";
    const QByteArray key = "x-api-key: test-key\r\n";
    QTest::newRow("body") << post + key + "content-length: 33554433\r\n\r\n"
                          << QByteArray("HTTP/1.1 413 ");
    QTest::newRow("body in chunks") << post + key + "transfer-encoding: chunked\r\n\r\n2000001\r\n"
                                    << QByteArray("HTTP/1.1 413 ");
    QTest::newRow("body of a stranger") << post + "content-length: 300000000\r\n\r\n"
                                        << QByteArray("HTTP/1.1 401 ");
    QTest::newRow("head without an end") << "GET / HTTP/1.1\r\nhost: a\r\nx: "
            + QByteArray(40'000, 'x') << QByteArray("HTTP/1.1 431 ");
}

/// Nobody can fill the memory.
void TestServer::largeRequestsAreCutOff()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, answer);
    Served served;
    QVERIFY(talk(served.port, head).startsWith(answer));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, served.port);
    QVERIFY(test::waitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
    socket.write(head);
    const QByteArray chunk(1 << 20, 'x');
    int chunks = 0;
    QVERIFY(test::waitFor([&] {
        if (socket.state() == QAbstractSocket::ConnectedState
            && socket.bytesToWrite() < chunk.size()) {
            socket.write(chunk);
            ++chunks;
        }
        return socket.state() == QAbstractSocket::UnconnectedState;
    }));
    QVERIFY(chunks < 80); // what was still on its way counts, too
    QCOMPARE(statusOf(*served.send("GET", u"/cloud/v2/universes/1"_s)), 200);
}

/// What a client sends ahead of an answer is left with it.
void TestServer::nothingIsTakenInBeforeTheAnswer()
{
    Served served;
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, served.port);
    QVERIFY(test::waitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
    const QByteArray head =
        "GET /cloud/v2/universes/1 HTTP/1.1\r\nhost: a\r\nx-api-key: test-key\r\n";
    socket.write(head + "x-plectrum-fault: latency=600000\r\n\r\n");
    constexpr qint64 much = 64 << 20;
    socket.write(QByteArray(much, 'x'));
    QCOMPARE(statusOf(*served.send("GET", u"/cloud/v2/universes/1"_s)), 200);
    // All that could go has gone when the rest does not get less any more.
    qint64 left = -1;
    while (std::exchange(left, socket.bytesToWrite()) != socket.bytesToWrite() || left == much)
        QVERIFY(statusOf(*served.send("GET", u"/cloud/v2/universes/1"_s)) == 200);
    QVERIFY(left > much / 2);
}

PLECTRUM_TEST(TestServer)

} // namespace tst_server

#include "tst_server.moc"
