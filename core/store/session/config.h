// SPDX-License-Identifier: MIT
// How a game has set up its store: the library's createStore options as data and callbacks.
#pragma once

#include "async/task.h"
#include "json/value.h"
#include "store/lock/lock_service.h"
#include "store/log.h"
#include "store/record/files.h"
#include "store/session/session_observer.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::store {

/// One step of a migration: pure. nullopt (Luau's nil) counts as a failed step; an exception's
/// what() is the failure's text.
struct MigrationStep
{
    std::string name;
    std::function<std::optional<json::Value>(const json::Value&)> apply;
};

/// A step that merges fields below the data (json::mergeDeep).
MigrationStep addFields(std::string name, json::Value fields);
/// A step of the game's own code.
MigrationStep transformStep(std::string name,
                            std::function<std::optional<json::Value>(const json::Value&)> apply);

/// Why a value does not pass, or nullopt when it does.
using Schema = std::function<std::optional<std::string>(const json::Value&)>;
/// Data of another storage for a key that this store does not have. An exception's what() is the
/// failure's text.
using ImportLegacyData =
    std::function<async::Task<std::optional<json::Value>>(std::string key, std::stop_token stop)>;
/// After a load (`before` is nullopt) and after each real change. What it throws is only logged.
using ChangedCallback = std::function<void(const std::string& key, const json::Value& now,
                                           const std::optional<json::Value>& before)>;

struct StoreConfig
{
    std::string name; ///< at most names::maximumLength bytes
    json::Value templateData; ///< the data of a new key
    Schema schema;
    std::vector<MigrationStep> migrationSteps;
    ImportLegacyData importLegacyData;
    std::vector<ChangedCallback> changedCallbacks;
    LogCallback logCallback;
    /// Once, when the lock of a loaded key is lost, or when nobody can say whether its transaction
    /// was committed; the session is closed by then.
    std::function<void(const std::string& key)> onLockLost;
    /// Data that could not be saved before its session ended, so that it can be kept as a draft.
    std::function<void(const std::string& key, const json::Value& data)> onUnsavedData;
    bool useDataStoreLocking = false; ///< Lyra's useDSSLocking
    std::size_t maximumChunk = defaultMaximumChunk; ///< bytes of JSON text
    /// A load without user ids keeps those that stand there, and the attributes; the library clears
    /// both. For people, who do not load a key to untag it.
    bool keepsMetadata = false;
    /// Dirty sessions are saved now and then. False where somebody is asked before each write: a
    /// question that nobody expects would hold the key.
    bool autosaves = true;
    /// In place of those that the options name, for who works beside a game whose options are not
    /// known; null: those.
    std::shared_ptr<LockService> locks{};
    std::shared_ptr<SessionObserver> observer{}; ///< null: nobody is asked or told
};

/// Throws Error of kind Configuration: `[interface] bad value for NAME:` and `Failed to validate
/// template for store 'NAME': TEXT`, as the library does.
void validate(const StoreConfig& config);

} // namespace plectrum::store
