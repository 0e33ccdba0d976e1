// SPDX-License-Identifier: MIT
// One experience behind Open Cloud, over a transport that is given: its services, its title, the
// names of users, and what its key may do.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "opencloud/data_store_service.h"
#include "opencloud/key_probe.h"
#include "opencloud/no_hash_maps.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::opencloud {

struct UniverseSettings
{
    std::int64_t universeId = 0;
    std::optional<std::int64_t> placeId{}; ///< in which scripts run; none: no hash maps
    ProtocolSetting protocol = ProtocolSetting::Automatic;
    /// Which data stores hold locks: those are asked before all others.
    std::function<bool(const std::string& dataStore)> hasLocks{};
    async::Clock* clock = nullptr; ///< by which the service's time goes on between its answers
};

class HashMapService;

class Universe final : public datastore::Universe
{
public:
    /// With hash maps that are given, or none. `transport` and `hashMaps` must outlive it and its
    /// tasks. Without the settings' clock the callers' own clocks are taken for the service's.
    Universe(Transport& transport, UniverseSettings settings,
             datastore::MemoryStoreService* hashMaps = nullptr);
    /// With hash maps through scripts in the place of the settings, where they name one (see
    /// hash_map.h). `transport` and `clock` must outlive it and its tasks.
    Universe(Transport& transport, async::Clock& clock, UniverseSettings settings);
    Universe(const Universe&) = delete;
    Universe& operator=(const Universe&) = delete;
    ~Universe() override;

    /// "Universe 123" until loadTitle() has been.
    std::string title() const override { return m_title; }
    datastore::DataStoreService& dataStores() override { return m_dataStores; }
    datastore::MemoryStoreService& memoryStores() override;
    /// The same data stores for scans that nobody waits for.
    datastore::DataStoreService& dataStoresInBackground() { return m_background; }

    /// Asks for the universe's name. Throws datastore::Error.
    Task<std::string> loadTitle(std::stop_token stop = {});
    /// The name of a user, asked for once; nullopt where there is no such user.
    Task<std::optional<std::string>> userName(std::int64_t id, std::stop_token stop = {});
    /// See probeKey().
    Task<std::vector<ScopeFinding>> probeKey(std::string dataStore, std::stop_token stop = {});
    const UniverseSettings& settings() const { return m_settings; }

private:
    Transport& m_transport;
    UniverseSettings m_settings;
    DataCalls m_calls;
    DataStoreService m_dataStores;
    DataStoreService m_background;
    NoHashMaps m_noHashMaps;
    std::unique_ptr<HashMapService> m_ownHashMaps;
    datastore::MemoryStoreService* m_hashMaps;
    std::string m_title;
    static constexpr std::size_t maxUserNames = 5000;
    std::map<std::int64_t, std::optional<std::string>> m_userNames;
};

} // namespace plectrum::opencloud
