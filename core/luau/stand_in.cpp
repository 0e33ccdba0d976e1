// SPDX-License-Identifier: MIT
#include "luau/stand_in.h"

#include "luau/failure_report.h"
#include "luau/native.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <new>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr int standInTag = 2; // of the userdata; the functions of the program have none

/// Around the path in a text that is made of one: characters for private use, which no game has.
constexpr std::string_view markBegin = "\xee\xbf\xb0";
constexpr std::string_view markEnd = "\xee\xbf\xb1";

/// In Luau's memory, so that its path counts there.
struct StandIn
{
    const StandInUsed* used;
    std::size_t size;

    char* letters() { return reinterpret_cast<char*>(this + 1); }
    std::string path() { return {letters(), size}; }
};

/// Scripts may build paths without end.
constexpr std::size_t longestPath = 1024;

void lockMetatable(lua_State* L, const char* type)
{
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__type");
    lua_pushliteral(L, "The metatable is locked");
    lua_setfield(L, -2, "__metatable");
    lua_setreadonly(L, -1, 1);
}

/// Pushes a metatable that is made once for a machine.
template <typename Make>
void pushMetatable(lua_State* L, const char* name, Make make)
{
    if (lua_rawgetfield(L, LUA_REGISTRYINDEX, name) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_newtable(L);
        make();
        lua_pushvalue(L, -1);
        lua_rawsetfield(L, LUA_REGISTRYINDEX, name);
    }
}

void addMethod(lua_State* L, const char* name, lua_CFunction function)
{
    lua_pushcfunction(L, function, name);
    lua_setfield(L, -2, name);
}

StandIn* standIn(lua_State* L, int index)
{
    return static_cast<StandIn*>(lua_touserdatatagged(L, index, standInTag));
}

/// The stand-in that a metamethod was called for. Scripts can get hold of metamethods, so it may be
/// called for anything.
StandIn& standInOf(lua_State* L, bool orSecond = false)
{
    StandIn* found = standIn(L, 1);
    if (!found && orSecond)
        found = standIn(L, 2);
    if (!found)
        raise(L, "this is not something that is missing");
    return *found;
}

/// Tells of it; a refusal becomes an error of the script.
void reportMissing(lua_State* L, StandIn& used)
{
    if (!(*used.used)(L, used.path()))
        raiseAtCaller(L, "too much is missing");
}

/// Calls, arithmetic: told, and gives a stand-in for the result.
int useStandIn(lua_State* L)
{
    StandIn& used = standInOf(L, true);
    reportMissing(L, used);
    pushStandIn(L, *used.used, used.path());
    return 1;
}

/// As useStandIn; what is asked for by name is named by it.
int callStandIn(lua_State* L)
{
    StandIn& used = standInOf(L);
    const std::string path = used.path();
    for (const std::string_view method : {".WaitForChild", ".FindFirstChild"}) {
        if (!path.ends_with(method) || lua_type(L, 3) != LUA_TSTRING)
            continue;
        std::size_t size = 0;
        const char* name = lua_tolstring(L, 3, &size);
        pushStandIn(L, *used.used,
                    path.substr(0, path.size() - method.size()) + "."
                        + std::string(name, std::min(size, longestPath)));
        reportMissing(L, *standIn(L, -1));
        return 1;
    }
    return useStandIn(L);
}

int indexStandIn(lua_State* L)
{
    StandIn& used = standInOf(L);
    std::size_t size = 0;
    const char* name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : nullptr;
    pushStandIn(L, *used.used,
                name ? used.path() + "." + std::string(name, std::min(size, longestPath))
                     : used.path() + "[]");
    return 1;
}

int changeStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L));
    return 0;
}

int compareStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L, true));
    lua_pushboolean(L, 0);
    return 1;
}

int nothing(lua_State*)
{
    return 0;
}

/// A loop over a stand-in has no turns.
int iterateStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L));
    lua_pushcfunction(L, nothing, "next");
    return 1;
}

/// Engines' lists are empty here.
int lengthOfStandIn(lua_State* L)
{
    reportMissing(L, standInOf(L));
    lua_pushnumber(L, 0);
    return 1;
}

int textOfStandIn(lua_State* L)
{
    StandIn& named = standInOf(L);
    const std::string text = std::string(markBegin) + named.path() + std::string(markEnd);
    lua_pushlstring(L, text.data(), text.size());
    return 1;
}

/// Upvalue: the library's own function. ipairs and pairs of a stand-in have no turns.
int loopOver(lua_State* L)
{
    if (standIn(L, 1)) {
        lua_settop(L, 1);
        return iterateStandIn(L);
    }
    const int count = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, count, LUA_MULTRET);
    return lua_gettop(L);
}

int concatenate(lua_State* L)
{
    reportMissing(L, standInOf(L, true));
    for (int i = 1; i <= 2; ++i) {
        luaL_tolstring(L, i, nullptr);
        lua_replace(L, i);
    }
    lua_settop(L, 2);
    lua_concat(L, 2);
    return 1;
}

void pushStandInMetatable(lua_State* L)
{
    pushMetatable(L, "plectrum.standIn", [&] {
        addMethod(L, "__index", indexStandIn);
        addMethod(L, "__newindex", changeStandIn);
        addMethod(L, "__call", callStandIn);
        for (const char* name :
             {"__add", "__sub", "__mul", "__div", "__idiv", "__mod", "__pow", "__unm"}) {
            addMethod(L, name, useStandIn);
        }
        addMethod(L, "__lt", compareStandIn);
        addMethod(L, "__le", compareStandIn);
        addMethod(L, "__iter", iterateStandIn);
        addMethod(L, "__concat", concatenate);
        addMethod(L, "__len", lengthOfStandIn);
        addMethod(L, "__tostring", textOfStandIn);
        lockMetatable(L, "Missing");
    });
}

} // namespace

void pushStandIn(lua_State* L, const StandInUsed& used, const std::string& path)
{
    lua_rawcheckstack(L, 8);
    const std::string kept = cutText(path, longestPath);
    void* memory = lua_newuserdatatagged(L, sizeof(StandIn) + kept.size(), standInTag);
    auto* made = ::new (memory) StandIn{&used, kept.size()};
    std::ranges::copy(kept, made->letters());
    pushStandInMetatable(L);
    lua_setmetatable(L, -2);
}

std::optional<std::string> standInAt(lua_State* L, int index)
{
    StandIn* found = standIn(L, index);
    return found ? std::optional(found->path()) : std::nullopt;
}

void openStandInLoops(lua_State* L)
{
    for (const char* name : {"ipairs", "pairs"}) {
        lua_getglobal(L, name);
        lua_pushcclosure(L, loopOver, name, 1);
        lua_setglobal(L, name);
    }
}

std::optional<std::string> standInIn(std::string_view text)
{
    const std::size_t begin = text.find(markBegin);
    if (begin == text.npos)
        return std::nullopt;
    const std::string_view rest = text.substr(begin + markBegin.size());
    return std::string(rest.substr(0, rest.find(markEnd)));
}

std::string withoutMarks(std::string text)
{
    for (const std::string_view mark : {markBegin, markEnd})
        for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at))
            text.erase(at, mark.size());
    return text;
}

} // namespace plectrum::luau
