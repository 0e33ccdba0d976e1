// SPDX-License-Identifier: MIT
// The inside of a Vm, shared by the files of core/luau and reached from any lua_State of its.
#pragma once

#include "luau/budget.h"
#include "luau/error.h"
#include "luau/reference.h"
#include "luau/shape_cache.h"
#include "luau/table_patterns.h"
#include "luau/vm.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

struct lua_State;

namespace plectrum::luau {

class KeptBytes;
class Scheduler;

inline constexpr std::size_t longestLogLine = 16384;

struct State
{
    explicit State(Vm::Options given);
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    Vm::Options options;
    Budget budget;
    lua_State* main = nullptr;
    lua_State* running = nullptr; ///< the coroutine that Luau is in now; null outside
    int emptyObjects = 0; ///< registry number of the weak table of empty objects
    std::optional<Failure> stopped; ///< where the budget ran out; no script can catch that
    bool cancelled = false; ///< the stop token stopped it
    Scheduler* scheduler = nullptr; ///< whom asynchronous functions wait with
    bool mayWait = false; ///< the scheduler runs the coroutine, and not a call that must not wait
    bool logsPlaces = false; ///< print and warn name script and line
    std::size_t logged = 0; ///< bytes given to the log
    int objectsShown = 0; ///< numbers given by object_text
    std::unordered_map<std::string, int> scripts; ///< the lines of each that was compiled, by name
    /// Scripts of the program's own: errors within them are blamed on the game's line that called.
    std::set<std::string, std::less<>> libraries;
    std::weak_ptr<State> self;
    bridge::ShapeCache shapes; ///< of the tables that were read
    bridge::TablePatterns patterns; ///< for tables that are made

    /// Gives a line to the log, cut and counted; all levels share one limit, and what the log keeps
    /// counts as memory.
    void log(LogLevel level, std::string line);
};

/// The machine that a lua_State belongs to.
State& stateOf(lua_State* L);

/// Remembers the table on top of the stack as an object for as long as it lives.
void rememberEmptyObject(lua_State* L);
bool isEmptyObject(lua_State* L, int index);

/// A Reference to the value at a stack index.
Reference makeReference(lua_State* L, int index);
/// Pushes an argument or a result.
void pushAny(lua_State* L, const Any& value);
/// Tables as data, or as references when `raw`; what is no data as references. `kept` counts what
/// the data needs for as long as the caller has it.
Any readAny(lua_State* L, int index, bool raw = false, KeptBytes* kept = nullptr);

/// Puts the stack of a state back as it was.
class StackGuard
{
public:
    explicit StackGuard(lua_State* L);
    StackGuard(const StackGuard&) = delete;
    StackGuard& operator=(const StackGuard&) = delete;
    ~StackGuard();

private:
    lua_State* m_lua;
    int m_top;
};

/// The time of the budget runs within this scope.
class InBudget
{
public:
    explicit InBudget(State& state);
    InBudget(const InBudget&) = delete;
    InBudget& operator=(const InBudget&) = delete;
    ~InBudget();

private:
    State& m_state;
};

/// Resumes a coroutine with the arguments on its stack; gives Luau's status. The budget runs
/// meanwhile.
int resume(State& state, lua_State* thread, int arguments);
/// As resume, but the value on top of the stack is raised as an error where the coroutine waits.
int resumeWithError(State& state, lua_State* thread);

} // namespace plectrum::luau
