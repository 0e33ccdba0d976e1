// SPDX-License-Identifier: MIT
// json::print(): numbers, strings and buffers as text; what was printed reads back the same.
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <random>

namespace tst_printer {

using namespace plectrum::json;

class TestPrinter : public QObject
{
    Q_OBJECT

private slots:
    void scalars_data();
    void scalars();
    void doublesAreShortest();
    void stringsOfAllLengths();
    void compact();
    void pretty();
    void strings();
    void roundTrip_data();
    void roundTrip();
};

void TestPrinter::scalars_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, const Value& value, std::string expected) {
        QTest::newRow(name) << print(value) << std::move(expected);
    };
    row("null", {}, "null");
    row("true", true, "true");
    row("false", false, "false");
    row("integer", 42, "42");
    row("least", std::numeric_limits<std::int64_t>::min(), "-9223372036854775808");
    row("greatest", std::numeric_limits<std::int64_t>::max(), "9223372036854775807");
    row("whole double", 42.0, "42.0");
    row("minus zero", -0.0, "-0.0");
    row("shortest", 0.1, "0.1");
    row("sum", 0.1 + 0.2, "0.30000000000000004");
    row("large", 1e300, "1e+300");
    row("round thousands", 100000.0, "100000.0");
    row("1e15", 1e15, "1e+15");
    row("least double", 5e-324, "5e-324");
    row("longest double", -2.2250738585072014e-308, "-2.2250738585072014e-308");
    row("no JSON", std::numeric_limits<double>::infinity(), "null");
    row("empty buffer", Value::buffer(""), R"({"m":null,"t":"buffer","base64":""})");
    row("buffer of 1", Value::buffer("M"), R"({"m":null,"t":"buffer","base64":"TQ=="})");
    row("buffer of 2", Value::buffer("Ma"), R"({"m":null,"t":"buffer","base64":"TWE="})");
    row("buffer of 3", Value::buffer("Man"), R"({"m":null,"t":"buffer","base64":"TWFu"})");
    row("buffer of bytes", Value::buffer(std::string("\xff\xfe\x00\x01", 4)),
        R"({"m":null,"t":"buffer","base64":"//4AAQ=="})");
}

void TestPrinter::scalars()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    QCOMPARE(text, expected);
}

/// Beside what the standard library prints: the same number, in no more digits.
void TestPrinter::doublesAreShortest()
{
    std::mt19937_64 engine(1);
    for (int i = 0; i < 20000; ++i) {
        const auto scaled =
            static_cast<double>(static_cast<std::int64_t>(engine()) >> (engine() % 60));
        double number = scaled;
        for (std::uint64_t decimals = engine() % 8; decimals > 0; --decimals) {
            number =
                i % 2 == 0 ? number / 10 : scaled / std::pow(10.0, static_cast<double>(decimals));
        }
        const std::string text = print(number);
        double again = 0;
        std::from_chars(text.data(), text.data() + text.size(), again);
        QCOMPARE(again, number);
        QCOMPARE(parse(text).value().type(), Type::Double);
        const auto digits = [](std::string_view printed) {
            std::string only;
            for (const char c : printed.substr(0, printed.find('e')))
                if (c >= '0' && c <= '9')
                    only += c;
            only.erase(0, only.find_first_not_of('0'));
            return only.substr(0, only.find_last_not_of('0') + 1);
        };
        std::array<char, 40> standard{};
        const char* end = std::to_chars(standard.data(), standard.data() + 40, number,
                                        std::chars_format::scientific)
                              .ptr;
        if (std::abs(number) < 1e9)
            QVERIFY2(digits(text) == digits({standard.data(), end}), text.c_str());
    }
}

/// An escape at every place of a string of every length.
void TestPrinter::stringsOfAllLengths()
{
    for (std::size_t length = 0; length < 40; ++length) {
        const std::string plain(length, 'x');
        QCOMPARE(printString(plain), '"' + plain + '"');
        for (std::size_t at = 0; at < length; ++at) {
            for (const std::string escaped : {"\n", "\"", "\\", "\x1f"}) {
                std::string text = plain;
                text[at] = escaped.front();
                const std::string printed = printString(text);
                QVERIFY(parse(printed).value().toString() == text);
                QCOMPARE(printedSize(Value(text)), printed.size());
                QVERIFY(printed.size() > length + 2);
            }
            std::string text = plain;
            text[at] = '\x7f';
            QCOMPARE(printString(text).size(), length + 2);
            text[at] = '\xff';
            QCOMPARE(printString(text).size(), length + 2);
        }
    }
}

void TestPrinter::compact()
{
    const Value value = Value::object({{"b", Value::array({1, "x", Value::array()})},
                                       {"a", Value::object()},
                                       {"c\"", Value::object({{"d", nullptr}})}});
    QCOMPARE(print(value), R"({"a":{},"b":[1,"x",[]],"c\"":{"d":null}})");
    QCOMPARE(printedSize(value), print(value).size());
}

void TestPrinter::pretty()
{
    const Value value = parse(R"({"a":[1,{"b":[]}],"c":{},"d":"e"})").value();
    QCOMPARE(printPretty(value), R"({
  "a": [
    1,
    {
      "b": []
    }
  ],
  "c": {},
  "d": "e"
})");
    QCOMPARE(printPretty(Value::array({1}), 4), "[\n    1\n]");
    QCOMPARE(printPretty(Value(1)), "1");
}

void TestPrinter::strings()
{
    QCOMPARE(printString("a\"\\/\b\f\n\r\t\x01\x1f"), R"("a\"\\/\b\f\n\r\t\u0001\u001f")");
    QCOMPARE(printString(std::string(1, '\0')), R"("\u0000")");
    QCOMPARE(printString("\xc3\xbc\xf0\x9f\x98\x80"), "\"\xc3\xbc\xf0\x9f\x98\x80\"");
    QCOMPARE(printString(""), "\"\"");
}

void TestPrinter::roundTrip_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestPrinter::roundTrip()
{
    QFETCH(unsigned, seed);
    RandomValue random(seed);
    for (int i = 0; i < 50; ++i) {
        const Value value = i == 0 ? random.array(3, 300) : random.value(5);
        const std::string text = print(value);
        const auto again = parse(text);
        QVERIFY2(again, text.c_str());
        QVERIFY(*again == value);
        QCOMPARE(print(*again), text);
        QCOMPARE(printedSize(value), text.size());
        QVERIFY(parse(printPretty(value)).value() == value);
    }
}

PLECTRUM_TEST(TestPrinter)

} // namespace tst_printer

#include "tst_printer.moc"
