// SPDX-License-Identifier: MIT
#include "luau/scheduler_run.h"

#include "luau/failure_report.h"
#include "luau/safepoint.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr std::size_t maxWaiting = 10000;
/// Coroutine frames and lists that the program needs for each.
constexpr std::size_t waitingBytes = 1024;

} // namespace

Scheduler::Run::Run(State& machine, async::Clock& time, Pause between)
    : state(machine)
    , clock(time)
    , tasks([](std::exception_ptr) { })
    , m_pause(std::move(between))
{
    state.budget.setSliced(m_pause != nullptr);
}

Scheduler::Run::~Run()
{
    for (const auto& [thread, waiting] : m_waiting) {
        lua_unref(state.main, waiting.reference);
        state.budget.release(waitingBytes);
    }
    state.budget.setSliced(false);
    if (m_main)
        lua_unref(state.main, m_mainReference);
}

void Scheduler::Run::start(const Reference& function, const Values& arguments)
{
    const StackGuard guard(state.main);
    m_main = lua_newthread(state.main);
    m_mainReference = lua_ref(state.main, -1);
    pushAny(m_main, function);
    lua_Debug frame;
    if (lua_getinfo(m_main, -1, "s", &frame))
        m_script = frame.short_src;
    if (!lua_checkstack(m_main, static_cast<int>(arguments.size()) + 4))
        throw Error({.kind = ErrorKind::Value, .text = "too many arguments"});
    for (const Any& argument : arguments)
        pushAny(m_main, argument);
    defer(m_main, static_cast<int>(arguments.size()));
    drain();
}

bool Scheduler::Run::hasRoom() const
{
    return m_waiting.size() < maxWaiting && m_ready.size() < maxWaiting;
}

/// Keeps a waiting coroutine alive; what it was pinned for before counts no more.
std::uint64_t Scheduler::Run::pin(lua_State* thread)
{
    const auto [found, added] = m_waiting.try_emplace(thread);
    if (added) {
        try {
            keepOrThrow(state, waitingBytes);
        } catch (...) {
            m_waiting.erase(found);
            throw;
        }
        lua_rawcheckstack(thread, 1);
        lua_pushthread(thread);
        found->second.reference = lua_ref(thread, -1);
        lua_pop(thread, 1);
    }
    if (const auto sleeper = std::exchange(found->second.sleeper, std::nullopt))
        m_sleepers.erase(*sleeper);
    found->second.ticket = ++m_tickets;
    return m_tickets;
}

bool Scheduler::Run::unpin(lua_State* thread, std::uint64_t ticket)
{
    const auto found = m_waiting.find(thread);
    if (found == m_waiting.end() || found->second.ticket != ticket)
        return false;
    if (found->second.sleeper)
        m_sleepers.erase(*found->second.sleeper);
    lua_unref(state.main, found->second.reference);
    m_waiting.erase(found);
    state.budget.release(waitingBytes);
    return true;
}

void Scheduler::Run::spawn(lua_State* thread, int arguments)
{
    cancel(thread); // what it waited for comes too late
    const bool mayWait = std::exchange(state.mayWait, true);
    const int status = resume(state, thread, arguments);
    state.mayWait = mayWait;
    settle(thread, status);
}

void Scheduler::Run::defer(lua_State* thread, int arguments)
{
    m_ready.push_back({.thread = thread, .ticket = pin(thread), .onStack = arguments});
}

void Scheduler::Run::delay(lua_State* thread, int arguments, async::Duration duration)
{
    addSleeper(duration,
               {.resumption = {.thread = thread, .ticket = pin(thread), .onStack = arguments}});
}

void Scheduler::Run::sleep(lua_State* thread, async::Duration duration)
{
    addSleeper(duration,
               {.resumption = {.thread = thread, .ticket = pin(thread)}, .begun = clock.elapsed()});
}

/// One timer serves all sleepers, so that the end of a run has one thing to stop.
void Scheduler::Run::addSleeper(async::Duration duration, Sleeper sleeper)
{
    lua_State* thread = sleeper.resumption.thread;
    m_waiting[thread].sleeper = m_sleepers.emplace(clock.elapsed() + duration, std::move(sleeper));
    startTimer();
}

void Scheduler::Run::startTimer()
{
    if (m_sleepers.empty() || m_over)
        return;
    const async::Duration first = m_sleepers.begin()->first;
    if (m_timerAt && *m_timerAt <= first)
        return;
    m_timer.request_stop();
    m_timer = std::stop_source();
    m_timerAt = first;
    tasks.start(wakeAt(first, m_timer.get_token()));
}

async::Task<void> Scheduler::Run::wakeAt(async::Duration moment, std::stop_token stop)
{
    try {
        co_await clock.sleep(std::max(moment - clock.elapsed(), async::Duration(1)), stop);
    } catch (const async::Cancelled&) {
        co_return;
    }
    m_timerAt.reset();
    const async::Duration now = std::max(moment, clock.elapsed());
    while (!m_over && !m_sleepers.empty() && m_sleepers.begin()->first <= now) {
        const auto due = m_sleepers.begin();
        Sleeper sleeper = std::move(due->second);
        m_waiting[sleeper.resumption.thread].sleeper.reset();
        m_sleepers.erase(due);
        if (sleeper.begun) {
            const async::Duration taken = clock.elapsed() - *sleeper.begun;
            sleeper.resumption.values = {json::Value(static_cast<double>(taken.count()) / 1000.0)};
        }
        complete(std::move(sleeper.resumption));
    }
    startTimer();
}

void Scheduler::Run::requestStop()
{
    m_timer.request_stop();
    tasks.requestStop();
}

Failure Scheduler::Run::failureAtMain(ErrorKind kind, std::string text) const
{
    Failure problem = failureHere(m_main, kind, std::move(text));
    problem.script = problem.script.empty() ? m_script : std::move(problem.script);
    problem.line = std::max(problem.line, 1);
    return problem;
}

Failure Scheduler::Run::failureAtStop(std::string text) const
{
    if (!state.stopped)
        return failureAtMain(ErrorKind::Time, std::move(text));
    Failure problem = *state.stopped;
    problem.kind = ErrorKind::Time;
    problem.text = std::move(text);
    return problem;
}

void Scheduler::Run::cancel(lua_State* thread)
{
    const auto found = m_waiting.find(thread);
    if (found != m_waiting.end())
        unpin(thread, found->second.ticket);
}

async::Task<void> Scheduler::Run::finish(lua_State* thread, std::uint64_t ticket,
                                         async::Task<Values> task)
{
    Resumption resumption{.thread = thread, .ticket = ticket};
    try {
        resumption.values = co_await std::move(task);
    } catch (const std::exception& exception) {
        resumption.error = exception.what();
    } catch (...) {
        resumption.error = "an error of an unknown kind";
    }
    --m_pending;
    complete(std::move(resumption));
}

std::optional<Scheduler::Run::Resumption> Scheduler::Run::await(lua_State* L,
                                                                const AsyncNative& body,
                                                                Values arguments)
{
    if (!hasRoom())
        throw std::runtime_error("too many coroutines wait");
    async::Task<Values> task = body(std::move(arguments), tasks.stopToken());
    const std::uint64_t ticket = pin(L);
    const std::uint64_t outer = std::exchange(m_beginning, ticket);
    ++m_pending;
    m_immediate.reset();
    tasks.start(finish(L, ticket, std::move(task)));
    m_beginning = outer;
    if (m_immediate)
        unpin(L, ticket);
    return std::exchange(m_immediate, std::nullopt);
}

void Scheduler::Run::complete(Resumption resumption)
{
    if (resumption.ticket == m_beginning) {
        m_immediate = std::move(resumption);
        return;
    }
    m_ready.push_back(std::move(resumption));
    drain();
}

void Scheduler::Run::drain()
{
    if (m_draining || m_isPaused || state.running)
        return;
    m_draining = true;
    state.budget.beginSlice();
    while (!m_ready.empty() && !m_over && !m_isPaused) {
        Resumption next = std::move(m_ready.front());
        m_ready.pop_front();
        if (unpin(next.thread, next.ticket))
            goOnOrEnd(next);
        if (!m_over && m_pause && !m_ready.empty() && state.budget.isSliceOver()) {
            m_isPaused = true;
            tasks.start(goOnAfterPause(tasks.stopToken()));
        }
    }
    m_draining = false;
    if (!m_over && m_ready.empty() && m_pending == 0 && m_sleepers.empty()) {
        end(std::make_exception_ptr(Error(
            failureAtMain(ErrorKind::Yield, "the script waits for something that never comes"))));
    }
    if (m_over)
        ended.open(); // the run goes on within this call, and ends when all tasks are done
}

async::Task<void> Scheduler::Run::goOnAfterPause(std::stop_token stop)
{
    co_await m_pause(stop);
    m_isPaused = false;
    drain();
}

bool Scheduler::Run::mayBreak(lua_State* thread) const
{
    // A coroutine within another could be cut only with all those around it.
    return m_pause && state.mayWait && thread == state.running && state.budget.isSliceOver()
        && lua_isyieldable(thread) != 0;
}

/// Where the memory is full, keeping a coroutine fails; that ends the run, not the program.
void Scheduler::Run::goOnOrEnd(Resumption& resumption)
{
    try {
        goOn(resumption);
    } catch (const Error&) {
        end(std::current_exception());
    } catch (const std::exception&) {
        end(std::make_exception_ptr(Error({.kind = ErrorKind::Memory,
                                           .script = m_script,
                                           .line = 1,
                                           .text = "more memory is needed than there may be"})));
    }
}

void Scheduler::Run::goOn(Resumption& resumption)
{
    // Nothing else holds the coroutine now, and what it runs could let go of it.
    lua_State* thread = resumption.thread;
    lua_rawcheckstack(thread, 1);
    lua_pushthread(thread);
    const int reference = lua_ref(thread, -1);
    lua_pop(thread, 1);
    const bool waits =
        lua_costatus(state.main, thread) == LUA_COSUS || lua_status(thread) == LUA_BREAK;
    if (waits && lua_gettop(thread) >= resumption.onStack)
        settle(thread, resumeThread(resumption));
    lua_unref(state.main, reference);
}

int Scheduler::Run::resumeThread(Resumption& resumption)
{
    lua_State* thread = resumption.thread;
    int count = resumption.onStack;
    if (count < 0 && !resumption.error) {
        count = static_cast<int>(resumption.values.size());
        try {
            lua_rawcheckstack(thread, count + 4);
            for (const Any& value : resumption.values)
                pushAny(thread, value);
        } catch (const std::exception& exception) {
            resumption.error = exception.what();
        }
    }
    state.mayWait = true;
    int status = LUA_OK;
    if (resumption.error) {
        lua_rawcheckstack(thread, 2);
        lua_pushlstring(thread, resumption.error->data(), resumption.error->size());
        status = resumeWithError(state, thread);
    } else {
        status = resume(state, thread, count);
    }
    state.mayWait = false;
    return status;
}

void Scheduler::Run::settle(lua_State* thread, int status)
{
    if (m_over)
        return;
    if (state.cancelled)
        return end(std::make_exception_ptr(async::Cancelled()));
    if (status == LUA_BREAK && !state.stopped) {
        m_ready.push_front({.thread = thread, .ticket = pin(thread), .onStack = 0});
        return;
    }
    const bool failed = status != LUA_OK && status != LUA_YIELD;
    if (state.stopped || (failed && thread == m_main))
        return end(std::make_exception_ptr(Error(failureOf(thread, status))));
    if (failed)
        state.log(LogLevel::Error, Error(failureOf(thread, status)).what());
    if (status != LUA_OK || thread != m_main)
        return;
    collectResults();
}

void Scheduler::Run::collectResults()
{
    const InBudget inBudget(state);
    try {
        KeptBytes kept(state, 0);
        for (int i = 1; i <= lua_gettop(m_main); ++i)
            results.push_back(readAny(m_main, i, false, &kept));
        end({});
    } catch (const Error& error) {
        Failure problem = error.failure();
        if (problem.script.empty()) {
            problem.script = m_script;
            problem.line = 1;
        }
        end(state.cancelled ? std::make_exception_ptr(async::Cancelled())
                            : std::make_exception_ptr(Error(std::move(problem))));
    } catch (...) {
        end(std::current_exception());
    }
}

void Scheduler::Run::end(std::exception_ptr why)
{
    failure = std::move(why);
    m_over = true;
}

} // namespace plectrum::luau
