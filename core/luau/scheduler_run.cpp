// SPDX-License-Identifier: MIT
#include "luau/scheduler_run.h"

#include "luau/failure_report.h"

#include <lua.h>
#include <lualib.h>

#include <utility>

namespace plectrum::luau {

Scheduler::Run::Run(State& machine, async::Clock& time)
    : state(machine)
    , clock(time)
    , tasks([](std::exception_ptr) { })
{
}

Scheduler::Run::~Run()
{
    for (const auto& [thread, waiting] : m_waiting) {
        lua_unref(state.main, waiting.reference);
    }
    if (m_main) {
        lua_unref(state.main, m_mainReference);
    }
}

void Scheduler::Run::start(const Reference& function, const Values& arguments)
{
    const StackGuard guard(state.main);
    m_main = lua_newthread(state.main);
    m_mainReference = lua_ref(state.main, -1);
    pushAny(m_main, function);
    if (!lua_checkstack(m_main, static_cast<int>(arguments.size()) + 4)) {
        throw Error({.kind = ErrorKind::Value, .text = "too many arguments"});
    }
    for (const Any& argument : arguments) {
        pushAny(m_main, argument);
    }
    defer(m_main, static_cast<int>(arguments.size()));
    drain();
}

/// Keeps a waiting coroutine alive; what it was pinned for before counts no more.
std::uint64_t Scheduler::Run::pin(lua_State* thread)
{
    const auto [found, added] = m_waiting.try_emplace(thread);
    if (added) {
        lua_rawcheckstack(thread, 1);
        lua_pushthread(thread);
        found->second.reference = lua_ref(thread, -1);
        lua_pop(thread, 1);
    }
    found->second.ticket = ++m_tickets;
    return m_tickets;
}

bool Scheduler::Run::unpin(lua_State* thread, std::uint64_t ticket)
{
    const auto found = m_waiting.find(thread);
    if (found == m_waiting.end() || found->second.ticket != ticket) {
        return false;
    }
    lua_unref(state.main, found->second.reference);
    m_waiting.erase(found);
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
    ++m_pending;
    tasks.start(wake(thread, pin(thread), arguments, duration, tasks.stopToken()));
}

void Scheduler::Run::cancel(lua_State* thread)
{
    const auto found = m_waiting.find(thread);
    if (found != m_waiting.end()) {
        unpin(thread, found->second.ticket);
    }
}

async::Task<void> Scheduler::Run::wake(lua_State* thread, std::uint64_t ticket, int arguments,
                                       async::Duration duration, std::stop_token stop)
{
    bool slept = true;
    try {
        co_await clock.sleep(duration, stop);
    } catch (const async::Cancelled&) {
        slept = false;
    }
    --m_pending;
    if (slept) {
        complete({.thread = thread, .ticket = ticket, .onStack = arguments});
    }
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
    async::Task<Values> task = body(std::move(arguments), tasks.stopToken());
    const std::uint64_t ticket = pin(L);
    const std::uint64_t outer = std::exchange(m_beginning, ticket);
    ++m_pending;
    m_immediate.reset();
    tasks.start(finish(L, ticket, std::move(task)));
    m_beginning = outer;
    if (m_immediate) {
        unpin(L, ticket);
    }
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
    if (m_draining || state.running) {
        return;
    }
    m_draining = true;
    while (!m_ready.empty() && !m_over) {
        Resumption next = std::move(m_ready.front());
        m_ready.pop_front();
        if (unpin(next.thread, next.ticket)) {
            goOn(next);
        }
    }
    m_draining = false;
    if (!m_over && m_pending == 0) {
        end(std::make_exception_ptr(Error(failureHere(
            m_main, ErrorKind::Yield, "the script waits for something that never comes"))));
    }
    if (m_over) {
        ended.open(); // the run goes on within this call, and ends when all tasks are done
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
    if (lua_costatus(state.main, thread) == LUA_COSUS && lua_gettop(thread) >= resumption.onStack) {
        settle(thread, resumeThread(resumption));
    }
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
            for (const Any& value : resumption.values) {
                pushAny(thread, value);
            }
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
    if (m_over) {
        return;
    }
    if (state.cancelled) {
        return end(std::make_exception_ptr(async::Cancelled()));
    }
    const bool failed = status != LUA_OK && status != LUA_YIELD;
    if (state.stopped || (failed && thread == m_main)) {
        return end(std::make_exception_ptr(Error(failureOf(thread, status))));
    }
    if (failed && state.options.log) {
        state.options.log(LogLevel::Error, Error(failureOf(thread, status)).what());
    }
    if (status != LUA_OK || thread != m_main) {
        return;
    }
    try {
        for (int i = 1; i <= lua_gettop(thread); ++i) {
            results.push_back(readAny(thread, i));
        }
        end({});
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
