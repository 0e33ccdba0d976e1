// SPDX-License-Identifier: MIT
// The client on the emulated service on simulated time, without the network between them.
#pragma once

#include "async/sim_clock.h"
#include "emulator/service.h"
#include "mock/universe.h"
#include "opencloud/traffic.h"
#include "opencloud/universe.h"

#include <functional>
#include <string>
#include <vector>

namespace plectrum::test {

/// Hands requests to a service as the network would: what is dropped or cut is no answer, and it
/// cannot be known whether it was done.
class ServiceTransport final : public opencloud::Transport
{
public:
    ServiceTransport(emulator::Service& service, std::string key);
    async::Task<opencloud::Response> send(opencloud::Request request,
                                          std::stop_token stop) override;

private:
    emulator::Service& m_service;
    std::string m_key;
};

/// Sends what may be sent again, as the scheduler does.
class PatientTransport final : public opencloud::Transport
{
public:
    PatientTransport(opencloud::Transport& transport, int tries);
    async::Task<opencloud::Response> send(opencloud::Request request,
                                          std::stop_token stop) override;

private:
    opencloud::Transport& m_transport;
    int m_tries;
};

class CloudWorld
{
public:
    static constexpr const char* apiKey = "test-key";

    /// `hasHashMaps`: those of the mock universe, as if scripts reached them.
    explicit CloudWorld(opencloud::ProtocolSetting protocol = opencloud::ProtocolSetting::Automatic,
                        emulator::Options options = usual(), bool hasHashMaps = false);

    /// One key that may do all; uneven pages; no quotas.
    static emulator::Options usual();

    template <typename T>
    T blockOn(async::Task<T> task)
    {
        return clock.blockOn(std::move(task));
    }
    datastore::DataStore& store(const std::string& name = "lyra/records/Things",
                                const std::string& scope = "global")
    {
        return universe.dataStores().dataStore(name, scope);
    }
    /// A fault for the next `times` calls with this method (empty: all).
    void fault(const std::string& text, const std::string& method = {}, int times = 1,
               double probability = 1);

    async::SimClock clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    mock::Universe there;
    std::vector<emulator::Exchange> exchanges; ///< all so far
    emulator::Service service;
    ServiceTransport network;
    opencloud::CountingTransport counted;
    PatientTransport patient;
    opencloud::Universe universe;

private:
    emulator::Options observed(emulator::Options options);
};

} // namespace plectrum::test
