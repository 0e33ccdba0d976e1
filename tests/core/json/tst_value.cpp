// SPDX-License-Identifier: MIT
// json::Value: what it holds, equality, edits and what they share, copies from several threads.
#include "json/parser.h"
#include "json/printer.h"
#include "json/value.h"
#include "random_value.h"
#include "support/test.h"

#include <limits>
#include <map>
#include <thread>

namespace tst_value {

using namespace plectrum::json;

namespace {

std::vector<Value> integers(std::int64_t count)
{
    std::vector<Value> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.emplace_back(i);
    return values;
}

} // namespace

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void scalars();
    void textsOfAllLengths();
    void copyAndMove();
    void arrays();
    void objects();
    void lastOfEqualNamesStays();
    void equalityOfNumbers();
    void equalityOfContainers();
    void editsShareTheRest();
    void arrayEditsAreThoseOfAVector_data();
    void arrayEditsAreThoseOfAVector();
    void objectEditsAreThoseOfAMap();
    void editsLeaveTheOriginal();
    void copiesFromThreads();
    void deepValueIsFreed();
};

void TestValue::scalars()
{
    QCOMPARE(sizeof(Value), 16U);
    QVERIFY(Value().isNull());
    QVERIFY(Value(nullptr) == Value());
    QVERIFY(Value(true).toBool());
    QVERIFY(!Value(false).toBool(true));
    QVERIFY(Value(1).toBool(true));
    QCOMPARE(Value(7).toInteger(), 7);
    QCOMPARE(Value(7.0).toInteger(), 7);
    QCOMPARE(Value(7.5).toInteger(-1), -1);
    QCOMPARE(Value(1e300).toInteger(-1), -1);
    QCOMPARE(Value("7").toInteger(-1), -1);
    QCOMPARE(Value(7).toDouble(), 7.0);
    QCOMPARE(Value(true).toDouble(-1), -1.0);
    QCOMPARE(Value(std::numeric_limits<std::int64_t>::min()).toInteger(),
             std::numeric_limits<std::int64_t>::min());
    QVERIFY(Value(7).toString().empty());
    QCOMPARE(Value(7).size(), 0U);
    QVERIFY(Value::buffer("ab").isBuffer());
    QVERIFY(!(Value::buffer("ab") == Value("ab")));
    QVERIFY(Value(1).at(0).isNull());
    QVERIFY(Value(1)["a"].isNull());
    QVERIFY(!Value("a").find("a"));
}

void TestValue::textsOfAllLengths()
{
    std::string text;
    for (int length = 0; length < 40; ++length) {
        const Value value(text);
        const Value buffer = Value::buffer(text);
        QVERIFY(value.toString() == text);
        QCOMPARE(value.size(), text.size());
        QVERIFY(buffer.toString() == text);
        QVERIFY(value == Value(text));
        QVERIFY(!(value == Value(text + "x")));
        text += static_cast<char>(length);
    }
}

void TestValue::copyAndMove()
{
    const Value original = Value::array({"a string that is too long for the inside", 1});
    Value copy = original;
    QVERIFY(copy.isSameNode(original));
    Value moved = std::move(copy);
    QVERIFY(moved.isSameNode(original));
    Value& alias = moved;
    moved = alias;
    QVERIFY(moved.isSameNode(original));
    moved = std::move(alias);
    QVERIFY(moved.isSameNode(original));
    // An element assigned over its own array keeps alive what is read from it.
    moved = moved.at(0);
    QVERIFY(moved == original.at(0));
}

void TestValue::arrays()
{
    for (const std::int64_t count : {0, 1, 63, 64, 65, 128, 4096, 4097, 20000}) {
        const Value array = Value::array(integers(count));
        QVERIFY(array.isArray() && array.isContainer());
        QCOMPARE(array.size(), static_cast<std::size_t>(count));
        std::int64_t next = 0;
        array.forEachElement(
            [&next](const Value& element) { QCOMPARE(element.toInteger(), next++); });
        QCOMPARE(next, count);
        for (std::int64_t i = 0; i < count; ++i)
            QCOMPARE(array.at(static_cast<std::size_t>(i)).toInteger(), i);
        QVERIFY(array.at(static_cast<std::size_t>(count)).isNull());
    }
}

void TestValue::objects()
{
    const Value object = Value::object({{"b", 1}, {"a", 2}, {"", 3}, {"\xc3\xbc", 4}, {"B", 5}});
    QCOMPARE(object.size(), 5U);
    const std::vector<std::string> names{"", "B", "a", "b", "\xc3\xbc"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        QVERIFY(object.nameAt(i) == names[i]);
        QCOMPARE(object.indexOf(names[i]), i);
        QVERIFY(object.find(names[i]) == &object.at(i));
    }
    QCOMPARE(object.indexOf("x"), 5U);
    QVERIFY(object.nameAt(5).empty());
    QCOMPARE(object["a"].toInteger(), 2);
    std::size_t visited = 0;
    object.forEachMember([&](std::string_view name, const Value& value) {
        QVERIFY(name == names[visited]);
        QVERIFY(&value == &object.at(visited++));
    });
    QCOMPARE(visited, 5U);
}

void TestValue::lastOfEqualNamesStays()
{
    const Value object = Value::object({{"a", 1}, {"b", 2}, {"a", 3}});
    QCOMPARE(print(object), R"({"a":3,"b":2})");
}

void TestValue::equalityOfNumbers()
{
    QVERIFY(Value(1) == Value(1.0));
    QVERIFY(Value(0) == Value(-0.0));
    QVERIFY(Value(0.0) == Value(-0.0));
    QVERIFY(!(Value(1) == Value(1.5)));
    QVERIFY(!(Value(1) == Value(true)));
    // 2^53 + 1 is no double; 2^63 is no int64.
    QVERIFY(!(Value(std::int64_t{9007199254740993}) == Value(9007199254740992.0)));
    QVERIFY(!(Value(std::numeric_limits<std::int64_t>::max()) == Value(0x1p63)));
    QVERIFY(Value(std::numeric_limits<std::int64_t>::min()) == Value(-0x1p63));
    QVERIFY(Value(1).isSameNode(Value(1.0)));
}

void TestValue::equalityOfContainers()
{
    QVERIFY(!(Value::array() == Value::object()));
    QVERIFY(Value::array() == Value::array());
    QVERIFY(!(Value::array() == Value()));
    QVERIFY(Value::array({1, 2.0}) == Value::array({1.0, 2}));
    QVERIFY(!(Value::array({1}) == Value::array({1, 2})));
    QVERIFY(Value::object({{"a", 1}}) == Value::object({{"a", 1}}));
    QVERIFY(!(Value::object({{"a", 1}}) == Value::object({{"b", 1}})));
    QVERIFY(!(Value::object({{"a", 1}}) == Value::object({{"a", 2}})));
    // Trees of another form, the same elements.
    Value grown = Value::array();
    for (int i = 300; i > 0; --i)
        grown = grown.withInserted(0, i - 1);
    QVERIFY(grown == Value::array(integers(300)));
    QVERIFY(!(grown.withElement(299, 0) == Value::array(integers(300))));
}

void TestValue::editsShareTheRest()
{
    std::vector<Value> rows;
    for (int i = 0; i < 20000; ++i)
        rows.push_back(Value::object({{"id", i}, {"tags", Value::array({i, i})}}));
    const Value before = Value::object({{"rows", Value::array(std::move(rows))}});
    const Value& oldRows = before["rows"];
    const Value after =
        before.withMember("rows", oldRows.withElement(777, oldRows.at(777).withMember("id", -1)));
    QCOMPARE(after["rows"].at(777)["id"].toInteger(), -1);
    QCOMPARE(before["rows"].at(777)["id"].toInteger(), 777);
    QVERIFY(after["rows"].at(777)["tags"].isSameNode(oldRows.at(777)["tags"]));
    // Other leaves are shared as they stand: the element has one address.
    QVERIFY(&after["rows"].at(10000) == &oldRows.at(10000));
    QVERIFY(after["rows"].at(777).nameAt(0).data() == oldRows.at(777).nameAt(0).data());
    QVERIFY(!(before == after));
}

void TestValue::arrayEditsAreThoseOfAVector_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("from empty") << 0;
    QTest::newRow("a leaf") << 60;
    QTest::newRow("two levels") << 500;
    QTest::newRow("three levels") << 6000;
}

void TestValue::arrayEditsAreThoseOfAVector()
{
    QFETCH(int, size);
    RandomValue random(42);
    std::vector<Value> expected = integers(size);
    Value array = Value::array(expected);
    for (int phase = 0; phase < 3; ++phase) {
        for (int i = 0; i < 700; ++i) {
            const std::size_t kind = random.below(4);
            const std::size_t at = random.below(expected.size() + 1);
            const auto pointer = expected.begin() + static_cast<std::ptrdiff_t>(at);
            // The first phase grows at a place, the second mixes, the third shrinks.
            if (expected.empty() || (phase < 2 && kind < 3 - static_cast<std::size_t>(phase))) {
                array = array.withInserted(at, i);
                expected.insert(pointer, i);
            } else if (at < expected.size() && kind == 3) {
                array = array.withElement(at, -i);
                expected[at] = -i;
            } else if (at < expected.size()) {
                array = array.withoutElement(at);
                expected.erase(pointer);
            }
        }
        QCOMPARE(array.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(array.at(i) == expected[i]);
        QVERIFY(array == Value::array(expected));
    }
    while (!expected.empty()) {
        const std::size_t at = random.below(expected.size());
        array = array.withoutElement(at);
        expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(at));
        QVERIFY(array.size() == expected.size());
        QVERIFY(expected.empty() || array.at(0) == expected[0]);
    }
    QVERIFY(array == Value::array());
}

void TestValue::objectEditsAreThoseOfAMap()
{
    RandomValue random(7);
    std::map<std::string, int> expected;
    Value object = Value::object();
    for (int i = 0; i < 4000; ++i) {
        const std::string name = "member " + std::to_string(random.below(i < 3000 ? 900 : 60));
        if (random.below(i < 3000 ? 4 : 2) == 0) {
            object = object.withoutMember(name);
            expected.erase(name);
        } else {
            object = object.withMember(name, i);
            expected[name] = i;
        }
    }
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(object.size(), expected.size());
        std::size_t index = 0;
        for (const auto& [name, value] : expected) {
            QVERIFY(object.nameAt(index) == name);
            QCOMPARE(object.at(index++).toInteger(), value);
            QCOMPARE(object[name].toInteger(), value);
        }
        // Once more with nearly all removed, so that the tree has become lower.
        while (i == 0 && expected.size() > 40) {
            object = object.withoutMember(expected.begin()->first);
            expected.erase(expected.begin());
        }
    }
}

/// A shrinking object takes a node of the old tree as its root; the old object must not notice.
void TestValue::editsLeaveTheOriginal()
{
    Value::Members members;
    for (int i = 0; i < 65; ++i)
        members.emplace_back("n" + std::to_string(i + 10), i);
    const Value before = Value::object(members);
    const std::string printed = print(before);
    Value after = before.withoutMember("n74");
    QCOMPARE(after.size(), 64U);
    after = after.withoutMember("n10");
    QCOMPARE(print(before), printed);
    QCOMPARE(before.nameAt(64), "n74");
    QCOMPARE(after.nameAt(0), "n11");
    QVERIFY(before == Value::object(members));
}

void TestValue::copiesFromThreads()
{
    const Value shared = Value::array({"a string that is too long for the inside",
                                       Value::object({{"a", Value::array({1, 2, 3})}})});
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([shared] {
                for (int round = 0; round < 2000; ++round) {
                    const Value copy = shared;
                    const Value edited = copy.withElement(1, round);
                    if (!(copy == shared) || edited == shared)
                        qFatal("a copy differs");
                }
            });
        }
    }
    QCOMPARE(shared.at(1)["a"].size(), 3U);
}

void TestValue::deepValueIsFreed()
{
    Value value;
    for (int i = 0; i < 20000; ++i)
        value = Value::array({value});
    const Value copy = value;
    QVERIFY(copy == value);
}

PLECTRUM_TEST(TestValue)

} // namespace tst_value

#include "tst_value.moc"
