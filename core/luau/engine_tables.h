// SPDX-License-Identifier: MIT
// Tables of the engine, read and made in place: the calls of its API cost more than the data that
// they carry. Knows the engine's own headers, which belong to the release that is built with the
// program (cmake/PlectrumLuau.cmake). Internal to core/luau.
#pragma once

#include <lapi.h>
#include <lbuffer.h>
#include <lgc.h>
#include <lobject.h>
#include <lstate.h>
#include <lstring.h>
#include <ltable.h>
#include <lua.h>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace plectrum::luau::engine {

/// The value at a stack index; valid until the stack changes.
inline const TValue* valueAt(lua_State* L, int index)
{
    return luaA_toobject(L, index);
}

/// Puts a table on the stack, for which there must be room: there it is kept.
inline void pushTable(lua_State* L, LuaTable* table)
{
    luaC_threadbarrier(L);
    sethvalue(L, L->top, table);
    ++L->top;
}

inline std::string_view textOf(const TString* text)
{
    return {getstr(text), text->len};
}

/// Goes through a table as lua_rawiter does. Nothing of it is kept between two turns but a number,
/// as a collection may take entries from weak tables.
class Entries
{
public:
    explicit Entries(const LuaTable* table)
        : m_table(table)
    {
    }
    /// False at the end.
    bool next()
    {
        const auto elements = static_cast<unsigned>(m_table->sizearray);
        for (; m_next < elements; ++m_next) {
            const TValue* const element = &m_table->array[m_next];
            if (!ttisnil(element)) {
                m_node = nullptr;
                m_value = element;
                ++m_next;
                return true;
            }
        }
        const unsigned nodes = 1U << m_table->lsizenode;
        for (; m_next - elements < nodes; ++m_next) {
            const LuaNode* const node = &m_table->node[m_next - elements];
            if (!ttisnil(gval(node))) {
                m_node = node;
                m_value = gval(node);
                ++m_next;
                return true;
            }
        }
        return false;
    }

    // Of the entry, until something else is done with the engine.
    const TValue* value() const { return m_value; }
    bool hasTextKey() const { return m_node && m_node->key.tt == LUA_TSTRING; }
    bool hasNumberKey() const { return !m_node || m_node->key.tt == LUA_TNUMBER; }
    TValue key() const
    {
        TValue result{};
        result.tt = LUA_TNUMBER;
        result.value.n = double(m_next);
        if (m_node) {
            result.value = m_node->key.value;
            std::memcpy(result.extra, m_node->key.extra, sizeof result.extra);
            result.tt = static_cast<int>(m_node->key.tt);
        }
        return result;
    }
    std::string_view textKey() const { return textOf(&m_node->key.value.gc->ts); }
    double numberKey() const { return m_node ? m_node->key.value.n : double(m_next); }

private:
    const LuaTable* m_table;
    unsigned m_next = 0;
    const LuaNode* m_node = nullptr; ///< null: of the array part
    const TValue* m_value = nullptr;
};

} // namespace plectrum::luau::engine
