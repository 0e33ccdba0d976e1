// SPDX-License-Identifier: MIT
// All that one universe may spend on requests: a budget for each kind, the bytes of v1, and the
// throughput of each key. Only counts; who goes first is the queue's affair.
#pragma once

#include "opencloud/rate_budget.h"
#include "opencloud/transport.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace plectrum::opencloud {

class RequestBudgets
{
public:
    /// `share` is of the budgets that the live game draws on as well.
    RequestBudgets(double share, int players);

    void setShare(double share);
    /// When one more request of the kind may go for who may use `part` of the budget.
    async::Duration whenOne(RequestKind kind, double part, async::Duration now);
    /// The same by all budgets that the request draws on.
    async::Duration when(const Request& request, double part, async::Duration now);
    void spendBefore(const Request& request, async::Duration now);
    /// What is known only when it is back, with so many bytes.
    void spendAfter(const Request& request, std::size_t bytes, async::Duration now);
    /// Until an answer comes only the smallest number is used that any page of the service says.
    void learnLimit(RequestKind kind, const Response& answer);
    /// Nothing more of that kind until then; `isOfKey`: of that key.
    void block(const Request& request, bool isOfKey, async::Duration until);
    void forgetIdleKeys(async::Duration now);
    /// Of each kind that was used.
    std::map<RequestKind, RateBudget>& kinds() { return m_kinds; }

private:
    std::int64_t allowedOf(RequestKind kind) const;
    RateBudget& ofKind(RequestKind kind);
    RateBudget* throughputOf(const Request& request);
    RateBudget* bytesOf(RequestKind kind);

    double m_share;
    int m_players;
    std::map<RequestKind, RateBudget> m_kinds;
    std::map<std::string, RateBudget> m_throughput; ///< by "r" or "w" and key, in kilobytes
    std::map<RequestKind, RateBudget> m_bytes; ///< of v1, in kilobytes
    std::map<RequestKind, std::int64_t> m_reported; ///< a minute: by the service, or by its pages
};

} // namespace plectrum::opencloud
