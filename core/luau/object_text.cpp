// SPDX-License-Identifier: MIT
#include "luau/object_text.h"

#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <cstdio>

namespace plectrum::luau {

namespace {

constexpr const char* numbers = "plectrum.objectNumbers";

bool hasOwnText(lua_State* L, int index)
{
    const int type = lua_type(L, index);
    const bool isObject = type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA
        || type == LUA_TTHREAD || type == LUA_TBUFFER;
    if (!isObject)
        return true;
    if (luaL_getmetafield(L, index, "__tostring")) {
        lua_pop(L, 1);
        return true;
    }
    return false;
}

/// The number of an object, a new one for an object that has none.
int numberOf(lua_State* L, int index)
{
    lua_rawgetfield(L, LUA_REGISTRYINDEX, numbers);
    lua_pushvalue(L, index);
    int number = 0;
    if (lua_rawget(L, -2) == LUA_TNUMBER) {
        number = lua_tointeger(L, -1);
        lua_pop(L, 2);
        return number;
    }
    lua_pop(L, 1);
    number = ++stateOf(L).objectsShown;
    lua_pushvalue(L, index);
    lua_pushinteger(L, number);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return number;
}

} // namespace

void openObjectTexts(lua_State* L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetfield(L, LUA_REGISTRYINDEX, numbers);
}

const char* pushObjectText(lua_State* L, int index)
{
    const int at = lua_absindex(L, index);
    luaL_checkstack(L, 6, "no room for a text");
    if (hasOwnText(L, at))
        return luaL_tolstring(L, at, nullptr);
    char text[32];
    std::snprintf(text, sizeof text, ": 0x%016x", static_cast<unsigned>(numberOf(L, at)));
    return lua_pushfstring(L, "%s%s", luaL_typename(L, at), text);
}

} // namespace plectrum::luau
