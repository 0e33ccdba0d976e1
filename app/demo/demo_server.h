// SPDX-License-Identifier: MIT
// A simulated game server on the demo universe, made of our own engine: players come and go, their
// keys are held, refreshed, saved and traded between, in the pace of a game. It keeps away from the
// demo's odd records, from keys that others hold and from unfinished transactions. One thread; each
// call of it is a turn of the event loop of its own.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "demo/player_simulation.h"
#include "store/log.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace plectrum::app {

class DemoServer
{
public:
    /// `universe` is one with the content of the demo. It and `clock` must outlive the server's
    /// tasks: await stopped() before they go. The same seed does the same on the same data.
    DemoServer(datastore::Universe& universe, async::Clock& clock, std::uint64_t seed,
               SimulationRates pace = {});
    DemoServer(const DemoServer&) = delete;
    DemoServer& operator=(const DemoServer&) = delete;
    /// A server that still runs then crashes: its locks expire by themselves.
    ~DemoServer();

    /// Does nothing while it runs; a server that is stopping starts anew when it has stopped.
    void start();
    /// Begins to save all players and to let go of their keys; stopped() tells when that is done.
    void stop();
    /// Comes back when the server does not run and nothing of it is under way. Cannot be cancelled:
    /// what it works on may go only then.
    async::Task<void> stopped();

    bool isRunning() const; ///< it was started, and not stopped since
    std::size_t playersOnline() const; ///< whose keys it holds
    /// Gets what the engine of the server logs, from the next start on.
    void setLog(store::LogCallback callback);
    /// Called after each change of the two above.
    void onChanged(std::function<void()> callback);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::app
