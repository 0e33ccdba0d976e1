// SPDX-License-Identifier: MIT
#include "luau/sandbox.h"

#include "luau/bounded_libraries.h"
#include "luau/failure_report.h"
#include "luau/native.h"
#include "luau/object_text.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr std::size_t longestDateFormat = 4096;

/// print and warn; the level is the upvalue.
int log(lua_State* L)
{
    std::string line;
    const int count = lua_gettop(L);
    for (int i = 1; i <= count; ++i) {
        safepoint(L, 1);
        pushObjectText(L, i);
        std::size_t size = 0;
        const char* text = lua_tolstring(L, -1, &size);
        if (line.size() < longestLogLine) {
            line += i > 1 ? " " : "";
            line.append(text, std::min(size, longestLogLine));
        }
        lua_pop(L, 1);
    }
    if (stateOf(L).logsPlaces) {
        const Failure here = failureHere(L, ErrorKind::Runtime, {});
        if (!here.script.empty())
            line.insert(0, here.script + ":" + std::to_string(here.line) + ": ");
    }
    stateOf(L).log(static_cast<LogLevel>(lua_tointeger(L, lua_upvalueindex(1))), std::move(line));
    return 0;
}

double secondsNow(lua_State* L)
{
    const async::Clock* clock = stateOf(L).options.clock;
    return clock ? static_cast<double>(clock->now().time_since_epoch().count()) / 1000.0 : 0.0;
}

int osClock(lua_State* L)
{
    const async::Clock* clock = stateOf(L).options.clock;
    lua_pushnumber(L, clock ? static_cast<double>(clock->elapsed().count()) / 1000.0 : 0.0);
    return 1;
}

/// os.time and os.date with our time when none is given; the library's own functions do the rest.
int osTime(lua_State* L)
{
    if (lua_isnoneornil(L, 1)) {
        lua_pushnumber(L, static_cast<double>(static_cast<long long>(secondsNow(L))));
        return 1;
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

int osDate(lua_State* L)
{
    // Always UTC, which is what game servers run in.
    if (lua_type(L, 1) == LUA_TSTRING
        && static_cast<std::size_t>(lua_objlen(L, 1)) > longestDateFormat) {
        raiseAtCaller(L, "the format is too long");
    }
    std::string format = luaL_optstring(L, 1, "%c");
    if (!format.starts_with('!'))
        format.insert(0, "!");
    const double time = luaL_optnumber(L, 2, secondsNow(L));
    lua_settop(L, 0);
    lua_pushlstring(L, format.data(), format.size());
    lua_pushnumber(L, time);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void openOs(lua_State* L)
{
    lua_getglobal(L, "os");
    lua_createtable(L, 0, 4);
    lua_pushcfunction(L, osClock, "clock");
    lua_setfield(L, -2, "clock");
    lua_getfield(L, -2, "time");
    lua_pushcclosure(L, osTime, "time", 1);
    lua_setfield(L, -2, "time");
    lua_getfield(L, -2, "date");
    lua_pushcclosure(L, osDate, "date", 1);
    lua_setfield(L, -2, "date");
    lua_getfield(L, -2, "difftime");
    lua_setfield(L, -2, "difftime");
    lua_setglobal(L, "os");
    lua_pop(L, 1);
}

void openLog(lua_State* L, const char* name, LogLevel level)
{
    lua_pushinteger(L, static_cast<int>(level));
    lua_pushcclosure(L, log, name, 1);
    lua_setglobal(L, name);
}

void seedRandom(lua_State* L, std::uint32_t seed)
{
    lua_getglobal(L, "math");
    lua_getfield(L, -1, "randomseed");
    lua_pushunsigned(L, seed & 0x7fffffffU);
    lua_call(L, 1, 0);
    lua_pop(L, 1);
}

void openWeakTable(State& state)
{
    lua_State* L = state.main;
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    state.emptyObjects = lua_ref(L, -1);
    lua_pop(L, 1);
}

int open(lua_State* L)
{
    State& state = stateOf(L);
    luaL_openlibs(L);
    openOs(L);
    openLog(L, "print", LogLevel::Print);
    openLog(L, "warn", LogLevel::Warning);
    boundLibraries(L);
    openObjectTexts(L);
    seedRandom(L, state.options.seed);
    openWeakTable(state);
    // What is left of Lua 5.1 that is no use to a game's code.
    for (const char* name : {"collectgarbage", "loadstring", "load", "dofile", "loadfile"}) {
        lua_pushnil(L);
        lua_setglobal(L, name);
    }
    luaL_sandbox(L);
    return 0;
}

} // namespace

void openSandbox(State& state)
{
    if (lua_cpcall(state.main, open, nullptr) != LUA_OK) {
        lua_close(std::exchange(state.main, nullptr));
        throw Error({.kind = ErrorKind::Memory, .text = "the memory limit is too low"});
    }
    // What is always there (libraries, the data model) is large beside the data of a record:
    // without this the collector looks through all of it again and again. The budget bounds the
    // memory.
    constexpr int collectAtPercent = 400;
    lua_gc(state.main, LUA_GCSETGOAL, collectAtPercent);
    lua_callbacks(state.main)->interrupt = onInterrupt;
}

} // namespace plectrum::luau
