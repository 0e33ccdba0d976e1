// SPDX-License-Identifier: MIT
// json::diff(): what is found, in few changes, and that the changes lead from `before` to `after`.
#include "json/diff.h"
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

#include <ranges>

namespace tst_diff {

using namespace plectrum::json;

namespace {

Value read(std::string_view text)
{
    return parse(text).value();
}

/// The way that diff.h describes.
Value applied(Value value, const std::vector<Change>& changes)
{
    for (const Change& change : std::views::reverse(changes))
        if (change.kind == ChangeKind::Removed)
            value = removeAt(value, change.pointer).value();
    for (const Change& change : changes)
        if (change.kind == ChangeKind::Added)
            value = insertAt(value, change.pointer, change.after).value();
        else if (change.kind == ChangeKind::Replaced)
            value = replaceAt(value, change.pointer, change.after).value();
    return value;
}

/// Each change on a line: its sign, its place, what was and what is.
std::string listing(const std::vector<Change>& changes)
{
    std::string text;
    for (const Change& change : changes) {
        text += text.empty() ? "" : "; ";
        switch (change.kind) {
        case ChangeKind::Added:
            text += "+" + change.pointer.toString() + " " + print(change.after);
            break;
        case ChangeKind::Removed:
            text += "-" + change.pointer.toString() + " " + print(change.before);
            break;
        case ChangeKind::Replaced:
            text +=
                change.pointer.toString() + " " + print(change.before) + ">" + print(change.after);
        }
    }
    return text;
}

Value rows(int count)
{
    std::vector<Value> result;
    for (int i = 0; i < count; ++i)
        result.push_back(Value::object({{"id", i}, {"n", i * 7}}));
    return Value::array(std::move(result));
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private slots:
    void lists_data();
    void lists();
    void changesLeadToAfter_data();
    void changesLeadToAfter();
    void manyChangesOfALargeArray();
    void rewrittenLargeArray();
    void insertionIntoALargeArray();
};

void TestDiff::lists_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<std::string>("changes");
    const auto row = [](const char* name, const char* before, const char* after,
                        const char* changes) {
        QTest::newRow(name) << std::string(before) << std::string(after) << std::string(changes);
    };
    row("equal", R"({"a":[1,{"b":2}]})", R"({"a":[1,{"b":2.0}]})", "");
    row("root", "1", "2", " 1>2");
    row("type of root", "[]", "{}", " []>{}");
    row("member", R"({"a":1})", R"({"a":2})", "/a 1>2");
    row("members", R"({"a":1,"b":2,"d":4})", R"({"b":3,"c":1,"d":4})", "-/a 1; /b 2>3; +/c 1");
    row("all removed", R"({"a":1})", "{}", "-/a 1");
    row("all added", "{}", R"({"a":1})", "+/a 1");
    row("nested", R"({"a":{"b":{"c":1}}})", R"({"a":{"b":{"c":2}}})", "/a/b/c 1>2");
    row("null is a value", R"({"a":null})", "{}", "-/a null");
    row("element", "[1,2,3]", "[1,9,3]", "/1 2>9");
    row("appended", "[1]", "[1,2,3]", "+/1 2; +/2 3");
    row("cut", "[1,2,3]", "[1]", "-/1 2; -/2 3");
    row("filled", "[]", "[1]", "+/0 1");
    row("emptied", "[1]", "[]", "-/0 1");
    row("inserted in front", "[1,2,3]", "[0,1,2,3]", "+/0 0");
    row("inserted in the middle", "[1,2,3]", "[1,9,2,3]", "+/1 9");
    row("removed in front", "[1,2,3]", "[2,3]", "-/0 1");
    row("rotated", "[1,2,3,4]", "[2,3,4,1]", "-/0 1; +/3 1");
    row("removed and inserted", "[1,2,3,4,5,6]", "[1,3,4,5,9,6]", "-/1 2; +/4 9");
    row("one of equal ones", "[1,1,1]", "[1,1]", "-/2 1");
    row("inside an element behind an insertion", R"([{"a":1},{"b":[1,2]},7])",
        R"([0,{"a":1},{"b":[1,3]},7])", "+/0 0; /2/b/1 2>3");
    row("removal inside an element behind an insertion", R"([5,{"a":1,"b":2},6])",
        R"([0,5,{"a":1},6])", "+/0 0; -/1/b 2");
    row("arrays of arrays", "[[1],[2]]", "[[1,2],[2,3]]", "+/0/1 2; +/1/1 3");
}

void TestDiff::lists()
{
    QFETCH(std::string, before);
    QFETCH(std::string, after);
    QFETCH(std::string, changes);
    const std::vector<Change> found = diff(read(before), read(after));
    QCOMPARE(listing(found), changes);
    QVERIFY(applied(read(before), found) == read(after));
}

void TestDiff::changesLeadToAfter_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestDiff::changesLeadToAfter()
{
    QFETCH(unsigned, seed);
    RandomValue random(seed);
    for (int i = 0; i < 60; ++i) {
        const Value before = i % 10 == 0 ? random.array(3, 150) : random.value(5);
        const Value after = i % 3 == 0 ? random.value(5) : random.edited(before, 1 + i % 12);
        const std::vector<Change> changes = diff(before, after);
        QVERIFY2(applied(before, changes) == after,
                 (print(before) + "\n" + print(after) + "\n" + listing(changes)).c_str());
        QCOMPARE(changes.empty(), before == after);
        QVERIFY(diff(after, parse(print(after)).value()).empty());
    }
}

void TestDiff::manyChangesOfALargeArray()
{
    const Value before = rows(5000);
    Value after = before;
    for (std::size_t i = 0; i < 200; ++i) {
        const std::size_t index = i * 25;
        after = after.withElement(index, after.at(index).withMember("n", -1));
    }
    // Parsed apart, so that no node is shared.
    const Value apart = read(print(after));
    const std::vector<Change> changes = diff(before, apart);
    QCOMPARE(changes.size(), 200U);
    QVERIFY(changes == diff(before, after));
    QCOMPARE(changes[1].pointer.toString(), "/25/n");
    QVERIFY(applied(before, changes) == after);
}

void TestDiff::rewrittenLargeArray()
{
    const Value before = rows(4000);
    std::vector<Value> reversed;
    for (std::size_t i = before.size(); i > 0; --i)
        reversed.push_back(before.at(i - 1));
    const Value after = Value::array(std::move(reversed));
    const std::vector<Change> changes = diff(before, after);
    QVERIFY(applied(before, changes) == after);
    QVERIFY(applied(after, diff(after, before.withoutElement(0))) == before.withoutElement(0));
}

void TestDiff::insertionIntoALargeArray()
{
    const Value before = rows(5000);
    const Value after = before.withInserted(2500, "new").withoutElement(4000).withElement(10, 1);
    const std::vector<Change> changes = diff(before, after);
    QCOMPARE(listing(changes),
             R"(/10 {"id":10,"n":70}>1; +/2500 "new"; -/3999 {"id":3999,"n":27993})");
    QCOMPARE(listing(diff(before, read(print(after)))), listing(changes));
}

PLECTRUM_TEST(TestDiff)

} // namespace tst_diff

#include "tst_diff.moc"
