// SPDX-License-Identifier: MIT
// Each of these scripts must end with an error that names it and a line, and the machine must run
// the next script as if nothing had been. Time is that of the processor for this thread, so that it
// does not matter what else runs. How much they may cost is in tst_luau_attacks.
#include "luau/vm.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <chrono>
#include <thread>

namespace tst_hostile_scripts {

using namespace plectrum;
using luau::ErrorKind;

namespace {

constexpr std::chrono::milliseconds timeLimit{250};
} // namespace

class TestHostileScripts : public QObject
{
    Q_OBJECT

private slots:
    void endsWithinItsBudget_data();
    void endsWithinItsBudget();
    void ceilingIsTheMachines();
    void searchesStop_data();
    void searchesStop();
    void longStepsLookAtTheClock();
    void textsOfObjects();
    void placesOfOthers();
    void longMessages();
    void whatIsKeptCounts();
    void freezingHasAnEnd();
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
    // On a slow machine the time may be over before the line that lasts for ever.
    const auto time = [&row](const char* name, const char* source) {
        row(name, source, ErrorKind::Time, 0, "longer than it may");
    };
    time("endless loop", "local n = 0\nwhile true do n += 1 end");
    time("endless repeat", "repeat until false");
    time("endless loop that catches",
         "while true do\npcall(function() while true do end end)\nend");
    time("endless loop in a coroutine",
         "local c = coroutine.wrap(function()\nwhile true do end end)\nwhile true do pcall(c) end");
    time("endless calls", "local function f() return 1 end\nwhile f() do end");
    time("endless sort comparison",
         "local t = table.create(100000, 1)\nwhile true do\n"
         "table.sort(t, function() return false end) end");
    time("sort of long texts",
         "local t = {}\nlocal s = string.rep('a', 8e6)\nlocal a, b = s .. 'x', s .. 'y'\n"
         "for i = 1, 2e5 do t[i] = i % 2 == 0 and a or b end\ntable.sort(t)");
    time("pattern that backtracks",
         "local s = string.rep('a', 60)\nreturn s:find(string.rep('a?', 60) .. string.rep('a', "
         "60))");
    time("pattern with nested repeats",
         "local s = string.rep('a', 400)\nreturn string.match(s, '.-.-.-.-.-.-.-.-b')");
    time("gsub over much",
         "local s = string.rep('a', 1e6)\nreturn (string.gsub(s, '.-.-.-b', ''))");
    time("gmatch over much",
         "local s = string.rep('a', 1e6)\nfor w in string.gmatch(s, 'a*a*a*b') do end");
    time("__index that calls itself later",
         "local t = setmetatable({}, {__index = function(t, k)\nwhile true do end end})\nreturn "
         "t.x");
    time("endless iterator", "for k in function() return 1 end do end");
    time("error handler that loops", "xpcall(error, function()\nwhile true do end end, 'x')");
    time("tostring that loops",
         "print(setmetatable({}, {__tostring = function()\nwhile true do end end}))");

    time("search", "while true do\n('a'):find('b') end");
    time("search now and then",
         "local n = 0 while true do n += 1\nif n % 20 == 0 then ('a'):match('a') end end");
    time("split", "while true do\nlocal parts = ('a,b'):split(',') end");
    time("gsub", "while true do\nlocal s = ('aa'):gsub('a', 'b') end");
    time("gmatch", "while true do\nfor w in ('aa'):gmatch('a') do end end");
    time("search in a coroutine",
         "coroutine.wrap(function() while true do\n('a'):find('b') end end)()");
    time("sort by table.find",
         "local big = table.create(1000000, 0)\ntable.sort(table.create(100000, big), table.find)");
    // Which is no order: a sort that gets to its end says so.
    time("sort by rawequal",
         "local t = table.create(2000000, 0)\nwhile true do pcall(table.sort, t, rawequal) end");
    time("sort of objects by table.find",
         "local mt = {__lt = table.find} local big = setmetatable(table.create(1000000, 0), mt)\n"
         "table.sort(table.create(4096, big))");
    time("print of objects by table.concat",
         "local o = setmetatable(table.create(1500000, ''), {__tostring = table.concat})\n"
         "print(table.unpack(table.create(7000, o)))");
    time("format of objects by table.concat",
         "local o = setmetatable(table.create(1500000, ''), {__tostring = table.concat})\n"
         "return string.format(('%*'):rep(5000), table.unpack(table.create(5000, o)))");
    time("foreach with a search",
         "local t = {} for i = 1, 1500 do t[('a'):rep(15000) .. i .. '-'] = ('a'):rep(7500) .. 'b' "
         "end\nwhile true do table.foreach(t, string.find) end");
    time(
        "find of equal objects",
        "local mt = {__eq = rawequal} local o = setmetatable({}, mt)\n"
        "local t = table.create(1000000, setmetatable({}, mt)) while true do table.find(t, o) end");
    row("date of a long format", "local x = 1\nreturn os.date(('%c'):rep(1e6))", ErrorKind::Runtime,
        2, "too long");
    row("pack of a long format", "local x = 1\nreturn string.packsize(('x'):rep(6e7))",
        ErrorKind::Runtime, 2, "too long");
    row("long source", nullptr, ErrorKind::Syntax, 1, "too large");
    row("NaN", "local x = 1\nreturn 0/0", ErrorKind::Value, 1, "NaN");
    row("cycle", "local t = {}\nt.t = t return t", ErrorKind::Value, 1, "contains itself");
    row("functions of the stack", "local x = 1\nreturn debug.info(1, 'f')", ErrorKind::Runtime, 2,
        "no functions");

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
    if (part == "too large")
        source = QByteArray("a = b() ").repeated(200000);
    else if (source.isEmpty())
        source = "return " + QByteArray(100000, '(') + "1" + QByteArray(100000, ')');
    // All else than time must be found before time is, however slow the machine.
    const bool isTime = kind == static_cast<int>(ErrorKind::Time);
    const auto limit = isTime ? timeLimit : test::patience;
    luau::Vm vm({.limits = {.time = limit, .timeSource = &test::threadTime}});
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

void TestHostileScripts::searchesStop_data()
{
    QTest::addColumn<QByteArray>("source");
    for (const char* source :
         {"while true do ('a'):find('b') end", "while true do ('a,b'):split(',') end",
          "while true do ('aa'):gsub('a', 'b') end",
          "while true do for w in ('aa'):gmatch('a') do end end",
          "local n = 0 while true do n += 1 if n % 20 == 0 then ('a'):match('a') end end",
          "while true do pcall(string.find, ('a'):rep(10000), '.-.-.-b') end",
          "local t = table.create(100000, table.create(100000, 0)) table.sort(t, table.find)",
          "while true do local s = ('x'):rep(1000000) end",
          "while true do local t = {} for i = 1, 1e5 do t[i] = {i} end end"}) {
        QTest::newRow(source) << QByteArray(source);
    }
}

/// It ends at all: nothing but the request of another thread ends these.
void TestHostileScripts::searchesStop()
{
    QFETCH(QByteArray, source);
    luau::Vm vm({.limits = {.time = std::chrono::hours(10)}});
    const luau::Reference script = vm.compile(source.toStdString(), "s");
    std::stop_source stop;
    std::jthread other([&stop] { stop.request_stop(); });
    QVERIFY_THROWS_EXCEPTION(async::Cancelled, vm.call(script, {}, {.stop = stop.get_token()}));
    QCOMPARE(vm.call(vm.compile("return 1", "after")).at(0).data(), json::Value(1));
}

/// Steps count what they cost, so that some long ones are as many short ones.
void TestHostileScripts::longStepsLookAtTheClock()
{
    luau::Vm vm;
    const auto stepsOf = [&vm](const char* source) {
        vm.call(vm.compile(source, "s"));
        return vm.stepsTaken();
    };
    QVERIFY(stepsOf("local s = ('a'):rep(100000) for i = 1, 100 do s:find('b') end") > 5000);
    QVERIFY(stepsOf("local t = table.create(100000) for i = 1, 100 do table.find(t, 1) end") > 100);
    QVERIFY(stepsOf("local t = {} for i = 1, 10000 do t[i] = i end table.sort(t, rawequal)")
            > 50000);
    QVERIFY(stepsOf("local t = table.create(10000, 0) table.foreachi(t, print)") > 10000);
}

/// No addresses of this process, and the same in each run.
void TestHostileScripts::textsOfObjects()
{
    const auto textOf = [] {
        luau::Vm vm;
        return std::string(
            vm.call(vm.compile("local a, b = {}, {} return tostring(b) .. tostring(a) .. "
                               "tostring(b) .. `{print}` .. string.format('%s', a) .. "
                               "tostring(coroutine.create(print))",
                               "s"))
                .at(0)
                .data()
                .toString());
    };
    const std::string text = textOf();
    QCOMPARE(
        text,
        std::string(
            "table: 0x0000000000000001table: 0x0000000000000002table: 0x0000000000000001function: "
            "0x0000000000000003table: 0x0000000000000002thread: 0x0000000000000004"));
    QCOMPARE(textOf(), text);
    luau::Vm vm;
    QCOMPARE(vm.call(vm.compile("return tostring(nil) .. tostring(1.5) .. tostring('x') .. "
                                "tostring(setmetatable({}, {__tostring = function() return 'm' "
                                "end})) .. string.format('%d %s %*', 1, 'a', true)",
                                "s"))
                 .at(0)
                 .data(),
             json::Value("nil1.5xm1 a true"));
}

/// A script cannot blame a script or a line that there is not.
void TestHostileScripts::placesOfOthers()
{
    luau::Vm vm;
    for (const char* message : {"innocent.luau:77: x", "s:77: x", "s:0: x", "s:1:x", "s:-1: x"}) {
        try {
            vm.call(vm.compile("local m = ...\nerror(m, 0)", "s"), {json::Value(message)});
            QFAIL("must throw");
        } catch (const luau::Error& error) {
            QCOMPARE(error.failure().script, std::string("s"));
            QCOMPARE(error.failure().line, 2);
            QCOMPARE(error.failure().text, std::string(message));
        }
    }
    // What the script knows of itself is believed.
    try {
        vm.call(vm.compile("local ok, e = pcall(function()\nerror('x') end)\nerror(e, 0)", "s"));
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().line, 2);
        QCOMPARE(error.failure().text, std::string("x"));
    }
}

void TestHostileScripts::longMessages()
{
    luau::Vm vm;
    for (const char* source :
         {"error((':'):rep(20000000) .. ' ', 0)", "error(('s:1: '):rep(1000000), 0)",
          "error(('\u{e9}'):rep(1000000))", "error(('x'):rep(20000000))"}) {
        try {
            vm.call(vm.compile(source, "s"));
            QFAIL("must throw");
        } catch (const luau::Error& error) {
            QVERIFY(error.failure().text.size() < 10000);
            QVERIFY(error.failure().text.ends_with("\u2026"));
            QCOMPARE(error.failure().script, std::string("s"));
        }
    }
}

void TestHostileScripts::whatIsKeptCounts()
{
    std::size_t lines = 0;
    luau::Vm vm({.limits = {.memory = std::size_t{4} << 20, .time = std::chrono::hours(1)},
                 .log = [&lines](luau::LogLevel, const std::string&) { ++lines; }});
    const std::size_t before = vm.memoryInUse();
    vm.keep(1000000);
    QVERIFY(vm.memoryInUse() >= before + 1000000);
    QVERIFY_THROWS_EXCEPTION(luau::Error, vm.keep(4000000));
    QVERIFY_THROWS_EXCEPTION(luau::Error, vm.call(vm.compile("return string.rep('x', 3e6)", "s")));
    vm.call(vm.compile("for i = 1, 1e5 do print() end", "s"));
    QVERIFY(lines < 70000); // 64 bytes a line at least
    QVERIFY(vm.memoryInUse() < std::size_t{4} << 20);
}

void TestHostileScripts::freezingHasAnEnd()
{
    luau::Vm vm;
    const luau::Values nested =
        vm.call(vm.compile("local t = {} for i = 1, 100000 do t = {t} end return t", "s"), {},
                {.rawTables = true});
    QVERIFY_THROWS_EXCEPTION(luau::Error, vm.freeze(nested.at(0).reference()));
}

PLECTRUM_TEST(TestHostileScripts)

} // namespace tst_hostile_scripts

#include "tst_hostile_scripts.moc"
