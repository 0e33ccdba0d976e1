// SPDX-License-Identifier: MIT
// Turns in the order in which they were asked for: co_await queue.lock() gives a guard, and the
// next lock begins when the guard is released or destroyed. One thread. The queue must outlive its
// turns.
#pragma once

#include "async/event.h"
#include "async/task.h"

#include <deque>
#include <memory>
#include <stop_token>

namespace plectrum::async {

class Mutex
{
public:
    class Guard
    {
    public:
        Guard() = default;
        Guard(Guard&&) noexcept = default;
        Guard& operator=(Guard&& other) noexcept;
        ~Guard();
        void release(); ///< ends the lock; the next in the queue runs inside this call
        /// Whether there is a lock to end.
        explicit operator bool() const { return m_queue != nullptr; }

    private:
        friend class Mutex;
        explicit Guard(std::shared_ptr<std::deque<std::shared_ptr<Event>>> queue);
        std::shared_ptr<std::deque<std::shared_ptr<Event>>> m_queue;
    };

    Mutex();
    /// Waits until all earlier turns are over. Throws Cancelled when the token stops first.
    Task<Guard> lock(std::stop_token stop = {});
    /// The lock, when it can begin at once; else one that is none.
    Guard tryLock();
    /// Nobody has or waits for a lock.
    bool isIdle() const;

private:
    using Waiting = std::deque<std::shared_ptr<Event>>;
    static Task<Guard> acquire(std::shared_ptr<Waiting> queue, std::stop_token stop);
    std::shared_ptr<Waiting> m_queue; ///< the front has the lock; its gate may be null
};

} // namespace plectrum::async
