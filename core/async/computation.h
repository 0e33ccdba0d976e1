// SPDX-License-Identifier: MIT
// A value that a thread of the pool computes for an object with an event loop: of several that were
// asked for only the newest arrives, and none once this is gone.
#pragma once

#include "async/pool_executor.h"
#include "async/task_owner.h"

#include <exception>
#include <functional>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace plectrum::async {

template <typename Value>
class Computation
{
public:
    /// `taken` is called in the thread that asked, with each value that arrives.
    explicit Computation(std::function<void(Value)> taken)
        : m_taken(std::move(taken))
    {
    }
    Computation(const Computation&) = delete;
    Computation& operator=(const Computation&) = delete;
    ~Computation() = default;

    /// The work gets a token that stops when its value is wanted no longer. It may run on after
    /// that, so it owns all that it touches; it does not throw.
    template <typename Work>
    void start(Work work)
    {
        m_owner.emplace([](const std::exception_ptr&) { std::terminate(); });
        m_isRunning = true;
        m_owner->start(compute(this, std::move(work), m_owner->stopToken()));
    }
    void cancel()
    {
        m_owner.reset();
        m_isRunning = false;
    }
    bool isRunning() const { return m_isRunning; }

private:
    template <typename Work>
    static Task<void> compute(Computation* self, Work work, std::stop_token stop)
    {
        auto job = [work = std::move(work), stop]() mutable -> Value {
            if constexpr (std::is_invocable_v<Work&, std::stop_token>)
                return work(stop);
            else
                return work();
        };
        Value value = co_await PoolExecutor::shared().run(std::move(job), stop);
        // Nobody asked it to stop, so the owner is there.
        self->m_isRunning = false;
        const auto taken = self->m_taken; // it may end this
        taken(std::move(value));
    }

    std::function<void(Value)> m_taken;
    std::optional<TaskOwner> m_owner;
    bool m_isRunning = false;
};

} // namespace plectrum::async
