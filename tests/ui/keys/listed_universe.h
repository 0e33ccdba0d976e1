// SPDX-License-Identifier: MIT
// A universe of one Lyra store, "players", whose keys are made when they are listed: as many as one
// wants without their memory. Notes each listing that it was asked for; everything else is refused.
#pragma once

#include "datastore/error.h"
#include "datastore/universe.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::tests {

using async::Task;

class ListedStore final : public datastore::DataStore
{
public:
    explicit ListedStore(std::size_t count)
        : m_count(count)
    {
    }

    /// "player_0000042"; every tenth is "Guest_…" and sorts first.
    std::string key(std::size_t index) const
    {
        const std::string number = std::to_string(index);
        const std::string zeros(7 - std::min<std::size_t>(7, number.size()), '0');
        return (index < m_count / 10 ? "Guest_" : "player_") + zeros + number;
    }

    std::vector<datastore::ListKeysQuery> queries;
    bool failsNext = false;

    const std::string& name() const override { return m_name; }
    const std::string& scope() const override { return m_scope; }

    Task<datastore::Page<datastore::KeyInfo>> listKeys(datastore::ListKeysQuery query,
                                                       std::stop_token) override
    {
        queries.push_back(query);
        if (std::exchange(failsNext, false))
            throw datastore::Error(datastore::ErrorKind::Unreachable, "no answer");
        datastore::Page<datastore::KeyInfo> page;
        std::size_t index = query.cursor.empty() ? 0 : std::stoull(query.cursor);
        for (; index < m_count && page.items.size() < static_cast<std::size_t>(query.pageSize);
             ++index)
            if (const std::string one = key(index); one.starts_with(query.prefix))
                page.items.push_back({one});
        if (index < m_count)
            page.nextCursor = std::to_string(index);
        co_return page;
    }
    Task<std::optional<datastore::Entry>> get(std::string, std::stop_token) override
    {
        co_return std::nullopt;
    }
    Task<datastore::EntryInfo> set(std::string, json::Value, datastore::WriteOptions,
                                   std::stop_token) override
    {
        throw refusal();
    }
    Task<std::optional<datastore::Entry>> update(std::string, datastore::Transform,
                                                 std::stop_token) override
    {
        throw refusal();
    }
    Task<std::optional<datastore::Entry>> remove(std::string, std::stop_token) override
    {
        throw refusal();
    }
    Task<bool> removeIf(std::string, datastore::RemoveOptions, std::stop_token) override
    {
        throw refusal();
    }
    Task<datastore::Page<datastore::VersionInfo>> listVersions(datastore::ListVersionsQuery,
                                                               std::stop_token) override
    {
        co_return {};
    }
    Task<std::optional<datastore::Entry>> getVersion(std::string, std::string,
                                                     std::stop_token) override
    {
        co_return std::nullopt;
    }

private:
    static datastore::Error refusal()
    {
        return datastore::Error(datastore::ErrorKind::Denied, "only listings here");
    }

    std::size_t m_count;
    std::string m_name = "lyra/records/players";
    std::string m_scope = "global";
};

class ListedUniverse final : public datastore::Universe,
                             private datastore::DataStoreService,
                             private datastore::MemoryStoreService
{
public:
    explicit ListedUniverse(std::size_t count)
        : store(count)
    {
    }

    ListedStore store;

    std::string title() const override { return "Listed"; }
    datastore::DataStoreService& dataStores() override { return *this; }
    datastore::MemoryStoreService& memoryStores() override { return *this; }

private:
    datastore::DataStore& dataStore(const std::string&, const std::string&) override
    {
        return store;
    }
    Task<datastore::Page<datastore::DataStoreInfo>> listDataStores(datastore::ListDataStoresQuery,
                                                                   std::stop_token) override
    {
        datastore::Page<datastore::DataStoreInfo> page;
        page.items.push_back({store.name(), {}});
        co_return page;
    }
    datastore::HashMap& hashMap(const std::string&) override
    {
        throw datastore::Error(datastore::ErrorKind::Denied, "no hash maps here");
    }
};

} // namespace plectrum::tests
