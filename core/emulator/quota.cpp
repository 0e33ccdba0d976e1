// SPDX-License-Identifier: MIT
#include "emulator/quota.h"

#include "datastore/limits.h"
#include "emulator/refusal.h"

namespace plectrum::emulator {

using async::Duration;

namespace {

constexpr Duration windowLength = std::chrono::minutes(1);

std::chrono::seconds untilEnd(Duration begin, Duration now)
{
    return std::max(std::chrono::ceil<std::chrono::seconds>(begin + windowLength - now),
                    std::chrono::seconds(1));
}

std::int64_t withPlayers(datastore::limits::RequestBudget budget, int players)
{
    return budget.base + std::int64_t(budget.perPlayer) * players;
}

} // namespace

Quotas Quotas::forPlayers(int players)
{
    namespace limits = datastore::limits;
    Quotas quotas;
    quotas.read = withPlayers(limits::readBudget, players);
    quotas.write = withPlayers(limits::writeBudget, players);
    quotas.list = withPlayers(limits::listBudget, players);
    quotas.remove = withPlayers(limits::removeBudget, players);
    return quotas;
}

std::int64_t Quotas::perMinute(Cost cost) const
{
    switch (cost) {
    case Cost::Read:
        return read;
    case Cost::Write:
        return write;
    case Cost::List:
        return list;
    case Cost::Remove:
        return remove;
    case Cost::V1Read:
        return v1Read;
    case Cost::V1Write:
        return v1Write;
    case Cost::V1ReadBytes:
        return v1ReadBytes;
    case Cost::V1WrittenBytes:
        return v1WrittenBytes;
    case Cost::TaskCreate:
        return taskCreate;
    case Cost::TaskGet:
        return taskGet;
    case Cost::None:
        break;
    }
    return 0;
}

QuotaCounter::QuotaCounter(Quotas quotas)
    : m_quotas(quotas)
{
}

QuotaCounter::Window QuotaCounter::windowOf(Cost cost, const std::string& who, Duration now) const
{
    const auto at = m_windows.find({cost, who});
    if (at == m_windows.end() || now - at->second.begin >= windowLength)
        return {now, 0};
    return at->second;
}

void QuotaCounter::spend(Cost cost, const std::string& who, std::int64_t amount, Duration now)
{
    if (cost == Cost::None || !m_quotas.isEnforced)
        return;
    Window window = windowOf(cost, who, now);
    if (window.spent + amount > m_quotas.perMinute(cost)) {
        ApiError refusal(Code::ResourceExhausted, "Too many requests. Try again later.",
                         "TooManyRequests");
        if (m_quotas.sendsRetryAfter)
            throw std::move(refusal).withRetryAfter(untilEnd(window.begin, now));
        throw refusal;
    }
    window.spent += amount;
    m_windows[{cost, who}] = window;
}

Headers QuotaCounter::headers(Cost cost, const std::string& who, Duration now) const
{
    if (cost == Cost::None || !m_quotas.isEnforced)
        return {};
    const Window window = windowOf(cost, who, now);
    const std::int64_t limit = m_quotas.perMinute(cost);
    return {{"x-ratelimit-limit", std::to_string(limit)},
            {"x-ratelimit-remaining", std::to_string(limit - window.spent)},
            {"x-ratelimit-reset", std::to_string(untilEnd(window.begin, now).count())}};
}

} // namespace plectrum::emulator
