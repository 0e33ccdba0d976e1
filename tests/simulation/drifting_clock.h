// SPDX-License-Identifier: MIT
// The clock of one server: up to a second off the world's, and up to 100 millionths fast or slow.
// Who sleeps on it is woken with Cancelled when the server dies.
#pragma once

#include "async/clock.h"
#include "async/sim_clock.h"

namespace plectrum::simulation {

using async::Duration;
using async::Task;

class DriftingClock final : public async::Clock
{
public:
    static constexpr Duration largestOffset = std::chrono::seconds(1);
    static constexpr double largestRate = 1e-4;

    DriftingClock(async::SimClock& world, Duration offset, double rate, std::stop_token death);
    async::Time now() const override;
    Duration elapsed() const override;
    Task<void> sleep(Duration duration, std::stop_token stop = {}) override;

private:
    static Task<void> sleepOn(async::SimClock* world, Duration duration, std::stop_token death,
                              std::stop_token stop);

    async::SimClock& m_world;
    Duration m_offset;
    double m_rate;
    std::stop_token m_death;
};

/// Stops when either of two tokens does.
class EitherStops
{
public:
    EitherStops(const std::stop_token& first, const std::stop_token& second)
        : m_first(first, Stop{&m_source})
        , m_second(second, Stop{&m_source})
    {
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    struct Stop
    {
        std::stop_source* source;
        void operator()() const { source->request_stop(); }
    };
    std::stop_source m_source;
    std::stop_callback<Stop> m_first;
    std::stop_callback<Stop> m_second;
};

} // namespace plectrum::simulation
