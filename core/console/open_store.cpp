// SPDX-License-Identifier: MIT
#include "console/open_store.h"

#include "activity/unsaved_data.h"

#include <utility>

namespace plectrum::console {

OpenStore::OpenStore(const Host& host, StorePlan plan, activity::SessionRecorder::Confirm confirm)
    : m_host(host)
    , m_name(plan.config.name)
    , m_isConfigured(plan.isConfigured)
    , m_forPlayers(plan.forPlayers)
    , m_config(std::move(plan.config))
{
    store::validate(*m_config);
    const activity::SessionRecorder::Origin origin{host.universe, host.actor, m_name,
                                                   host.services.knowledge->identityOf(m_name)};
    m_recorder = std::make_shared<activity::SessionRecorder>(
        host.journal, origin, std::move(confirm), host.onJournalError);
    m_config->observer = m_recorder;
    m_config->keepsMetadata = host.keepsMetadata;
    m_config->autosaves = !host.confirm;
    listen();
}

/// Beside whoever listens already.
void OpenStore::listen()
{
    m_config->logCallback =
        [this, next = std::move(m_config->logCallback)](const store::LogMessage& message) {
            if (m_host.output) {
                m_host.output({.kind = Line::Kind::Log,
                               .text = message.message,
                               .level = message.level,
                               .context = message.context.withMember("store", m_name)});
            }
            if (next)
                next(message);
        };
    m_config->onLockLost = [this, next = std::move(m_config->onLockLost)](const std::string& key) {
        noteUnloaded(key);
        if (next)
            next(key);
    };
    const auto keep =
        activity::keepUnsavedData(m_host.drafts, m_host.universe, m_name, m_host.onJournalError);
    m_config->onUnsavedData = [this, keep](const std::string& key, const json::Value& data) {
        keep(key, data);
        m_unsaved.push_back({{m_name, key}, {}});
    };
}

Task<std::shared_ptr<store::LockService>> OpenStore::locks(std::stop_token stop) const
{
    const store::KeyAddress address{.store = m_name, .key = {}};
    if (!m_isConfigured)
        co_return co_await editing::locksOf(m_host.services, address, stop);
    const auto location = m_config->useDataStoreLocking ? store::LockLocation::DataStore
                                                        : store::LockLocation::HashMap;
    const auto locks = m_host.services.locksIn(location, address);
    co_return m_host.services.ownLocks->noting(locks, address);
}

Task<store::Store*> OpenStore::engine(std::stop_token stop)
{
    if (m_store)
        co_return m_store.get();
    const auto taken = co_await locks(std::move(stop));
    if (!m_store) {
        m_config->locks = taken;
        m_store = std::make_unique<store::Store>(*std::exchange(m_config, std::nullopt),
                                                 m_host.services.universe->dataStores(),
                                                 m_host.services.universe->memoryStores(),
                                                 *m_host.services.clock, *m_host.services.random);
    }
    co_return m_store.get();
}

std::optional<datastore::WriteGuard::Pass> OpenStore::pass() const
{
    return m_host.guard ? std::optional(m_host.guard->pass()) : std::nullopt;
}

std::optional<datastore::WriteGuard::Pass> OpenStore::passIfWritable() const
{
    return m_host.guard && m_host.guard->isWritable() ? pass() : std::nullopt;
}

void OpenStore::noteClosed()
{
    m_isClosed = true;
    m_loaded.clear();
}

std::vector<Unsaved> OpenStore::takeUnsaved()
{
    return std::exchange(m_unsaved, {});
}

} // namespace plectrum::console
