// SPDX-License-Identifier: MIT
// Roblox's `task` library: wait, spawn, defer, delay, cancel, and the older wait, spawn and delay.
#include "luau/native.h"
#include "luau/safepoint.h"
#include "luau/scheduler_run.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <utility>

namespace plectrum::luau {

namespace {

/// The engine resumes waiting coroutines once a frame.
constexpr double frame = 1.0 / 60.0;
constexpr double longest = 1e9;

async::Duration durationOf(double seconds)
{
    // NaN compares false and becomes a frame.
    const double bounded = seconds > frame ? std::min(seconds, longest) : frame;
    return async::Duration(static_cast<std::int64_t>(bounded * 1000.0 + 0.5));
}

Scheduler::Run& runOf(lua_State* L)
{
    Scheduler* scheduler = stateOf(L).scheduler;
    if (!scheduler || !scheduler->current())
        raiseAtCaller(L, "nothing can be scheduled here");
    return *scheduler->current();
}

void needRoom(lua_State* L, const Scheduler::Run& run)
{
    safepoint(L, 1);
    if (!run.hasRoom())
        raiseAtCaller(L, "too many coroutines wait");
}

/// The coroutine to run: the argument at `index`, a coroutine or a function, with all arguments
/// behind it on its stack. It is left in the place of the argument; gives the number of arguments.
std::pair<lua_State*, int> acquireThread(lua_State* L, int index)
{
    const int count = lua_gettop(L) - index;
    lua_State* thread = lua_tothread(L, index);
    if (!thread) {
        luaL_checktype(L, index, LUA_TFUNCTION);
        thread = lua_newthread(L);
        lua_pushvalue(L, index);
        lua_xmove(L, thread, 1);
        lua_replace(L, index);
    } else if (lua_costatus(L, thread) != LUA_COSUS) {
        raiseAtCaller(L, "cannot spawn a coroutine that does not wait");
    }
    if (!lua_checkstack(thread, count + 1))
        raiseAtCaller(L, "too many arguments");
    lua_xmove(L, thread, count);
    return {thread, count};
}

int spawn(lua_State* L)
{
    Scheduler::Run& run = runOf(L);
    const auto [thread, count] = acquireThread(L, 1);
    run.spawn(thread, count);
    lua_settop(L, 1);
    return 1;
}

int defer(lua_State* L)
{
    Scheduler::Run& run = runOf(L);
    needRoom(L, run);
    const auto [thread, count] = acquireThread(L, 1);
    run.defer(thread, count);
    lua_settop(L, 1);
    return 1;
}

int delay(lua_State* L)
{
    Scheduler::Run& run = runOf(L);
    const async::Duration duration = durationOf(luaL_checknumber(L, 1));
    needRoom(L, run);
    const auto [thread, count] = acquireThread(L, 2);
    run.delay(thread, count, duration);
    lua_settop(L, 2);
    return 1;
}

int cancel(lua_State* L)
{
    luaL_checktype(L, 1, LUA_TTHREAD);
    lua_State* thread = lua_tothread(L, 1);
    if (lua_costatus(L, thread) == LUA_CORUN || lua_costatus(L, thread) == LUA_CONOR)
        raiseAtCaller(L, "cannot cancel a coroutine that runs");
    runOf(L).cancel(thread);
    lua_resetthread(thread);
    return 0;
}

int wait(lua_State* L)
{
    Scheduler::Run& run = runOf(L);
    if (!stateOf(L).mayWait || !lua_isyieldable(L))
        raiseAtCaller(L, "wait cannot wait here");
    needRoom(L, run);
    const double seconds = lua_type(L, 1) == LUA_TNUMBER ? lua_tonumber(L, 1) : 0.0;
    run.sleep(L, durationOf(seconds));
    return lua_yield(L, 0);
}

void addFunction(lua_State* L, const char* name, lua_CFunction function,
                 const char* global = nullptr)
{
    lua_pushcfunction(L, function, name);
    if (global) {
        lua_pushvalue(L, -1);
        lua_setglobal(L, global);
    }
    lua_setfield(L, -2, name);
}

} // namespace

void openTaskLibrary(lua_State* L)
{
    const StackGuard guard(L);
    lua_newtable(L);
    addFunction(L, "wait", wait, "wait");
    addFunction(L, "spawn", spawn, "spawn");
    addFunction(L, "defer", defer);
    addFunction(L, "delay", delay, "delay");
    addFunction(L, "cancel", cancel);
    lua_setreadonly(L, -1, 1);
    lua_setglobal(L, "task");
}

} // namespace plectrum::luau
