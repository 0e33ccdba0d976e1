// SPDX-License-Identifier: MIT
#include "opencloud/no_hash_maps.h"

#include "datastore/error.h"

namespace plectrum::opencloud {

using async::Task;
using json::Value;

namespace {

[[noreturn]] void refuse()
{
    throw datastore::Error(datastore::ErrorKind::Denied,
                           "Hash maps are reached by scripts that run in a place of the universe: "
                           "give its place id.")
        .withCode(datastore::noPlaceIdCode);
}

class NoHashMap final : public datastore::HashMap
{
public:
    explicit NoHashMap(std::string name)
        : m_name(std::move(name))
    {
    }

    const std::string& name() const override { return m_name; }
    Task<std::optional<Value>> get(std::string, std::stop_token) override
    {
        refuse();
        co_return std::nullopt;
    }
    Task<void> set(std::string, Value, std::chrono::seconds, std::stop_token) override
    {
        refuse();
        co_return;
    }
    Task<std::optional<Value>> update(std::string, Transform, std::chrono::seconds,
                                      std::stop_token) override
    {
        refuse();
        co_return std::nullopt;
    }
    Task<void> remove(std::string, std::stop_token) override
    {
        refuse();
        co_return;
    }

private:
    std::string m_name;
};

} // namespace

NoHashMaps::NoHashMaps() = default;
NoHashMaps::~NoHashMaps() = default;

datastore::HashMap& NoHashMaps::hashMap(const std::string& name)
{
    auto& map = m_maps[name];
    if (!map)
        map = std::make_unique<NoHashMap>(name);
    return *map;
}

} // namespace plectrum::opencloud
