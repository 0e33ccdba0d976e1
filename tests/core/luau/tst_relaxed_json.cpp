// SPDX-License-Identifier: MIT
#include "json/printer.h"
#include "luau/relaxed_json.h"
#include "support/test.h"

namespace tst_relaxed_json {

using namespace plectrum;

class TestRelaxedJson : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("value"); // empty: refused
        const auto row = [](const char* name, const char* text, const char* value) {
            QTest::newRow(name) << std::string(text) << std::string(value);
        };
        row("plain", "{\"a\":[1,2]}", "{\"a\":[1,2]}");
        row("line comment", "// first\n{\"a\":1 // there\n}", "{\"a\":1}");
        row("comment at the end", "1 // end", "1");
        row("comment within", "[1,/* 2, */3]", "[1,3]");
        row("trailing commas", "{\"a\":[1,2,],}", "{\"a\":[1,2]}");
        row("trailing comma and comment", "[1, /* none */ // more\n]", "[1]");
        row("texts stay", "[\"// a\",\"/* b */\",\",]\",\"\\\"//\"]",
            "[\"// a\",\"/* b */\",\",]\",\"\\\"//\"]");
        row("comment without an end", "[1] /* 2", "");
        row("text without an end", "[\"//", "");
        row("two commas", "[1,,]", "");
        row("a comma alone", "{,}", "");
        row("slash", "[1/2]", "");
    }
    void reads()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, value);
        const auto read = luau::parseRelaxed(text);
        QCOMPARE(read.has_value(), !value.empty());
        if (read)
            QCOMPARE(json::print(*read), value);
    }

    void errorsKeepTheirLine()
    {
        const auto read = luau::parseRelaxed("/* one\ntwo */ [\n1,\nx]");
        QVERIFY(!read);
        QCOMPARE(read.error().line, std::size_t(4));
    }
};

PLECTRUM_TEST(TestRelaxedJson)

} // namespace tst_relaxed_json

#include "tst_relaxed_json.moc"
