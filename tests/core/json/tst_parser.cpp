// SPDX-License-Identifier: MIT
// json::parse(): what is accepted, what is refused and where; the fast and the strict parser agree.
#include "json/depth.h"
#include "json/hash.h"
#include "json/parser.h"
#include "json/printer.h"
#include "json/strict_parser.h"
#include "support/test.h"

#include <map>
#include <random>
#include <string>
#include <thread>

namespace tst_parser {

using namespace plectrum::json;
using namespace std::literals;

namespace {

std::string nested(int depth, std::string_view open, std::string_view inner, std::string_view close)
{
    std::string text;
    for (int i = 0; i < depth; ++i)
        text += open;
    text += inner;
    for (int i = 0; i < depth; ++i)
        text += close;
    return text;
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

void row(const char* name, std::string_view text, std::string_view printed)
{
    QTest::newRow(name) << bytes(text) << bytes(printed);
}

void badRow(const char* name, std::string_view text, ParseErrorKind kind, int offset, int line = 1,
            int column = -1, std::string_view pointer = {})
{
    QTest::newRow(name) << bytes(text) << static_cast<int>(kind) << offset << line
                        << (column < 0 ? offset + 1 : column) << bytes(pointer);
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void aDoorMayBeLower();
    void wholeNumbersBeyond64Bits();
    void keepsTypes();
    void numbersOfAllSizes_data();
    void numbersOfAllSizes();
    void largeContainers();
    void namesOfManyMembersAreInOrder();
    void theHandlerEndsALongReading_data();
    void theHandlerEndsALongReading();
    void sharesNamesOfOneDocument();
    void manyShapes();
    void partsOutliveALargeDocument();
    void longTextsOfLargeDocuments();
    void everyPrefixAndEveryFlip();
    void messageSaysWhatAndWhere();
};

void TestParser::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("printed");
    row("null", "null", "null");
    row("true", "true", "true");
    row("false", " false ", "false");
    row("white space", "\t\r\n [ 1 , 2 ]\n", "[1,2]");
    row("empty array", "[]", "[]");
    row("empty object", "{ }", "{}");
    row("empty string", R"("")", R"("")");
    row("zero", "0", "0");
    row("minus zero", "-0", "0");
    row("minus zero double", "-0.0", "-0.0");
    row("least int64", "-9223372036854775808", "-9223372036854775808");
    row("greatest int64", "9223372036854775807", "9223372036854775807");
    row("beyond int64", "9223372036854775808", "9223372036854775808");
    row("greatest uint64", "[18446744073709551615]", "[18446744073709551615]");
    row("beyond uint64", "123456789012345678901234567890", "123456789012345678901234567890");
    row("negative beyond int64", "-9223372036854775809", "-9223372036854775809");
    row("beyond int64 among members", R"([{"a":1,"b":18446744073709551615},{"a":2,"b":3}])",
        R"([{"a":1,"b":18446744073709551615},{"a":2,"b":3}])");
    row("with a point it is a double", "9223372036854775809.0", "9223372036854775808.0");
    row("more digits than a double holds", "0.1000000000000000055", "0.1");
    row("2^53 + 1", "9007199254740993", "9007199254740993");
    row("exponents", "[1e2,1E2,1e+2,1e-2,1.5e3]", "[100.0,100.0,100.0,0.01,1500.0]");
    row("underflow", "1e-999", "0.0");
    row("underflow of minus", "-123.456e-999", "-0.0");
    row("greatest double", "1.7976931348623157e308", "1.7976931348623157e+308");
    row("least double", "5e-324", "5e-324");
    row("zero of great exponent", "0e999999", "0.0");
    row("escapes", R"("\"\\\/\b\f\n\r\t\u0041")", R"("\"\\/\b\f\n\r\tA")");
    row("surrogate pair", R"("\ud83d\ude00")", "\"\xf0\x9f\x98\x80\"");
    row("escaped NUL", R"("a\u0000b")", R"("a\u0000b")");
    row("DEL is no control", "\"\x7f\"", "\"\x7f\"");
    row("noncharacters", R"("\uffff")", "\"\xef\xbf\xbf\"");
    row("UTF-8", "\"\xc3\xbc\xe5\x90\x8d\"", "\"\xc3\xbc\xe5\x90\x8d\"");
    row("members in order of bytes", R"({"b":1,"a":2,"":3,"B":4})", R"({"":3,"B":4,"a":2,"b":1})");
    row("same name in other objects", R"({"a":{"a":{"a":1}}})", R"({"a":{"a":{"a":1}}})");
    row("names that differ late", R"({"abcdefghijklmnop1":1,"abcdefghijklmnop2":2})",
        R"({"abcdefghijklmnop1":1,"abcdefghijklmnop2":2})");
    row("14, 15 bytes", R"(["12345678901234","123456789012345"])",
        R"(["12345678901234","123456789012345"])");
    row("byte order mark", "\xef\xbb\xbf{\"a\":1}", R"({"a":1})");
    const std::string arrays = nested(maximumTextDepth, "[", "", "]");
    row("deepest arrays", arrays, arrays);
    const std::string objects = nested(maximumTextDepth, R"({"a":)", "1", "}");
    row("deepest objects", objects, objects);
}

void TestParser::accepts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, printed);
    const auto value = parse(text.toStdString());
    QVERIFY2(value, value ? "" : value.error().message().c_str());
    QCOMPARE(bytes(print(*value)), printed);
    const auto slowly = parseStrictly(text.toStdString());
    QVERIFY(slowly);
    QVERIFY(*slowly == *value);
    QCOMPARE(bytes(print(*slowly)), printed);
    QCOMPARE(tryParse(text.toStdString(), [] { return true; }), value.value());
}

void TestParser::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("pointer");
    using enum ParseErrorKind;
    badRow("nothing", "", Empty, 0);
    badRow("white space", " \n ", Empty, 3, 2, 2);
    badRow("word", "nope", Syntax, 1);
    badRow("half a word", "nul", Unterminated, 3);
    badRow("long word", "nulll", TrailingText, 4);
    badRow("capital", "True", Syntax, 0);
    badRow("NaN", "NaN", Syntax, 0);
    badRow("Infinity", "-Infinity", Syntax, 1);
    badRow("single quotes", "'a'", Syntax, 0);
    badRow("two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf{}", Syntax, 3, 1, 1);
    badRow("column behind a byte order mark", "\xef\xbb\xbf[x]", Syntax, 4, 1, 2, "/0");
    badRow("UTF-16LE", "\xff\xfe{\0}\0"sv, Utf16, 0);
    badRow("UTF-16BE", "\xfe\xff\0{\0}"sv, Utf16, 0);
    badRow("UTF-16LE without mark", "{\0}\0"sv, Utf16, 0);
    badRow("UTF-16BE without mark", "\0{\0}"sv, Utf16, 0);
    badRow("NUL", "\0"sv, Syntax, 0);
    badRow("NUL behind", "1\0"sv, TrailingText, 1);
    badRow("NUL inside", "[1\0]"sv, Syntax, 2);
    badRow("form feed", "[\f1]", Syntax, 1, 1, -1, "/0");
    badRow("comment", "[1, // x\n2]", Syntax, 4, 1, -1, "/1");
    badRow("two values", "1 2", TrailingText, 2);
    badRow("closed twice", "{}}", TrailingText, 2);
    badRow("array, comma", "[1],", TrailingText, 3);
    badRow("closing only", "]", Syntax, 0);
    badRow("open array", "[", Unterminated, 1, 1, -1, "/0");
    badRow("open array, comma", "[1,", Unterminated, 3, 1, -1, "/1");
    badRow("open object", "{", Unterminated, 1);
    badRow("open member", R"({"a")", Unterminated, 4, 1, -1, "/a");
    badRow("open member value", R"({"a":)", Unterminated, 5, 1, -1, "/a");
    badRow("open string", R"("abc)", Unterminated, 4);
    badRow("open escape", R"("abc\)", Unterminated, 5);
    badRow("open hex", R"("\u12)", Unterminated, 5);
    badRow("escaped quote at end", R"("\")", Unterminated, 3);
    badRow("trailing comma", "[1,]", Syntax, 3, 1, -1, "/1");
    badRow("two commas", "[1,,2]", Syntax, 3, 1, -1, "/1");
    badRow("comma first", "[,1]", Syntax, 1, 1, -1, "/0");
    badRow("no comma", "[1 2]", Syntax, 3);
    badRow("no comma between strings", R"(["a" "b"])", Syntax, 5);
    badRow("trailing comma of object", R"({"a":1,})", Syntax, 7);
    badRow("no colon", R"({"a" 1})", Syntax, 5, 1, -1, "/a");
    badRow("two colons", R"({"a"::1})", Syntax, 5, 1, -1, "/a");
    badRow("comma for colon", R"({"a",1})", Syntax, 4, 1, -1, "/a");
    badRow("number as name", "{1:1}", Syntax, 1);
    badRow("bare name", "{a:1}", Syntax, 1);
    badRow("wrong bracket", "[1}", Syntax, 2);
    badRow("wrong brace", R"({"a":1])", Syntax, 6);
    badRow("bad escape", R"("\x41")", Syntax, 2);
    badRow("bad hex", R"("\u12g4")", Syntax, 5);
    badRow("leading zero", "01", TrailingText, 1);
    badRow("leading zero inside", "[01]", Syntax, 2);
    badRow("leading plus", "+1", Syntax, 0);
    badRow("minus only", "-", Unterminated, 1);
    badRow("minus inside", "[-]", Syntax, 2, 1, -1, "/0");
    badRow("no digit before point", ".5", Syntax, 0);
    badRow("no digit behind point", "[1.]", Syntax, 3, 1, -1, "/0");
    badRow("no digit in exponent", "[1e]", Syntax, 3, 1, -1, "/0");
    badRow("no digit behind sign", "[1e+]", Syntax, 4, 1, -1, "/0");
    badRow("hexadecimal", "0x10", TrailingText, 1);
    badRow("letter behind number", "[1a]", Syntax, 2);
    badRow("out of range", "[1e999]", NumberOutOfRange, 1, 1, -1, "/0");
    badRow("out of range below", "-1e309", NumberOutOfRange, 0);
    badRow("rounds out of range", "1.7976931348623159e308", NumberOutOfRange, 0);
    badRow("exponent of many digits", "1e99999999999999999999", NumberOutOfRange, 0);
    badRow("integer out of range", std::string(400, '9'), NumberOutOfRange, 0);
    badRow("high surrogate alone", R"(["\ud800"])", LoneSurrogate, 2, 1, -1, "/0");
    badRow("low surrogate alone", R"("\udc00")", LoneSurrogate, 1);
    badRow("high surrogate, letter", R"("\ud800A")", LoneSurrogate, 1);
    badRow("high surrogate twice", R"("\ud800\ud800")", LoneSurrogate, 1);
    badRow("high surrogate, escape", R"("\ud800\n")", LoneSurrogate, 1);
    badRow("surrogate in name", R"({"\ude00":1})", LoneSurrogate, 2);
    badRow("control character", "\"a\tb\"", ControlCharacter, 2);
    badRow("line feed in string", "[\"a\nb\"]", ControlCharacter, 3, 1, -1, "/0");
    badRow("NUL in string", "\"\0\""sv, ControlCharacter, 1);
    badRow("lone continuation byte", "\"\x80\"", InvalidUtf8, 1);
    badRow("overlong", "\"\xc0\xaf\"", InvalidUtf8, 1);
    badRow("overlong of three", "\"\xe0\x80\xaf\"", InvalidUtf8, 1);
    badRow("encoded surrogate", "\"\xed\xa0\x80\"", InvalidUtf8, 1);
    badRow("above U+10FFFF", "\"\xf4\x90\x80\x80\"", InvalidUtf8, 1);
    badRow("cut character", "\"\xe5\x90\"", InvalidUtf8, 1);
    badRow("Latin-1", "[\"\xfc\"]", InvalidUtf8, 2, 1, -1, "/0");
    badRow("invalid outside of strings", "[\xff]", InvalidUtf8, 1, 1, -1, "/0");
    badRow("name twice", R"({"a":1,"b":{"c":1,"c":2}})", DuplicateName, 18, 1, -1, "/b");
    badRow("name twice, escaped", R"({"a":1,"\u0061":2})", DuplicateName, 7);
    badRow("1065 arrays", nested(1065, "[", "", "]"), TooDeep, 1064, 1, -1,
           nested(1064, "/0", "", ""));
    badRow("100000 arrays", std::string(100000, '['), TooDeep, 1064, 1, -1,
           nested(1064, "/0", "", ""));
    badRow("1065 objects", nested(1065, R"({"a":)", "1", "}"), TooDeep, 5 * 1064, 1, -1,
           nested(1064, "/a", "", ""));
    badRow("line and column", "{\n  \"a\": [1,\n    \"\xc3\xbc\xf0\x9f\x98\x80\", x]}", Syntax, 27,
           3, 11, "/a/2");
    badRow("pointer is escaped", R"({"a/b~c":[0,{"":tru}]})", Syntax, 19, 1, -1, "/a~1b~0c/1/");
}

void TestParser::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, pointer);
    const auto value = parse(text.toStdString());
    QVERIFY(!value);
    const ParseError& error = value.error();
    QCOMPARE(static_cast<int>(error.kind), kind);
    QCOMPARE(static_cast<int>(error.offset), offset);
    QCOMPARE(static_cast<int>(error.line), line);
    QCOMPARE(static_cast<int>(error.column), column);
    QCOMPARE(bytes(error.pointer), pointer);
    QVERIFY(parseStrictly(text.toStdString()).error() == error);
    QVERIFY(!tryParse(text.toStdString(), [] { return true; }));
}

void TestParser::aDoorMayBeLower()
{
    const std::string deepest = nested(maximumDepth, "[", "", "]");
    QVERIFY(parse(deepest, maximumDepth));
    QVERIFY(!isDeeperThan(*parse(deepest), maximumDepth));
    const std::string deeper = nested(maximumDepth + 1, R"({"a":)", "1", "}");
    QCOMPARE(parse(deeper, maximumDepth).error().kind, ParseErrorKind::TooDeep);
    QCOMPARE(parse(deeper, maximumDepth).error().detail, "1000");
    QVERIFY(isDeeperThan(*parse(deeper), maximumDepth));
}

void TestParser::wholeNumbersBeyond64Bits()
{
    const Value greatest = parse("18446744073709551615").value();
    QVERIFY(greatest.isNumber() && !greatest.isInteger());
    QCOMPARE(greatest.digits(), "18446744073709551615");
    QCOMPARE(greatest.toDouble(), 18446744073709551616.0);
    QCOMPARE(greatest.toInteger(-1), -1);
    QVERIFY(greatest == parse("18446744073709551615").value());
    QVERIFY(greatest.isSameNode(Value(greatest)));
    QVERIFY(greatest != parse("18446744073709551614").value());
    QVERIFY(greatest != Value(18446744073709551616.0));
    QVERIFY(parse("18446744073709551616").value() == Value(18446744073709551616.0));
    QVERIFY(Value(18446744073709551616.0) == parse("18446744073709551616").value());
    QVERIFY(parse("9223372036854775808").value() != Value(INT64_MAX));
    QCOMPARE(hashOf(parse("18446744073709551616").value()), hashOf(Value(18446744073709551616.0)));
    QCOMPARE(printedSize(greatest), greatest.digits().size());
    const std::string longest = '1' + std::string(300, '7');
    QCOMPARE(print(parse(longest).value()), longest);
    QVERIFY(parse(longest).value() != Value(parse(longest).value().toDouble()));
}

void TestParser::keepsTypes()
{
    const Value value = parse(R"([1,1.0,"1",true,null,[],{}])").value();
    QVERIFY(value.at(0).isInteger());
    QCOMPARE(value.at(1).type(), Type::Double);
    QVERIFY(value.at(0) == value.at(1));
    QVERIFY(value.at(2).isString());
    QVERIFY(value.at(3).isBool());
    QVERIFY(value.at(4).isNull());
    QVERIFY(value.at(5).isArray());
    QVERIFY(value.at(6).isObject());
}

void TestParser::numbersOfAllSizes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"0.1", "123456.789", "-1.5e-300", "1e+300", "4.35", "2.2250738585072014e-308",
          "9007199254740993.0", "1e15", "123456789012345680.0", "3.141592653589793"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestParser::numbersOfAllSizes()
{
    QFETCH(QByteArray, text);
    const Value value = parse(text.toStdString()).value();
    QCOMPARE(value.toDouble(), text.toDouble());
    const Value again = parse(print(value)).value();
    QCOMPARE(again.type(), Type::Double);
    QCOMPARE(again.toDouble(), value.toDouble());
}

void TestParser::largeContainers()
{
    std::string array = "[";
    std::string object = "{";
    for (int i = 0; i < 10000; ++i) {
        array += (i > 0 ? "," : "") + std::to_string(i);
        object += (i > 0 ? ",\"key" : "\"key") + std::to_string(i) + "\":" + std::to_string(i);
    }
    array += "]";
    object += "}";
    const Value elements = parse(array).value();
    const Value members = parse(object).value();
    QCOMPARE(elements.size(), 10000U);
    QCOMPARE(members.size(), 10000U);
    for (int i = 0; i < 10000; ++i) {
        QCOMPARE(elements.at(static_cast<std::size_t>(i)).toInteger(), i);
        QCOMPARE(members["key" + std::to_string(i)].toInteger(-1), i);
    }
    QCOMPARE(print(elements), array);
    object.insert(object.size() - 1, R"(,"key77":1)");
    QCOMPARE(parse(object).error().kind, ParseErrorKind::DuplicateName);
    QCOMPARE(parse(object).error().detail, "key77");
}

/// Of random bytes, so that many share their first eight, are shorter, or hold a NUL.
void TestParser::namesOfManyMembersAreInOrder()
{
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp)
    std::map<std::string, std::int64_t> expected;
    std::string text = "{";
    while (expected.size() < 3000) {
        std::string name(random() % 12, 'a');
        for (char& letter : name)
            letter = std::string_view("aab\0\x7f"sv)[random() % 5];
        const auto number = static_cast<std::int64_t>(expected.size());
        if (expected.emplace(name, number).second)
            text += (number > 0 ? "," : "") + print(Value(name)) + ":" + std::to_string(number);
    }
    const Value value = parse(text + "}").value();
    QCOMPARE(value.size(), expected.size());
    std::size_t at = 0;
    for (const auto& [name, number] : expected) {
        QCOMPARE(value.nameAt(at), name);
        QCOMPARE(value.at(at++).toInteger(-1), number);
    }
}

void TestParser::theHandlerEndsALongReading_data()
{
    QTest::addColumn<QByteArray>("text");
    QByteArray elements("[");
    QByteArray rising("{");
    QByteArray mixed("{");
    for (int i = 0; i < 50000; ++i) {
        elements += QByteArray::number(i) + ',';
        rising += '"' + QByteArray::number(100000 + i) + "\":1,";
        mixed += '"' + QByteArray::number(i * 7919 % 1000003) + "\":1,";
    }
    QTest::newRow("elements") << elements + "0]";
    QTest::newRow("members in order") << rising + "\"b\":1}";
    QTest::newRow("members in no order") << mixed + "\"b\":1}";
    QTest::newRow("arrays of arrays") << "[" + elements + "0]," + elements + "0]]";
}

/// After each of its calls, also within sorting. (Of leaks the leak sanitizer would tell.)
void TestParser::theHandlerEndsALongReading()
{
    QFETCH(QByteArray, text);
    const std::string json = text.toStdString();
    int calls = 0;
    QVERIFY(tryParse(json, [&calls] { return ++calls > 0; }));
    QVERIFY2(calls >= 10, qPrintable(QString::number(calls)));
    for (int last = 1; last <= calls; ++last) {
        int asked = 0;
        QVERIFY(!tryParse(json, [&asked, last] { return ++asked < last; }));
        QCOMPARE(asked, last);
    }
}

void TestParser::sharesNamesOfOneDocument()
{
    const Value value =
        parse(R"([{"a long name of a member":1,"b":2},{"a long name of a member":3,"b":4},
                                 {"b":4,"a long name of a member":3}])")
            .value();
    QVERIFY(value.at(0).nameAt(0).data() == value.at(1).nameAt(0).data());
    QVERIFY(value.at(0).nameAt(0).data() == value.at(2).nameAt(0).data());
    QCOMPARE(print(value.at(1)), print(value.at(2)));
}

void TestParser::manyShapes()
{
    std::string text = "[";
    for (int i = 0; i < 3000; ++i) {
        const std::string number = std::to_string(i);
        text +=
            (i > 0 ? ",{\"" : "{\"") + number + "\":{\"x" + number + "\":[{\"y\":1},{\"z\":2}]}}";
    }
    text += "]";
    QCOMPARE(print(parse(text).value()), text);
    text.replace(text.size() - 2, 1, R"(,"2999":1})");
    QCOMPARE(parse(text).error().kind, ParseErrorKind::DuplicateName);
}

/// Large documents stand in blocks of memory, which a part of them keeps alive.
void TestParser::partsOutliveALargeDocument()
{
    std::string text = "[";
    for (int i = 0; i < 40000; ++i) {
        const std::string number = std::to_string(i);
        text += (i > 0 ? "," : "") + ("{\"id\":" + number)
            + ",\"kind\":\"a kind that all items have\",\"name\":\"a long name of the item "
            + number + "\"}";
    }
    text += "]";
    QVERIFY(text.size() > 3'000'000);
    Value part;
    Value name;
    {
        const Value whole = parse(text).value();
        QVERIFY(print(whole) == text);
        QVERIFY(whole.at(1)["kind"].isSameNode(whole.at(2)["kind"]));
        part = whole.at(39999);
        name = whole.at(20000)["name"];
        std::jthread([copy = whole]() mutable { copy = Value(); });
    }
    QCOMPARE(
        print(part),
        R"({"id":39999,"kind":"a kind that all items have","name":"a long name of the item 39999"})");
    QVERIFY(name == Value("a long name of the item 20000"));
    part = part.withMember("id", name);
    name = Value();
    QVERIFY(part["id"] == Value("a long name of the item 20000"));
    // Refused late, when blocks are full of nodes.
    text.insert(text.size() - 2, R"(,"id":1)");
    QCOMPARE(parse(text).error().kind, ParseErrorKind::DuplicateName);
}

/// A shard is one text of nearly four million bytes.
void TestParser::longTextsOfLargeDocuments()
{
    for (const std::size_t size : {65'000U, 66'000U, 2'100'000U, 3'990'000U}) {
        const std::string longText(size, 'x');
        const std::string text = "[\"" + longText + "\",\"" + std::string(1'000'000, 'y')
            + "\",\"a text of usual length\"]";
        const Value value = parse(text).value();
        QCOMPARE(value.at(0).toString(), longText);
        QCOMPARE(print(value), text);
    }
}

/// Cut and damaged texts: both parsers agree on each.
void TestParser::everyPrefixAndEveryFlip()
{
    const std::string text = "{\"a\": [1, -2.5e3, \"\\u00fc\\ud83d\\ude00\xc3\xbc\", true], \"b\": "
                             "{\"\": null}, \"c\": [[], {}]}";
    QVERIFY(parse(text));
    for (std::size_t i = 0; i < text.size(); ++i) {
        QVERIFY(!parse(text.substr(0, i)));
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = text;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
            const auto fast = parse(damaged);
            const auto slow = parseStrictly(damaged);
            QVERIFY2(fast == slow, damaged.c_str());
            const auto tried = tryParse(damaged, [] { return true; });
            QVERIFY2(tried.has_value() == fast.has_value(), damaged.c_str());
        }
    }
}

void TestParser::messageSaysWhatAndWhere()
{
    QCOMPARE(parse("{\"a\":\n [1, 1e999]}").error().message(),
             "line 2, column 6: the number is out of range (1e999), at /a/1");
    QCOMPARE(parse("").error().message(), "line 1, column 1: the text is empty");
}

PLECTRUM_TEST(TestParser)

} // namespace tst_parser

#include "tst_parser.moc"
