// SPDX-License-Identifier: MIT
// The hash maps of a universe for which no place is known: every call throws datastore::Error
// (Denied, datastore::noPlaceCode), and locks in them are "unknown".
#pragma once

#include "datastore/universe.h"

#include <map>
#include <memory>
#include <string>

namespace plectrum::opencloud {

class NoHashMaps final : public datastore::MemoryStoreService
{
public:
    NoHashMaps();
    ~NoHashMaps() override;
    datastore::HashMap& hashMap(const std::string& name) override;

private:
    std::map<std::string, std::unique_ptr<datastore::HashMap>> m_maps;
};

} // namespace plectrum::opencloud
