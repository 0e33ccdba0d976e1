// SPDX-License-Identifier: MIT
#include "luau/state.h"

#include "luau/bridge.h"
#include "luau/safepoint.h"
#include "luau/sandbox.h"
#include "luau/stand_in.h"

#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <new>
#include <utility>

namespace plectrum::luau {

namespace {

void* allocate(void* state, void* block, std::size_t oldSize, std::size_t newSize)
{
    return static_cast<State*>(state)->budget.reallocate(block, oldSize, newSize);
}

/// Luau runs inside this scope.
class Running
{
public:
    Running(State& state, lua_State* thread)
        : m_state(state)
        , m_outer(std::exchange(state.running, thread))
    {
        m_state.budget.enter();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running()
    {
        m_state.budget.leave();
        m_state.running = m_outer;
    }
    lua_State* outer() const { return m_outer; }

private:
    State& m_state;
    lua_State* m_outer;
};

} // namespace

State::State(Vm::Options given)
    : options(std::move(given))
    , budget(options.limits)
{
    main = lua_newstate(allocate, this);
    if (!main)
        throw std::bad_alloc();
    lua_callbacks(main)->userdata = this;
    openSandbox(*this);
}

State::~State()
{
    if (main) {
        lua_callbacks(main)->interrupt = nullptr;
        lua_close(main);
    }
}

void State::log(LogLevel level, std::string line)
{
    constexpr std::size_t maxLogged = std::size_t{4} << 20;
    constexpr std::size_t lineCost = 64; // what a list of lines needs for each
    if (!options.log || logged >= maxLogged)
        return;
    line = withoutMarks(std::move(line));
    line.resize(std::min(line.size(), longestLogLine));
    const std::size_t cost = line.size() + lineCost;
    logged += cost;
    if (logged >= maxLogged || !budget.keep(cost)) {
        logged = maxLogged;
        options.log(LogLevel::Warning, "more output is not kept");
        return;
    }
    logKept += cost;
    options.log(level, line);
}

State& stateOf(lua_State* L)
{
    return *static_cast<State*>(lua_callbacks(L)->userdata);
}

void rememberEmptyObject(lua_State* L)
{
    lua_rawcheckstack(L, 3);
    lua_getref(L, stateOf(L).emptyObjects);
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

bool isEmptyObject(lua_State* L, int index)
{
    const int table = lua_absindex(L, index);
    lua_rawcheckstack(L, 3);
    lua_getref(L, stateOf(L).emptyObjects);
    lua_pushvalue(L, table);
    lua_rawget(L, -2);
    const bool found = lua_toboolean(L, -1) != 0;
    lua_pop(L, 2);
    return found;
}

Reference makeReference(lua_State* L, int index)
{
    return {stateOf(L).self.lock(), lua_ref(L, index)};
}

void pushAny(lua_State* L, const Any& value)
{
    lua_rawcheckstack(L, 4);
    if (value.isData())
        bridge::push(L, value.data());
    else if (value.reference().state() == &stateOf(L))
        lua_getref(L, value.reference().number());
    else
        lua_pushnil(L);
}

Any readAny(lua_State* L, int index, bool raw, KeptBytes* kept)
{
    switch (lua_type(L, index)) {
    case LUA_TFUNCTION:
    case LUA_TUSERDATA:
    case LUA_TTHREAD:
    case LUA_TVECTOR:
        return makeReference(L, index);
    case LUA_TTABLE:
        if (raw)
            return makeReference(L, index);
        break;
    default:
        break;
    }
    return bridge::read(L, index, {.maxBytes = stateOf(L).options.limits.memory, .kept = kept});
}

StackGuard::StackGuard(lua_State* L)
    : m_lua(L)
    , m_top(lua_gettop(L))
{
}

StackGuard::~StackGuard()
{
    lua_settop(m_lua, m_top);
}

InBudget::InBudget(State& state)
    : m_state(state)
{
    m_state.budget.enter();
}

InBudget::~InBudget()
{
    m_state.budget.leave();
}

int resume(State& state, lua_State* thread, int arguments)
{
    const Running running(state, thread);
    return lua_resume(thread, running.outer(), arguments);
}

int resumeWithError(State& state, lua_State* thread)
{
    const Running running(state, thread);
    return lua_resumeerror(thread, running.outer());
}

} // namespace plectrum::luau
