// SPDX-License-Identifier: MIT
// One store that a console has opened: the engine's, with who is asked and told of its writes.
// Internal to core/console.
#pragma once

#include "activity/session_recorder.h"
#include "async/task.h"
#include "console/host.h"
#include "console/session.h"
#include "datastore/write_guard.h"
#include "store/session/store.h"

#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::console {

/// How a store is opened.
struct StorePlan
{
    store::StoreConfig config;
    bool isConfigured = true; ///< false: nothing is known but its name
    bool forPlayers = false;
};

class OpenStore
{
public:
    /// `confirm` is asked before each write. The host must outlive it. Throws store::Error.
    OpenStore(const Host& host, StorePlan plan, activity::SessionRecorder::Confirm confirm);

    const std::string& name() const { return m_name; }
    bool isConfigured() const { return m_isConfigured; }
    bool isForPlayers() const { return m_forPlayers; }
    bool isClosed() const { return m_isClosed; }
    bool isOpen() const { return m_store && !m_isClosed; } ///< its engine is made
    const std::set<std::string>& loaded() const { return m_loaded; }

    /// The engine's store, made at the first call; it lives as long as this. Throws store::Error.
    Task<store::Store*> engine(std::stop_token stop = {});
    /// Throws datastore::Error (Denied) when the universe is read-only.
    std::optional<datastore::WriteGuard::Pass> pass() const;
    /// The same for what must be tried all the same.
    std::optional<datastore::WriteGuard::Pass> passIfWritable() const;

    void setGroup(const std::string& group) { m_recorder->setGroup(group); }
    void noteLoaded(const std::string& key) { m_loaded.insert(key); }
    void noteUnloaded(const std::string& key) { m_loaded.erase(key); }
    void noteClosed();
    /// What could not be saved since the last call.
    std::vector<Unsaved> takeUnsaved();

private:
    Task<std::shared_ptr<store::LockService>> locks(std::stop_token stop) const;
    void listen();

    const Host& m_host;
    std::string m_name;
    bool m_isConfigured;
    bool m_forPlayers;
    bool m_isClosed = false;
    std::shared_ptr<activity::SessionRecorder> m_recorder;
    std::optional<store::StoreConfig> m_config; ///< until the engine is made
    std::set<std::string> m_loaded;
    std::vector<Unsaved> m_unsaved;
    std::unique_ptr<store::Store> m_store;
};

} // namespace plectrum::console
