// SPDX-License-Identifier: MIT
// The request budgets of a universe, refilled evenly over each minute, and the throughput of each
// key over the last 60 seconds. Limits: datastore/limits.h.
#pragma once

#include "async/clock.h"
#include "mock/call.h"

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace plectrum::mock {

using async::Duration;

enum class BudgetKind
{
    Read,
    Write,
    List,
    Remove
};

class Budget
{
public:
    /// Full at first, for a universe with so many players.
    explicit Budget(int players);

    /// Takes what a call costs (an update one read and one write, a hash map call nothing); throws
    /// Error of kind Throttled, and takes nothing, when that is not there. `now` is the elapsed
    /// time of a clock.
    void spend(Op op, Duration now);
    /// Counts the bytes read from or written to a key; throws as above.
    void spendRead(std::string_view container, std::string_view key, std::size_t bytes,
                   Duration now);
    void spendWrite(Op op, std::string_view container, std::string_view key, std::size_t bytes,
                    Duration now);
    /// Whole requests that are left now.
    int remaining(BudgetKind kind, Duration now);

private:
    struct Bucket
    {
        double perMinute = 0;
        double tokens = 0;
        Duration filledAt{};
        void refill(Duration now);
    };
    struct Window
    {
        std::deque<std::pair<Duration, std::size_t>> requests;
        std::size_t bytes = 0;
        bool consume(std::size_t requestBytes, std::size_t limit, Duration now);
    };
    using Windows = std::unordered_map<std::string, Window>;

    Bucket& bucket(BudgetKind kind) { return m_buckets[std::size_t(kind)]; }
    static bool consume(Windows& windows, std::string_view container, std::string_view key,
                        std::size_t bytes, std::size_t limit, Duration now);

    std::array<Bucket, 4> m_buckets;
    Windows m_reads;
    Windows m_writes;
};

} // namespace plectrum::mock
