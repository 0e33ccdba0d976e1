// SPDX-License-Identifier: MIT
// The data stores of a universe behind Open Cloud, all asked with one priority.
#pragma once

#include "datastore/universe.h"
#include "opencloud/data_store.h"

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace plectrum::opencloud {

class DataStoreService final : public datastore::DataStoreService
{
public:
    /// `hasLocks` tells which data stores hold locks: those are asked before all others. `calls`
    /// must outlive it and its tasks.
    DataStoreService(DataCalls& calls, Priority priority,
                     std::function<bool(const std::string& dataStore)> hasLocks);

    datastore::DataStore& dataStore(const std::string& name, const std::string& scope) override;
    datastore::DataStoreService& underLock() override;
    Task<datastore::Page<datastore::DataStoreInfo>> listDataStores(
        datastore::ListDataStoresQuery query, std::stop_token stop) override;

private:
    DataCalls& m_calls;
    Priority m_priority;
    std::function<bool(const std::string&)> m_hasLocks;
    std::unique_ptr<DataStoreService> m_underLock;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<DataStore>> m_stores;
};

} // namespace plectrum::opencloud
