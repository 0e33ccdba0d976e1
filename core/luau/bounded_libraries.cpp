// SPDX-License-Identifier: MIT
#include "luau/bounded_libraries.h"

#include "luau/native.h"
#include "luau/object_text.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace plectrum::luau {

namespace {

/// Text that a search goes through. A record is 4 MB at most.
constexpr std::size_t longestSearched = std::size_t{8} << 20;
/// Text that functions go through letter by letter.
constexpr std::size_t longestText = std::size_t{16} << 20;
/// Bytes of text times bytes of the text that is looked for: memcmp's work.
constexpr double maxCompared = 268435456.0;
/// Letters of text times letters of a set in a pattern, compared one by one.
constexpr double maxTried = 33554432.0;
/// Elements that one table.move may touch.
constexpr double maxMoved = 1048576.0;
constexpr std::size_t longestPackFormat = 65536;
constexpr int maxFormatted = 10000;

/// The library's own function, which the closure in its place keeps as its upvalue.
lua_CFunction original(lua_State* L)
{
    return lua_tocfunction(L, lua_upvalueindex(1));
}

std::size_t lengthAt(lua_State* L, int index)
{
    return lua_type(L, index) == LUA_TSTRING ? static_cast<std::size_t>(lua_objlen(L, index)) : 0;
}

/// Letters that one letter of the text may be compared with: from the first set on, all.
std::size_t setLength(lua_State* L)
{
    std::size_t size = 0;
    const char* text = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : "";
    const std::size_t at = std::string_view(text, size).find('[');
    return at == std::string_view::npos ? 1 : size - at;
}

void refuseLong(lua_State* L, double text, double pattern, double most)
{
    if (text > static_cast<double>(longestSearched) || text * pattern > most)
        raiseAtCaller(L, "text and pattern are too long to search");
}

std::uint32_t weightOf(double letters)
{
    return static_cast<std::uint32_t>(
        std::clamp(letters / 256.0, 1.0, static_cast<double>(Budget::clockEach)));
}

/// find, match and gsub: a step of theirs goes over the whole text at most, with the longest set.
int search(lua_State* L)
{
    const auto text = static_cast<double>(lengthAt(L, 1));
    const auto set = static_cast<double>(setLength(L));
    refuseLong(L, text, set, maxTried);
    refuseLong(L, text, static_cast<double>(lengthAt(L, 2)), maxCompared);
    safepoint(L, weightOf(text));
    const Budget::LongSteps longSteps(stateOf(L).budget, weightOf(text * set));
    return original(L)(L);
}

/// Upvalues: the iterator of gmatch, the weight of its steps.
int nextMatch(lua_State* L)
{
    const auto weight = static_cast<std::uint32_t>(lua_tointeger(L, lua_upvalueindex(2)));
    const Budget::LongSteps longSteps(stateOf(L).budget, weight);
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L);
}

int gmatch(lua_State* L)
{
    const double letters = static_cast<double>(lengthAt(L, 1)) * static_cast<double>(setLength(L));
    refuseLong(L, static_cast<double>(lengthAt(L, 1)), static_cast<double>(setLength(L)), maxTried);
    safepoint(L, 1);
    original(L)(L);
    lua_pushinteger(L, static_cast<int>(weightOf(letters)));
    lua_pushcclosure(L, nextMatch, "gmatch", 2);
    return 1;
}

/// As the library's, with a safepoint at each part.
int split(lua_State* L)
{
    std::size_t size = 0;
    std::size_t separatorSize = 0;
    const char* letters = luaL_checklstring(L, 1, &size);
    const char* separatorLetters = luaL_optlstring(L, 2, ",", &separatorSize);
    refuseLong(L, static_cast<double>(size), static_cast<double>(separatorSize), maxCompared);
    const std::string_view text(letters, size);
    const std::string_view separator(separatorLetters, separatorSize);
    lua_settop(L, 2);
    lua_newtable(L);
    int count = 0;
    for (std::size_t from = 0; from <= size;) {
        const std::size_t found =
            separator.empty() ? std::min(from + 1, size) : text.find(separator, from);
        const std::size_t end = std::min(found, size);
        if (separator.empty() && from == size)
            break;
        safepoint(L, weightOf(static_cast<double>(end - from)));
        lua_pushlstring(L, letters + from, end - from);
        lua_rawseti(L, 3, ++count);
        if (found == std::string_view::npos)
            break;
        from = end + separatorSize;
    }
    return 1;
}

/// Whatever costs as much as its first argument is long.
int counted(lua_State* L)
{
    const auto length = lua_istable(L, 1) ? static_cast<double>(lua_objlen(L, 1)) * 64.0
                                          : static_cast<double>(lengthAt(L, 1));
    safepoint(L, weightOf(length));
    return original(L)(L);
}

int countedText(lua_State* L)
{
    if (lengthAt(L, 1) > longestText)
        raiseAtCaller(L, "the text is too long");
    return counted(L);
}

int light(lua_State* L)
{
    safepoint(L, 1);
    return original(L)(L);
}

/// Where the first argument tells little of the cost: a table's hash, a buffer, a repetition.
int heavy(lua_State* L)
{
    safepoint(L, Budget::clockEach / 4);
    return original(L)(L);
}

int pack(lua_State* L)
{
    if (lengthAt(L, 1) > longestPackFormat)
        raiseAtCaller(L, "the format is too long");
    return heavy(L);
}

int format(lua_State* L)
{
    const int count = lua_gettop(L);
    if (count > maxFormatted)
        raiseAtCaller(L, "too many values to format");
    safepoint(L, weightOf(static_cast<double>(lengthAt(L, 1))));
    for (int i = 2; i <= count; ++i) {
        if (lua_type(L, i) > LUA_TSTRING || lua_type(L, i) == LUA_TLIGHTUSERDATA) {
            safepoint(L, 1);
            pushObjectText(L, i);
            lua_replace(L, i);
        }
    }
    return original(L)(L);
}

int toString(lua_State* L)
{
    luaL_checkany(L, 1);
    safepoint(L, 1);
    pushObjectText(L, 1);
    return 1;
}

int move(lua_State* L)
{
    if (lua_isnumber(L, 2) && lua_isnumber(L, 3)
        && lua_tonumber(L, 3) - lua_tonumber(L, 2) > maxMoved) {
        raiseAtCaller(L, "too many elements to move");
    }
    safepoint(L, Budget::clockEach / 4);
    return original(L)(L);
}

/// Metamethods of what is compared may be anything, so each comparison is a step.
int find(lua_State* L)
{
    const bool isObject = lua_istable(L, 2) || lua_isuserdata(L, 2);
    if (!lua_istable(L, 1) || !isObject || !lua_getmetatable(L, 2))
        return counted(L);
    lua_pop(L, 1);
    for (int i = luaL_optinteger(L, 3, 1); i > 0; ++i) {
        safepoint(L, 1);
        lua_rawgeti(L, 1, i);
        if (lua_isnil(L, -1))
            break;
        if (lua_equal(L, -1, 2)) {
            lua_pushinteger(L, i);
            return 1;
        }
        lua_pop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

/// Upvalue: a function of C, which asks for no interrupt by itself.
int asking(lua_State* L)
{
    safepoint(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

int isLess(lua_State* L)
{
    // Long texts are compared letter by letter.
    safepoint(L, weightOf(static_cast<double>(std::min(lengthAt(L, 1), lengthAt(L, 2)))));
    lua_pushboolean(L, lua_lessthan(L, 1, 2));
    return 1;
}

/// Puts a function that asks in the place of one that does not.
void makeAsking(lua_State* L, int index)
{
    if (lua_iscfunction(L, index)) {
        lua_pushvalue(L, index);
        lua_pushcclosure(L, asking, "asking", 1);
        lua_replace(L, index);
    }
}

int sort(lua_State* L)
{
    safepoint(L, 1);
    if (lua_istable(L, 1) && lua_isnoneornil(L, 2)) {
        lua_settop(L, 1);
        lua_pushcfunction(L, isLess, "sort");
    }
    makeAsking(L, 2);
    return original(L)(L);
}

int forEach(lua_State* L)
{
    safepoint(L, 1);
    makeAsking(L, 2);
    return original(L)(L);
}

/// Without functions: those of C that stand on the stack are not made to be called by scripts.
int info(lua_State* L)
{
    const int options = lua_isthread(L, 1) ? 3 : 2;
    if (lua_type(L, options) == LUA_TSTRING
        && std::string_view(lua_tostring(L, options)).find('f') != std::string_view::npos) {
        raiseAtCaller(L, "debug.info gives no functions here");
    }
    safepoint(L, 1);
    return original(L)(L);
}

void replace(lua_State* L, const char* name, lua_CFunction function)
{
    if (lua_getfield(L, -1, name) == LUA_TFUNCTION) {
        lua_pushcclosure(L, function, name, 1);
        lua_setfield(L, -2, name);
    } else {
        lua_pop(L, 1);
    }
}

struct Replacement
{
    const char* library;
    const char* name;
    lua_CFunction function;
};

constexpr Replacement replacements[] = {{"string", "find", search},
                                        {"string", "match", search},
                                        {"string", "gsub", search},
                                        {"string", "gmatch", gmatch},
                                        {"string", "split", split},
                                        {"string", "format", format},
                                        {"string", "lower", countedText},
                                        {"string", "upper", countedText},
                                        {"string", "reverse", countedText},
                                        {"string", "rep", heavy},
                                        {"string", "byte", counted},
                                        {"string", "char", heavy},
                                        {"string", "pack", pack},
                                        {"string", "packsize", pack},
                                        {"string", "unpack", pack},
                                        {"table", "move", move},
                                        {"table", "sort", sort},
                                        {"table", "find", find},
                                        {"table", "concat", counted},
                                        {"table", "foreach", forEach},
                                        {"table", "foreachi", forEach},
                                        {"table", "insert", counted},
                                        {"table", "remove", counted},
                                        {"table", "maxn", heavy},
                                        {"table", "clone", heavy},
                                        {"table", "clear", heavy},
                                        {"table", "create", heavy},
                                        {"table", "unpack", heavy},
                                        {"table", "pack", heavy},
                                        {"utf8", "len", countedText},
                                        {"utf8", "offset", countedText},
                                        {"utf8", "codepoint", countedText},
                                        {"utf8", "char", heavy},
                                        {"buffer", "create", heavy},
                                        {"buffer", "fill", heavy},
                                        {"buffer", "copy", heavy},
                                        {"buffer", "tostring", heavy},
                                        {"buffer", "fromstring", heavy},
                                        {"buffer", "readstring", heavy},
                                        {"buffer", "writestring", heavy},
                                        {"debug", "info", info},
                                        {"debug", "traceback", heavy}};

constexpr Replacement baseReplacements[] = {{nullptr, "tostring", toString},
                                            {nullptr, "tonumber", counted},
                                            {nullptr, "unpack", heavy},
                                            {nullptr, "next", light},
                                            {nullptr, "select", light}};

} // namespace

void boundLibraries(lua_State* L)
{
    for (const Replacement& one : replacements) {
        lua_getglobal(L, one.library);
        replace(L, one.name, one.function);
        lua_pop(L, 1);
    }
    for (const Replacement& one : baseReplacements) {
        if (lua_getglobal(L, one.name) == LUA_TFUNCTION) {
            lua_pushcclosure(L, one.function, one.name, 1);
            lua_setglobal(L, one.name);
        } else {
            lua_pop(L, 1);
        }
    }
}

} // namespace plectrum::luau
