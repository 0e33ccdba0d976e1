// SPDX-License-Identifier: MIT
// json::adoptEdited(): only what was edited in a text becomes another value.
#include "json/edited_text.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

#include <QRandomGenerator>

namespace tst_edited_text {

using namespace plectrum::json;

namespace {

Value read(std::string_view text)
{
    return parse(text).value();
}

/// The text with its first `what` replaced.
std::string edited(std::string text, std::string_view what, std::string_view with)
{
    const auto at = text.find(what);
    [&] { QVERIFY2(at != std::string::npos, what.data()); }();
    return text.replace(at, what.size(), with);
}

/// What becomes of the value when its printed text is edited so.
Value afterEdit(const Value& value, std::string_view what, std::string_view with)
{
    const std::string before = printPretty(value);
    const std::string after = edited(before, what, with);
    return applyEdited({value, before}, {read(after), after});
}

/// Values that no text tells exactly.
Value inexact()
{
    return Value::object({{"bytes", Value::buffer("ab")},
                          {"half", Value(1.0)},
                          {"list", Value::array({Value(2.0), Value(3), Value(-0.0)})},
                          {"n", Value(1)}});
}

bool isExactly(const Value& left, const Value& right)
{
    if (left.type() != right.type() || left.size() != right.size())
        return false;
    for (std::size_t i = 0; i < left.size() && left.isContainer(); ++i)
        if (left.nameAt(i) != right.nameAt(i) || !isExactly(left.at(i), right.at(i)))
            return false;
    return left.isContainer() || left.isSameNode(right) || left == right;
}

} // namespace

class TestEditedText final : public QObject
{
    Q_OBJECT

private slots:
    void whatWasNotEditedStaysExactly();
    void editsAtSeveralPlaces();
    void elementsKeepTheirValuesWhenOthersComeAndGo();
    void aMemberWithAnotherNameKeepsItsValue();
    void looksAloneChangeNothing();
    void anotherTypeIsTaken();
    void isTheTypedValueInAnyCase();
};

void TestEditedText::whatWasNotEditedStaysExactly()
{
    const Value before = inexact();
    const Value after = afterEdit(before, "\"n\": 1", "\"n\": 2");
    QVERIFY(isExactly(after, before.withMember("n", Value(2))));
    QVERIFY(after["bytes"].isSameNode(before["bytes"]));
    QVERIFY(after["list"].isSameNode(before["list"]));
    QCOMPARE(after["half"].type(), Type::Double);
}

void TestEditedText::editsAtSeveralPlaces()
{
    const Value before = inexact();
    const std::string text = printPretty(before);
    std::string typed = edited(text, "\"n\": 1", "\"n\": 17");
    typed = edited(typed, "{", "{ \"aa\": true,");
    const Value after = applyEdited({before, text}, {read(typed), typed});
    QVERIFY(isExactly(after, before.withMember("n", Value(17)).withMember("aa", Value(true))));
}

void TestEditedText::elementsKeepTheirValuesWhenOthersComeAndGo()
{
    const Value two(2.0);
    const Value list = Value::array({Value("a"), two, Value("b"), Value::buffer("x"), Value(1.0)});
    const std::string text = print(list);
    const std::string bytes = print(Value::buffer("x"));
    const std::string number = print(two);
    const std::string last = print(Value(1.0));
    const std::string typed =
        "[\"new\"," + number + ", \"b\", \"c\", " + bytes + ", \"end\", " + last + "]";
    const Value after = applyEdited({list, text}, {read(typed), typed});
    QVERIFY(isExactly(after,
                      Value::array({Value("new"), two, Value("b"), Value("c"), Value::buffer("x"),
                                    Value("end"), Value(1.0)})));
    const std::string without = "[\"b\"," + bytes + "]";
    QVERIFY(isExactly(applyEdited({list, text}, {read(without), without}),
                      Value::array({Value("b"), Value::buffer("x")})));
}

void TestEditedText::aMemberWithAnotherNameKeepsItsValue()
{
    const Value before = inexact();
    const Value after = afterEdit(before, "\"half\"", "\"\\u0041 \\\"name\\\"\"");
    QVERIFY(isExactly(after, before.withoutMember("half").withMember("A \"name\"", Value(1.0))));
}

void TestEditedText::looksAloneChangeNothing()
{
    const Value before = inexact();
    const std::string pretty = printPretty(before);
    const std::string dense = "\xef\xbb\xbf " + print(before) + " \n";
    QVERIFY(applyEdited({before, pretty}, {read(dense), dense}).isSameNode(before));
    const std::string turned = "{\"n\":1,\"list\":" + print(before["list"])
        + ",\"half\":" + print(before["half"]) + ",\"bytes\":" + print(before["bytes"]) + "}";
    QVERIFY(applyEdited({before, pretty}, {read(turned), turned}).isSameNode(before));
}

void TestEditedText::anotherTypeIsTaken()
{
    const Value before = inexact();
    const std::string text = printPretty(before);
    for (const std::string typed : {"[1]", "7", "null", "{}", R"({"list":{"0":2}})", "\"x\""}) {
        const Value value = read(typed);
        QVERIFY2(isExactly(applyEdited({before, text}, {value, typed}), value), typed.c_str());
    }
    const Value number(1.0);
    QCOMPARE(applyEdited({number, print(number)}, {read("1.50"), "1.50"}), Value(1.5));
}

/// Whatever is typed: equal to what its text says, by the rule of equality.
void TestEditedText::isTheTypedValueInAnyCase()
{
    QRandomGenerator random(20261127);
    const Value value =
        read(R"({"a":[1,2,{"b":"x,]}","c":[]},"\\\"",3],"d":{"e":{},"f":null},"g":-1.5e3})");
    const std::string text = printPretty(value);
    const std::string pieces = "{}[],:\"\\0123 ax\n";
    int valid = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string typed = text;
        for (int edits = random.bounded(1, 4); edits > 0; --edits) {
            const auto at = std::size_t(random.bounded(int(typed.size())));
            const char piece = pieces[std::size_t(random.bounded(int(pieces.size())))];
            if (random.bounded(2) == 0)
                typed.insert(at, 1, piece);
            else
                typed.erase(at, std::size_t(random.bounded(1, 6)));
        }
        const auto now = parse(typed);
        if (!now)
            continue;
        ++valid;
        QVERIFY2(applyEdited({value, text}, {*now, typed}) == *now, typed.c_str());
    }
    QVERIFY(valid > 100);
}

PLECTRUM_TEST(TestEditedText)

} // namespace tst_edited_text

#include "tst_edited_text.moc"
