// SPDX-License-Identifier: MIT
// Turns in the order in which they were asked for: co_await queue.turn() gives a guard, and the
// next turn begins when the guard is released or destroyed. One thread. The queue must outlive its
// turns.
#pragma once

#include "async/gate.h"
#include "async/task.h"

#include <deque>
#include <memory>
#include <stop_token>

namespace plectrum::async {

class SerialQueue
{
public:
    class Turn
    {
    public:
        Turn() = default;
        Turn(Turn&&) noexcept = default;
        Turn& operator=(Turn&& other) noexcept;
        ~Turn();
        void release(); ///< ends the turn; the next in the queue runs inside this call
        /// Whether there is a turn to end.
        explicit operator bool() const { return m_queue != nullptr; }

    private:
        friend class SerialQueue;
        explicit Turn(std::shared_ptr<std::deque<std::shared_ptr<Gate>>> queue);
        std::shared_ptr<std::deque<std::shared_ptr<Gate>>> m_queue;
    };

    SerialQueue();
    /// Waits until all earlier turns are over. Throws Cancelled when the token stops first.
    Task<Turn> turn(std::stop_token stop = {});
    /// The turn, when it can begin at once; else one that is none.
    Turn tryTurn();
    /// Nobody has or waits for a turn.
    bool isIdle() const;

private:
    using Waiting = std::deque<std::shared_ptr<Gate>>;
    static Task<Turn> takeTurn(std::shared_ptr<Waiting> queue, std::stop_token stop);
    std::shared_ptr<Waiting> m_queue; ///< the front has the turn; its gate may be null
};

} // namespace plectrum::async
