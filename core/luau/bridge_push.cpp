// SPDX-License-Identifier: MIT
#include "json/object_names.h"
#include "json/pointer.h"
#include "luau/bridge.h"
#include "luau/engine_tables.h"
#include "luau/error.h"
#include "luau/safepoint.h"
#include "luau/state.h"
#include "luau/table_patterns.h"

#include <lua.h>
#include <lualib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ranges>
#include <string_view>
#include <vector>

namespace plectrum::luau::bridge {

namespace {

/// Values between two looks at the budget.
constexpr std::size_t pushedAtOnce = 256;

/// While tables are made nothing is collected: they are filled in place, and marking what is half
/// made takes time.
class CollectorPause
{
public:
    CollectorPause(lua_State* L, bool wanted)
        : m_state(wanted && lua_gc(L, LUA_GCISRUNNING, 0) ? L : nullptr)
    {
        if (m_state)
            lua_gc(m_state, LUA_GCSTOP, 0);
    }
    CollectorPause(const CollectorPause&) = delete;
    CollectorPause& operator=(const CollectorPause&) = delete;
    ~CollectorPause()
    {
        if (m_state)
            lua_gc(m_state, LUA_GCRESTART, 0);
    }

private:
    lua_State* m_state;
};

/// Fills tables that are new, so that the collector has not come to them, and that stand in another
/// or on the stack before they get their values.
class Pusher
{
public:
    Pusher(lua_State* L, Originals* originals)
        : m_lua(L)
        , m_patterns(stateOf(L).patterns)
        , m_originals(originals)
    {
    }
    Pusher(const Pusher&) = delete;
    Pusher& operator=(const Pusher&) = delete;

    void push(const json::Value& value)
    {
        lua_rawcheckstack(m_lua, 1);
        luaC_threadbarrier(m_lua);
        lua_pushnil(m_lua);
        put(m_lua->top - 1, value, nullptr);
    }

private:
    /// Where in a container the pusher stands.
    struct Place
    {
        const Place* outer;
        const json::Value* container;
        int depth;
        std::size_t index = 0;
    };
    /// Of a TablePattern, which may become another one's meanwhile.
    struct Pattern
    {
        LuaTable* table = nullptr; ///< null: there is none
        std::array<std::uint8_t, TablePattern::mostNames> nodes;
    };
    /// A list of names that came before in this value.
    struct Seen
    {
        const void* names = nullptr;
        int uses = 0;
        const TablePattern* pattern = nullptr;
        const LuaTable* table = nullptr; ///< of the pattern, while that is the one of these names
    };
    /// So many tables of a list get room for as many members again.
    static constexpr int roomy = 256;

    [[noreturn]] static void refuse(const char* text, const Place* place)
    {
        std::vector<const Place*> places;
        for (; place; place = place->outer)
            places.push_back(place);
        json::Pointer pointer;
        for (const Place* each : std::views::reverse(places)) {
            pointer = each->container->isObject() ? pointer / each->container->nameAt(each->index)
                                                  : pointer / each->index;
        }
        throw Error({.kind = ErrorKind::Value, .text = text, .pointer = pointer.toString()});
    }

    /// `place`: of the value; null at the top.
    void put(TValue* slot, const json::Value& value, const Place* place)
    {
        if (++m_pushed % pushedAtOnce == 0)
            hostSafepoint(m_lua, Budget::clockEach);
        switch (value.type()) {
        case json::Type::Null:
            setnilvalue(slot);
            return;
        case json::Type::Bool:
            setbvalue(slot, value.toBool() ? 1 : 0);
            return;
        case json::Type::Integer:
            setnvalue(slot, numberOf(value.toInteger(), place));
            return;
        case json::Type::Double:
            if (!value.digits().empty() && value != json::Value(value.toDouble()))
                refuse(rounded, place);
            setnvalue(slot, value.toDouble());
            return;
        case json::Type::String: {
            const std::string_view text = value.toString();
            setsvalue(m_lua, slot, luaS_newlstr(m_lua, text.data(), text.size()));
            return;
        }
        case json::Type::Buffer: {
            Buffer* const buffer = luaB_newbuffer(m_lua, value.size());
            if (value.size() > 0)
                std::memcpy(buffer->data, value.toString().data(), value.size());
            setbufvalue(m_lua, slot, buffer);
            return;
        }
        case json::Type::Array:
        case json::Type::Object:
            putContainer(slot, value, place);
            return;
        }
    }

    void putContainer(TValue* slot, const json::Value& value, const Place* place)
    {
        if (place && place->depth >= deepest)
            refuse("the value is nested too deeply", place);
        const Pattern pattern = patternOf(value);
        LuaTable* const table = makeTable(value, pattern);
        sethvalue(m_lua, slot, table); // the stack may move from here on
        fill(table, value, pattern, place);
    }

    static constexpr const char* rounded = "a whole number beyond 2^53 would be rounded by Luau";

    static double numberOf(std::int64_t number, const Place* place)
    {
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if ((number > exact || number < -exact)
            && (number >= INT64_MAX - 1023
                || static_cast<std::int64_t>(static_cast<double>(number)) != number)) {
            refuse(rounded, place);
        }
        return static_cast<double>(number);
    }

    LuaTable* makeTable(const json::Value& value, const Pattern& pattern)
    {
        if (pattern.table)
            return luaH_clone(m_lua, pattern.table);
        const auto size = static_cast<int>(value.size());
        return value.isArray() ? luaH_new(m_lua, size, 0) : luaH_new(m_lua, 0, size);
    }

    void fill(LuaTable* table, const json::Value& value, const Pattern& pattern, const Place* outer)
    {
        Place place{.outer = outer, .container = &value, .depth = outer ? outer->depth + 1 : 1};
        if (value.isArray())
            fillArray(table, value, place);
        else if (pattern.table)
            fillCopy(table, value, pattern, place);
        else if (value.size() > 0)
            fillObject(table, value, place);
        else
            rememberEmpty(table);
        if (m_originals) {
            luaH_setreadonly(m_lua, table, true);
            m_originals->emplace(table, value);
        }
    }

    void fillArray(LuaTable* table, const json::Value& value, Place& place)
    {
        value.forEachElement([&](const json::Value& element) {
            put(&table->array[place.index], element, &place);
            ++place.index;
        });
    }

    void fillCopy(LuaTable* table, const json::Value& value, const Pattern& pattern, Place& place)
    {
        value.forEachMember([&](std::string_view, const json::Value& member) {
            put(gval(gnode(table, pattern.nodes[place.index])), member, &place);
            ++place.index;
        });
    }

    void fillObject(LuaTable* table, const json::Value& value, Place& place)
    {
        value.forEachMember([&](std::string_view name, const json::Value& member) {
            if (!member.isNull()) {
                TString* const key = luaS_newlstr(m_lua, name.data(), name.size());
                put(luaH_setstr(m_lua, table, key), member, &place);
            }
            ++place.index;
        });
    }

    void rememberEmpty(LuaTable* table)
    {
        lua_rawcheckstack(m_lua, 1);
        engine::pushTable(m_lua, table);
        rememberEmptyObject(m_lua);
        lua_pop(m_lua, 1);
    }

    /// Names that come for the first time get no pattern of their own, but that of others.
    Pattern patternOf(const json::Value& value)
    {
        Pattern result;
        if (!value.isObject() || value.size() == 0 || value.size() > TablePattern::mostNames)
            return result;
        const void* const names = json::namesOf(value);
        Seen& seen = m_seen[(reinterpret_cast<std::uintptr_t>(names) >> 4) % m_seen.size()];
        const bool isNew = seen.names != names;
        if (isNew)
            seen = {.names = names};
        ++seen.uses;
        if (!seen.pattern || seen.pattern->table != seen.table || seen.uses == roomy) {
            seen.pattern = m_patterns.find(m_lua, value, seen.uses < roomy, !isNew);
            seen.table = seen.pattern ? seen.pattern->table : nullptr;
        }
        if (seen.pattern) {
            result.table = seen.pattern->table;
            result.nodes = seen.pattern->nodes;
        }
        return result;
    }

    lua_State* m_lua;
    TablePatterns& m_patterns;
    Originals* m_originals;
    std::size_t m_pushed = 0;
    std::array<Seen, 16> m_seen{}; ///< by where the names are
};

} // namespace

void push(lua_State* L, const json::Value& value, Originals* originals)
{
    const CollectorPause pause(L, value.isContainer());
    Pusher(L, originals).push(value);
}

} // namespace plectrum::luau::bridge
