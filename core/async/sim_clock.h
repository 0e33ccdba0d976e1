// SPDX-License-Identifier: MIT
// Virtual time. Sleepers wake in order of time, then of arrival, from inside run(), advance() or
// runUntil(); between them no time passes. Deterministic, one thread, needs no event loop.
#pragma once

#include "async/clock.h"

#include <coroutine>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace plectrum::async {

class SimClock final : public Clock
{
public:
    explicit SimClock(Time start = Time(std::chrono::sys_days(std::chrono::year(2025) / 11 / 1)));
    SimClock(const SimClock&) = delete;
    SimClock& operator=(const SimClock&) = delete;
    ~SimClock() override; ///< whoever still sleeps gets Cancelled

    Time now() const override;
    Duration elapsed() const override;
    Task<void> sleep(Duration duration, std::stop_token stop = {}) override;
    /// As sleep(), but tells by false that the token stopped or the clock is gone: for those who
    /// are woken early so often that throwing would cost too much.
    Task<bool> sleepUnlessStopped(Duration duration, std::stop_token stop);

    /// Wakes everybody who is due until `duration` has passed; then that is the time.
    void advance(Duration duration);
    /// As advance, to a moment. A moment in the past does nothing.
    void runUntil(Time moment);
    /// Wakes sleepers, jumping from one to the next, until nobody sleeps.
    void run();
    /// Wakes the next sleeper, jumping to its time. False when nobody sleeps.
    bool step();
    /// Runs until the task is done and gives its result or throws its error; throws
    /// std::logic_error when nobody sleeps and the task is still not done.
    template <typename T>
    T blockOn(Task<T> task)
    {
        while (!task.isReady())
            stepOrThrow();
        return resultOf(std::move(task));
    }
    std::size_t sleeping() const;
    /// Sets the wall clock forward or back without waking anybody; elapsed() does not notice.
    void jumpWallClock(Duration by);

private:
    struct Sleeper;
    struct State;
    static Task<void> sleepOn(std::shared_ptr<State> state, Duration duration,
                              std::stop_token stop);
    static Task<bool> sleepUnless(std::shared_ptr<State> state, Duration duration,
                                  std::stop_token stop);
    void stepOrThrow();
    template <typename T>
    static T resultOf(Task<T> task);

    std::shared_ptr<State> m_state;
};

/// Takes what a ready task holds: a coroutine that awaits a ready task ends without suspending.
template <typename T>
T SimClock::resultOf(Task<T> task)
{
    std::exception_ptr error;
    if constexpr (std::is_void_v<T>) {
        const auto take = [](Task<void> ready, std::exception_ptr* failure) -> Task<void> {
            try {
                co_await std::move(ready);
            } catch (...) {
                *failure = std::current_exception();
            }
        };
        auto taken = take(std::move(task), &error);
        if (error)
            std::rethrow_exception(error);
    } else {
        std::unique_ptr<T> result;
        const auto take = [](Task<T> ready, std::unique_ptr<T>* into,
                             std::exception_ptr* failure) -> Task<void> {
            try {
                *into = std::make_unique<T>(co_await std::move(ready));
            } catch (...) {
                *failure = std::current_exception();
            }
        };
        auto taken = take(std::move(task), &result, &error);
        if (error)
            std::rethrow_exception(error);
        return std::move(*result);
    }
}

} // namespace plectrum::async
