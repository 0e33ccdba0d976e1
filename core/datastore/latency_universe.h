// SPDX-License-Identifier: MIT
// A universe as a game server far away reaches it: each call is on its way for a while, and only
// then made. Between two calls the event loop has its turn. One thread.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "datastore/universe.h"

#include <memory>
#include <string>

namespace plectrum::datastore {

/// How long a call is on its way: between these, evenly.
struct Latency
{
    async::Duration least{};
    async::Duration most{};
};

class LatencyUniverse final : public Universe
{
public:
    /// All must outlive it; it must outlive the tasks of its services.
    LatencyUniverse(Universe& universe, async::Clock& clock, async::Random& random,
                    Latency latency);
    ~LatencyUniverse() override;

    void setLatency(Latency latency); ///< of calls from now on

    std::string title() const override;
    DataStoreService& dataStores() override;
    MemoryStoreService& memoryStores() override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::datastore
