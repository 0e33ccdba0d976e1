// SPDX-License-Identifier: MIT
// What a console works with: the open universe, the journal, and whoever is asked and told. All
// that it points at must outlive the console's tasks.
#pragma once

#include "activity/write_recorder.h"
#include "async/task.h"
#include "datastore/write_guard.h"
#include "editing/access_services.h"
#include "editing/record_access.h"
#include "journal/drafts.h"
#include "journal/journal.h"
#include "json/value.h"
#include "store/log.h"
#include "store/session/config.h"
#include "store/session/session_observer.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::console {

using async::Task;

/// Something that a script or the engine says.
struct Line
{
    enum class Kind
    {
        Print,
        Warning,
        Error, ///< of a coroutine that nobody waits for
        Log, ///< of the engine, with its level
    };
    Kind kind = Kind::Print;
    std::string text{};
    store::LogLevel level = store::LogLevel::Info;
    json::Value context = json::Value::object(); ///< of the engine: `store`, `key`, `error`, ...
};

/// Of a store that is about to write these, which belong together: whether it may. Throws nothing
/// but Cancelled, when the token stops.
using Confirm = std::function<Task<bool>(std::string store, std::vector<store::SessionWrite> writes,
                                         std::stop_token stop)>;
/// The game's own configuration of a store of that name; nullopt when none is known.
using ConfigOf = std::function<std::optional<store::StoreConfig>(const std::string& name)>;

/// A function of the program for scripts, which wait for it. What it throws becomes an error.
struct HostFunction
{
    std::string name{};
    std::function<Task<std::vector<json::Value>>(std::vector<json::Value> arguments,
                                                 std::stop_token stop)>
        call{};
};

struct Host
{
    editing::AccessServices services; ///< of the universe, as its RecordAccess has them
    datastore::WriteGuard* guard = nullptr; ///< of a production universe; null: always writable
    journal::Journal* journal = nullptr; ///< null: nothing is entered
    journal::Drafts* drafts = nullptr; ///< null: what could not be saved is told only
    std::string universe{}; ///< its lasting id
    std::string actor{}; ///< of the journal's entries
    activity::ErrorHandler onJournalError{};
    /// A load without user ids keeps those that stand there (StoreConfig::keepsMetadata).
    bool keepsMetadata = true;
    std::string store{}; ///< what the global `store` is; empty: nothing
    ConfigOf configOf{};
    std::vector<HostFunction> functions{}; ///< more globals
    Confirm confirm{}; ///< empty: every write is made
    std::function<void(const Line& line)> output{};
    /// Lets others have the thread while a script computes; empty: it holds the thread.
    std::function<Task<void>(std::stop_token stop)> pause{};
    std::chrono::milliseconds computingTime = std::chrono::seconds(60); ///< of one input
    std::size_t memory = std::size_t{256} << 20;
};

} // namespace plectrum::console
