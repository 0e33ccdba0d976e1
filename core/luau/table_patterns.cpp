// SPDX-License-Identifier: MIT
#include "luau/table_patterns.h"

#include "luau/engine_tables.h"

#include <lua.h>

#include <functional>

namespace plectrum::luau::bridge {

namespace {

bool hasNames(const TablePattern& pattern, const json::Value& object)
{
    if (pattern.names.size() != object.size())
        return false;
    std::size_t at = 0;
    bool isEqual = true;
    object.forEachMember([&](std::string_view name, const json::Value&) {
        isEqual = isEqual && pattern.names[at++] == name;
    });
    return isEqual;
}

void makePattern(lua_State* L, const json::Value& object, int room, TablePattern& pattern)
{
    if (pattern.reference > 0)
        lua_unref(L, pattern.reference);
    pattern = {};
    lua_rawcheckstack(L, 3);
    lua_createtable(L, 0, room);
    object.forEachMember([&](std::string_view name, const json::Value&) {
        pattern.names.emplace_back(name);
        lua_pushlstring(L, name.data(), name.size());
        lua_pushboolean(L, 1);
        lua_rawset(L, -3);
    });
    pattern.table = hvalue(engine::valueAt(L, -1));
    for (std::size_t i = 0; i < pattern.names.size(); ++i) {
        const std::string& name = pattern.names[i];
        const TValue* const slot =
            luaH_getstr(pattern.table, luaS_newlstr(L, name.data(), name.size()));
        pattern.nodes[i] = static_cast<std::uint8_t>(gval2slot(pattern.table, slot));
    }
    pattern.reference = lua_ref(L, -1);
    lua_pop(L, 1);
}

} // namespace

const TablePattern* TablePatterns::find(lua_State* L, const json::Value& object, bool isRoomy,
                                        bool mayMake)
{
    if (object.size() == 0 || object.size() > TablePattern::mostNames)
        return nullptr;
    std::uint64_t hash = object.size();
    bool isKept = true;
    object.forEachMember([&](std::string_view name, const json::Value&) {
        hash = (hash ^ std::hash<std::string_view>()(name)) * 0x9e37'79b9'7f4a'7c15U;
        isKept = isKept && name.size() <= longestName;
    });
    TablePattern& pattern = m_patterns[isRoomy ? 1 : 0][hash >> 58];
    if (!isKept)
        return nullptr;
    const auto size = static_cast<int>(object.size());
    if (hasNames(pattern, object))
        return &pattern;
    if (!mayMake)
        return nullptr;
    makePattern(L, object, isRoomy ? 2 * size + 1 : size, pattern);
    return &pattern;
}

} // namespace plectrum::luau::bridge
