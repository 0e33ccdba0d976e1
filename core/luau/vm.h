// SPDX-License-Identifier: MIT
// One sandboxed Luau machine for one job: ceilings for memory, time and steps, the safe libraries
// only, chance from a seed, time from a Clock. Errors of scripts are thrown as luau::Error and
// leave the machine usable. One thread at a time.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "luau/budget.h"
#include "luau/error.h"
#include "luau/reference.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

struct lua_State;

namespace plectrum::luau {

enum class LogLevel
{
    Print,
    Warning,
    Error ///< of a coroutine that nobody waits for
};

/// Of a script; compiling is one step that cannot be stopped.
inline constexpr std::size_t longestSource = std::size_t{1} << 20;

using LogSink = std::function<void(LogLevel level, const std::string& text)>;

/// A function of the program for scripts. The text of what it throws becomes an error of the
/// script.
using Native = std::function<Values(Values arguments)>;
/// As Native, but the calling coroutine waits for the task; only under a Scheduler.
using AsyncNative = std::function<async::Task<Values>(Values arguments, std::stop_token stop)>;

struct Function
{
    std::string name;
    std::variant<Native, AsyncNative> body;
    bool rawTables = false; ///< gets tables as references and not as data
};

struct CallOptions
{
    bool frozen =
        false; ///< tables of the arguments cannot be changed; what comes back of them is shared
    bool rawTables = false; ///< gives tables of the results as references and not as data
    std::stop_token stop{}; ///< ends it with async::Cancelled, from any thread
};

/// Of a table that was made into data.
struct ReadBack
{
    /// The data differs from the table: numeric keys have become texts, or metatables are gone.
    bool isChanged = false;
    std::size_t bytes = 0; ///< that the data needs, about; at least a sixth of its JSON text
};

class Vm
{
public:
    struct Options
    {
        Limits limits{};
        std::uint32_t seed = 1; ///< of math.random
        const async::Clock* clock = nullptr; ///< of os; without one it is always 1970-01-01
        LogSink log{}; ///< print and warn; called while the script runs
    };

    Vm();
    explicit Vm(Options options);
    ~Vm();
    Vm(const Vm&) = delete;
    Vm& operator=(const Vm&) = delete;

    /// Compiles source text (bytecode is refused) into a function that runs it, with globals of its
    /// own over those of the machine. `script` is its name in errors.
    Reference compile(std::string_view source, std::string script,
                      std::vector<std::pair<std::string, Any>> globals = {});
    /// A set of globals over those of the machine that scripts share and add to.
    Reference makeGlobals();
    /// As compile(), into such a set.
    Reference compileIn(const Reference& globals, std::string_view source, std::string script);
    /// What a set holds: name and type of each, in no order.
    std::vector<std::pair<std::string, std::string>> globalsIn(const Reference& globals) const;
    /// The same of a text of the program's own, which stays where it is: compiled once for all
    /// machines.
    Reference compileLibrary(std::string_view source, const std::string& script);
    /// Errors within a library of that name are blamed on the line that called it.
    void blameCallersOf(const std::string& library);
    /// Calls a function to its end, with all of the time and steps of the limits; it may not wait.
    Values call(const Reference& function, const Values& arguments = {},
                const CallOptions& options = {});

    /// Something for all scripts, by name.
    void setGlobal(const std::string& name, const Any& value);
    Reference makeFunction(Function function);
    /// A table of functions that cannot be changed.
    Reference makeLibrary(std::vector<Function> functions);
    /// An object with methods (called with ":", and without the object as an argument) and fields,
    /// whose typeof is the class name.
    Reference makeObject(const std::string& className, std::vector<Function> methods,
                         std::vector<std::pair<std::string, Any>> fields = {});
    /// A table of its own made of an array or object, an empty one of null.
    Reference makeTable(const json::Value& data = {});

    /// Also false for what is empty or of another machine.
    bool isFunction(const Reference& reference) const;
    bool isTable(const Reference& reference) const;
    /// A field of a table without metamethods; tables in it as references.
    Any field(const Reference& table, const std::string& name) const;
    void setField(const Reference& table, const std::string& name, const Any& value);
    /// The elements 1 to n of a table; tables in it as references.
    Values elements(const Reference& table) const;
    /// A table as data; throws Error of kind Value when it is none.
    json::Value toData(const Reference& table, ReadBack* found = nullptr) const;
    /// Forbids changes of a table and of all tables in it.
    void freeze(const Reference& table);

    /// Counts bytes that the program keeps for the scripts for as long as the machine is there;
    /// throws Error of kind Memory when that is more than the ceiling.
    void keep(std::size_t bytes);

    /// Gives a line to the log, as print and warn do.
    void logLine(LogLevel level, std::string line);
    /// The log begins anew: what was given to it counts no more, neither as memory nor towards its
    /// limit.
    void resetLog();

    std::size_t memoryInUse() const;
    std::uint64_t stepsTaken() const; ///< of the last call
    /// Internal: for the files of core/luau.
    const std::shared_ptr<State>& state() const { return m_state; }

private:
    Reference compileWith(std::string_view source, std::string script,
                          const std::function<lua_State*(lua_State*)>& threadOf);

    std::shared_ptr<State> m_state;
};

} // namespace plectrum::luau
