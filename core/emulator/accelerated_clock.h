// SPDX-License-Identifier: MIT
// A clock that runs so many times as fast as another: its minute of quotas is over in seconds. For
// tests that have real connections.
#pragma once

#include "async/clock.h"

namespace plectrum::emulator {

class AcceleratedClock final : public async::Clock
{
public:
    /// `clock` must outlive it; `factor` is above 0.
    AcceleratedClock(async::Clock& clock, int factor);

    async::Time now() const override;
    async::Duration elapsed() const override;
    async::Task<void> sleep(async::Duration duration, std::stop_token stop = {}) override;

private:
    async::Clock& m_clock;
    int m_factor;
    async::Time m_begin;
    async::Duration m_beginElapsed;
};

} // namespace plectrum::emulator
