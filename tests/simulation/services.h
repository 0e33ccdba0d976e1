// SPDX-License-Identifier: MIT
// One server's way to the universe: each call travels, meets its fate, is done, and its answer
// travels back. When the server dies every call of it ends with Cancelled; what was under way may
// still arrive. Data stores and maps live as long as this.
#pragma once

#include "datastore/universe.h"

#include <map>
#include <memory>
#include <string>

namespace plectrum::simulation {

class Cloud;
class Stage;
struct Life;

class Services final : public datastore::DataStoreService, public datastore::MemoryStoreService
{
public:
    Services(Stage& stage, Life& life);
    ~Services() override;
    datastore::DataStore& dataStore(const std::string& name, const std::string& scope) override;
    datastore::Task<datastore::Page<datastore::DataStoreInfo>> listDataStores(
        datastore::ListDataStoresQuery query, std::stop_token stop) override;
    datastore::HashMap& hashMap(const std::string& name) override;

private:
    Stage& m_stage;
    Life& m_life;
    datastore::DataStoreService& there();

    std::unique_ptr<Cloud> m_cloud; ///< none: straight to the universe
    std::map<std::string, std::unique_ptr<datastore::DataStore>> m_stores;
    std::map<std::string, std::unique_ptr<datastore::HashMap>> m_maps;
};

} // namespace plectrum::simulation
