// SPDX-License-Identifier: MIT
// Data stores whose next writes can be held back: their sender is told that they failed, and they
// are done when the test says so.
#pragma once

#include "datastore/error.h"
#include "datastore/universe.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::store {

/// What is held back, and how much of what is asked for next shall be.
struct LateWrites
{
    std::string container; ///< the data store
    std::string error = "504: no answer"; ///< is tried again; "405: no answer" is not
    int count = 0;
    bool isOfRemovals = false;
    std::vector<std::function<void()>> held;

    void hold(std::string dataStore, int times, std::string text = "504: no answer")
    {
        container = std::move(dataStore);
        count = times;
        error = std::move(text);
    }
    void holdRemovals(std::string dataStore, int times, std::string text)
    {
        hold(std::move(dataStore), times, std::move(text));
        isOfRemovals = true;
    }
    bool takes(const std::string& name, bool isRemoval)
    {
        if (name != container || count == 0 || isRemoval != isOfRemovals)
            return false;
        --count;
        return true;
    }
    datastore::Error reported() const
    {
        return datastore::Error(datastore::ErrorKind::Unreachable, error).withUnknownOutcome();
    }
    /// They arrive.
    void deliver()
    {
        for (const auto& write : std::exchange(held, {}))
            write();
    }
};

class LateDataStore final : public datastore::DataStore
{
public:
    LateDataStore(datastore::DataStore& inner, LateWrites& late)
        : m_inner(inner)
        , m_late(late)
    {
    }
    const std::string& name() const override { return m_inner.name(); }
    const std::string& scope() const override { return m_inner.scope(); }
    datastore::Task<std::optional<datastore::Entry>> get(std::string key,
                                                         std::stop_token stop) override
    {
        return m_inner.get(std::move(key), std::move(stop));
    }
    datastore::Task<datastore::EntryInfo> set(std::string key, json::Value value,
                                              datastore::WriteOptions options,
                                              std::stop_token stop) override
    {
        if (!m_late.takes(name(), false))
            return m_inner.set(std::move(key), std::move(value), std::move(options),
                               std::move(stop));
        options.timeLeft = nullptr; // it was asked when it was sent
        m_late.held.emplace_back([this, key, value, options] {
            const auto task = m_inner.set(key, value, options); // done or refused at once
        });
        return fail<datastore::EntryInfo>(m_late.reported());
    }
    datastore::Task<std::optional<datastore::Entry>> update(std::string key,
                                                            datastore::Transform transform,
                                                            std::stop_token stop) override
    {
        return m_inner.update(std::move(key), std::move(transform), std::move(stop));
    }
    datastore::Task<std::optional<datastore::Entry>> remove(std::string key,
                                                            std::stop_token stop) override
    {
        if (!m_late.takes(name(), true))
            return m_inner.remove(std::move(key), std::move(stop));
        m_late.held.emplace_back([this, key] { const auto task = m_inner.remove(key); });
        return fail<std::optional<datastore::Entry>>(m_late.reported());
    }
    datastore::Task<bool> removeIf(std::string key, datastore::RemoveOptions options,
                                   std::stop_token stop) override
    {
        if (!m_late.takes(name(), true))
            return m_inner.removeIf(std::move(key), std::move(options), std::move(stop));
        options.timeLeft = nullptr;
        m_late.held.emplace_back(
            [this, key, options] { const auto task = m_inner.removeIf(key, options); });
        return fail<bool>(m_late.reported());
    }
    datastore::Task<datastore::Page<datastore::KeyInfo>> listKeys(datastore::ListKeysQuery query,
                                                                  std::stop_token stop) override
    {
        return m_inner.listKeys(std::move(query), std::move(stop));
    }
    datastore::Task<datastore::Page<datastore::VersionInfo>> listVersions(
        datastore::ListVersionsQuery query, std::stop_token stop) override
    {
        return m_inner.listVersions(std::move(query), std::move(stop));
    }
    datastore::Task<std::optional<datastore::Entry>> getVersion(std::string key,
                                                                std::string version,
                                                                std::stop_token stop) override
    {
        return m_inner.getVersion(std::move(key), std::move(version), std::move(stop));
    }

private:
    template <typename T>
    static datastore::Task<T> fail(datastore::Error error)
    {
        throw datastore::Error(std::move(error));
        co_return T();
    }

    datastore::DataStore& m_inner;
    LateWrites& m_late;
};

class LateServices final : public datastore::DataStoreService
{
public:
    LateServices(datastore::DataStoreService& inner, LateWrites& late)
        : m_inner(inner)
        , m_late(late)
    {
    }
    datastore::DataStore& dataStore(const std::string& name, const std::string& scope) override
    {
        auto& made = m_stores[name];
        if (!made)
            made = std::make_unique<LateDataStore>(m_inner.dataStore(name, scope), m_late);
        return *made;
    }
    datastore::Task<datastore::Page<datastore::DataStoreInfo>> listDataStores(
        datastore::ListDataStoresQuery query, std::stop_token stop) override
    {
        return m_inner.listDataStores(std::move(query), std::move(stop));
    }

private:
    datastore::DataStoreService& m_inner;
    LateWrites& m_late;
    std::map<std::string, std::unique_ptr<LateDataStore>> m_stores;
};

} // namespace plectrum::store
