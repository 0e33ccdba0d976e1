// SPDX-License-Identifier: MIT
#include "json/parser.h"
#include "json/printer.h"
#include "luau/vm.h"
#include "random_value.h"
#include "support/test.h"

#include <limits>

namespace tst_bridge {

using namespace plectrum;
using json::Value;

class TestBridge : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatItGot_data();
    void givesBackWhatItGot();
    void randomValues();
    void randomValuesFrozen();
    void readsTables_data();
    void readsTables();
    void refusesTables_data();
    void refusesTables();
    void refusesInexactIntegers();
    void leavesOutNulls();
    void emptyObjectsAreForgottenWithTheirTable();
    void sharedPartsHaveAnEnd();
    void buffers();
    void objectsOfFewShapes();
    void tablesGrowAfterTheyWereMade();
    void weakTablesWhileTheCollectorRuns();

private:
    luau::Vm m_vm;
    Value passed(const Value& value, bool frozen = false)
    {
        static const char* identity = "return ...";
        return m_vm.call(m_vm.compile(identity, "identity"), {value}, {.frozen = frozen})
            .at(0)
            .data();
    }
    Value made(const QByteArray& source)
    {
        return m_vm.call(m_vm.compile(source.toStdString(), "made")).at(0).data();
    }
};

void TestBridge::givesBackWhatItGot_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* text) { QTest::newRow(text) << QByteArray(text); };
    for (const char* text : {"null",
                             "true",
                             "0",
                             "-0.0",
                             "1",
                             "-7",
                             "0.1",
                             "1e300",
                             "5e-324",
                             "9007199254740992",
                             "-9007199254740992",
                             "9007199254740994",
                             "4611686018427387904",
                             "-9223372036854775808",
                             "\"\"",
                             "\"text\"",
                             "\"a\\u0000b\"",
                             "\"\xc3\xbc\xf0\x9f\x98\x80\"",
                             "[]",
                             "{}",
                             "[[]]",
                             "[{}]",
                             "{\"a\":{}}",
                             "{\"a\":[]}",
                             "{\"1\":1,\"2\":2}",
                             "{\"\":0}",
                             "[1,[2,[3,[]]],{\"x\":[{}]}]",
                             "{\"a\":{\"b\":{\"c\":[1.5,false,\"x\"]}}}"}) {
        row(text);
    }
}

void TestBridge::givesBackWhatItGot()
{
    QFETCH(QByteArray, text);
    const Value value = json::parse(text.toStdString()).value();
    QCOMPARE(json::print(passed(value)), json::print(value));
    QVERIFY(passed(value) == value);
    QVERIFY(passed(value, true) == value);
}

void TestBridge::randomValues()
{
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        RandomValue random(seed, true);
        const Value value = random.value(6);
        try {
            QVERIFY2(passed(value) == value,
                     qPrintable(QString::number(seed) + u' '
                                + QString::fromStdString(json::print(value))));
        } catch (const luau::Error& error) {
            // Only for what Luau cannot hold.
            QVERIFY2(std::string_view(error.what()).find("2^53") != std::string_view::npos,
                     error.what());
        }
    }
}

void TestBridge::randomValuesFrozen()
{
    const luau::Reference edit =
        m_vm.compile("local d, k, v = ... if type(d) ~= 'table' then return v end\n"
                     "local c = table.clone(d) if #c > 0 then c[#c] = v else c[k] = v end return c",
                     "edit");
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        RandomValue random(seed, true);
        const Value value =
            Value::object({{"kept", Value::object()}, {"x", Value::array({true, "y"})}});
        const Value more = value.withMember("random", Value(static_cast<double>(seed) / 3));
        const std::string name = random.name();
        const Value result =
            m_vm.call(edit, {more, Value(name), Value(5)}, {.frozen = true}).at(0).data();
        QVERIFY(result == more.withMember(name, 5));
    }
}

void TestBridge::readsTables_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* source, const char* text) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(text);
    };
    row("{}", "[]");
    row("{1, 2, 3}", "[1,2,3]");
    row("{a = 1}", "{\"a\":1}");
    row("{1, 2, x = 3}", "{\"1\":1,\"2\":2,\"x\":3}");
    row("{[1] = 'a', [3] = 'c'}", "{\"1\":\"a\",\"3\":\"c\"}");
    row("{[2] = 'b', [1] = 'a'}", "[\"a\",\"b\"]");
    row("{[0] = 'z', 'a'}", "{\"0\":\"z\",\"1\":\"a\"}");
    row("{[-1] = 'z'}", "{\"-1\":\"z\"}");
    row("{[1.5] = 'z'}", "{\"1.5\":\"z\"}");
    row("{[12345678901] = 1}", "{\"12345678901\":1}");
    row("{1, nil, 3}", "{\"1\":1,\"3\":3}");
    row("(function() local t = {} for i = 50, 1, -1 do t[i] = i end return #t end)()", "50");
    row("(function() local t = {} for i = 3, 1, -1 do t[i] = i end return t end)()", "[1,2,3]");
    row("table.create(3, false)", "[false,false,false]");
    row("setmetatable({a = 1}, {__index = {b = 2}, __len = function() return 9 end})", "{\"a\":1}");
    row("table.freeze({1, {2}})", "[1,[2]]");
    row("(function() local s = {1} return {s, s} end)()", "[[1],[1]]");
    row("2^53", "9007199254740992");
    row("-0", "-0.0");
}

void TestBridge::readsTables()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, text);
    QCOMPARE(json::print(made(QByteArray("return ") + source)), text.toStdString());
}

void TestBridge::refusesTables_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* source, const char* pointer, const char* part) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(pointer) << QByteArray(part);
    };
    row("{a = {1, 0/0}}", "/a/1", "NaN");
    row("{['x/y'] = math.huge}", "/x~1y", "infinite");
    row("{a = {b = -math.huge}}", "/a/b", "infinite");
    row("{a = print}", "/a", "function");
    row("{1, coroutine.create(print)}", "/1", "thread");
    row("{v = vector.create(1, 2, 3)}", "/v", "vector");
    row("{[true] = 1}", "", "boolean as a key");
    row("{x = {[{}] = 1}}", "/x", "table as a key");
    row("{[1] = 1, ['1'] = 2}", "", "both the number");
    row("{'\\255'}", "/0", "UTF-8");
    row("{['\\255'] = 1}", "", "UTF-8");
    row("(function() local t = {} t.a = {t} return t end)()", "/a/0", "contains itself");
    row("(function() local t = {} local r = t for i = 1, 300 do t.n = {} t = t.n end return r "
        "end)()",
        nullptr, "too deeply");
}

void TestBridge::refusesTables()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, part);
    try {
        made(QByteArray("return ") + source);
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().kind, luau::ErrorKind::Value);
        QVERIFY2(error.failure().text.find(part.toStdString()) != std::string::npos, error.what());
        if (!pointer.isNull())
            QCOMPARE(error.failure().pointer, pointer.toStdString());
    }
}

void TestBridge::refusesInexactIntegers()
{
    const auto beyond = [](const char* text) { return json::parse(text).value(); };
    QCOMPARE(passed(beyond("18446744073709551616")).toDouble(), 18446744073709551616.0);
    try {
        passed(Value::object({{"id", beyond("18446744073709551615")}}));
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().pointer, "/id");
    }
    for (const std::int64_t number :
         {(std::int64_t{1} << 53) + 1, -(std::int64_t{1} << 53) - 1,
          std::numeric_limits<std::int64_t>::max(), std::int64_t{1234567890123456789}}) {
        try {
            passed(Value::object({{"id", Value::array({number})}}));
            QFAIL("must throw");
        } catch (const luau::Error& error) {
            QCOMPARE(error.failure().kind, luau::ErrorKind::Value);
            QCOMPARE(error.failure().pointer, std::string("/id/0"));
        }
    }
}

void TestBridge::leavesOutNulls()
{
    QCOMPARE(passed(Value::object({{"a", Value()}, {"b", 1}})), Value::object({{"b", 1}}));
}

void TestBridge::emptyObjectsAreForgottenWithTheirTable()
{
    const Value value = Value::object({{"x", Value::object()}});
    for (int i = 0; i < 2000; ++i) {
        const luau::Values results =
            m_vm.call(m_vm.compile("local d = ... return d, {y = {}}", "both"), {value});
        QCOMPARE(results.at(0).data(), value);
        QCOMPARE(results.at(1).data(), Value::object({{"y", Value::array()}}));
    }
}

void TestBridge::sharedPartsHaveAnEnd()
{
    luau::Vm vm({.limits = {.time = std::chrono::hours(1)}}); // memory ends it
    for (const char* source : {"local t = {} for i = 1, 100 do t = {t, t} end return t",
                               "local s = string.rep('x', 1e6) return table.create(1e5, s)"}) {
        try {
            vm.call(vm.compile(source, "shared"));
            QFAIL("must throw");
        } catch (const luau::Error& error) {
            QCOMPARE(error.failure().kind, luau::ErrorKind::Memory);
            QVERIFY2(error.failure().text.find("64 MB") != std::string::npos, error.what());
        }
    }
}

void TestBridge::buffers()
{
    const std::string bytes("\0\xff\x01", 3);
    QVERIFY(passed(Value::object({{"b", Value::buffer(bytes)}}))
            == Value::object({{"b", Value::buffer(bytes)}}));
    QVERIFY(passed(Value::buffer("")) == Value::buffer(""));
    QVERIFY(made("return buffer.fromstring('abc')") == Value::buffer("abc"));
}

/// Objects whose names come again, begin alike, are too many or too long, with nulls in between.
class FewShapes
{
public:
    explicit FewShapes(std::uint32_t seed)
        : m_random(seed, true)
    {
        m_shapes = {{"count", "kind", "level"},
                    {"count", "kind", "level", "mark"},
                    {"count", "other"},
                    {"value"},
                    {std::string(70, 'n'), "short"},
                    {}};
        for (int i = 0; i < 40; ++i)
            m_shapes.back().push_back("name" + std::to_string(i));
    }

    /// As it was parsed, so that the objects of one shape share their names.
    Value value() { return json::parse(json::print(list(3))).value(); }

private:
    Value list(int depth)
    {
        std::vector<Value> elements;
        for (std::size_t i = m_random.below(12); i > 0; --i)
            elements.push_back(object(depth));
        return Value::array(std::move(elements));
    }
    Value object(int depth)
    {
        Value::Members members;
        const std::vector<std::string>& names = m_shapes[m_random.below(m_shapes.size())];
        if (names.size() > 4)
            depth = 0;
        for (const std::string& name : names) {
            const std::size_t kind = m_random.below(9);
            if (kind == 0)
                members.emplace_back(name, Value());
            else if (kind == 1 && depth > 0)
                members.emplace_back(name, object(depth - 1));
            else if (kind == 2 && depth > 0)
                members.emplace_back(name, list(depth - 1));
            else
                members.emplace_back(name, m_random.value(0));
        }
        return Value::object(std::move(members));
    }

    RandomValue m_random;
    std::vector<std::vector<std::string>> m_shapes;
};

/// As it comes back: without members that are null.
Value withoutNulls(const Value& value)
{
    if (value.isArray()) {
        std::vector<Value> elements;
        value.forEachElement([&](const Value& each) { elements.push_back(withoutNulls(each)); });
        return Value::array(std::move(elements));
    }
    if (!value.isObject())
        return value;
    Value::Members members;
    value.forEachMember([&](std::string_view name, const Value& member) {
        if (!member.isNull())
            members.emplace_back(name, withoutNulls(member));
    });
    // A table without entries that came with some is taken for an array.
    return members.empty() && value.size() > 0 ? Value::array() : Value::object(std::move(members));
}

void TestBridge::objectsOfFewShapes()
{
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        FewShapes shapes(seed);
        for (int i = 0; i < 3; ++i) {
            const Value value = shapes.value();
            try {
                const Value came = passed(value);
                QVERIFY2(came == withoutNulls(value), qPrintable(QString::number(seed)));
                QVERIFY(passed(value, true) == value);
            } catch (const luau::Error& error) {
                // Only for what Luau cannot hold.
                QVERIFY2(std::string_view(error.what()).find("2^53") != std::string_view::npos,
                         error.what());
            }
        }
    }
}

void TestBridge::tablesGrowAfterTheyWereMade()
{
    const luau::Reference grow =
        m_vm.compile("local d = ... for i, item in d do for k = 1, i do item['more' .. k] = k end "
                     "if i % 3 == 0 then item.count = nil end end return d",
                     "grow");
    std::vector<Value> items;
    for (int i = 0; i < 700; ++i)
        items.push_back(Value::object({{"count", i}, {"kind", "k"}}));
    const Value data = json::parse(json::print(Value::array(std::move(items)))).value();
    const Value grown = m_vm.call(grow, {data}).at(0).data();
    QCOMPARE(grown.size(), std::size_t{700});
    for (std::size_t i = 1; i <= grown.size(); ++i) {
        const Value& item = grown.at(i - 1);
        QCOMPARE(item.find("count") == nullptr, i % 3 == 0);
        QCOMPARE(item.size(), i + (i % 3 == 0 ? 1 : 2));
        QCOMPARE(item["more" + std::to_string(i)].toInteger(), std::int64_t(i));
    }
    QCOMPARE(passed(data), data);
}

/// Reading counts memory, and where it becomes scarce garbage is collected: also what only a table
/// of weak values held, between two of its entries.
void TestBridge::weakTablesWhileTheCollectorRuns()
{
    int refused = 0;
    for (std::size_t kilobytes = 1000; kilobytes <= 4000; kilobytes += 200) {
        for (const char* mode : {"v", "k", "kv", "vs", "kvs"}) {
            luau::Vm vm({.limits = {.memory = kilobytes << 10}});
            const std::string source = std::string("local w = setmetatable({}, {__mode = '") + mode
                + "'}) for i = 1, 1500 do w['name' .. i] = {text = string.rep('x', i % 200) .. i, "
                  "list = {i, {i}}} w[i] = {['n' .. i] = i} end return {w, {deep = w}}";
            try {
                const Value read = vm.call(vm.compile(source, "weak")).at(0).data();
                QVERIFY(read.isArray());
                read.at(0).forEachMember([](std::string_view name, const Value& member) {
                    if (name.starts_with("name"))
                        QVERIFY(member["text"].toString().ends_with(name.substr(4)));
                });
            } catch (const luau::Error& error) {
                ++refused;
                QCOMPARE(error.failure().kind, luau::ErrorKind::Memory);
            }
        }
    }
    QVERIFY(refused > 0);
}

PLECTRUM_TEST(TestBridge)

} // namespace tst_bridge

#include "tst_bridge.moc"
