// SPDX-License-Identifier: MIT
#include "opencloud/rate_budget.h"

#include <algorithm>

namespace plectrum::opencloud {

RateBudget::RateBudget(std::int64_t allowed)
    : m_allowed(allowed)
{
}

void RateBudget::forget(async::Duration now)
{
    while (!m_spent.empty() && m_spent.front().time + window <= now) {
        m_used -= m_spent.front().amount;
        m_spent.pop_front();
    }
}

std::int64_t RateBudget::used(async::Duration now)
{
    forget(now);
    return m_used;
}

async::Duration RateBudget::when(std::int64_t amount, async::Duration now)
{
    return when(amount, now, m_allowed);
}

async::Duration RateBudget::when(std::int64_t amount, async::Duration now, std::int64_t most)
{
    forget(now);
    std::int64_t used = m_used;
    auto time = now;
    for (const auto& spent : m_spent) {
        if (used + amount <= most)
            break;
        used -= spent.amount;
        time = spent.time + window;
    }
    return std::max(time, m_blockedUntil);
}

void RateBudget::spend(std::int64_t amount, async::Duration now)
{
    m_spent.push_back({now, amount});
    m_used += amount;
}

void RateBudget::block(async::Duration until)
{
    m_blockedUntil = std::max(m_blockedUntil, until);
}

std::optional<async::Duration> RateBudget::blockedUntil(async::Duration now) const
{
    return m_blockedUntil > now ? std::optional(m_blockedUntil) : std::nullopt;
}

bool RateBudget::isIdle(async::Duration now)
{
    return used(now) == 0 && !blockedUntil(now);
}

} // namespace plectrum::opencloud
