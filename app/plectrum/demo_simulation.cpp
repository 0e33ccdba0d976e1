// SPDX-License-Identifier: MIT
#include "plectrum/demo_simulation.h"

namespace plectrum::app {

DemoSimulation::DemoSimulation(datastore::Universe& universe, async::Clock& clock,
                               std::uint64_t seed, SimulationRates pace)
    : m_server(universe, clock, seed, pace)
{
    m_server.onChanged([this] { emit statusChanged(); });
}

QString DemoSimulation::name() const
{
    return tr("Simulated &Game Server");
}

QString DemoSimulation::description() const
{
    return tr("Players of the demo game come, play, trade and leave: their keys are locked, "
              "changed and saved while you look.");
}

QString DemoSimulation::statusText() const
{
    const int players = int(m_server.playersOnline());
    if (m_server.isRunning())
        return players == 1 ? tr("Game server: 1 player online")
                            : tr("Game server: %1 players online").arg(players);
    return players > 0 ? tr("Game server: stopping") : tr("Game server: stopped");
}

bool DemoSimulation::isRunning() const
{
    return m_server.isRunning();
}

void DemoSimulation::start()
{
    m_server.start();
}

void DemoSimulation::stop()
{
    m_server.stop();
}

async::Task<void> DemoSimulation::stopped()
{
    return m_server.stopped();
}

} // namespace plectrum::app

#include "moc_demo_simulation.cpp"
