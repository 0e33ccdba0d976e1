// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"

#include <functional>
#include <optional>
#include <stdexcept>

namespace plectrum::async {

namespace {
using Turn = std::pair<Duration, std::uint64_t>; // when, then who came first
}

struct SimClock::State
{
    Time start;
    Duration elapsed{0};
    Duration wallOffset{0};
    std::uint64_t arrivals = 0;
    bool gone = false;
    std::map<Turn, Sleeper*> sleepers;
};

struct SimClock::Sleeper
{
    Sleeper(State& clockState, Duration wakeAt, std::stop_token token)
        : state(clockState)
        , turn(wakeAt, clockState.arrivals++)
        , stop(std::move(token))
    {
    }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        frame = handle;
        state.sleepers.emplace(turn, this);
        onStop.emplace(stop, [this] { wakeNow(); });
    }
    void await_resume() const noexcept { }

    /// A stopped sleeper is due at once: it wakes with the next step, in its turn, not inside the
    /// call that stopped it.
    void wakeNow()
    {
        state.sleepers.erase(turn);
        turn.first = state.elapsed;
        state.sleepers.emplace(turn, this);
    }

    State& state;
    Turn turn;
    std::stop_token stop;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
    std::coroutine_handle<> frame;
};

SimClock::SimClock(Time start)
    : m_state(std::make_shared<State>())
{
    m_state->start = start;
}

SimClock::~SimClock()
{
    m_state->gone = true;
    while (step()) { }
}

Time SimClock::now() const
{
    return m_state->start + m_state->elapsed + m_state->wallOffset;
}

Duration SimClock::elapsed() const
{
    return m_state->elapsed;
}

Task<void> SimClock::sleep(Duration duration, std::stop_token stop)
{
    return sleepOn(m_state, duration, std::move(stop));
}

Task<void> SimClock::sleepOn(std::shared_ptr<State> state, Duration duration, std::stop_token stop)
{
    throwIfStopped(stop);
    if (duration <= Duration::zero())
        co_return;
    if (state->gone)
        throw Cancelled();
    Sleeper sleeper(*state, state->elapsed + duration, stop);
    co_await sleeper;
    throwIfStopped(stop);
    if (state->gone)
        throw Cancelled();
}

Task<bool> SimClock::sleepUnlessStopped(Duration duration, std::stop_token stop)
{
    return sleepUnless(m_state, duration, std::move(stop));
}

Task<bool> SimClock::sleepUnless(std::shared_ptr<State> state, Duration duration,
                                 std::stop_token stop)
{
    if (stop.stop_requested() || state->gone)
        co_return false;
    if (duration <= Duration::zero())
        co_return true;
    Sleeper sleeper(*state, state->elapsed + duration, stop);
    co_await sleeper;
    co_return !stop.stop_requested() && !state->gone;
}

bool SimClock::step()
{
    const auto state = m_state;
    const auto next = state->sleepers.begin();
    if (next == state->sleepers.end())
        return false;
    Sleeper* sleeper = next->second;
    state->elapsed = std::max(state->elapsed, next->first.first);
    state->sleepers.erase(next);
    sleeper->onStop.reset();
    sleeper->frame.resume();
    return true;
}

void SimClock::advance(Duration duration)
{
    const auto until = m_state->elapsed + duration;
    while (!m_state->sleepers.empty() && m_state->sleepers.begin()->first.first <= until)
        step();
    m_state->elapsed = std::max(m_state->elapsed, until);
}

void SimClock::runUntil(Time moment)
{
    if (moment > now())
        advance(moment - now());
}

void SimClock::run()
{
    while (step()) { }
}

void SimClock::stepOrThrow()
{
    if (!step())
        throw std::logic_error("the awaited task waits for something other than the clock");
}

std::size_t SimClock::sleeping() const
{
    return m_state->sleepers.size();
}

void SimClock::jumpWallClock(Duration by)
{
    m_state->wallOffset += by;
}

} // namespace plectrum::async
