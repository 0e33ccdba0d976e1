// SPDX-License-Identifier: MIT
// The game server of the demo universe as the window shows and switches it.
#pragma once

#include "async/clock.h"
#include "datastore/universe.h"
#include "demo/demo_server.h"
#include "documents/simulation.h"

#include <cstdint>
#include <utility>

namespace plectrum::app {

class DemoSimulation final : public documents::Simulation
{
    Q_OBJECT

public:
    /// As for DemoServer.
    DemoSimulation(datastore::Universe& universe, async::Clock& clock, std::uint64_t seed,
                   SimulationRates pace = {});
    /// Gets what the server logs; before start().
    void setLog(store::LogCallback callback) { m_server.setLog(std::move(callback)); }

    QString name() const override;
    QString description() const override;
    QString statusText() const override;
    bool isRunning() const override;
    void start() override;
    void stop() override;
    async::Task<void> stopped() override;

private:
    DemoServer m_server;
};

} // namespace plectrum::app
