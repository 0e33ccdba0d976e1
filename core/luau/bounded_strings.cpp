// SPDX-License-Identifier: MIT
#include "luau/bounded_strings.h"

#include "luau/native.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <cstddef>

namespace plectrum::luau {

namespace {

/// Bytes of text times bytes of pattern that one step may compare: about a quarter of a second. A
/// whole record of 4 MB still takes a pattern of 64 bytes.
constexpr double mostComparisons = 268435456.0;
constexpr double longComparison = 65536.0;
/// Elements that one table.move may touch.
constexpr double mostMoved = 4194304.0;
/// From here on a sort asks for an interrupt at each comparison.
constexpr int longSort = 4096;

/// The library's own function, which the closure in its place keeps as its upvalue.
lua_CFunction original(lua_State* L)
{
    return lua_tocfunction(L, lua_upvalueindex(1));
}

double product(lua_State* L)
{
    if (lua_type(L, 1) != LUA_TSTRING || lua_type(L, 2) != LUA_TSTRING) {
        return 0;
    }
    return static_cast<double>(lua_objlen(L, 1)) * static_cast<double>(lua_objlen(L, 2));
}

int search(lua_State* L)
{
    const double comparisons = product(L);
    if (comparisons > mostComparisons) {
        raiseAtCaller(L, "text and pattern are too long to search");
    }
    Budget& budget = stateOf(L).budget;
    budget.setLongSteps(comparisons > longComparison);
    const int results = original(L)(L);
    budget.setLongSteps(false);
    return results;
}

int move(lua_State* L)
{
    if (lua_isnumber(L, 2) && lua_isnumber(L, 3)
        && lua_tonumber(L, 3) - lua_tonumber(L, 2) > mostMoved) {
        raiseAtCaller(L, "too many elements to move");
    }
    return original(L)(L);
}

int isLess(lua_State* L)
{
    if (void (*interrupt)(lua_State*, int) = lua_callbacks(L)->interrupt) {
        interrupt(L, -1);
    }
    lua_pushboolean(L, lua_lessthan(L, 1, 2));
    return 1;
}

int sort(lua_State* L)
{
    if (lua_istable(L, 1) && lua_isnoneornil(L, 2) && lua_objlen(L, 1) > longSort) {
        lua_settop(L, 1);
        lua_pushcfunction(L, isLess, "sort");
    }
    return original(L)(L);
}

void replace(lua_State* L, const char* name, lua_CFunction function)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, name, 1);
    lua_setfield(L, -2, name);
}

} // namespace

void boundLibraries(lua_State* L)
{
    lua_getglobal(L, "string");
    for (const char* name : {"find", "match", "gmatch", "gsub", "split"}) {
        replace(L, name, search);
    }
    lua_pop(L, 1);
    lua_getglobal(L, "table");
    replace(L, "move", move);
    replace(L, "sort", sort);
    lua_pop(L, 1);
}

} // namespace plectrum::luau
