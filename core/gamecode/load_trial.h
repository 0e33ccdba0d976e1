// SPDX-License-Identifier: MIT
// "What players would see": loads one key exactly as a server of the game would (lock, import of
// legacy data, migration), by the store engine, on a copy of the key in memory. Nothing is written
// to the universe. Data stores that the import reads are copied entry by entry as it asks for them.
#pragma once

#include "async/executor.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "gamecode/configuration.h"
#include "json/value.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

struct LoadTrialRequest
{
    std::string store{}; ///< the Lyra NAME in the universe
    Configuration configuration{};
    std::string key{};
};

/// One line of the log.
struct LoadTrialLine
{
    enum class Source
    {
        Trial, ///< what the trial did or noticed
        Store, ///< the library's own log
        Game, ///< print and warn of the game's code
    };
    Source source{};
    std::string level{}; ///< "debug", "info", "warn", "error", ...
    std::string text{};
};

struct LoadTrial
{
    std::vector<LoadTrialLine> lines; ///< in order
    std::optional<json::Value> data; ///< what the game's code would get; none: the load fails
    std::string error{}; ///< of a load that fails, in the library's words
    std::vector<std::string> applied{}; ///< steps that the record would list once it is saved
    bool isLocked = false; ///< a live lock stands at the key now: the load would wait for it
    bool isNew = false; ///< there was no data: it was imported, or is the template
    /// What the schema says of the data. The library does not ask it after a load: it is the first
    /// update that fails.
    std::optional<std::string> schemaProblem{};
};

/// What `access` works on, and the executor, must outlive the task. Throws luau::Error for code
/// that does not load, datastore::Error, Cancelled.
Task<LoadTrial> tryLoad(editing::RecordAccess access, async::Executor* workers,
                        LoadTrialRequest request, std::stop_token stop = {});

} // namespace plectrum::gamecode
