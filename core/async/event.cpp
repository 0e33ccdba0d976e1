// SPDX-License-Identifier: MIT
#include "async/event.h"

#include <functional>

namespace plectrum::async {

namespace {
enum class Outcome
{
    None,
    Passed,
    Cancelled
};
}

struct Event::Waiting
{
    explicit Waiting(State& state, std::stop_token token)
        : gate(state)
        , stop(std::move(token))
    {
    }

    bool await_ready() const noexcept;
    void await_suspend(std::coroutine_handle<> handle);
    void await_resume() const
    {
        if (outcome == Outcome::Cancelled)
            throw Cancelled();
    }
    void resume(Outcome how)
    {
        outcome = how;
        std::exchange(frame, nullptr).resume();
    }
    void stopped();

    State& gate;
    std::stop_token stop;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
    std::coroutine_handle<> frame;
    Outcome outcome = Outcome::None;
};

struct Event::State
{
    bool open = false;
    bool gone = false;
    std::list<Waiting*> waiting;

    void releaseAll(Outcome how)
    {
        while (!waiting.empty()) {
            Waiting* next = waiting.front();
            waiting.pop_front();
            next->resume(how);
        }
    }
};

bool Event::Waiting::await_ready() const noexcept
{
    return gate.open || gate.gone;
}

void Event::Waiting::await_suspend(std::coroutine_handle<> handle)
{
    frame = handle;
    gate.waiting.push_back(this);
    onStop.emplace(stop, [this] { stopped(); });
}

void Event::Waiting::stopped()
{
    // A token that had stopped before calls this from inside emplace(), while the frame is not yet
    // suspended for good: waitAt() checks the token first, so that cannot happen.
    gate.waiting.remove(this);
    if (frame)
        resume(Outcome::Cancelled);
}

Event::Event()
    : m_state(std::make_shared<State>())
{
}

Event::~Event()
{
    m_state->gone = true;
    const auto state = m_state;
    state->releaseAll(Outcome::Cancelled);
}

void Event::open()
{
    m_state->open = true;
    const auto state = m_state; // a waiter may destroy the gate
    state->releaseAll(Outcome::Passed);
}

bool Event::isOpen() const
{
    return m_state->open;
}

Task<void> Event::wait(std::stop_token stop)
{
    return waitAt(m_state, std::move(stop));
}

Task<void> Event::waitAt(std::shared_ptr<State> state, std::stop_token stop)
{
    if (state->open)
        co_return;
    throwIfStopped(stop);
    Waiting waiting(*state, stop);
    co_await waiting;
    if (!state->open)
        throw Cancelled();
}

} // namespace plectrum::async
