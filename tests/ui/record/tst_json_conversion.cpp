// SPDX-License-Identifier: MIT
// Type changes keep what they can; numbers stay exact; the search finds names and scalars in order.
#include "documents/record/json_conversion.h"
#include "documents/record/json_search.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_json_conversion {

using namespace plectrum;

namespace {

json::Value parsed(const QByteArray& text)
{
    const auto value = json::parse({text.constData(), static_cast<std::size_t>(text.size())});
    if (!value)
        qFatal("not JSON: %s", text.constData());
    return *value;
}

} // namespace

class TestJsonConversion final : public QObject
{
    Q_OBJECT

private slots:
    void converts_data();
    void converts();
    void parsesNumbers_data();
    void parsesNumbers();
    void findsFreeNames();
    void searches();
    void wraps();
    void dropsOldAnswers();
};

void TestJsonConversion::converts_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, json::Type type, const char* to) {
        QTest::newRow(name) << QByteArray(from) << int(type) << QByteArray(to);
    };
    using enum json::Type;
    row("number to string", "12.5", String, R"("12.5")");
    row("string to number", R"(" 9007199254740993 ")", Double, "9007199254740993");
    row("text to number", R"("sword")", Double, "0");
    row("integer stays", "9007199254740993", Double, "9007199254740993");
    row("bool to number", "true", Double, "1");
    row("string to bool", R"("true")", Bool, "true");
    row("null to string", "null", String, R"("")");
    row("null to array", "null", Array, "[]");
    row("scalar to array", "5", Array, "[5]");
    row("scalar to object", "5", Object, R"({"value":5})");
    row("array to object", "[1,[2]]", Object, R"({"0":1,"1":[2]})");
    row("numbered object to array", R"({"10":"c","2":"b","1":"a"})", Array, R"(["a","b","c"])");
    row("object to array", R"({"b":1,"a":2})", Array, "[2,1]");
    row("empty array to object", "[]", Object, "{}");
    row("object to string", R"({"a":1})", String, R"("{\"a\":1}")");
    row("object to null", R"({"a":1})", Null, "null");
}

void TestJsonConversion::converts()
{
    QFETCH(QByteArray, from);
    QFETCH(int, type);
    QFETCH(QByteArray, to);
    const json::Value value = documents::convertTo(parsed(from), static_cast<json::Type>(type));
    QCOMPARE(QByteArray::fromStdString(json::print(value)), to);
}

void TestJsonConversion::parsesNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number"); // empty: refused
    const auto row = [](const char* text, const char* number) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(number);
    };
    row("0", "0");
    row("-17", "-17");
    row("9223372036854775807", "9223372036854775807");
    row("-9223372036854775808", "-9223372036854775808");
    row("9223372036854775809", "9223372036854775809");
    row("18446744073709551615", "18446744073709551615");
    row("1.5", "1.5");
    row("1e3", "1000.0");
    row("NaN", "");
    row("inf", "");
    row("Infinity", "");
    row("1e999", "");
    row("01", "");
    row("1,5", "");
    row("0x10", "");
    row("", "");
    row("true", "");
}

void TestJsonConversion::parsesNumbers()
{
    QFETCH(QString, text);
    QFETCH(QString, number);
    const auto value = documents::parseNumber(text);
    QCOMPARE(value ? QString::fromStdString(json::print(*value)) : QString(), number);
}

void TestJsonConversion::findsFreeNames()
{
    const json::Value object = parsed(R"({"name":1,"name 2":2})");
    QCOMPARE(documents::freeName(object, "name"), std::string("name 3"));
    QCOMPARE(documents::freeName(object, "other"), std::string("other"));
}

void TestJsonConversion::searches()
{
    const json::Value value =
        parsed(R"({"Sword":{"x":1},"a":["a SWORD","Ärger",12.5,true,null],"z":"none"})");
    const auto count = [&value](const QString& text) {
        return documents::findText(value, text, {}).size();
    };
    QCOMPARE(count(QStringLiteral("sword")), 2U);
    QCOMPARE(count(QStringLiteral("ärg")), 1U);
    QCOMPARE(count(QStringLiteral("2.5")), 1U);
    QCOMPARE(count(QStringLiteral("tru")), 1U);
    QCOMPARE(count(QStringLiteral("nu")), 1U);
    QCOMPARE(count(QStringLiteral("nothing")), 0U);
    QCOMPARE(count(QString()), 0U);
}

void TestJsonConversion::wraps()
{
    const json::Value value = parsed(R"({"a":["x","y","x"],"b":"x"})");
    const documents::JsonMatches matches = documents::findText(value, QStringLiteral("x"), {});
    QCOMPARE(matches.size(), 3U);
    const auto at = [](std::initializer_list<std::uint32_t> rows) {
        return std::vector<std::uint32_t>(rows);
    };
    QCOMPARE(matches.after(at({0})), 0U);
    QCOMPARE(matches.after(at({0, 0, 0})), 1U);
    QCOMPARE(matches.after(at({0, 0, 1})), 1U);
    QCOMPARE(matches.after(at({0, 1})), 0U);
    QCOMPARE(matches.before(at({0})), 2U);
    QCOMPARE(matches.before(at({0, 1})), 1U);
    QCOMPARE(matches.before(at({0, 0, 0})), 2U);
}

void TestJsonConversion::dropsOldAnswers()
{
    const json::Value value = parsed(R"({"a":1,"b":1})");
    documents::JsonSearch search;
    QSignalSpy finished(&search, &documents::JsonSearch::finished);
    search.start(value, QStringLiteral("1"));
    search.start(value, QStringLiteral("a"));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(search.matches().size(), 1U);
}

PLECTRUM_UI_TEST(TestJsonConversion)

} // namespace tst_json_conversion

#include "tst_json_conversion.moc"
