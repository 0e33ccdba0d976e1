// SPDX-License-Identifier: MIT
// Each of these scripts must end within its budget with an error that names it and a line, and the
// machine must run the next script as if nothing had been. Time is that of the processor for this
// thread, so that it does not matter what else runs.
#include "luau/vm.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <chrono>

namespace tst_hostile_scripts {

using namespace plectrum;
using luau::ErrorKind;

namespace {

constexpr std::chrono::milliseconds timeLimit{250};
/// For one step between two looks at the clock, under sanitizers too; what nobody stops never ends.
constexpr std::chrono::seconds grace{10};

} // namespace

class TestHostileScripts : public QObject
{
    Q_OBJECT

private slots:
    void endsWithinItsBudget_data();
    void endsWithinItsBudget();
    void ceilingIsTheMachines();
};

void TestHostileScripts::endsWithinItsBudget_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, const char* source, ErrorKind kind, int line,
                        const char* part) {
        QTest::newRow(name) << QByteArray(source) << static_cast<int>(kind) << line
                            << QByteArray(part);
    };
    const auto time = [&row](const char* name, const char* source, int line) {
        row(name, source, ErrorKind::Time, line, "longer than it may");
    };
    time("endless loop", "local n = 0\nwhile true do n += 1 end", 2);
    time("endless repeat", "repeat until false", 1);
    time("endless loop that catches", "while true do\npcall(function() while true do end end)\nend",
         2);
    time("endless loop in a coroutine",
         "local c = coroutine.wrap(function()\nwhile true do end end)\nwhile true do pcall(c) end",
         2);
    time("endless calls", "local function f() return 1 end\nwhile f() do end", 0);
    time("endless sort comparison",
         "local t = table.create(100000, 1)\nwhile true do\n"
         "table.sort(t, function() return false end) end",
         3);
    time("sort of long texts",
         "local t = {}\nlocal s = string.rep('a', 8e6)\nlocal a, b = s .. 'x', s .. 'y'\n"
         "for i = 1, 2e5 do t[i] = i % 2 == 0 and a or b end\ntable.sort(t)",
         5);
    time(
        "pattern that backtracks",
        "local s = string.rep('a', 60)\nreturn s:find(string.rep('a?', 60) .. string.rep('a', 60))",
        2);
    time("pattern with nested repeats",
         "local s = string.rep('a', 400)\nreturn string.match(s, '.-.-.-.-.-.-.-.-b')", 2);
    time("gsub over much", "local s = string.rep('a', 1e6)\nreturn (string.gsub(s, '.-.-.-b', ''))",
         2);
    time("gmatch over much",
         "local s = string.rep('a', 1e6)\nfor w in string.gmatch(s, 'a*a*a*b') do end", 2);
    time(
        "__index that calls itself later",
        "local t = setmetatable({}, {__index = function(t, k)\nwhile true do end end})\nreturn t.x",
        2);
    time("endless iterator", "for k in function() return 1 end do end", 1);
    time("error handler that loops", "xpcall(error, function()\nwhile true do end end, 'x')", 2);
    time("tostring that loops",
         "print(setmetatable({}, {__tostring = function()\nwhile true do end end}))", 2);

    row("long class against long text",
        "local p = '[' .. string.rep('b', 1e6) .. 'a]*x'\nreturn string.rep('a', 1e6):find(p)",
        ErrorKind::Runtime, 2, "too long to search");
    row("plain search in long text",
        "local s = string.rep('a', 2e6)\nreturn s:find(string.rep('a', 1e6) .. 'b', 1, true)",
        ErrorKind::Runtime, 2, "too long to search");
    row("split by a long text",
        "local s = string.rep('a', 2e6)\nreturn s:split(string.rep('a', 1e6) .. 'b')",
        ErrorKind::Runtime, 2, "too long to search");
    row("move of a whole number line", "return table.move({}, 1, 2^31 - 2, 2)", ErrorKind::Runtime,
        1, "too many elements");

    row("deep recursion", "local function f(n)\nreturn 1 + f(n + 1) end\nf(1)", ErrorKind::Runtime,
        2, "stack overflow");
    row("recursion through a metatable",
        "local t = {}\nsetmetatable(t, {__index = function(_, k)\n"
        "return t[k + 1] end})\nreturn t[1]",
        ErrorKind::Runtime, 3, "stack overflow");
    row("recursion through pcall",
        "local function f() local ok, e = pcall(f)\nerror(e, 0) end\nf()", ErrorKind::Runtime, 0,
        "stack overflow");
    row("recursion through gsub",
        "local function f(s)\nreturn (s:gsub('.', f)) end\nreturn f('ab')", ErrorKind::Runtime, 2,
        "stack overflow");
    row("recursion through coroutines", "local function f()\ncoroutine.wrap(f)() end\nf()",
        ErrorKind::Runtime, 2, "stack overflow");
    row("__index in a circle",
        "local a, b = {}, {}\nsetmetatable(a, {__index = b})\n"
        "setmetatable(b, {__index = a})\nreturn a.x",
        ErrorKind::Runtime, 4, "");
    row("error in an error handler",
        "local ok, e = xpcall(error, function() error('again') end)\nerror(e, 0)",
        ErrorKind::Runtime, 2, "");

    row("tables without end", "local t = {}\nwhile true do t = {t, table.create(1000, 0)} end",
        ErrorKind::Memory, 2, "MB");
    row("giant text", "local s = 'x'\nreturn string.rep(s, 1e9)", ErrorKind::Memory, 2, "MB");
    row("text that doubles", "local s = 'x'\nwhile true do s = s .. s end", ErrorKind::Memory, 2,
        "MB");
    row("giant buffer", "local s = 1\nreturn buffer.create(1e9)", ErrorKind::Memory, 2, "MB");
    row("giant table", "local s = 1\nreturn table.create(2^26, 1)", ErrorKind::Memory, 2, "MB");
    row("concatenation of much",
        "local t = table.create(100, string.rep('x', 1e6))\nreturn table.concat(t)",
        ErrorKind::Memory, 2, "MB");

    row("waiting where nobody waits", "local x = 1\ncoroutine.yield(x)", ErrorKind::Yield, 2,
        "attempt to yield");
    row("plain error", "local x = nil\nreturn x.y.z", ErrorKind::Runtime, 2,
        "attempt to index nil");
    row("error with a table", "local x = 1\nerror({})", ErrorKind::Runtime, 2, "a table");
    row("syntax", "local x = 1\nlocal = 2", ErrorKind::Syntax, 2, "Expected");
    row("nested parentheses", nullptr, ErrorKind::Syntax, 1, "");
    row("no io", "local x = 1\nreturn io.open('x')", ErrorKind::Runtime, 2, "attempt to index nil");
    row("no loadstring", "local x = 1\nreturn loadstring('x')", ErrorKind::Runtime, 2,
        "attempt to call a nil");
    row("no os.execute", "local x = 1\nreturn os.execute('x')", ErrorKind::Runtime, 2,
        "attempt to call a nil");
    row("libraries stay", "local x = 1\nstring.rep = nil", ErrorKind::Runtime, 2, "readonly");
    row("text metatable stays", "local x = 1\ngetmetatable('').__index = nil", ErrorKind::Runtime,
        2, "");
}

void TestHostileScripts::endsWithinItsBudget()
{
    QFETCH(QByteArray, source);
    QFETCH(int, kind);
    QFETCH(int, line);
    QFETCH(QByteArray, part);
    if (source.isEmpty()) {
        source = "return " + QByteArray(100000, '(') + "1" + QByteArray(100000, ')');
    }
    // All else than time must be found before time is, however slow the machine.
    const bool isTime = kind == static_cast<int>(ErrorKind::Time);
    const auto limit = isTime ? timeLimit : test::patience;
    luau::Vm vm({.limits = {.time = limit, .timeSource = &test::threadTime}});
    const auto begun = test::threadTime();
    bool failed = false;
    try {
        vm.call(vm.compile(source.toStdString(), "game/Hostile"));
    } catch (const luau::Error& error) {
        failed = true;
        const luau::Failure& failure = error.failure();
        QVERIFY2(static_cast<int>(failure.kind) == kind, error.what());
        QVERIFY2(failure.text.find(part.toStdString()) != std::string::npos, error.what());
        QCOMPARE(failure.script, std::string("game/Hostile"));
        QVERIFY2(line == 0 ? failure.line > 0 : failure.line == line, error.what());
    }
    QVERIFY(failed);
    const auto taken = test::threadTime() - begun;
    QVERIFY2(taken < limit + grace,
             qPrintable(QString::number(std::chrono::duration<double>(taken).count())));

    const luau::Values after = vm.call(vm.compile("return 6 * 7", "after"));
    QCOMPARE(after.at(0).data(), json::Value(42));
}

void TestHostileScripts::ceilingIsTheMachines()
{
    luau::Vm vm({.limits = {.memory = std::size_t{4} << 20}});
    QVERIFY_THROWS_EXCEPTION(luau::Error, vm.call(vm.compile("return string.rep('x', 5e6)", "s")));
    QVERIFY(vm.memoryInUse() < std::size_t{4} << 20);
    // What is garbage does not count: many times the ceiling passes through.
    vm.call(vm.compile("for i = 1, 100 do local s = string.rep('x', 3e5 + i) end", "s"));
    vm.call(vm.compile("for i = 1, 20000 do local t = table.create(100, i) end", "s"));
}

PLECTRUM_TEST(TestHostileScripts)

} // namespace tst_hostile_scripts

#include "tst_hostile_scripts.moc"
