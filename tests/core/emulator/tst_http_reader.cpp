// SPDX-License-Identifier: MIT
// Requests taken apart: whatever is not as RFC 9112 has it is refused, and nothing behind it is
// read.
#include "emulator/http_reader.h"
#include "support/test.h"

namespace tst_http_reader {

using namespace plectrum;
using emulator::HttpReader;
using State = HttpReader::State;

namespace {

const std::string host = "Host: a\r\n";

HttpReader reader()
{
    return HttpReader({}, {});
}

} // namespace

class HttpReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void readsByteByByte()
    {
        HttpReader one = reader();
        const std::string text = "PATCH /a%2Fb?c=%20d HTTP/1.1\r\n" + host
            + "X-Api-Key:  k \r\nContent-Length: 3\r\n\r\nxyz";
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            one.add(text.substr(i, 1));
            QVERIFY(one.read() == State::Incomplete);
        }
        one.add(text.substr(text.size() - 1));
        QVERIFY(one.read() == State::Ready);
        const auto received = one.take();
        QCOMPARE(received.request.method, std::string("PATCH"));
        QCOMPARE(received.request.path, std::string("/a%2Fb"));
        QCOMPARE(received.request.query, std::string("c=%20d"));
        QCOMPARE(*received.request.header("x-api-key"), std::string("k"));
        QCOMPARE(received.request.body, std::string("xyz"));
        QVERIFY(!received.isClosing);
        QVERIFY(one.isIdle());
    }
    void readsOneAfterTheOther()
    {
        HttpReader one = reader();
        one.add("GET /1 HTTP/1.1\r\n" + host + "\r\nGET /2 HTTP/1.1\r\n" + host + "\r\n");
        QVERIFY(one.read() == State::Ready);
        QCOMPARE(one.take().request.path, std::string("/1"));
        QVERIFY(one.read() == State::Ready);
        QCOMPARE(one.take().request.path, std::string("/2"));
        QVERIFY(one.read() == State::Incomplete);
    }
    void readsChunks()
    {
        HttpReader one = reader();
        one.add("POST / HTTP/1.1\r\n" + host
                + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n"
                  "Trailer: t\r\n\r\n");
        QVERIFY(one.read() == State::Ready);
        QCOMPARE(one.take().request.body, std::string("abc0123456789"));
    }
    void tellsToGoOn()
    {
        HttpReader one = reader();
        one.add("POST / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        QVERIFY(one.read() == State::NeedsContinue);
        QVERIFY(one.read() == State::Incomplete);
        one.add("x");
        QVERIFY(one.read() == State::Ready);
    }
    void endsWhenAsked_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("isClosing");
        QTest::newRow("kept") << "GET / HTTP/1.1\r\n" + host + "\r\n" << false;
        QTest::newRow("close") << "GET / HTTP/1.1\r\n" + host + "Connection: Close\r\n\r\n" << true;
        QTest::newRow("old") << std::string("GET / HTTP/1.0\r\n\r\n") << true;
        QTest::newRow("old, kept")
            << std::string("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << false;
    }
    void endsWhenAsked()
    {
        QFETCH(std::string, text);
        QFETCH(bool, isClosing);
        HttpReader one = reader();
        one.add(text);
        QVERIFY(one.read() == State::Ready);
        QCOMPARE(one.take().isClosing, isClosing);
    }
    void refuses_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, std::string text, int status) {
            QTest::newRow(name) << std::move(text) << status;
        };
        const std::string get = "GET / HTTP/1.1\r\n";
        const std::string post = "POST / HTTP/1.1\r\n" + host;
        row("no host", get + "\r\n", 400);
        row("two hosts", get + host + host + "\r\n", 400);
        row("version", "GET / HTTP/3.7\r\n" + host + "\r\n", 505);
        row("no version", "GET /\r\n" + host + "\r\n", 400);
        row("fragment", "GET /a#b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("no path", "GET http://a/ HTTP/1.1\r\n" + host + "\r\n", 400);
        row("space in target", "GET /a b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("no colon", get + host + "nonsense\r\n\r\n", 400);
        row("space before the colon", get + "Host : a\r\n\r\n", 400);
        row("folded", get + host + " folded\r\n\r\n", 400);
        row("bad name", get + host + "b@d: x\r\n\r\n", 400);
        row("control", get + host + std::string("x: a\0b\r\n\r\n", 10), 400);
        row("length in words", post + "Content-Length: x\r\n\r\n", 400);
        row("negative length", post + "Content-Length: -1\r\n\r\n", 400);
        row("two lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
        row("length and chunks", post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400);
        row("coding", post + "Transfer-Encoding: gzip\r\n\r\n", 501);
        row("chunk size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
        row("chunk end", post + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", 400);
        row("expectation", post + "Expect: wonders\r\n\r\n", 417);
        row("body", post + "Content-Length: 99999999999\r\n\r\n", 413);
        row("chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n", 413);
        row("head", get + "x: " + std::string(40'000, 'x'), 431);
        std::string many = get + host;
        for (int i = 0; i < 101; ++i)
            many += "x: y\r\n";
        row("fields", many + "\r\n", 431);
    }
    void refuses()
    {
        QFETCH(std::string, text);
        QFETCH(int, status);
        HttpReader one = reader();
        one.add(text);
        QVERIFY(one.read() == State::Refused);
        QCOMPARE(one.refusal().status, status);
        one.add("GET / HTTP/1.1\r\n" + host + "\r\n");
        QVERIFY(one.read() == State::Refused);
    }
    void strangersSendNoBodies()
    {
        HttpReader one({}, [](const emulator::Request& request) {
            return request.header("x-api-key") != nullptr;
        });
        one.add("POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\n");
        QVERIFY(one.read() == State::Refused);
        QCOMPARE(one.refusal().status, 401);
    }
};

PLECTRUM_TEST(HttpReaderTest)

} // namespace tst_http_reader

#include "tst_http_reader.moc"
