// SPDX-License-Identifier: MIT
#include "json/object_names.h"
#include "luau/bridge.h"
#include "luau/error.h"
#include "luau/path_stack.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
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
    Pusher(const Pusher&) = delete;
    Pusher& operator=(const Pusher&) = delete;
    ~Pusher()
    {
        for (const Shape& shape : m_shapes) {
            if (shape.keys > 0) {
                lua_unref(m_lua, shape.keys);
                lua_unref(m_lua, shape.pattern);
            }
        }
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
        if (value.size() == 0) {
            lua_createtable(m_lua, 0, 0);
            rememberEmptyObject(m_lua);
            return;
        }
        if (Shape* shape = shapeOf(value))
            return pushShaped(value, *shape);
        lua_createtable(m_lua, 0, static_cast<int>(value.size()));
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

    /// A list of names that came before: where its names stand, and a table that has them all.
    struct Shape
    {
        const void* names = nullptr;
        int keys = 0;
        int pattern = 0;
        int uses = 0;
    };
    /// So many tables of a shape get room for as many members again: steps add some to records.
    static constexpr int roomy = 256;

    /// Null for a shape that is new, but the next time it is known.
    Shape* shapeOf(const json::Value& value)
    {
        constexpr std::size_t most = 32;
        const void* const names = json::namesOf(value);
        Shape& shape =
            m_shapes[(reinterpret_cast<std::uintptr_t>(names) >> 4) % std::size(m_shapes)];
        if (value.size() > most)
            return nullptr;
        if (shape.names != names) {
            if (shape.keys == 0)
                shape.names = names;
            return nullptr;
        }
        if (shape.keys == 0)
            keepShape(value, shape);
        if (++shape.uses == roomy)
            keepPattern(value, shape, 0);
        return &shape;
    }

    void keepShape(const json::Value& value, Shape& shape)
    {
        lua_rawcheckstack(m_lua, 3);
        lua_createtable(m_lua, static_cast<int>(value.size()), 0);
        int index = 0;
        value.forEachMember([&](std::string_view name, const json::Value&) {
            lua_pushlstring(m_lua, name.data(), name.size());
            lua_rawseti(m_lua, -2, ++index);
        });
        shape.keys = lua_ref(m_lua, -1);
        lua_pop(m_lua, 1);
        keepPattern(value, shape, static_cast<int>(value.size()) + 1);
    }

    /// A table with all the names, of which the others are copies, and room for more of them.
    void keepPattern(const json::Value& value, Shape& shape, int more)
    {
        lua_rawcheckstack(m_lua, 4);
        const auto size = static_cast<int>(value.size());
        lua_getref(m_lua, shape.keys);
        lua_createtable(m_lua, 0, size + more);
        for (int i = 1; i <= size; ++i) {
            lua_rawgeti(m_lua, -2, i);
            lua_pushboolean(m_lua, 1);
            lua_rawset(m_lua, -3);
        }
        if (shape.pattern > 0)
            lua_unref(m_lua, shape.pattern);
        shape.pattern = lua_ref(m_lua, -1);
        lua_pop(m_lua, 2);
    }

    void pushShaped(const json::Value& value, const Shape& shape)
    {
        lua_rawcheckstack(m_lua, 6);
        lua_getref(m_lua, shape.pattern);
        lua_clonetable(m_lua, -1);
        lua_replace(m_lua, -2);
        lua_getref(m_lua, shape.keys);
        int index = 0;
        value.forEachMember([&](std::string_view name, const json::Value& member) {
            lua_rawgeti(m_lua, -1, ++index);
            m_path.enter(name);
            push(member);
            m_path.leave();
            lua_rawset(m_lua, -4);
        });
        lua_pop(m_lua, 1);
    }

    lua_State* m_lua;
    Originals* m_originals;
    std::size_t m_pushed = 0;
    PathStack m_path;
    std::array<Shape, 16> m_shapes{}; ///< by where the names are
};

} // namespace

void push(lua_State* L, const json::Value& value, Originals* originals)
{
    const CollectorPause pause(L, value.isContainer());
    Pusher(L, originals).push(value);
}

} // namespace plectrum::luau::bridge
