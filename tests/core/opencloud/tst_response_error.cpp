// SPDX-License-Identifier: MIT
// Every shape of a refusal, and what it comes to; encoding.
#include "http/encoding.h"
#include "json/printer.h"
#include "opencloud/filter_string.h"
#include "opencloud/response_error.h"
#include "support/test.h"

namespace tst_response_error {

using namespace plectrum;
using datastore::ErrorKind;
using opencloud::errorOf;
using opencloud::isNotRouted;
using opencloud::isNotThere;
using opencloud::Response;

namespace {

using json::Value;

std::string v2Body(const char* code, const char* message)
{
    return json::print(Value::object({{"code", code}, {"message", message}}));
}

std::string v1Body(const char* error, const char* code = nullptr)
{
    std::vector<Value> details;
    if (code)
        details.push_back(Value::object({{"datastoreErrorCode", code}}));
    return json::print(Value::object(
        {{"error", error}, {"message", "no"}, {"errorDetails", Value::array(std::move(details))}}));
}

std::string gatewayBody(const char* message)
{
    return json::print(Value::object(
        {{"errors", Value::array({Value::object({{"code", 0}, {"message", message}})})}}));
}

std::string validationBody()
{
    return json::print(
        Value::object({{"title", "One or more validation errors."},
                       {"errors", Value::object({{"limit", Value::array({"not a number"})}})}}));
}

} // namespace

class WireErrorTest : public QObject
{
    Q_OBJECT
private slots:
    void kinds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<std::string>("code");
        QTest::addColumn<std::string>("text"); ///< a part of it
        QTest::addColumn<bool>("mayBeDone");
        const auto row = [](const char* name, int status, const std::string& body, ErrorKind kind,
                            const std::string& code, const std::string& text,
                            bool mayBeDone = false) {
            QTest::newRow(name) << status << body << int(kind) << code << text << mayBeDone;
        };
        const std::string gateway = gatewayBody("Invalid API Key");
        row("wrong key", 401, gateway, ErrorKind::Denied, "0", "Enter a valid key");
        row("no scope, v2", 403, v2Body("PERMISSION_DENIED", "The API key lacks the scope a:b."),
            ErrorKind::Denied, "PERMISSION_DENIED", "scope universe-datastores.objects:update");
        row("no scope, v1", 403, v1Body("PERMISSION_DENIED", "InsufficientScope"),
            ErrorKind::Denied, "InsufficientScope", "scope universe-datastores.objects:update");
        row("not this data store", 403,
            v2Body("PERMISSION_DENIED", "The API key is not for this data store."),
            ErrorKind::Denied, "PERMISSION_DENIED", "add the data store");
        row("not there", 404, v2Body("NOT_FOUND", "The entry was not found."), ErrorKind::NotFound,
            "NOT_FOUND", "was not found");
        row("changed", 409, v2Body("ABORTED", "x"), ErrorKind::Conflict, "ABORTED",
            "changed by another");
        row("changed, v1", 412, v1Body("FAILED_PRECONDITION"), ErrorKind::Conflict,
            "FAILED_PRECONDITION", "changed by another");
        row("etag refused", 400, v2Body("INVALID_ARGUMENT", "Etag mismatch"), ErrorKind::Conflict,
            "INVALID_ARGUMENT", "changed by another");
        row("throttled", 429, v2Body("RESOURCE_EXHAUSTED", "slow"), ErrorKind::Throttled,
            "RESOURCE_EXHAUSTED", "try again in 17 s");
        row("throttled, empty", 429, "", ErrorKind::Throttled, "", "300 a minute");
        row("too big", 400, v1Body("INVALID_ARGUMENT", "ContentTooBig"), ErrorKind::TooLarge,
            "ContentTooBig", "4,194,304");
        row("validation, v1", 400, validationBody(), ErrorKind::InvalidArgument, "",
            "limit: not a number");
        row("html", 502, "<html><h1>Bad Gateway</h1></html>", ErrorKind::Unreachable, "",
            "status 502", true);
        row("unavailable", 503, v2Body("UNAVAILABLE", "x"), ErrorKind::Unreachable, "UNAVAILABLE",
            "out of order", true);
        row("empty", 500, "", ErrorKind::Unreachable, "", "status 500", true);
        row("cancelled", 499, v2Body("CANCELLED", "x"), ErrorKind::Unreachable, "CANCELLED",
            "gave up", true);
        row("not implemented", 501, v2Body("NOT_IMPLEMENTED", "x"), ErrorKind::InvalidArgument,
            "NOT_IMPLEMENTED", "cannot write an entry");
        row("redirect", 302, "", ErrorKind::Denied, "", "redirection");
        row("text", 400, "bad thing", ErrorKind::InvalidArgument, "", "bad thing");
    }

    void kinds()
    {
        QFETCH(int, status);
        QFETCH(std::string, body);
        QFETCH(int, kind);
        QFETCH(std::string, code);
        QFETCH(std::string, text);
        QFETCH(bool, mayBeDone);
        const Response answer{status, {{"retry-after", "17"}, {"x-ratelimit-limit", "300"}}, body};
        const opencloud::ErrorContext writing{"write an entry",
                                              "universe-datastores.objects:update", true};
        const auto error = opencloud::errorOf(answer, writing);
        QCOMPARE(int(error.kind()), kind);
        QCOMPARE(error.code(), code);
        QVERIFY2(error.text().contains(text), error.what());
        QCOMPARE(error.isOutcomeUnknown(), mayBeDone);
        auto reading = writing;
        reading.isWrite = false;
        QVERIFY(!opencloud::errorOf(answer, reading).isOutcomeUnknown());
        QCOMPARE(error.isRetryable(),
                 error.kind() == ErrorKind::Throttled || error.kind() == ErrorKind::Unreachable);
    }

    void waitsAreTold_data()
    {
        QTest::addColumn<std::string>("after");
        QTest::addColumn<std::string>("reported");
        const auto row = [](const char* after, const char* reported) {
            QTest::newRow(after) << std::string(after) << std::string(reported);
        };
        row("30", "try again in 30 s.");
        row("90", "try again in 90 s.");
        row("600", "try again in 10 minutes.");
        row("86400", "try again in 24 hours.");
        row("1000000", "try again in 12 days.");
        row("Thu, 27 Nov 2025 12:00:00 GMT", "try again in 12 hours.");
        row("Thu, 27 Nov 2020 12:00:00 GMT", "try again in 0 s."); // gone by
        row("-5", "try again in a minute.");
        row("1.5", "try again in a minute.");
        row("soon", "try again in a minute.");
        row("", "try again in a minute.");
    }
    void waitsAreTold()
    {
        QFETCH(std::string, after);
        QFETCH(std::string, reported);
        Response answer{429, {{"date", "Thu, 27 Nov 2025 00:00:00 GMT"}}, ""};
        if (!after.empty())
            answer.headers.emplace_back("retry-after", after);
        const auto error = errorOf(answer, {"read an entry", "a:b"});
        QVERIFY2(error.text().contains(reported), error.text().c_str());
        answer.status = 503;
        const auto broken = errorOf(answer, {"read an entry", "a:b"});
        QCOMPARE(broken.text().contains(reported), reported != "try again in a minute.");
    }

    void whoSaysThatNothingIsThere()
    {
        const Response service{404, {}, v2Body("NOT_FOUND", "x")};
        const Response v1{404, {}, v1Body("NOT_FOUND")};
        const Response gateway{404, {}, gatewayBody("NotFound")};
        const Response html{404, {}, "<html></html>"};
        for (const auto& answer : {service, v1})
            QVERIFY(isNotThere(answer) && !isNotRouted(answer));
        for (const auto& answer : {gateway, html})
            QVERIFY(!isNotThere(answer) && isNotRouted(answer));
    }

    void encoding()
    {
        QCOMPARE(http::percentEncoded("lyra/a%b@c:d e"), "lyra%2Fa%25b%40c%3Ad%20e");
        QCOMPARE(http::percentEncoded("ü~-._"), "%C3%BC~-._");
        QCOMPARE(opencloud::filterString("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
        QCOMPARE(http::asciiJson("[\"ü😀\"]"), "[\"\\u00fc\\ud83d\\ude00\"]");
        QCOMPARE(http::QueryText().add("a", "b&c").addUnlessEmpty("d", "").add("e", "").text(),
                 "a=b%26c&e=");
    }
};

PLECTRUM_TEST(WireErrorTest)

} // namespace tst_response_error

#include "tst_response_error.moc"
