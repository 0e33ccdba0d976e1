// SPDX-License-Identifier: MIT
// One experience behind Open Cloud, over a transport that is given: its services, its title, the
// names of users, and what its key may do.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "opencloud/key_probe.h"
#include "opencloud/protocol_setting.h"

#include <cstdint>
#include <functional>
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
    std::string title() const override;
    datastore::DataStoreService& dataStores() override;
    datastore::MemoryStoreService& memoryStores() override;
    /// The same data stores for scans that nobody waits for.
    datastore::DataStoreService& dataStoresInBackground();

    /// Asks for the universe's name. Throws datastore::Error.
    Task<std::string> loadTitle(std::stop_token stop = {});
    /// The name of a user, asked for once; nullopt where there is no such user.
    Task<std::optional<std::string>> userName(std::int64_t id, std::stop_token stop = {});
    /// See probeKey().
    Task<std::vector<ScopeFinding>> probeKey(std::string dataStore, std::stop_token stop = {});
    const UniverseSettings& settings() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::opencloud
