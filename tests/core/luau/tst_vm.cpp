// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"
#include "luau/vm.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <thread>

namespace tst_vm {

using namespace plectrum;
using json::Value;

namespace {

Value run(luau::Vm& vm, const char* source)
{
    const luau::Values results = vm.call(vm.compile(source, "test"));
    return results.empty() ? Value() : results.front().data();
}

} // namespace

class TestVm : public QObject
{
    Q_OBJECT

private slots:
    void passesValues();
    void scriptsHaveTheirOwnGlobals();
    void chanceComesFromTheSeed();
    void timeComesFromTheClock();
    void printIsKept();
    void logHasAnEnd();
    void functionsOfTheProgram();
    void errorsOfFunctionsNameTheLine();
    void objectsHaveMethods();
    void tablesAsReferences();
    void referencesOutliveTheMachine();
    void callsWithinCalls();
    void frozenArguments();
    void stepsAreCounted();
    void stopsFromAnotherThread();
    void tracebackNamesFunctions();
};

void TestVm::passesValues()
{
    luau::Vm vm;
    const luau::Reference add = vm.compile("local a, b = ... return a + b, {a, b}, nil", "add");
    const luau::Values results = vm.call(add, {Value(1), Value(2.5)});
    QCOMPARE(results.size(), std::size_t{3});
    QCOMPARE(results[0].data(), Value(3.5));
    QCOMPARE(results[1].data(), Value::array({1, 2.5}));
    QVERIFY(results[2].data().isNull());
}

void TestVm::scriptsHaveTheirOwnGlobals()
{
    luau::Vm vm;
    vm.setGlobal("shared", Value(7));
    const luau::Reference first =
        vm.compile("mine = (mine or 0) + own return mine + shared", "a", {{"own", Value(1)}});
    QCOMPARE(vm.call(first).at(0).data(), Value(8));
    QCOMPARE(vm.call(first).at(0).data(), Value(9));
    QVERIFY(run(vm, "return mine").isNull());
    QCOMPARE(run(vm, "shared = 1 return shared"), Value(1));
    QCOMPARE(run(vm, "return shared"), Value(7));
}

void TestVm::chanceComesFromTheSeed()
{
    const char* source = "return {math.random(), math.random(1, 1e6), math.random(5)}";
    luau::Vm first({.seed = 5});
    luau::Vm second({.seed = 5});
    luau::Vm third({.seed = 6});
    const Value drawn = run(first, source);
    QCOMPARE(run(second, source), drawn);
    QVERIFY(run(third, source) != drawn);
}

void TestVm::timeComesFromTheClock()
{
    async::SimClock clock(async::fromRfc3339("2025-11-23T18:00:01.500Z"));
    luau::Vm vm({.clock = &clock});
    QCOMPARE(run(vm, "return os.time()"), Value(std::int64_t{1763920801}));
    QCOMPARE(run(vm, "return os.date('%Y-%m-%d %H:%M:%S')"), Value("2025-11-23 18:00:01"));
    QCOMPARE(run(vm, "return os.date('!*t', 0).year"), Value(1970));
    QCOMPARE(run(vm, "return os.time({year = 2000, month = 1, day = 1, hour = 0})"),
             Value(946684800));
    QCOMPARE(run(vm, "local n = 0 for k in os do n += 1 end return n"), Value(4));
}

void TestVm::printIsKept()
{
    std::vector<std::string> lines;
    luau::Vm vm({.log = [&lines](luau::LogLevel level, const std::string& text) {
        lines.push_back((level == luau::LogLevel::Warning ? "W " : "P ") + text);
    }});
    run(vm, "print('a', 1, nil, true) warn('b')");
    QCOMPARE(lines, (std::vector<std::string>{"P a 1 nil true", "W b"}));
}

void TestVm::logHasAnEnd()
{
    std::size_t bytes = 0;
    luau::Vm vm(
        {.log = [&bytes](luau::LogLevel, const std::string& text) { bytes += text.size(); }});
    run(vm, "local s = string.rep('x', 1e6) for i = 1, 1000 do print(s) end");
    QVERIFY(bytes > 1000000);
    QVERIFY(bytes < 5000000);
}

void TestVm::functionsOfTheProgram()
{
    luau::Vm vm;
    vm.setGlobal("lib",
                 vm.makeLibrary({{"sum",
                                  [](luau::Values arguments) -> luau::Values {
                                      double sum = 0;
                                      for (const luau::Any& argument : arguments)
                                          sum += argument.data().toDouble();
                                      return {Value(sum), Value(arguments.size() == 3)};
                                  }},
                                 {"same", [](luau::Values arguments) { return arguments; }}}));
    QCOMPARE(run(vm, "local a, b = lib.sum(1, 2, 3) return {a, b}"), Value::array({6, true}));
    QCOMPARE(run(vm, "return lib.same({x = {1, 2}}).x[2]"), Value(2));
    QCOMPARE(run(vm, "local f = function() return 9 end return lib.same(f)()"), Value(9));
    QVERIFY_THROWS_EXCEPTION(luau::Error, run(vm, "lib.sum = nil"));
}

void TestVm::errorsOfFunctionsNameTheLine()
{
    luau::Vm vm;
    vm.setGlobal("fail", vm.makeFunction({"fail", [](luau::Values) -> luau::Values {
                                              throw std::runtime_error("it went wrong");
                                          }}));
    try {
        run(vm, "local x = 1\n\nfail(x)");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(std::string(error.what()), std::string("test:3: it went wrong"));
    }
    QCOMPARE(run(vm, "local ok, e = pcall(fail) return e"), Value("it went wrong"));
    try {
        run(vm, "fail({a = {0/0}})");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(std::string(error.what()),
                 std::string("test:1: argument 1 of fail: NaN cannot be stored (at /a/0)"));
    }
}

void TestVm::objectsHaveMethods()
{
    luau::Vm vm;
    int calls = 0;
    vm.setGlobal("thing",
                 vm.makeObject("Thing",
                               {{"Add",
                                 [&calls](luau::Values arguments) -> luau::Values {
                                     ++calls;
                                     return {Value(arguments.at(0).data().toInteger() + 1)};
                                 }}},
                               {{"Name", Value("it")}}));
    QCOMPARE(run(vm, "return thing:Add(4)"), Value(5));
    QCOMPARE(run(vm, "return thing.Name .. typeof(thing)"), Value("itThing"));
    QCOMPARE(calls, 1);
    try {
        run(vm, "return thing.Add(4)");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QVERIFY(error.failure().text.starts_with("Expected ':' not '.'"));
    }
    QVERIFY_THROWS_EXCEPTION(luau::Error, run(vm, "thing.Name = 'x'"));
    QCOMPARE(run(vm, "return getmetatable(thing)"), Value("The metatable is locked"));
}

void TestVm::tablesAsReferences()
{
    luau::Vm vm;
    const luau::Values results = vm.call(
        vm.compile("return {f = function(x) return x * 2 end, n = 3, l = {1, {2}}}", "config"), {},
        {.rawTables = true});
    const luau::Reference table = results.at(0).reference();
    QVERIFY(vm.isTable(table));
    QCOMPARE(vm.call(vm.field(table, "f").reference(), {Value(4)}).at(0).data(), Value(8));
    QCOMPARE(vm.field(table, "n").data(), Value(3));
    QVERIFY(vm.field(table, "none").data().isNull());
    const luau::Reference list = vm.field(table, "l").reference();
    QCOMPARE(vm.elements(list).size(), std::size_t{2});
    QCOMPARE(vm.toData(list), Value::array({1, Value::array({2})}));
    QVERIFY_THROWS_EXCEPTION(luau::Error, vm.toData(table));
    vm.setField(list, "x", Value(1));
    vm.freeze(table);
    QVERIFY_THROWS_EXCEPTION(luau::Error,
                             vm.call(vm.compile("local t = ... t.l[2][1] = 0", "write"), {table}));
}

void TestVm::referencesOutliveTheMachine()
{
    luau::Reference kept;
    {
        luau::Vm vm;
        kept = vm.compile("return 1", "a");
        QVERIFY(!kept.isEmpty());
    }
    QVERIFY(kept.isEmpty());
    luau::Vm other;
    QVERIFY_THROWS_EXCEPTION(luau::Error, other.call(kept));
}

void TestVm::callsWithinCalls()
{
    luau::Vm vm(
        {.limits = {.time = std::chrono::milliseconds(300), .timeSource = &test::threadTime}});
    vm.setGlobal("apply", vm.makeFunction({"apply", [&vm](luau::Values arguments) {
                                               const luau::Reference function =
                                                   arguments.at(0).reference();
                                               arguments.erase(arguments.begin());
                                               return vm.call(function, arguments);
                                           }}));
    QCOMPARE(run(vm, "return apply(function(x) return x + 1 end, 1)"), Value(2));
    QCOMPARE(
        run(vm, "return apply(function(f) return apply(f, 3) end, function(y) return y * 2 end)"),
        Value(6));
    try {
        run(vm, "apply(function()\ncoroutine.yield() end)");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QVERIFY2(std::string(error.what()).find("test:2: attempt to yield") != std::string::npos,
                 error.what());
    }
    // The outer call's time holds for the inner ones.
    QVERIFY_THROWS_EXCEPTION(
        luau::Error, run(vm, "while true do apply(function() for i = 1, 1000 do end end) end"));
    // Endless recursion over the program's own stack ends as well.
    QVERIFY_THROWS_EXCEPTION(luau::Error, run(vm, "local function f() apply(f) end f()"));
    QCOMPARE(run(vm, "return 1"), Value(1));
}

void TestVm::frozenArguments()
{
    luau::Vm vm;
    const Value data = Value::object(
        {{"a", Value::object({{"deep", Value::array({1, 2})}})}, {"b", Value::object()}});
    const luau::Reference edit =
        vm.compile("local d = ... local copy = table.clone(d) copy.c = 1 return copy", "edit");
    const Value result = vm.call(edit, {data}, {.frozen = true}).at(0).data();
    QCOMPARE(result, data.withMember("c", 1));
    QVERIFY(result["a"].isSameNode(data["a"])); // not converted twice
    try {
        vm.call(vm.compile("local d = ...\nd.a.deep[1] = 5", "write"), {data}, {.frozen = true});
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().line, 2);
        QVERIFY(error.failure().text.find("readonly") != std::string::npos);
    }
    QCOMPARE(vm.call(vm.compile("local d = ... d.a.deep[1] = 5 return d.a.deep", "write"), {data})
                 .at(0)
                 .data(),
             Value::array({5, 2}));
}

void TestVm::stepsAreCounted()
{
    luau::Vm vm({.limits = {.steps = 1000}});
    run(vm, "for i = 1, 500 do end");
    QVERIFY(vm.stepsTaken() >= 500);
    try {
        run(vm, "for i = 1, 5000 do end");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().kind, luau::ErrorKind::Steps);
        QCOMPARE(error.failure().line, 1);
    }
}

void TestVm::stopsFromAnotherThread()
{
    luau::Vm vm({.limits = {.time = test::patience}});
    const luau::Reference loop = vm.compile("while true do end", "loop");
    std::stop_source stop;
    const std::jthread other([&stop] { stop.request_stop(); });
    QVERIFY_THROWS_EXCEPTION(async::Cancelled, vm.call(loop, {}, {.stop = stop.get_token()}));
    QCOMPARE(run(vm, "return 1"), Value(1));
}

void TestVm::tracebackNamesFunctions()
{
    luau::Vm vm;
    try {
        run(vm,
            "local function inner()\nerror('no') end\nlocal function "
            "outer()\ninner()\nend\nouter()");
        QFAIL("must throw");
    } catch (const luau::Error& error) {
        QCOMPARE(error.failure().text, std::string("no"));
        QCOMPARE(error.failure().traceback,
                 std::string("test:2 function inner\ntest:4 function outer\ntest:6\n"));
    }
}

PLECTRUM_TEST(TestVm)

} // namespace tst_vm

#include "tst_vm.moc"
