// SPDX-License-Identifier: MIT
// Names and values in URLs and headers, and back.
#include "http/encoding.h"
#include "http/message.h"
#include "support/test.h"

#include <QByteArray>

#include <string>

namespace tst_http_encoding {

using namespace plectrum::http;

class TestHttpEncoding : public QObject
{
    Q_OBJECT

private slots:
    void everyByteComesBack()
    {
        for (int byte = 1; byte < 128; ++byte) {
            const std::string text = "a" + std::string(1, char(byte)) + "b";
            const std::string encoded = percentEncoded(text);
            QCOMPARE(percentDecoded(encoded), text);
            QCOMPARE(encoded, QByteArray::fromStdString(text).toPercentEncoding().toStdString());
        }
        QCOMPARE(percentEncoded("k@e:y/\xc3\xbc", "@"), std::string("k@e%3Ay%2F%C3%BC"));
    }

    void badEncodingsAreRefused()
    {
        for (const char* text : {"%", "%4", "%zz", "a%4", "%ff", "%c3%28"})
            QVERIFY2(!percentDecoded(text), text);
        QCOMPARE(percentDecoded("a+b"), std::string("a+b"));
        QCOMPARE(percentDecoded("a+b", true), std::string("a b"));
    }

    void queries()
    {
        QueryText text;
        text.add("a b", "1&2").addUnlessEmpty("none", "").add("c", "=");
        QCOMPARE(text.text(), std::string("a%20b=1%262&c=%3D"));
        const auto query = Query::parse(text.text());
        QVERIFY(query);
        QCOMPARE(query->value("a b"), std::string("1&2"));
        QVERIFY(!query->value("none"));
        QVERIFY(!Query::parse("a=1&a=2"));
        QCOMPARE(Query::parse("MaxPageSize=3")->spelled({"maxPageSize"})->value("maxPageSize"),
                 std::string("3"));
    }

    void jsonBecomesAscii()
    {
        QCOMPARE(asciiJson("{\"\xc3\xbc\":\"\xf0\x9f\x98\x80~\"}"),
                 std::string(R"({"\u00fc":"\ud83d\ude00~"})"));
    }

    void headersAndTypes()
    {
        const Request request{
            .method = "GET", .path = "/", .query = {}, .headers = {{"x-a", "1"}}, .body = {}};
        QCOMPARE(*request.header("x-a"), std::string("1"));
        QVERIFY(!request.header("x-b"));
        QVERIFY(isJson("Application/JSON ; charset=utf-8"));
        QVERIFY(!isJson("text/json"));
        QVERIFY(isDotSegment(".."));
        QVERIFY(!isDotSegment("..."));
    }
};

PLECTRUM_TEST(TestHttpEncoding)

} // namespace tst_http_encoding

#include "tst_http_encoding.moc"
