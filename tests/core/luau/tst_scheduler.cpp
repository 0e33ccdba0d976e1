// SPDX-License-Identifier: MIT
#include "async/event.h"
#include "async/sim_clock.h"
#include "luau/scheduler.h"
#include "luau/services.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <stdexcept>

namespace tst_scheduler {

using namespace plectrum;
using json::Value;

namespace {

async::Task<luau::Values> laterTwice(async::Clock* clock, luau::Values arguments,
                                     std::stop_token stop)
{
    co_await clock->sleep(std::chrono::milliseconds(100), stop);
    co_return luau::Values{Value(arguments.at(0).data().toDouble() * 2)};
}

async::Task<luau::Values> laterFails(async::Clock* clock, std::stop_token stop)
{
    co_await clock->sleep(std::chrono::milliseconds(100), stop);
    throw std::runtime_error("the other side said no");
}

async::Task<luau::Values> atOnce(luau::Values arguments)
{
    co_return arguments;
}

async::Task<luau::Values> atGate(async::Event* gate, bool* stopped, std::stop_token stop)
{
    try {
        co_await gate->wait(stop);
    } catch (const async::Cancelled&) {
        *stopped = true;
    }
    co_return luau::Values{};
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void returnsValues();
    void waitsForFunctions();
    void errorsOfFunctionsCanBeCaught();
    void taskWaitTakesClockTime();
    void taskFunctionsKeepOrder();
    void taskCancel();
    void coroutinesOfTheScriptWait();
    void dropsWhatIsLeft();
    void errorsOfOthersAreLogged();
    void waitingForNothingEnds();
    void timeHoldsForTheWholeRun();
    void stops();
    void synchronousCallsMayNotWait();
    void runsAgain();
    void services();
    void thousandsWait();
    void onlySoManyWait_data();
    void onlySoManyWait();
    void cancelledWaitsAreForgotten();

private:
    Value run(const char* source)
    {
        const luau::Values results =
            m_clock->blockOn(m_scheduler->run(m_vm->compile(source, "test"), {}));
        return results.empty() ? Value() : results.front().data();
    }
    void unhurried();
    std::string failureOf(const char* source)
    {
        try {
            run(source);
        } catch (const luau::Error& error) {
            return error.what();
        }
        return "no error";
    }

    std::unique_ptr<async::SimClock> m_clock;
    std::unique_ptr<luau::Vm> m_vm;
    std::unique_ptr<luau::Scheduler> m_scheduler;
    std::unique_ptr<async::Event> m_gate;
    std::vector<std::string> m_log;
    bool m_stopped = false;
    std::chrono::milliseconds m_time{400};
};

void TestScheduler::init()
{
    m_log.clear();
    m_stopped = false;
    m_clock = std::make_unique<async::SimClock>();
    m_gate = std::make_unique<async::Event>();
    m_vm = std::make_unique<luau::Vm>(luau::Vm::Options{
        .limits = {.time = m_time, .timeSource = &test::threadTime},
        .clock = m_clock.get(),
        .log = [this](luau::LogLevel, const std::string& text) { m_log.push_back(text); }});
    m_scheduler = std::make_unique<luau::Scheduler>(*m_vm, *m_clock);
    m_vm->setGlobal(
        "double", m_vm->makeFunction({"double", [this](luau::Values values, std::stop_token stop) {
                                          return laterTwice(m_clock.get(), values, stop);
                                      }}));
    m_vm->setGlobal("fail", m_vm->makeFunction({"fail", [this](luau::Values, std::stop_token stop) {
                                                    return laterFails(m_clock.get(), stop);
                                                }}));
    m_vm->setGlobal("same", m_vm->makeFunction({"same", [](luau::Values values, std::stop_token) {
                                                    return atOnce(std::move(values));
                                                }}));
    m_vm->setGlobal("gate", m_vm->makeFunction({"gate", [this](luau::Values, std::stop_token stop) {
                                                    return atGate(m_gate.get(), &m_stopped, stop);
                                                }}));
}

/// As much time as it needs.
void TestScheduler::unhurried()
{
    cleanup();
    m_time = std::chrono::hours(1);
    init();
    m_time = std::chrono::milliseconds(400);
}

void TestScheduler::cleanup()
{
    m_scheduler.reset();
    m_vm.reset();
}

void TestScheduler::returnsValues()
{
    QCOMPARE(run("return {a = 1}"), Value::object({{"a", 1}}));
    QCOMPARE(failureOf("local x = 1\nreturn {x = print}"),
             std::string("test:1: a function cannot be stored (at /x)"));
    QCOMPARE(failureOf("\nerror('no')"), std::string("test:2: no"));
}

void TestScheduler::waitsForFunctions()
{
    const async::Duration begun = m_clock->elapsed();
    QCOMPARE(run("return double(3) + double(4) + same(1)"), Value(15));
    QCOMPARE(m_clock->elapsed() - begun, std::chrono::milliseconds(200));
    QCOMPARE(run("local a, b = same({1}, 'x') return {a, b}"),
             Value::array({Value::array({1}), "x"}));
}

void TestScheduler::errorsOfFunctionsCanBeCaught()
{
    QCOMPARE(run("local ok, e = pcall(fail) return {ok, e}"),
             Value::array({false, "the other side said no"}));
    QCOMPARE(run("local ok, e = pcall(function()\nreturn fail() end) return e"),
             Value("the other side said no"));
    QCOMPARE(failureOf("local x = 1\n\nfail()"), std::string("test:3: the other side said no"));
}

void TestScheduler::taskWaitTakesClockTime()
{
    QCOMPARE(run("local t = os.clock() local w = task.wait(2.5) return {w, os.clock() - t}"),
             Value::array({2.5, 2.5}));
    QVERIFY(run("return task.wait()").toDouble() > 0.01);
    QVERIFY(run("return task.wait(-5)").toDouble() > 0.01);
}

void TestScheduler::taskFunctionsKeepOrder()
{
    QCOMPARE(run("local l = {} local function add(x) table.insert(l, x) end\n"
                 "task.delay(2, add, 'late') task.delay(1, add, 'soon')\n"
                 "task.defer(add, 'deferred') task.spawn(add, 'spawned') add('first')\n"
                 "task.spawn(function() task.wait(1.5) add('between') end)\n"
                 "task.wait(3) return l"),
             Value::array({"spawned", "first", "deferred", "soon", "between", "late"}));
}

void TestScheduler::taskCancel()
{
    QCOMPARE(run("local l = {} local a = task.delay(1, table.insert, l, 'x')\n"
                 "local b = task.spawn(function() task.wait(1) table.insert(l, 'y') end)\n"
                 "local c = task.spawn(function() double(1) table.insert(l, 'z') end)\n"
                 "task.cancel(a) task.cancel(b) task.cancel(c) task.wait(2) return #l"),
             Value(0));
}

void TestScheduler::coroutinesOfTheScriptWait()
{
    QCOMPARE(run("local l = {} local c = coroutine.create(function() l[1] = double(2) end)\n"
                 "coroutine.resume(c) l[2] = coroutine.status(c) task.wait(1)\n"
                 "l[3] = coroutine.status(c) return l"),
             Value::array({4, "suspended", "dead"}));
    QCOMPARE(run("local me = coroutine.running()\n"
                 "task.delay(1, function() task.spawn(me, 'woken') end) return coroutine.yield()"),
             Value("woken"));
    // Resumed by the script before the function came back: the function's result comes too late.
    QCOMPARE(run("local c = coroutine.create(function() return double(2) end) coroutine.resume(c)\n"
                 "local ok, v = coroutine.resume(c, 'early') task.wait(1) return v"),
             Value("early"));
}

void TestScheduler::dropsWhatIsLeft()
{
    QCOMPARE(run("task.spawn(gate) task.delay(1e6, print, 'never') return 1"), Value(1));
    QVERIFY(m_stopped);
    QVERIFY(m_log.empty());
}

void TestScheduler::errorsOfOthersAreLogged()
{
    QCOMPARE(run("task.spawn(function()\nerror('aside') end) return 5"), Value(5));
    QCOMPARE(m_log, std::vector<std::string>{"test:2: aside"});
}

void TestScheduler::waitingForNothingEnds()
{
    QVERIFY(QString::fromStdString(failureOf("local x = 1\ncoroutine.yield()"))
                .startsWith(QStringLiteral("test:2: the script waits for something")));
}

void TestScheduler::timeHoldsForTheWholeRun()
{
    QVERIFY(
        QString::fromStdString(failureOf("while true do task.wait(1) for i = 1, 1e5 do end end"))
            .endsWith(QStringLiteral("longer than it may")));
    QVERIFY(QString::fromStdString(
                failureOf(
                    "task.spawn(function()\npcall(function() while true do end end) end) return 1"))
                .startsWith(QStringLiteral("test:2:")));
    QCOMPARE(run("task.wait(3600) return 1"), Value(1)); // what it waits does not count
}

void TestScheduler::stops()
{
    std::stop_source stop;
    m_vm->setGlobal("stop", m_vm->makeFunction({"stop", luau::Native([&stop](luau::Values) {
                                                    stop.request_stop();
                                                    return luau::Values{};
                                                })}));
    for (const char* source : {"task.delay(1, stop) gate()", "stop() while true do end"}) {
        QVERIFY_THROWS_EXCEPTION(async::Cancelled,
                                 m_clock->blockOn(m_scheduler->run(m_vm->compile(source, "test"),
                                                                   {}, stop.get_token())));
        stop = std::stop_source();
    }
}

void TestScheduler::synchronousCallsMayNotWait()
{
    m_vm->setGlobal("apply",
                    m_vm->makeFunction({"apply", luau::Native([this](luau::Values arguments) {
                                            return m_vm->call(arguments.at(0).reference());
                                        })}));
    QCOMPARE(run("return apply(function() return same and 3 end)"), Value(3));
    QVERIFY(QString::fromStdString(failureOf("apply(function()\nreturn double(1) end)"))
                .contains(QStringLiteral("test:2: double cannot wait here")));
    QVERIFY(QString::fromStdString(failureOf("local t = {3, 2, 1}\ntable.sort(t, function(a, b)\n"
                                             "return double(a) < b end)"))
                .contains(QStringLiteral("test:3: double cannot wait here")));
    QVERIFY_THROWS_EXCEPTION(luau::Error, m_vm->call(m_vm->compile("double(1)", "x")));
}

void TestScheduler::runsAgain()
{
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(run("task.spawn(gate) return double(1)"), Value(2));
        QCOMPARE(failureOf("error('x', 0)"), std::string("test:1: x"));
    }
    QVERIFY(m_vm->memoryInUse() < std::size_t{4} << 20);
}

void TestScheduler::services()
{
    async::Random random(1);
    luau::offerServices(*m_vm,
                        {{"HttpService", luau::makeHttpService(*m_vm, random)},
                         {"RunService", luau::makeRunService(*m_vm)}},
                        {{"PlaceId", Value(7)}});
    QCOMPARE(
        run("local h = game:GetService('HttpService')\n"
            "return {h:JSONEncode({a = {1, 2}}), h:JSONDecode('[{\"x\":null,\"y\":1}]')[1].y,\n"
            "#h:GenerateGUID(false), #h:GenerateGUID(), game:GetService('RunService'):IsServer(), "
            "game.PlaceId, typeof(game)}"),
        Value::array({"{\"a\":[1,2]}", 1, 36, 38, true, 7, "DataModel"}));
    QCOMPARE(failureOf("game:GetService('Nope')"),
             std::string("test:1: 'Nope' is not a valid Service name"));
    QVERIFY(
        failureOf("game:GetService('HttpService'):JSONDecode('{')").ends_with("Can't parse JSON"));
    QCOMPARE(run("return game:GetService('HttpService'):UrlEncode('Je suis all\u00e9.')"),
             Value("Je%20suis%20all%C3%A9%2E"));
}

/// One timer serves all, so that the end of a run does not cost the square of those who wait.
void TestScheduler::thousandsWait()
{
    unhurried();
    m_vm->setGlobal(
        "sleepers",
        m_vm->makeFunction({"sleepers", [this](luau::Values) -> luau::Values {
                                return {Value(static_cast<std::int64_t>(m_clock->sleeping()))};
                            }}));
    QCOMPARE(run("local n = 0 for i = 1, 9000 do task.delay(1e6, function() n += 1 end) end\n"
                 "return sleepers()"),
             Value(1));
    QCOMPARE(run("local n = 0 for i = 1, 9000 do task.spawn(function() task.wait(9000 - i) n += 1 "
                 "end) end task.wait(10000) return n"),
             Value(9000));
    QCOMPARE(m_clock->sleeping(), std::size_t{0});
}

void TestScheduler::onlySoManyWait_data()
{
    QTest::addColumn<QByteArray>("source");
    for (const char* source :
         {"for i = 1, 20000 do task.delay(1e6, function() end) end",
          "for i = 1, 20000 do task.spawn(function() task.wait(1e6) end) end error('went on')",
          "for i = 1, 20000 do task.defer(function() end) end",
          "local co = coroutine.create(print) for i = 1, 20000 do task.defer(co) end",
          "for i = 1, 20000 do task.spawn(function() double(1) end) end error('went on')"}) {
        QTest::newRow(source) << QByteArray(source);
    }
}

/// The limit is an error of whoever waits one too many; the run goes on or ends with it.
void TestScheduler::onlySoManyWait()
{
    unhurried();
    QFETCH(QByteArray, source);
    const std::string failure = failureOf(source.constData());
    const bool goesOn = source.contains("went on");
    QVERIFY2(failure.find(goesOn ? "went on" : "too many coroutines wait") != std::string::npos,
             failure.c_str());
    QCOMPARE(run("return 1"), Value(1));
}

void TestScheduler::cancelledWaitsAreForgotten()
{
    unhurried();
    QCOMPARE(run("local n = 0 local last for i = 1, 50000 do if last then task.cancel(last) end\n"
                 "last = task.delay(5, function() n += 1 end) end task.wait(6) return n"),
             Value(1));
}

PLECTRUM_TEST(TestScheduler)

} // namespace tst_scheduler

#include "tst_scheduler.moc"
