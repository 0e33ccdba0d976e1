// SPDX-License-Identifier: MIT
// The `t` that scripts are provided with: each row is a check, a value, and what t says of it.
#include "luau/resource_texts.h"
#include "luau/vm.h"
#include "support/test.h"

namespace tst_type_checker {

using namespace plectrum;

class TestTypeChecker : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void checks_data();
    void checks();
    void hasTheWholeInterface();

private:
    luau::Vm m_vm;
};

void TestTypeChecker::initTestCase()
{
    m_vm.setGlobal(
        "t", m_vm.call(m_vm.compile(luau::resource_texts::t, "t"), {}, {.rawTables = true}).at(0));
}

void TestTypeChecker::checks_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("why"); // empty when it passes
    const auto row = [](const char* check, const char* value, const char* why) {
        QTest::addRow("%s of %s", check, value)
            << QByteArray(check) << QByteArray(value) << QByteArray(why);
    };
    row("t.string", "'x'", "");
    row("t.string", "1", "string expected, got number");
    row("t.boolean", "nil", "boolean expected, got nil");
    row("t.callback", "print", "");
    row("t.none", "nil", "");
    row("t.none", "1", "nil expected, got number");
    row("t.any", "false", "");
    row("t.any", "nil", "any expected, got nil");
    row("t.buffer", "buffer.create(1)", "");
    row("t.number", "1", "");
    row("t.number", "0/0", "unexpected NaN value");
    row("t.nan", "0/0", "");
    row("t.integer", "3", "");
    row("t.integer", "3.5", "integer expected, got 3.5");
    row("t.numberMin(2)", "2", "");
    row("t.numberMin(2)", "1", "number >= 2 expected, got 1");
    row("t.numberMax(2)", "3", "number <= 2 expected, got 3");
    row("t.numberMinExclusive(2)", "2", "number > 2 expected, got 2");
    row("t.numberPositive", "0", "number > 0 expected, got 0");
    row("t.numberNegative", "-1", "");
    row("t.numberConstrained(1, 3)", "3", "");
    row("t.numberConstrained(1, 3)", "4", "number <= 3 expected, got 4");
    row("t.numberConstrainedExclusive(1, 3)", "3", "number < 3 expected, got 3");
    row("t.match('^%d+$')", "'12'", "");
    row("t.match('^%d+$')", "'x'", "\"x\" failed to match pattern \"^%d+$\"");
    row("t.literal('a')", "'b'", "expected a, got b");
    row("t.literal('a', 'b')", "'b'", "");
    row("t.literal('a', 'b')", "'c'", "bad type for union");
    row("t.keyOf({a = 1})", "'a'", "");
    row("t.valueOf({a = 1})", "2", "expected 1, got 2");
    row("t.optional(t.string)", "nil", "");
    row("t.optional(t.string)", "1", "(optional) string expected, got number");
    row("t.tuple(t.string, t.number)", "'a', 1", "");
    row("t.tuple(t.string, t.number)", "'a', 'b'",
        "Bad tuple index #2:\n\tnumber expected, got string");
    row("t.union(t.string, t.number)", "true", "bad type for union");
    row("t.intersection(t.integer, t.numberMax(3))", "4", "number <= 3 expected, got 4");
    row("t.keys(t.string)", "{1}", "bad key 1:\n\tstring expected, got number");
    row("t.values(t.string)", "{1}", "bad value for key 1:\n\tstring expected, got number");
    row("t.map(t.string, t.number)", "{a = 1}", "");
    row("t.set(t.string)", "{a = true}", "");
    row("t.array(t.number)", "{1, 2}", "");
    row("t.array(t.number)", "{}", "");
    row("t.array(t.number)", "{a = 1}", "[array] bad key a:\n\tnumber expected, got string");
    row("t.array(t.number)", "{[1] = 1, [3] = 3}", "[array] key 3 must be sequential");
    row("t.array(t.number)", "{1, 'x'}",
        "[array] bad value for key 2:\n\tnumber expected, got string");
    row("t.strictArray(t.number)", "{1, 2}", "[strictArray] Array size exceeds limit of 1");
    row("t.interface({a = t.number})", "{a = 1, b = 2}", "");
    row("t.interface({a = t.number})", "{}",
        "[interface] bad value for a:\n\tnumber expected, got nil");
    row("t.interface({a = t.interface({b = t.number})})", "{a = {b = 'x'}}",
        "[interface] bad value for a:\n\t[interface] bad value for b:\n\t\tnumber expected, got "
        "string");
    row("t.interface({a = t.any})", "1", "table expected, got number");
    row("t.strictInterface({a = t.number})", "{a = 1, b = 2}",
        "[interface] unexpected field \"b\"");
    row("t.interface({a = function() return false end})", "{}", "[interface] bad value for a:\n\t");
}

void TestTypeChecker::checks()
{
    QFETCH(QByteArray, check);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, why);
    const std::string script = "return " + check.toStdString() + "(" + value.toStdString() + ")";
    const luau::Values results = m_vm.call(m_vm.compile(script, "check"));
    QCOMPARE(results.at(0).data(), json::Value(why.isEmpty()));
    if (!why.isEmpty())
        QCOMPARE(results.at(1).data(), json::Value(why.toStdString()));
}

void TestTypeChecker::hasTheWholeInterface()
{
    for (const char* name : {"type",
                             "typeof",
                             "any",
                             "boolean",
                             "thread",
                             "coroutine",
                             "callback",
                             "none",
                             "number",
                             "nan",
                             "string",
                             "table",
                             "userdata",
                             "Instance",
                             "CFrame",
                             "Color3",
                             "Vector3",
                             "EnumItem",
                             "literal",
                             "exactly",
                             "keyOf",
                             "valueOf",
                             "integer",
                             "numberMin",
                             "numberMax",
                             "numberMinExclusive",
                             "numberMaxExclusive",
                             "numberPositive",
                             "numberNegative",
                             "numberConstrained",
                             "numberConstrainedExclusive",
                             "match",
                             "optional",
                             "tuple",
                             "keys",
                             "values",
                             "map",
                             "set",
                             "array",
                             "strictArray",
                             "union",
                             "some",
                             "intersection",
                             "every",
                             "interface",
                             "strictInterface",
                             "instanceOf",
                             "instance",
                             "instanceIsA",
                             "enum",
                             "wrap",
                             "strict",
                             "children"}) {
        const std::string script = std::string("return type(t.") + name + ") == 'function'";
        QVERIFY2(m_vm.call(m_vm.compile(script, "name")).at(0).data().toBool(), name);
    }
    const luau::Values wrapped =
        m_vm.call(m_vm.compile("local f = t.wrap(function(a) return a end, t.tuple(t.number))\n"
                               "local ok, why = pcall(f, 'x') return f(3), ok, why",
                               "wrap"));
    QCOMPARE(wrapped.at(0).data(), json::Value(3));
    QCOMPARE(wrapped.at(1).data(), json::Value(false));
    QVERIFY(wrapped.at(2).data().toString().find("Bad tuple index #1") != std::string_view::npos);
}

PLECTRUM_TEST(TestTypeChecker)

} // namespace tst_type_checker

#include "tst_type_checker.moc"
