// SPDX-License-Identifier: MIT
// A Luau console on a universe: the store API under Lyra's names, on the engine itself. Globals
// stay from one input to the next; keys that were loaded stay loaded until they are unloaded or the
// session is closed. One thread. close() comes before the end; a session that is destroyed without
// it acts as a game server that crashed.
#pragma once

#include "async/task.h"
#include "console/host.h"
#include "json/value.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::console {

/// Whether this build can run Luau; without it the constructor of Session throws
/// std::runtime_error.
bool isAvailable();

/// A value that an input gave.
struct Shown
{
    json::Value value; ///< as far as it is data; else what tells it
    bool isData = true; ///< exactly this value
};

/// Why an input failed.
struct Problem
{
    std::string script{};
    int line = 0; ///< 0: of no line
    std::string text{};
    std::string traceback{};

    /// "script:line: text"
    std::string message() const;
};

struct Result
{
    std::vector<Shown> values{};
    std::optional<Problem> problem{};
    bool isStopped = false;
};

struct LoadedKey
{
    std::string store{};
    std::string key{};

    friend auto operator<=>(const LoadedKey&, const LoadedKey&) = default;
};

/// A key whose changes were not saved when the session ended.
struct Unsaved
{
    LoadedKey key{};
    std::string reason{};
};

enum class Ending
{
    Save, ///< as a game server that shuts down
    Discard, ///< nothing is written; locks are let go
};

class Session
{
public:
    explicit Session(Host host);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    /// Runs a text: an expression, whose values are given, or statements. `script` is its name in
    /// errors. One at a time. When the token stops, what waits ends; a write that has begun is seen
    /// through first.
    Task<Result> run(std::string source, std::string script, std::stop_token stop = {});
    bool isRunning() const;
    /// Ends all stores. Not cancellable. Gives what was not saved.
    Task<std::vector<Unsaved>> close(Ending ending);

    /// What the global `store` is from the next input on; empty: nothing.
    void setStore(std::string name);
    /// The keys that are loaded now.
    std::vector<LoadedKey> loadedKeys() const;
    /// The stores of the universe, as they were listed when they were first needed.
    const std::vector<std::string>& storeNames() const;
    /// What the inputs have set: name and type.
    std::vector<std::pair<std::string, std::string>> globals() const;

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace plectrum::console
