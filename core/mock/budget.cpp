// SPDX-License-Identifier: MIT
#include "mock/budget.h"

#include "datastore/error.h"
#include "datastore/limits.h"
#include "mock/fault_plan.h"

#include <algorithm>

namespace plectrum::mock {

namespace limits = datastore::limits;

namespace {

constexpr std::size_t kilobyte = 1024;

double perMinute(limits::RequestBudget budget, int players)
{
    return budget.base + double(budget.perPlayer) * players;
}

std::vector<BudgetKind> costsOf(Op op)
{
    switch (op) {
    case Op::Get:
    case Op::GetVersion:
        return {BudgetKind::Read};
    case Op::Set:
        return {BudgetKind::Write};
    case Op::Update:
        return {BudgetKind::Read, BudgetKind::Write};
    case Op::Remove:
        return {BudgetKind::Remove};
    case Op::ListKeys:
    case Op::ListVersions:
    case Op::ListDataStores:
        return {BudgetKind::List};
    default:
        return {};
    }
}

} // namespace

Budget::Budget(int players)
{
    bucket(BudgetKind::Read).perMinute = perMinute(limits::readBudget, players);
    bucket(BudgetKind::Write).perMinute = perMinute(limits::writeBudget, players);
    bucket(BudgetKind::List).perMinute = perMinute(limits::listBudget, players);
    bucket(BudgetKind::Remove).perMinute = perMinute(limits::removeBudget, players);
    for (auto& each : m_buckets)
        each.tokens = each.perMinute;
}

void Budget::Bucket::refill(Duration now)
{
    const double minutes = double((now - filledAt).count()) / 60'000.0;
    tokens = std::min(perMinute, tokens + minutes * perMinute);
    filledAt = now;
}

void Budget::spend(Op op, Duration now)
{
    const auto costs = costsOf(op);
    for (const auto kind : costs) {
        bucket(kind).refill(now);
        if (bucket(kind).tokens < 1)
            throw throttled(op);
    }
    for (const auto kind : costs)
        bucket(kind).tokens -= 1;
}

int Budget::remaining(BudgetKind kind, Duration now)
{
    bucket(kind).refill(now);
    return int(bucket(kind).tokens);
}

bool Budget::Window::consume(std::size_t requestBytes, std::size_t limit, Duration now)
{
    while (!requests.empty() && now - requests.front().first >= limits::throughputWindow) {
        bytes -= requests.front().second;
        requests.pop_front();
    }
    if (bytes + requestBytes > limit)
        return false;
    requests.emplace_back(now, requestBytes);
    bytes += requestBytes;
    return true;
}

bool Budget::consume(Windows& windows, std::string_view container, std::string_view key,
                     std::size_t bytes, std::size_t limit, Duration now)
{
    const std::size_t rounded = std::max<std::size_t>(1, (bytes + kilobyte - 1) / kilobyte);
    std::string name(container);
    name += '\0';
    name += key;
    return windows[std::move(name)].consume(rounded * kilobyte, limit, now);
}

void Budget::spendRead(std::string_view container, std::string_view key, std::size_t bytes,
                       Duration now)
{
    if (!consume(m_reads, container, key, bytes, limits::keyReadThroughput, now))
        throw throttled(Op::Get);
}

void Budget::spendWrite(Op op, std::string_view container, std::string_view key, std::size_t bytes,
                        Duration now)
{
    if (!consume(m_writes, container, key, bytes, limits::keyWriteThroughput, now))
        throw throttled(op);
}

} // namespace plectrum::mock
