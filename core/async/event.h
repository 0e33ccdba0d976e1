// SPDX-License-Identifier: MIT
// A gate that opens once: coroutines wait at it and go on when it opens or their stop token stops.
// Waiters are resumed by the call that opens or stops, in the order in which they came. One thread.
#pragma once

#include "async/task.h"

#include <coroutine>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>

namespace plectrum::async {

class Event
{
public:
    Event();
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event(); ///< whoever still waits gets Cancelled

    /// Lets everybody through, now and later. Waiters run inside this call.
    void open();
    bool isOpen() const;
    /// Waits for the gate; throws Cancelled when the token stops or the gate is destroyed first.
    Task<void> wait(std::stop_token stop = {});

private:
    struct State;
    struct Waiting;
    static Task<void> waitAt(std::shared_ptr<State> state, std::stop_token stop);
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::async
