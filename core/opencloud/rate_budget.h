// SPDX-License-Identifier: MIT
// How much of something may be spent in any sixty seconds, and when the next of it may. Times are
// those of Clock::elapsed().
#pragma once

#include "async/clock.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace plectrum::opencloud {

class RateBudget
{
public:
    /// The service's window is sixty seconds of its own clock; ours is a little longer, for a
    /// request may be faster on its way than the one before.
    static constexpr async::Duration window{60'250};

    explicit RateBudget(std::int64_t allowed);

    std::int64_t allowed() const { return m_allowed; }
    void setAllowed(std::int64_t allowed) { m_allowed = allowed; }
    std::int64_t used(async::Duration now);
    /// When `amount` may be spent: `now` or later. More than is allowed at all may be spent when
    /// nothing else was.
    async::Duration when(std::int64_t amount, async::Duration now);
    /// The same for someone who may use the budget only up to `most`.
    async::Duration when(std::int64_t amount, async::Duration now, std::int64_t most);
    void spend(std::int64_t amount, async::Duration now);
    /// Nothing more before that time, whatever is left. Waits are clamped by whoever calls this.
    void block(async::Duration until);
    /// nullopt when it is not blocked.
    std::optional<async::Duration> blockedUntil(async::Duration now) const;
    bool isIdle(async::Duration now);

private:
    struct Spent
    {
        async::Duration time;
        std::int64_t amount;
    };
    void forget(async::Duration now);

    std::int64_t m_allowed;
    std::int64_t m_used = 0;
    std::deque<Spent> m_spent;
    async::Duration m_blockedUntil{};
};

} // namespace plectrum::opencloud
