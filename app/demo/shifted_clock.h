// SPDX-License-Identifier: MIT
// A clock that shows another time than the one below it and runs as fast.
#pragma once

#include "async/clock.h"

namespace plectrum::app {

class ShiftedClock final : public async::Clock
{
public:
    /// Shows `time` now. `clock` must outlive this one.
    ShiftedClock(async::Clock& clock, async::Time time)
        : m_clock(clock)
    {
        show(time);
    }

    /// Jumps to `time`.
    void show(async::Time time) { m_shift = time - m_clock.now(); }

    async::Time now() const override { return m_clock.now() + m_shift; }
    async::Duration elapsed() const override { return m_clock.elapsed(); }
    async::Task<void> sleep(async::Duration duration, std::stop_token stop = {}) override
    {
        return m_clock.sleep(duration, std::move(stop));
    }

private:
    async::Clock& m_clock;
    async::Duration m_shift{};
};

} // namespace plectrum::app
