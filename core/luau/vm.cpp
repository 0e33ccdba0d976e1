// SPDX-License-Identifier: MIT
#include "luau/vm.h"

#include "luau/bridge.h"
#include "luau/failure_report.h"
#include "luau/native.h"
#include "luau/safepoint.h"
#include "luau/scheduler_run.h"
#include "luau/state.h"

#include <lua.h>
#include <luacode.h>
#include <lualib.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <optional>

namespace plectrum::luau {

namespace {

constexpr std::size_t longestScriptName = 255; // as Luau cuts it in its texts

void collectAll(State& state)
{
    lua_gc(state.main, LUA_GCCOLLECT, 0);
    state.budget.collected();
}

/// Luau's own exceptions come out of calls that were made outside of a script: the memory is full.
template <typename Work>
auto guarded(State& state, Work work)
{
    const StackGuard guard(state.main);
    if (state.budget.wantsCollection())
        collectAll(state);
    try {
        return work(state.main);
    } catch (const Error&) {
        throw;
    } catch (const async::Cancelled&) {
        throw;
    } catch (const std::exception&) {
        throw Error({.kind = ErrorKind::Memory,
                     .text = "more than " + std::to_string(state.options.limits.memory >> 20)
                         + " MB of memory are needed"});
    }
}

void pushReference(State& state, const Reference& reference)
{
    if (reference.state() != &state)
        throw Error({.kind = ErrorKind::Value, .text = "this is not of this machine"});
    lua_getref(state.main, reference.number());
}

std::unique_ptr<char, decltype(&std::free)> compiled(std::string_view source, std::size_t& size)
{
    // What can change between two uses: Luau looks up fields of other globals once.
    static const char* const mutableGlobals[] = {
        "game", "Game", "workspace", "Workspace", "script", "plugin", "shared", "_G", nullptr};
    lua_CompileOptions options{};
    options.mutableGlobals = mutableGlobals;
    options.optimizationLevel = 1;
    options.debugLevel = 1;
    return {luau_compile(source.data(), source.size(), &options, &size), &std::free};
}

void load(lua_State* thread, std::string_view bytecode, const std::string& script)
{
    if (luau_load(thread, ("=" + script).c_str(), bytecode.data(), bytecode.size(), 0) != 0) {
        Failure failure =
            splitMessage(stateOf(thread), lua_tostring(thread, -1), ErrorKind::Syntax);
        failure.script = script;
        throw Error(std::move(failure));
    }
}

std::string compiledOrThrow(std::string_view source)
{
    std::size_t size = 0;
    const auto bytecode = compiled(source, size);
    if (!bytecode)
        throw Error({.kind = ErrorKind::Memory, .text = "the script is too large to compile"});
    return {bytecode.get(), size};
}

/// Of the program's libraries, by where their texts stand.
const std::string& compiledOnce(std::string_view source)
{
    static std::mutex mutex;
    static std::map<const char*, std::string> all;
    const std::scoped_lock lock(mutex);
    const auto [found, isNew] = all.try_emplace(source.data());
    if (isNew)
        found->second = compiledOrThrow(source);
    return found->second;
}

/// What a failed script has filled the machine with must not be in the way of the next.
void collectAfterFailure(State& state)
{
    if (!state.running && state.budget.memoryInUse() > state.options.limits.memory / 4)
        collectAll(state);
}

/// One call from outside or from within a function of the program.
class Call
{
public:
    Call(State& state, const CallOptions& options)
        : m_state(state)
        , m_options(options)
        , m_outermost(state.running == nullptr)
        , m_mayWait(std::exchange(state.mayWait, false))
    {
        if (m_outermost)
            state.budget.beginSlice();
        // Within a run of a scheduler the budget is that of the run.
        if (m_outermost && !(state.scheduler && state.scheduler->current())) {
            state.budget.refill(options.stop);
            state.stopped.reset();
            state.cancelled = false;
        }
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call()
    {
        m_state.mayWait = m_mayWait;
        for (const int number : m_pinned)
            lua_unref(m_state.main, number);
    }

    Values run(lua_State* L, const Reference& function, const Values& arguments)
    {
        const InBudget inBudget(m_state); // reading arguments and results takes time as well
        lua_State* thread = lua_newthread(L);
        pushReference(m_state, function);
        lua_xmove(L, thread, 1);
        if (!lua_checkstack(thread, static_cast<int>(arguments.size()) + 4))
            throw Error({.kind = ErrorKind::Value, .text = "too many arguments"});
        for (const Any& argument : arguments)
            push(thread, argument);
        const int status = resume(m_state, thread, static_cast<int>(arguments.size()));
        if (m_state.cancelled)
            throw async::Cancelled();
        if (status != LUA_OK || m_state.stopped)
            throw Error(failureOf(thread, status));
        try {
            return results(thread);
        } catch (const Error& error) {
            throw Error(placedIn(m_state, function, error.failure()));
        }
    }

private:
    void push(lua_State* thread, const Any& argument)
    {
        if (!m_options.frozen || !argument.isData() || !argument.data().isContainer()) {
            pushAny(thread, argument);
            return;
        }
        bridge::push(thread, argument.data(), &m_originals);
        m_pinned.push_back(lua_ref(thread, -1));
    }

    Values results(lua_State* thread)
    {
        Values values;
        const int count = lua_gettop(thread);
        for (int i = 1; i <= count; ++i) {
            if (lua_istable(thread, i) && !m_options.rawTables) {
                values.emplace_back(
                    bridge::read(thread, i,
                                 {.originals = m_options.frozen ? &m_originals : nullptr,
                                  .maxBytes = m_state.options.limits.memory}));
            } else {
                values.push_back(readAny(thread, i, m_options.rawTables));
            }
        }
        return values;
    }

    State& m_state;
    const CallOptions& m_options;
    bool m_outermost;
    bool m_mayWait;
    std::pmr::monotonic_buffer_resource m_memory; ///< of the originals
    bridge::Originals m_originals{&m_memory};
    std::vector<int> m_pinned;
};

void freezeTable(lua_State* L, int index, int depth)
{
    const int table = lua_absindex(L, index);
    if (lua_getreadonly(L, table))
        return;
    if (depth > bridge::deepest)
        throw Error({.kind = ErrorKind::Value, .text = "the value is nested too deeply"});
    lua_setreadonly(L, table, 1);
    lua_rawcheckstack(L, 4);
    for (int i = lua_rawiter(L, table, 0); i >= 0; i = lua_rawiter(L, table, i)) {
        if (lua_istable(L, -1))
            freezeTable(L, -1, depth + 1);
        lua_pop(L, 2);
    }
}

} // namespace

Vm::Vm()
    : Vm(Options{})
{
}

Vm::Vm(Options options)
    : m_state(std::make_shared<State>(std::move(options)))
{
    m_state->self = m_state;
}

Vm::~Vm() = default;

Reference Vm::compile(std::string_view source, std::string script,
                      std::vector<std::pair<std::string, Any>> globals)
{
    if (source.size() > longestSource) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = script,
                     .line = 1,
                     .text = "the script is too large"});
    }
    // Names of scripts stand in texts of Luau's, which are cut like this.
    script = script.substr(0, longestScriptName);
    int& lines = m_state->scripts[script];
    lines = std::max(lines, static_cast<int>(std::ranges::count(source, '\n') + 1));
    return guarded(*m_state, [&](lua_State* L) {
        lua_State* thread = lua_newthread(L);
        luaL_sandboxthread(thread);
        for (const auto& [name, value] : globals) {
            pushAny(thread, value);
            lua_setfield(thread, LUA_GLOBALSINDEX, name.c_str());
        }
        load(thread, compiledOrThrow(source), script);
        return makeReference(thread, -1);
    });
}

Reference Vm::compileLibrary(std::string_view source, const std::string& script)
{
    m_state->scripts.try_emplace(script, static_cast<int>(std::ranges::count(source, '\n') + 1));
    return guarded(*m_state, [&](lua_State* L) {
        lua_State* thread = lua_newthread(L);
        luaL_sandboxthread(thread);
        load(thread, compiledOnce(source), script);
        return makeReference(thread, -1);
    });
}

Values Vm::call(const Reference& function, const Values& arguments, const CallOptions& options)
{
    try {
        Values results;
        {
            Call call(*m_state, options);
            results =
                guarded(*m_state, [&](lua_State* L) { return call.run(L, function, arguments); });
        }
        if (m_state->scheduler && m_state->scheduler->current())
            m_state->scheduler->current()->drain(); // what could not go on meanwhile
        return results;
    } catch (...) {
        collectAfterFailure(*m_state);
        throw;
    }
}

void Vm::setGlobal(const std::string& name, const Any& value)
{
    guarded(*m_state, [&](lua_State* L) {
        pushAny(L, value);
        lua_setreadonly(L, LUA_GLOBALSINDEX, 0);
        lua_rawsetfield(L, LUA_GLOBALSINDEX, name.c_str());
        lua_setreadonly(L, LUA_GLOBALSINDEX, 1);
        lua_setsafeenv(L, LUA_GLOBALSINDEX, 1);
    });
}

Reference Vm::makeFunction(Function function)
{
    return guarded(*m_state, [&](lua_State* L) {
        pushFunction(L, std::move(function));
        return makeReference(L, -1);
    });
}

Reference Vm::makeLibrary(std::vector<Function> functions)
{
    return guarded(*m_state, [&](lua_State* L) {
        lua_createtable(L, 0, static_cast<int>(functions.size()));
        for (Function& function : functions) {
            const std::string name = function.name;
            pushFunction(L, std::move(function));
            lua_setfield(L, -2, name.c_str());
        }
        lua_setreadonly(L, -1, 1);
        return makeReference(L, -1);
    });
}

Reference Vm::makeObject(const std::string& className, std::vector<Function> methods,
                         std::vector<std::pair<std::string, Any>> fields)
{
    return guarded(*m_state, [&](lua_State* L) {
        lua_newuserdata(L, 0);
        lua_createtable(L, 0, 4);
        lua_createtable(L, 0, static_cast<int>(methods.size() + fields.size()));
        for (Function& method : methods) {
            const std::string name = method.name;
            pushFunction(L, std::move(method), true);
            lua_setfield(L, -2, name.c_str());
        }
        for (const auto& [name, value] : fields) {
            pushAny(L, value);
            lua_setfield(L, -2, name.c_str());
        }
        lua_setreadonly(L, -1, 1);
        lua_setfield(L, -2, "__index");
        lua_pushlstring(L, className.data(), className.size());
        lua_setfield(L, -2, "__type");
        lua_pushliteral(L, "The metatable is locked");
        lua_setfield(L, -2, "__metatable");
        lua_setreadonly(L, -1, 1);
        lua_setmetatable(L, -2);
        return makeReference(L, -1);
    });
}

Reference Vm::makeTable(const json::Value& data)
{
    return guarded(*m_state, [&](lua_State* L) {
        bridge::push(L, data.isContainer() ? data : json::Value::array());
        return makeReference(L, -1);
    });
}

bool Vm::isFunction(const Reference& reference) const
{
    if (reference.state() != m_state.get())
        return false;
    return guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, reference);
        return lua_isfunction(L, -1);
    });
}

bool Vm::isTable(const Reference& reference) const
{
    if (reference.state() != m_state.get())
        return false;
    return guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, reference);
        return lua_istable(L, -1);
    });
}

Any Vm::field(const Reference& table, const std::string& name) const
{
    return guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, table);
        if (!lua_istable(L, -1))
            return Any();
        lua_rawgetfield(L, -1, name.c_str());
        return readAny(L, -1, true);
    });
}

void Vm::setField(const Reference& table, const std::string& name, const Any& value)
{
    guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, table);
        pushAny(L, value);
        lua_rawsetfield(L, -2, name.c_str());
    });
}

Values Vm::elements(const Reference& table) const
{
    return guarded(*m_state, [&](lua_State* L) {
        Values values;
        pushReference(*m_state, table);
        const int count = lua_istable(L, -1) ? lua_objlen(L, -1) : 0;
        for (int i = 1; i <= count; ++i) {
            lua_rawgeti(L, -1, i);
            values.push_back(readAny(L, -1, true));
            lua_pop(L, 1);
        }
        return values;
    });
}

json::Value Vm::toData(const Reference& table, ReadBack* found) const
{
    return guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, table);
        return bridge::read(L, -1,
                            {.maxBytes = m_state->options.limits.memory,
                             .bytes = found ? &found->bytes : nullptr,
                             .isChanged = found ? &found->isChanged : nullptr});
    });
}

void Vm::freeze(const Reference& table)
{
    guarded(*m_state, [&](lua_State* L) {
        pushReference(*m_state, table);
        if (lua_istable(L, -1))
            freezeTable(L, -1, 1);
    });
}

void Vm::keep(std::size_t bytes)
{
    keepOrThrow(*m_state, bytes);
}

std::size_t Vm::memoryInUse() const
{
    return m_state->budget.memoryInUse();
}

std::uint64_t Vm::stepsTaken() const
{
    return m_state->budget.stepsTaken();
}

} // namespace plectrum::luau
