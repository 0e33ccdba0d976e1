// SPDX-License-Identifier: MIT
// Notes when each try of a call begins; the last one counts.
#pragma once

#include "async/clock.h"

#include <functional>
#include <memory>
#include <optional>

namespace plectrum::store {

class TryClock
{
public:
    explicit TryClock(async::Clock& clock)
        : m_clock(&clock)
    {
    }
    std::function<void()> note() const
    {
        return [clock = m_clock, begun = m_begun] { *begun = clock->elapsed(); };
    }
    std::optional<async::Duration> ifAcquired(bool isAcquired) const
    {
        return isAcquired ? std::optional(*m_begun) : std::nullopt;
    }

private:
    async::Clock* m_clock;
    std::shared_ptr<async::Duration> m_begun = std::make_shared<async::Duration>();
};

} // namespace plectrum::store
