// SPDX-License-Identifier: MIT
#include "editing/lock_schedule.h"

#include <algorithm>

namespace plectrum::editing {

namespace {

constexpr async::Duration minute = std::chrono::minutes(1);
/// Between the parts of a list that is too long to be asked for at once.
constexpr async::Duration betweenParts{100};
/// Of a pause.
constexpr int maxDoublings = 8;

} // namespace

async::Duration LockSchedule::dueIn(WatchPriority priority, const PollState& state,
                                    async::Duration now) const
{
    if (!state.asked)
        return {};
    auto every = priority == WatchPriority::Closely ? m_policy.closely : m_policy.rows;
    for (int i = 0; i < std::min(state.failures, maxDoublings); ++i)
        every *= 2;
    if (state.failures > 0)
        every = std::min(every, m_policy.longestPause);
    return std::max(async::Duration(0), *state.asked + every - now);
}

std::size_t LockSchedule::rowBudget(async::Duration now)
{
    while (!m_rowPolls.empty() && m_rowPolls.front() + minute <= now)
        m_rowPolls.pop_front();
    return m_policy.rowPollsPerMinute - std::min(m_policy.rowPollsPerMinute, m_rowPolls.size());
}

std::vector<store::KeyAddress> LockSchedule::dequeue(WatchPriority priority, const Keys& keys,
                                                     async::Duration now)
{
    std::vector<store::KeyAddress> due;
    for (const auto& [key, state] : keys)
        if (dueIn(priority, state, now) == async::Duration(0))
            due.push_back(key);
    std::ranges::stable_sort(due, {}, [&keys](const store::KeyAddress& key) {
        return keys.at(key).asked.value_or(async::Duration::min());
    });
    if (priority == WatchPriority::Row) {
        due.resize(std::min({due.size(), m_policy.atOnce, rowBudget(now)}));
        m_rowPolls.insert(m_rowPolls.end(), due.size(), now);
    }
    return due;
}

std::optional<async::Duration> LockSchedule::pause(WatchPriority priority, const Keys& keys,
                                                   async::Duration now)
{
    std::optional<async::Duration> shortest;
    for (const auto& [key, state] : keys)
        shortest = std::min(shortest.value_or(async::Duration::max()), dueIn(priority, state, now));
    if (!shortest)
        return {};
    if (priority == WatchPriority::Row && rowBudget(now) == 0 && !m_rowPolls.empty())
        shortest = std::max(*shortest, m_rowPolls.front() + minute - now);
    return std::max(*shortest, betweenParts);
}

} // namespace plectrum::editing
