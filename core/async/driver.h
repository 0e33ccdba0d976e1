// SPDX-License-Identifier: MIT
// For programs that wait instead of running an event loop of their own: a driver lets time and
// events go on until a task is done. SimDriver steps the simulated clock; the one for Qt's event
// loop stands in app/.
#pragma once

#include "async/sim_clock.h"
#include "async/task.h"

#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace plectrum::async {

class Driver
{
public:
    Driver() = default;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;
    virtual ~Driver() = default;

    /// Runs until the task is done and gives its result or throws its error.
    template <typename T>
    T blockOn(Task<T> task)
    {
        std::optional<T> result;
        std::exception_ptr error;
        runUntilDone(keep(std::move(task), &result, &error));
        if (error)
            std::rethrow_exception(error);
        return *std::move(result);
    }
    void blockOn(Task<void> task)
    {
        std::exception_ptr error;
        runUntilDone(keep(std::move(task), &error));
        if (error)
            std::rethrow_exception(error);
    }

protected:
    /// Comes back when the task is done, which throws nothing. Throws std::logic_error when it can
    /// never be done.
    virtual void runUntilDone(Task<void> task) = 0;

private:
    template <typename T>
    static Task<void> keep(Task<T> task, std::optional<T>* result, std::exception_ptr* error)
    {
        try {
            result->emplace(co_await std::move(task));
        } catch (...) {
            *error = std::current_exception();
        }
    }
    static Task<void> keep(Task<void> task, std::exception_ptr* error)
    {
        try {
            co_await std::move(task);
        } catch (...) {
            *error = std::current_exception();
        }
    }
};

/// Jumps from one sleeper of the clock to the next. The clock must outlive it.
class SimDriver final : public Driver
{
public:
    explicit SimDriver(SimClock& clock)
        : m_clock(clock)
    {
    }

protected:
    void runUntilDone(Task<void> task) override
    {
        while (!task.isReady())
            if (!m_clock.step())
                throw std::logic_error("nobody sleeps and the task is not done");
    }

private:
    SimClock& m_clock;
};

} // namespace plectrum::async
