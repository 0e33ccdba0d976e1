// SPDX-License-Identifier: MIT
#include "luau/bridge.h"
#include "luau/error.h"
#include "luau/path_stack.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace plectrum::luau::bridge {

namespace {

/// Values between two looks at the budget.
constexpr std::size_t pushedAtOnce = 256;

/// Creating many tables with the collector at work means marking them while they are made.
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

class Pusher
{
public:
    Pusher(lua_State* L, Originals* originals)
        : m_lua(L)
        , m_originals(originals)
    {
    }

    void push(const json::Value& value)
    {
        if (++m_pushed % pushedAtOnce == 0)
            hostSafepoint(m_lua, Budget::clockEach);
        switch (value.type()) {
        case json::Type::Null:
            return lua_pushnil(m_lua);
        case json::Type::Bool:
            return lua_pushboolean(m_lua, value.toBool() ? 1 : 0);
        case json::Type::Integer:
            return pushInteger(value.toInteger());
        case json::Type::Double:
            return pushDouble(value);
        case json::Type::String:
            return lua_pushlstring(m_lua, value.toString().data(), value.size());
        case json::Type::Buffer:
            if (value.size() > 0) {
                std::memcpy(lua_newbuffer(m_lua, value.size()), value.toString().data(),
                            value.size());
            } else {
                lua_newbuffer(m_lua, 0);
            }
            return;
        case json::Type::Array:
        case json::Type::Object:
            return pushContainer(value);
        }
    }

private:
    [[noreturn]] void refuse(const char* text) const
    {
        throw Error({.kind = ErrorKind::Value, .text = text, .pointer = m_path.toPointer()});
    }

    void pushInteger(std::int64_t number)
    {
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if ((number > exact || number < -exact)
            && (number >= INT64_MAX - 1023
                || static_cast<std::int64_t>(static_cast<double>(number)) != number)) {
            refuse("a whole number beyond 2^53 would be rounded by Luau");
        }
        lua_pushnumber(m_lua, static_cast<double>(number));
    }

    void pushDouble(const json::Value& value)
    {
        if (!value.digits().empty() && value != json::Value(value.toDouble()))
            refuse("a whole number beyond 2^53 would be rounded by Luau");
        lua_pushnumber(m_lua, value.toDouble());
    }

    void pushContainer(const json::Value& value)
    {
        if (m_path.depth() >= deepest)
            refuse("the value is nested too deeply");
        lua_rawcheckstack(m_lua, 4);
        if (value.isArray())
            pushArray(value);
        else
            pushObject(value);
        if (m_originals) {
            lua_setreadonly(m_lua, -1, 1);
            m_originals->emplace(lua_topointer(m_lua, -1), value);
        }
    }

    void pushArray(const json::Value& value)
    {
        lua_createtable(m_lua, static_cast<int>(value.size()), 0);
        int index = 0;
        value.forEachElement([&](const json::Value& element) {
            m_path.enter(static_cast<std::size_t>(index));
            push(element);
            m_path.leave();
            lua_rawseti(m_lua, -2, ++index);
        });
    }

    void pushObject(const json::Value& value)
    {
        lua_createtable(m_lua, 0, static_cast<int>(value.size()));
        if (value.size() == 0) {
            rememberEmptyObject(m_lua);
            return;
        }
        value.forEachMember([&](std::string_view name, const json::Value& member) {
            if (member.isNull())
                return;
            lua_pushlstring(m_lua, name.data(), name.size());
            m_path.enter(name);
            push(member);
            m_path.leave();
            lua_rawset(m_lua, -3);
        });
    }

    lua_State* m_lua;
    Originals* m_originals;
    std::size_t m_pushed = 0;
    PathStack m_path;
};

} // namespace

void push(lua_State* L, const json::Value& value, Originals* originals)
{
    const CollectorPause pause(L, value.isContainer());
    Pusher(L, originals).push(value);
}

} // namespace plectrum::luau::bridge
