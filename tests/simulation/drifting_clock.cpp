// SPDX-License-Identifier: MIT
#include "simulation/drifting_clock.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plectrum::simulation {

DriftingClock::DriftingClock(async::SimClock& world, Duration offset, double rate,
                             std::stop_token death)
    : m_world(world)
    , m_offset(offset)
    , m_rate(1 + rate)
    , m_death(std::move(death))
{
}

async::Time DriftingClock::now() const
{
    return m_world.now() + m_offset;
}

Duration DriftingClock::elapsed() const
{
    return Duration(std::int64_t(double(m_world.elapsed().count()) * m_rate));
}

Task<void> DriftingClock::sleep(Duration duration, std::stop_token stop)
{
    if (duration > Duration::zero())
        duration = Duration(std::int64_t(std::ceil(double(duration.count()) / m_rate)));
    if (!stop.stop_possible())
        return m_world.sleep(duration, m_death);
    return sleepOn(&m_world, duration, m_death, std::move(stop));
}

Task<void> DriftingClock::sleepOn(async::SimClock* world, Duration duration, std::stop_token death,
                                  std::stop_token stop)
{
    const EitherStops either(death, stop);
    if (!co_await world->sleepUnlessStopped(duration, either.token()))
        throw async::Cancelled();
}

} // namespace plectrum::simulation
