// SPDX-License-Identifier: MIT
// A data store of a universe behind Open Cloud. Requests of one key may run side by side; what is
// done by a call is done once, whatever happens to the answers on their way.
#pragma once

#include "datastore/data_store.h"
#include "opencloud/entry_access.h"

namespace plectrum::opencloud {

/// v1 lists removed keys, too, for 30 days: reading them finds nothing.
class DataStore final : public datastore::DataStore
{
public:
    /// `calls` must outlive it and its tasks.
    DataStore(DataCalls& calls, std::string name, std::string scope, Priority priority);

    const std::string& name() const override { return m_name; }
    const std::string& scope() const override { return m_scope; }

    Task<std::optional<datastore::Entry>> get(std::string key, std::stop_token stop) override;
    Task<datastore::EntryInfo> set(std::string key, json::Value value,
                                   datastore::WriteOptions options, std::stop_token stop) override;
    Task<std::optional<datastore::Entry>> update(std::string key, datastore::Transform transform,
                                                 std::stop_token stop) override;
    Task<std::optional<datastore::Entry>> remove(std::string key, std::stop_token stop) override;
    Task<bool> removeIf(std::string key, datastore::RemoveOptions options,
                        std::stop_token stop) override;
    async::Time serverTime(const async::Clock& clock) const override;
    Task<datastore::Page<datastore::KeyInfo>> listKeys(datastore::ListKeysQuery query,
                                                       std::stop_token stop) override;
    /// By v2 the oldest first costs a listing of all.
    Task<datastore::Page<datastore::VersionInfo>> listVersions(datastore::ListVersionsQuery query,
                                                               std::stop_token stop) override;
    Task<std::optional<datastore::Entry>> getVersion(std::string key, std::string version,
                                                     std::stop_token stop) override;

private:
    struct VersionsAnswer
    {
        datastore::Page<datastore::VersionInfo> page{};
        bool isInOrder = false; ///< as the query wants it; else the newest first
    };
    EntryAddress addressOf(const std::string& key) const;
    /// What has a time to be done in is done under a lock, and goes first.
    CallOptions callOptions(std::stop_token stop, datastore::TimeLeft timeLeft = {}) const;
    Task<std::optional<Condition>> conditionOf(EntryAddress address,
                                               datastore::WriteOptions options, CallOptions call);
    Task<VersionsAnswer> versionsPage(datastore::ListVersionsQuery query, std::string token,
                                      CallOptions call);

    DataCalls& m_calls;
    EntryAccess m_entries;
    std::string m_name;
    std::string m_scope;
    Priority m_priority;
};

} // namespace plectrum::opencloud
