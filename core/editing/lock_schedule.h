// SPDX-License-Identifier: MIT
// When a watched lock is read again: plain functions of the time. Moments are those of
// Clock::elapsed().
#pragma once

#include "async/clock.h"
#include "store/key_address.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace plectrum::editing {

/// How often locks are read. It costs one call, two where the store has a data store for locks.
struct PollPolicy
{
    async::Duration closely = std::chrono::seconds(2); ///< an open record's key
    async::Duration rows = std::chrono::seconds(10); ///< a listed key
    std::size_t atOnce = 25; ///< keys of a list that are asked for together
    std::size_t rowPollsPerMinute = 240; ///< for all lists together, over any minute
    async::Duration longestPause = std::chrono::seconds(60); ///< pauses double while it fails
    async::Duration storesKnownFor = std::chrono::seconds(60); ///< whether a data store is there
    async::Duration firstWait = std::chrono::seconds(1); ///< until it is free; doubles
    async::Duration longestWait = std::chrono::seconds(10);
};

enum class WatchPriority
{
    Closely, ///< an open record
    Row, ///< a row of a list, within the budget
};

/// What the schedule knows of one key.
struct PollState
{
    std::optional<async::Duration> asked; ///< none: it is due
    int failures = 0; ///< in a row
};

class LockSchedule
{
public:
    using Keys = std::map<store::KeyAddress, PollState>;

    explicit LockSchedule(PollPolicy policy)
        : m_policy(policy)
    {
    }

    void setPolicy(PollPolicy policy) { m_policy = policy; }
    const PollPolicy& policy() const { return m_policy; }

    /// The keys that are due, those that wait longest first; of rows only as many as the budget
    /// allows, which are counted against it.
    std::vector<store::KeyAddress> dequeue(WatchPriority priority, const Keys& keys,
                                           async::Duration now);
    /// Until one of the keys is due; nullopt: there are none.
    std::optional<async::Duration> pause(WatchPriority priority, const Keys& keys,
                                         async::Duration now);

private:
    async::Duration dueIn(WatchPriority priority, const PollState& state,
                          async::Duration now) const;
    std::size_t rowBudget(async::Duration now);

    PollPolicy m_policy;
    std::deque<async::Duration> m_rowPolls; ///< of the last minute
};

} // namespace plectrum::editing
