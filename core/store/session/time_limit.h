// SPDX-License-Identifier: MIT
// The 60 s that a queued operation has. Whoever waits for it is told when they are over; the
// operation itself goes on, and may look whether anybody still waits.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "async/task_owner.h"
#include "store/session/session_observer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace plectrum::store {

using async::Task;

/// A queued operation that takes longer fails; it may still be done.
inline constexpr std::chrono::seconds queueLimit{60};

/// What an operation and its time limit tell each other.
struct TimeLimit
{
    bool isOver = false; ///< the caller was told that it timed out
    bool mayBeDone = true; ///< what has begun can no longer be called off
    std::stop_source stop; ///< stops when the time is over

    /// Until resume() the time stands still. Moments are those of Clock::elapsed().
    void pause(async::Duration now) { m_pausedAt = now; }
    void resume(async::Duration now);
    /// How long it has stood still since the last call.
    async::Duration takePaused(async::Duration now);

private:
    std::optional<async::Duration> m_pausedAt;
    async::Duration m_paused{};
};

/// Comes back when the work is done, throwing what it throws, or after the limit with Error of kind
/// TimedOut: `Queue item timed out`. The owner and the clock must outlive the work.
Task<void> withinLimit(Task<void> work, std::shared_ptr<TimeLimit> limit, async::Clock* clock,
                       async::TaskOwner* owner);

/// Asks before these are written; the time that this takes does not count. Throws what the observer
/// throws. The clock must outlive it.
Task<void> confirmed(std::shared_ptr<SessionObserver> observer, std::vector<SessionWrite> writes,
                     std::shared_ptr<TimeLimit> limit, async::Clock* clock);

} // namespace plectrum::store
