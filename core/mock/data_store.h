// SPDX-License-Identifier: MIT
// A data store of a mock universe. Without latency each call is done when it returns its task.
#pragma once

#include "datastore/data_store.h"
#include "mock/call.h"
#include "mock/storage.h"

#include <memory>

namespace plectrum::mock {

struct Context;
template <typename Answer>
class ReadCache;

class DataStore final : public datastore::DataStore
{
public:
    /// `context` must outlive the data store and its tasks. Name and scope are checked already.
    DataStore(Context& context, std::string name, std::string scope);
    ~DataStore() override;

    const std::string& name() const override { return m_name; }
    const std::string& scope() const override { return m_scope; }
    async::Task<std::optional<datastore::Entry>> get(std::string key,
                                                     std::stop_token stop = {}) override;
    async::Task<datastore::EntryInfo> set(std::string key, json::Value value,
                                          datastore::WriteOptions options = {},
                                          std::stop_token stop = {}) override;
    async::Task<std::optional<datastore::Entry>> update(std::string key,
                                                        datastore::Transform transform,
                                                        std::stop_token stop = {}) override;
    async::Task<std::optional<datastore::Entry>> remove(std::string key,
                                                        std::stop_token stop = {}) override;
    async::Task<bool> removeIf(std::string key, datastore::RemoveOptions options,
                               std::stop_token stop = {}) override;
    /// As remove(), but only while this is the current version, else Error of kind Conflict.
    async::Task<std::optional<datastore::Entry>> removeVersion(std::string key,
                                                               std::optional<std::string> ifVersion,
                                                               std::stop_token stop = {});
    async::Task<datastore::Page<datastore::KeyInfo>> listKeys(datastore::ListKeysQuery query,
                                                              std::stop_token stop = {}) override;
    async::Task<datastore::Page<datastore::VersionInfo>> listVersions(
        datastore::ListVersionsQuery query, std::stop_token stop = {}) override;
    async::Task<std::optional<datastore::Entry>> getVersion(std::string key, std::string version,
                                                            std::stop_token stop = {}) override;

private:
    void checkIsThere(); ///< throws Error (NotFound) when the data store was deleted
    // Each call without its latency and faults.
    std::optional<FoundVersion> getNow(const std::string& key);
    datastore::EntryInfo setNow(const std::string& key, json::Value value,
                                datastore::WriteOptions options);
    std::optional<datastore::Entry> updateNow(const std::string& key,
                                              const datastore::Transform& transform);
    std::optional<datastore::Entry> removeNow(const std::string& key,
                                              const std::optional<std::string>& ifVersion);
    datastore::Page<datastore::KeyInfo> listKeysNow(const datastore::ListKeysQuery& query);
    datastore::Page<datastore::VersionInfo> listVersionsNow(
        const datastore::ListVersionsQuery& query);
    std::optional<FoundVersion> getVersionNow(const std::string& key, const std::string& version);
    /// The entry, its value read by the executor where that is still to be done.
    async::Task<std::optional<datastore::Entry>> entryOf(std::optional<FoundVersion> found, Op op,
                                                         std::string key, std::stop_token stop);

    /// Checks and writes a value behind `newest`; gives the new newest version.
    Version write(Op op, const std::string& key, const std::optional<Version>& newest,
                  datastore::Written written);
    void remember(const std::string& key, const std::optional<datastore::Entry>& entry);

    Context& m_context;
    std::string m_name;
    std::string m_scope;
    StoreId m_id;
    std::unique_ptr<ReadCache<std::optional<datastore::Entry>>> m_cache;
};

} // namespace plectrum::mock
