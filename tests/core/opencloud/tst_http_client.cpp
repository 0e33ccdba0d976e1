// SPDX-License-Identifier: MIT
// What really goes over a socket, and what becomes of answers that are none.
#include "datastore/error.h"
#include "opencloud/http_client.h"
#include "support/test.h"

#include <QCoroTask>
#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace tst_http_client {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::opencloud;
using datastore::ErrorKind;

namespace {

/// Gives each connection what a test says, byte by byte, and keeps what came.
class RawServer
{
public:
    RawServer()
    {
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            auto* socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                if (!received.endsWith(end))
                    return;
                socket->write(answer);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
    }
    std::string base() const { return "http://127.0.0.1:" + std::to_string(server.serverPort()); }

    QTcpServer server;
    QByteArray received;
    QByteArray end = "\r\n\r\n"; ///< of what is answered
    QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Some-Header: Yes\r\n\r\n{}";
    bool closes = false;
};

Request get(const std::string& path, const std::string& query = {})
{
    Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.isIdempotent = true;
    request.timeout = std::chrono::seconds(20);
    return request;
}

std::optional<datastore::Error> failureOf(HttpClient& client, const Request& request)
{
    try {
        QCoro::waitFor(client.send(request));
    } catch (const datastore::Error& error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void namesArriveAsTheyWereEncoded_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target :
             {"/a/lyra%2Frecords%2FPlayer/b", "/a/100%25/b", "/a/x%40y/b", "/a/k:listRevisions",
              "/a/%E3%81%82/b", "/a/x%20y/b", "/a/%3F%23/b", "/a/%2525/b", "/a/a%2Bb",
              "/a?q=x%2Fy&r=%26%3D%2B&s=a%20b", "/a?filter=id.startsWith(%22x%22)"})
            QTest::newRow(target) << QByteArray(target);
    }
    void namesArriveAsTheyWereEncoded()
    {
        QFETCH(QByteArray, target);
        RawServer server;
        HttpClient client({.base = server.base(), .apiKey = [] { return "the-key"; }});
        const auto cut = target.indexOf('?');
        const auto path = cut < 0 ? target : target.left(cut);
        const auto query = cut < 0 ? QByteArray() : target.mid(cut + 1);
        const auto answer =
            QCoro::waitFor(client.send(get(path.toStdString(), query.toStdString())));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("{}"));
        QCOMPARE(answer.header("x-some-header"), std::string("Yes"));
        QCOMPARE(server.received.left(server.received.indexOf("\r\n")),
                 "GET " + target + " HTTP/1.1");
        QVERIFY(server.received.toLower().contains("\r\nx-api-key: the-key\r\n"));
    }

    void sendsBodiesWithAnyVerb()
    {
        RawServer server;
        server.end = R"({"value":1})";
        HttpClient client({.base = server.base()});
        auto patch = get("/a");
        patch.method = "PATCH";
        patch.body = R"({"value":1})";
        QCOMPARE(QCoro::waitFor(client.send(patch)).status, 200);
        QVERIFY(server.received.startsWith("PATCH /a HTTP/1.1\r\n"));
        QVERIFY(server.received.toLower().contains("\r\ncontent-type: application/json\r\n"));
    }

    void statusesAreAnswers()
    {
        RawServer server;
        server.answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone";
        HttpClient client({.base = server.base()});
        const auto answer = QCoro::waitFor(client.send(get("/a")));
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.body, std::string("gone"));
        server.answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
        QCOMPARE(QCoro::waitFor(client.send(get("/a"))).status, 503);
        server.answer = "HTTP/1.1 401 Who\r\nContent-Length: 0\r\n\r\n";
        QCOMPARE(QCoro::waitFor(client.send(get("/a"))).status, 401);
        server.answer = "HTTP/1.1 400 Who\r\nContent-Length: 0\r\n\r\n";
        QCOMPARE(QCoro::waitFor(client.send(get("/a"))).status, 400);
    }

    void aRedirectIsRefused()
    {
        RawServer other;
        RawServer server;
        server.answer = "HTTP/1.1 302 Found\r\nLocation: " + QByteArray::fromStdString(other.base())
            + "/x\r\nContent-Length: 0\r\n\r\n";
        HttpClient client({.base = server.base(), .apiKey = [] { return "the-key"; }});
        const auto failure = failureOf(client, get("/a"));
        QVERIFY(failure.has_value());
        QCOMPARE(failure->kind(), ErrorKind::Malformed);
        QVERIFY(other.received.isEmpty());
        QVERIFY(!failure->text().contains("the-key"));
    }

    void answersInPiecesAndPacked()
    {
        RawServer server;
        HttpClient client({.base = server.base()});
        server.answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
        QCOMPARE(QCoro::waitFor(client.send(get("/a"))).body, std::string("{}"));
        const QByteArray packed = QByteArray::fromHex(
            "1f8b0800000000000203ab562a4bcc294d55b2524aa41028d5020043440bdb4c000000");
        server.answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + QByteArray::number(packed.size()) + "\r\n\r\n" + packed;
        const auto answer = QCoro::waitFor(client.send(get("/a")));
        QCOMPARE(answer.body, "{\"value\":\"" + std::string(64, 'a') + "\"}");
    }

    /// The end of the connection is none of the answer; Qt takes a line end in two pieces for one,
    /// which the last chunk of each row stands for.
    void chunksThatWereCutAreNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isWhole");
        const auto row = [](const char* body, bool isWhole) {
            QTest::newRow(*body == 0 ? "nothing" : body) << QByteArray(body) << isWhole;
        };
        row("{}", true);
        row("{\"a\":[1,\"}\\\"\"]}", true);
        row(" \"text\"\n", true);
        row("true", true);
        row("null", true);
        row("<html>", true);
        row("", false);
        row("{\"a\":1", false);
        row("[{}", false);
        row("\"te\\\"", false);
        row("tru", false);
        row("fals", false);
        row("12", false);
        row("-1.5", false);
    }
    void chunksThatWereCutAreNoAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isWhole);
        RawServer server;
        HttpClient client({.base = server.base()});
        const QByteArray chunk =
            body.isEmpty() ? body : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
        server.answer =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
        const auto failure = failureOf(client, get("/a"));
        QCOMPARE(!failure.has_value(), isWhole);
        if (failure)
            QCOMPARE(failure->kind(), ErrorKind::Unreachable);
        server.answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12";
        server.closes = true;
        QVERIFY(failureOf(client, get("/a")).has_value());
    }

    void aNumberInChunksNeedsItsHash()
    {
        RawServer server;
        HttpClient client({.base = server.base()});
        const auto hash = QCryptographicHash::hash("1234", QCryptographicHash::Md5).toBase64();
        const QByteArray head =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-MD5: " + hash + "\r\n\r\n";
        server.answer = head + "4\r\n1234\r\n0\r\n\r\n";
        QCOMPARE(QCoro::waitFor(client.send(get("/a"))).body, std::string("1234"));
        server.answer = head + "2\r\n12\r\n0\r\n\r\n";
        QVERIFY(failureOf(client, get("/a")).has_value());
    }

    void aServerThatTellsTheKeyIsNotQuoted()
    {
        RawServer server;
        server.answer = "HTTP/1.1 400 Bad\r\nContent-Length: 18\r\n\r\nbad key the-secret";
        HttpClient client({.base = server.base(), .apiKey = [] { return "the-secret"; }});
        const auto answer = QCoro::waitFor(client.send(get("/a")));
        QCOMPARE(answer.body, std::string("bad key (the API key)"));
    }

    /// Qt would send each of these again by itself.
    void aWriteIsSentOnce()
    {
        for (const char* method : {"PATCH", "POST", "DELETE"}) {
            RawServer server;
            server.end = R"({"etag":"e"})";
            server.answer.clear();
            server.closes = true;
            HttpClient client({.base = server.base()});
            auto write = get("/a");
            write.method = method;
            write.body = R"({"etag":"e"})";
            write.isIdempotent = false;
            const auto failure = failureOf(client, write);
            QVERIFY(failure.has_value());
            QVERIFY(failure->isOutcomeUnknown());
            QCOMPARE(server.received.count(method), 1);
        }
    }

    void whatIsLateIsNotSent()
    {
        RawServer server;
        HttpClient client({.base = server.base()});
        auto write = get("/a");
        write.timeLeft = [] { return std::chrono::milliseconds(0); };
        const auto failure = failureOf(client, write);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->code(), std::string(datastore::notSentCode));
        QVERIFY(!failure->isOutcomeUnknown());
        QVERIFY(server.received.isEmpty());
    }

    /// Nobody knows what became of it.
    void aWriteThatIsStoppedIsUnknown()
    {
        RawServer server;
        server.end = "never";
        HttpClient client({.base = server.base()});
        auto write = get("/a");
        write.method = "POST";
        write.body = "{}";
        write.isIdempotent = false;
        std::stop_source stop;
        auto task = client.send(write, stop.get_token());
        QTRY_VERIFY(!server.received.isEmpty());
        stop.request_stop();
        bool isUnknown = false;
        try {
            QCoro::waitFor(std::move(task));
        } catch (const datastore::Error& error) {
            isUnknown = error.isOutcomeUnknown();
        }
        QVERIFY(isUnknown);
    }

    void aWrongLengthIsNoAnswer()
    {
        RawServer server;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n12";
        server.closes = true;
        HttpClient client({.base = server.base()});
        const auto failure = failureOf(client, get("/a"));
        QVERIFY(failure.has_value());
        QCOMPARE(failure->kind(), ErrorKind::Unreachable);
    }

    void aCutAnswerIsNoAnswer()
    {
        RawServer server;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";
        server.closes = true;
        HttpClient client({.base = server.base()});
        const auto read = failureOf(client, get("/a"));
        QVERIFY(read.has_value());
        QCOMPARE(read->kind(), ErrorKind::Unreachable);
        QVERIFY(!read->isOutcomeUnknown());
        auto write = get("/a");
        write.method = "POST";
        write.isIdempotent = false;
        const auto written = failureOf(client, write);
        QVERIFY(written.has_value());
        QVERIFY(written->isOutcomeUnknown());
    }

    void whoDoesNotListenCannotHaveDoneIt()
    {
        std::string base;
        {
            RawServer gone;
            base = gone.base();
        }
        HttpClient client({.base = base});
        auto write = get("/a");
        write.method = "POST";
        write.body = "{}";
        write.isIdempotent = false;
        const auto failure = failureOf(client, write);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->kind(), ErrorKind::Unreachable);
        QVERIFY(failure->isRetryable());
        QVERIFY(!failure->isOutcomeUnknown());
    }

    void silenceEnds()
    {
        RawServer server;
        server.end = "never";
        HttpClient client({.base = server.base()});
        auto write = get("/a");
        write.method = "POST";
        write.isIdempotent = false;
        write.timeout = std::chrono::milliseconds(50);
        const auto failure = failureOf(client, write);
        QVERIFY(failure.has_value());
        QVERIFY(failure->isOutcomeUnknown());
    }

    void isStopped()
    {
        RawServer server;
        server.end = "never";
        HttpClient client({.base = server.base()});
        std::stop_source stop;
        auto task = client.send(get("/a"), stop.get_token());
        QTRY_VERIFY(!server.received.isEmpty());
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, QCoro::waitFor(std::move(task)));
    }

    void endsWithTheClient()
    {
        RawServer server;
        server.end = "never";
        auto client = std::make_unique<HttpClient>(HttpSettings{.base = server.base()});
        auto task = client->send(get("/a"));
        QTRY_VERIFY(!server.received.isEmpty());
        client.reset();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, QCoro::waitFor(std::move(task)));
    }

    void anEndlessAnswerEnds()
    {
        RawServer server;
        server.answer = "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(200'000, 'x');
        HttpClient client({.base = server.base(), .apiKey = {}, .maxBytes = 100'000});
        const auto failure = failureOf(client, get("/a"));
        QVERIFY(failure.has_value());
        QCOMPARE(failure->kind(), ErrorKind::TooLarge);
    }

    void onlySafeAddresses_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<bool>("isSafe");
        QTest::newRow("roblox") << QByteArray("https://apis.roblox.com") << true;
        QTest::newRow("plain") << QByteArray("http://apis.roblox.com") << false;
        QTest::newRow("loopback") << QByteArray("http://127.0.0.1:8080") << true;
        QTest::newRow("loopback 6") << QByteArray("http://[::1]:8080") << true;
        QTest::newRow("localhost") << QByteArray("http://localhost:1") << true;
        QTest::newRow("not localhost") << QByteArray("http://localhost.example.com") << false;
        QTest::newRow("user") << QByteArray("https://me@example.com") << false;
        QTest::newRow("file") << QByteArray("file:///etc") << false;
        QTest::newRow("slash") << QByteArray("https://example.com/") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void onlySafeAddresses()
    {
        QFETCH(QByteArray, base);
        QFETCH(bool, isSafe);
        bool isTaken = true;
        try {
            const HttpClient client({.base = base.toStdString()});
        } catch (const datastore::Error& error) {
            QCOMPARE(error.kind(), ErrorKind::InvalidArgument);
            isTaken = false;
        }
        QCOMPARE(isTaken, isSafe);
    }
};

PLECTRUM_TEST(TestHttpClient)

} // namespace tst_http_client

#include "tst_http_client.moc"
