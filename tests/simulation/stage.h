// SPDX-License-Identifier: MIT
// What all servers of one run stand on: one universe on one clock, the weather, the checker that
// hears of every write, the trace and the counts. Everything follows from the options.
#pragma once

#include "async/random.h"
#include "async/sim_clock.h"
#include "async/task_owner.h"
#include "emulator/service.h"
#include "mock/universe.h"
#include "simulation/checker.h"
#include "simulation/defects.h"
#include "simulation/summary.h"
#include "simulation/trace.h"
#include "simulation/weather.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace plectrum::simulation {

struct Options
{
    std::uint64_t seed = 1;
    int minutes = 12; ///< of storm; the calm after it takes as long as it takes
    Defect defect = Defect::None; ///< of server 0
    bool isCloud = false; ///< servers go through the Open Cloud client to the emulated service
    Trace::Sink traceSink{};
};

struct Life;

class Stage
{
    std::unique_ptr<async::SimClock> m_clock;

public:
    explicit Stage(const Options& options);

    Duration elapsed() const { return clock->elapsed(); }
    /// Wakes whoever still sleeps with Cancelled; nothing may run after that.
    void stopTime() { m_clock.reset(); }
    /// A source of chance that depends on the seed and the purpose only.
    std::uint64_t seedFor(std::uint64_t purpose) const;
    void note(const Life* life, std::string_view what, std::string_view call = {},
              std::string_view container = {}, std::string key = {}, std::string detail = {});
    void count(std::string_view fact, std::int64_t by = 1);

    const Options options;
    const bool useDataStoreLocking;
    async::SimClock* const clock; ///< until stopTime()
    std::unique_ptr<mock::Universe> universe;
    std::unique_ptr<emulator::Service> service; ///< over it, for who goes through the cloud
    Weather weather;
    Checker checker;
    Defects defects;
    Trace trace;
    Summary summary;
    async::Random random; ///< of what happens to calls whose sender died
    Sender sender; ///< of the call that is being done
    const Life* sending = nullptr;
    /// Ends a server's life at once.
    std::function<void(Life&)> crash;
    bool isOver = false; ///< nothing is noted any more
    /// Calls under way whose sender is no more.
    async::TaskOwner ghosts{async::TaskOwner::ErrorSink()};

private:
    void observe(const mock::ObservedCall& call);
    void observeLock(const mock::ObservedCall& call);
};

/// "records", "shards", "tx", "locks" or "" for another data store's name.
std::string_view containerOf(std::string_view dataStore);

} // namespace plectrum::simulation
