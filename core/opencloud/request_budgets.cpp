// SPDX-License-Identifier: MIT
#include "opencloud/request_budgets.h"

#include "datastore/limits.h"
#include "opencloud/rate_headers.h"
#include "opencloud/request_limits.h"
#include "opencloud/response_error.h"

#include <algorithm>

namespace plectrum::opencloud {

namespace {

constexpr std::int64_t kilobyte = 1024; // of throughput, to which each request is rounded up
constexpr std::size_t maxKeys = 1000; // whose throughput is kept without looking who is idle

bool isShared(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Task:
    case RequestKind::TaskPoll:
    case RequestKind::Other:
        return false; // counted per owner of the key; the game has no part in it
    default:
        return true;
    }
}

bool isWriting(RequestKind kind)
{
    return kind == RequestKind::Write || kind == RequestKind::WriteV1;
}

bool isReading(RequestKind kind)
{
    return kind == RequestKind::Read || kind == RequestKind::ReadV1;
}

std::int64_t kilobytes(std::size_t bytes)
{
    return std::max<std::int64_t>((std::int64_t(bytes) + kilobyte - 1) / kilobyte, 1);
}

/// What a request is known to cost before it goes; a read is known when it is back.
std::int64_t costBefore(const Request& request)
{
    return isWriting(request.kind) ? kilobytes(request.body.size()) : 1;
}

} // namespace

RequestBudgets::RequestBudgets(double share, int players)
    : m_share(share)
    , m_players(players)
{
}

void RequestBudgets::setShare(double share)
{
    m_share = share;
    for (auto& [kind, budget] : m_kinds)
        budget.setAllowed(allowedOf(kind));
}

std::int64_t RequestBudgets::allowedOf(RequestKind kind) const
{
    const auto reported = m_reported.find(kind);
    const auto whole =
        reported != m_reported.end() ? reported->second : requestLimitOf(kind).careful;
    if (!isShared(kind))
        return whole;
    return std::max<std::int64_t>(std::int64_t(double(whole) * m_share), 1);
}

RateBudget& RequestBudgets::ofKind(RequestKind kind)
{
    return m_kinds.try_emplace(kind, allowedOf(kind)).first->second;
}

RateBudget* RequestBudgets::throughputOf(const Request& request)
{
    if (request.throughputKey.empty() || (!isReading(request.kind) && !isWriting(request.kind)))
        return nullptr;
    const bool writes = isWriting(request.kind);
    const auto limit =
        writes ? datastore::limits::keyWriteThroughput : datastore::limits::keyReadThroughput;
    return &m_throughput
                .try_emplace((writes ? "w " : "r ") + request.throughputKey,
                             std::int64_t(limit) / kilobyte)
                .first->second;
}

/// What v1 counts in bytes beside requests.
RateBudget* RequestBudgets::bytesOf(RequestKind kind)
{
    if (kind != RequestKind::ReadV1 && kind != RequestKind::WriteV1)
        return nullptr;
    const auto& limit = kind == RequestKind::ReadV1 ? datastore::limits::v1ReadBytes
                                                    : datastore::limits::v1WrittenBytes;
    const auto allowed = double(limit) * m_share / double(kilobyte);
    return &m_bytes.try_emplace(kind, std::int64_t(allowed)).first->second;
}

async::Duration RequestBudgets::whenOne(RequestKind kind, double part, async::Duration now)
{
    RateBudget& budget = ofKind(kind);
    const auto most = std::int64_t(double(budget.allowed()) * part);
    return budget.when(1, now, std::max<std::int64_t>(most, 1));
}

async::Duration RequestBudgets::when(const Request& request, double part, async::Duration now)
{
    auto time = whenOne(request.kind, part, now);
    if (RateBudget* bytes = bytesOf(request.kind))
        time = std::max(time, bytes->when(costBefore(request), now));
    if (RateBudget* throughput = throughputOf(request))
        time = std::max(time, throughput->when(costBefore(request), now));
    return time;
}

void RequestBudgets::spendBefore(const Request& request, async::Duration now)
{
    ofKind(request.kind).spend(1, now);
    if (!isWriting(request.kind))
        return;
    for (RateBudget* budget : {bytesOf(request.kind), throughputOf(request)})
        if (budget)
            budget->spend(costBefore(request), now);
}

void RequestBudgets::spendAfter(const Request& request, std::size_t bytes, async::Duration now)
{
    if (!isReading(request.kind))
        return;
    for (RateBudget* budget : {bytesOf(request.kind), throughputOf(request)})
        if (budget)
            budget->spend(kilobytes(bytes), now);
}

void RequestBudgets::learnLimit(RequestKind kind, const Response& answer)
{
    if (!isSuccess(answer))
        return;
    const auto limit = wholeNumberIn(answer, "x-ratelimit-limit");
    const auto whole = limit && *limit > 0 ? *limit : requestLimitOf(kind).perMinute(m_players);
    auto& reported = m_reported[kind];
    if (reported == whole)
        return;
    reported = whole;
    ofKind(kind).setAllowed(allowedOf(kind));
}

void RequestBudgets::block(const Request& request, bool isOfKey, async::Duration until)
{
    RateBudget* const key = isOfKey ? throughputOf(request) : nullptr;
    (key ? *key : ofKind(request.kind)).block(until);
}

void RequestBudgets::forgetIdleKeys(async::Duration now)
{
    if (m_throughput.size() >= maxKeys)
        std::erase_if(m_throughput, [now](auto& each) { return each.second.isIdle(now); });
}

} // namespace plectrum::opencloud
