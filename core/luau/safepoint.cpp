// SPDX-License-Identifier: MIT
#include "luau/safepoint.h"

#include "async/task.h"
#include "luau/failure_report.h"
#include "luau/scheduler_run.h"
#include "luau/state.h"

#include <lua.h>

#include <string>

namespace plectrum::luau {

namespace {

/// Kilobytes of garbage collection between two looks at the clock.
constexpr int collectedAtOnce = 256;

const char* textOf(Budget::Verdict verdict)
{
    switch (verdict) {
    case Budget::Verdict::OutOfTime:
        return "the script took longer than it may";
    case Budget::Verdict::OutOfSteps:
        return "the script took more steps than it may";
    default:
        return "the script was stopped";
    }
}

ErrorKind kindOf(Budget::Verdict verdict)
{
    return verdict == Budget::Verdict::OutOfSteps ? ErrorKind::Steps : ErrorKind::Time;
}

/// Remembers the first place, which no script can catch.
void rememberEnd(State& state, lua_State* L, Budget::Verdict verdict)
{
    if (!state.stopped) {
        state.cancelled = verdict == Budget::Verdict::Stopped;
        state.stopped = failureHere(L, kindOf(verdict), textOf(verdict));
        // The program may read a table aside of the coroutine that asked it to.
        if (state.stopped->script.empty() && state.running)
            state.stopped = failureHere(state.running, kindOf(verdict), textOf(verdict));
    }
}

} // namespace

void collectGarbage(State& state)
{
    // Twice: what the cycle under way has passed already may have become garbage since. Whole
    // cycles, also when less is enough for now, or the bound would rise with each that is cut.
    for (int cycles = 0; cycles < 2;) {
        cycles += lua_gc(state.main, LUA_GCSTEP, collectedAtOnce);
        if (cycles == 1 && state.budget.memoryInUse() < state.options.limits.memory / 4)
            break;
        if (state.budget.step(Budget::clockEach) != Budget::Verdict::GoOn)
            break;
    }
    state.budget.collected();
}

void safepoint(lua_State* L, std::uint32_t work)
{
    State& state = stateOf(L);
    if (state.budget.wantsCollection())
        collectGarbage(state);
    const Budget::Verdict verdict = state.budget.step(work);
    if (verdict == Budget::Verdict::GoOn)
        return;
    lua_rawcheckstack(L, 4);
    rememberEnd(state, L, verdict);
    lua_pushstring(L, textOf(verdict));
    lua_error(L);
}

void hostSafepoint(lua_State* L, std::uint32_t work)
{
    State& state = stateOf(L);
    if (!state.budget.isRunning())
        return;
    const Budget::Verdict verdict = state.budget.step(work);
    if (verdict == Budget::Verdict::GoOn)
        return;
    rememberEnd(state, L, verdict);
    if (state.cancelled && !state.running)
        throw async::Cancelled();
    throw Error(*state.stopped);
}

void onInterrupt(lua_State* L, int collecting)
{
    if (collecting >= 0)
        return;
    State& state = stateOf(L);
    if (state.budget.wantsCollection() || state.budget.step(1) != Budget::Verdict::GoOn)
        safepoint(L, 1);
    if (!state.scheduler || !state.budget.isSliceOver())
        return;
    const Scheduler::Run* run = state.scheduler->current();
    if (run && run->mayBreak(L))
        lua_break(L);
}

void keepOrThrow(State& state, std::size_t bytes)
{
    if (state.budget.keep(bytes))
        return;
    lua_gc(state.main, LUA_GCCOLLECT, 0); // garbage must not be in the way
    state.budget.collected();
    if (state.budget.keep(bytes))
        return;
    throw Error({.kind = ErrorKind::Memory,
                 .text = "more than " + std::to_string(state.options.limits.memory >> 20)
                     + " MB of memory are needed"});
}

KeptBytes::KeptBytes(State& state, std::size_t bytes)
    : m_state(state)
{
    add(bytes);
}

KeptBytes::~KeptBytes()
{
    m_state.budget.release(m_bytes);
}

void KeptBytes::add(std::size_t bytes)
{
    keepOrThrow(m_state, bytes);
    m_bytes += bytes;
}

} // namespace plectrum::luau
