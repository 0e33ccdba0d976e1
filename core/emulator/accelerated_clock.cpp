// SPDX-License-Identifier: MIT
#include "emulator/accelerated_clock.h"

namespace plectrum::emulator {

using async::Duration;

AcceleratedClock::AcceleratedClock(async::Clock& clock, int factor)
    : m_clock(clock)
    , m_factor(factor)
    , m_begin(clock.now())
    , m_beginElapsed(clock.elapsed())
{
}

async::Time AcceleratedClock::now() const
{
    return m_begin + elapsed();
}

Duration AcceleratedClock::elapsed() const
{
    return (m_clock.elapsed() - m_beginElapsed) * m_factor;
}

async::Task<void> AcceleratedClock::sleep(Duration duration, std::stop_token stop)
{
    const Duration rounded = duration + Duration(m_factor - 1);
    return m_clock.sleep(duration > Duration::zero() ? rounded / m_factor : Duration::zero(),
                         std::move(stop));
}

} // namespace plectrum::emulator
