// SPDX-License-Identifier: MIT
// A universe of this machine served as Roblox Open Cloud serves real ones (core/emulator), for
// `plectrumctl serve`.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "json/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::app {

struct LoopbackOptions
{
    std::uint16_t port = 0; ///< 0: any that is free
    std::int64_t universeId = 1;
    std::int64_t placeId = 1;
    std::string apiKey{}; ///< one that may do all
    std::optional<json::Value> keyFile{}; ///< keys with scopes, as docs/plectrumctl.md tells
    int players = 0; ///< for the budgets
    bool hasLimits = true; ///< budgets and throughput are enforced
    bool hasEvenPages = false; ///< every page but the last is full, as some clients need it
    bool queuesTasks = false; ///< a Luau task says QUEUED before it says PROCESSING
    std::string fault{}; ///< of every call, as in the header x-plectrum-fault
    double faultRate = 1; ///< the part of the calls that have it
    /// Is told each request that was answered; status 0: it was left without an answer.
    std::function<void(const std::string& method, const std::string& path, int status)> observer{};
};

class LoopbackServer
{
public:
    /// Serves at once. The universe and the clock must outlive the server. Without a key in the
    /// options it makes one. Throws std::invalid_argument for a key file or fault that is none,
    /// std::runtime_error when the port cannot be had.
    LoopbackServer(mock::Universe& universe, async::Clock& clock, async::Random random,
                   LoopbackOptions options);
    ~LoopbackServer();

    std::string baseUrl() const;
    std::uint16_t port() const;
    /// The key that it made, to be told once; empty when keys were given.
    const std::string& madeKey() const { return m_madeKey; }
    /// Takes no more calls; comes back when none is on its way.
    async::Task<void> close();

private:
    struct State;
    std::string m_madeKey;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::app
