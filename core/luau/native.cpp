// SPDX-License-Identifier: MIT
#include "luau/native.h"

#include "luau/error.h"
#include "luau/safepoint.h"
#include "luau/scheduler_run.h"
#include "luau/state.h"

#include <lua.h>
#include <lualib.h>

#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <utility>

namespace plectrum::luau {

namespace {

struct Held
{
    Function function;
    bool isMethod;
};

void destroy(lua_State*, void* held)
{
    std::destroy_at(static_cast<Held*>(held));
}

constexpr int waiting = -1;

/// What to raise in the script; set instead of raising within a catch block.
using Failed = std::optional<std::string>;

Values readArguments(lua_State* L, const Held& held, KeptBytes& kept, Failed& trouble)
{
    Values arguments;
    const int first = held.isMethod ? 2 : 1;
    for (int i = first; i <= lua_gettop(L); ++i) {
        try {
            arguments.push_back(readAny(L, i, held.function.rawTables, &kept));
        } catch (const Error& error) {
            trouble = "argument " + std::to_string(i - first + 1) + " of " + held.function.name
                + ": " + error.what();
            break;
        }
    }
    return arguments;
}

Failed describe(std::exception_ptr error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "an error of an unknown kind";
    }
}

int pushResults(lua_State* L, const Values& results, Failed& trouble)
{
    if (!lua_checkstack(L, static_cast<int>(results.size()) + 4)) {
        trouble = "too many results";
        return 0;
    }
    try {
        for (const Any& result : results)
            pushAny(L, result);
    } catch (const Error& error) {
        trouble = error.what();
    }
    return static_cast<int>(results.size());
}

int callAtOnce(lua_State* L, const Native& body, Values arguments, Failed& trouble)
{
    Values results;
    try {
        results = body(std::move(arguments));
    } catch (...) {
        trouble = describe(std::current_exception());
        return 0;
    }
    return pushResults(L, results, trouble);
}

/// Gives `waiting`, or the number of results when the task was done at once.
int startWaiting(lua_State* L, const Function& function, Values arguments, Failed& trouble)
{
    const State& state = stateOf(L);
    Scheduler::Run* run = state.scheduler ? state.scheduler->current() : nullptr;
    if (!run || !state.mayWait || !lua_isyieldable(L)) {
        trouble = function.name + " cannot wait here";
        return 0;
    }
    try {
        const auto done = run->await(L, std::get<AsyncNative>(function.body), std::move(arguments));
        if (!done)
            return waiting;
        trouble = done->error;
        return trouble ? 0 : pushResults(L, done->values, trouble);
    } catch (...) {
        trouble = describe(std::current_exception());
        return 0;
    }
}

int callNative(lua_State* L)
{
    const Held& held = *static_cast<Held*>(lua_touserdata(L, lua_upvalueindex(1)));
    if (held.isMethod && !lua_isuserdata(L, 1))
        raiseAtCaller(L, "Expected ':' not '.' calling member function " + held.function.name);
    safepoint(L, 1);
    Failed trouble;
    int results = 0;
    {
        // Counted while the function is at work; what it goes on with later is its own to bound.
        KeptBytes kept(stateOf(L), 0);
        Values arguments = readArguments(L, held, kept, trouble);
        if (!trouble) {
            if (const auto* body = std::get_if<Native>(&held.function.body))
                results = callAtOnce(L, *body, std::move(arguments), trouble);
            else
                results = startWaiting(L, held.function, std::move(arguments), trouble);
        }
    }
    if (trouble)
        raise(L, *trouble);
    return results == waiting ? lua_yield(L, 0) : results;
}

} // namespace

void pushFunction(lua_State* L, Function function, bool isMethod)
{
    lua_rawcheckstack(L, 3);
    void* memory = lua_newuserdatadtor(L, sizeof(Held), destroy);
    ::new (memory) Held{std::move(function), isMethod};
    lua_pushcclosure(L, callNative, static_cast<Held*>(memory)->function.name.c_str(), 1);
}

void raise(lua_State* L, const std::string& text)
{
    lua_pushlstring(L, text.data(), text.size());
    lua_error(L);
}

void raiseAtCaller(lua_State* L, const std::string& text)
{
    luaL_where(L, 1);
    lua_pushlstring(L, text.data(), text.size());
    lua_concat(L, 2);
    lua_error(L);
}

} // namespace plectrum::luau
