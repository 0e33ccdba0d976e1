// SPDX-License-Identifier: MIT
// Where heavy pure work is done. It is passed in as the clock is: with InlineExecutor all happens
// at once and in order (simulated clock, command line), with PoolExecutor (pool_executor.h) the
// caller's event loop goes on meanwhile.
#pragma once

#include "async/task.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <variant>

namespace plectrum::async {

class Executor
{
public:
    /// Work on fewer bytes than that is over sooner than another thread would have begun it.
    static constexpr std::size_t heavyFrom = 32 * 1024;

    Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;
    virtual ~Executor() = default;

    /// Does `work()` and gives what it gives or throws what it throws, in the thread of the caller.
    /// The work owns all that it touches and asks nobody: it may run in any thread, also after this
    /// was cancelled. Throws Cancelled when the token stops first; what the work gives is dropped
    /// then, and work that had not begun never does.
    template <typename Work>
    Task<std::invoke_result_t<Work&>> run(Work work, std::stop_token stop = {})
    {
        return runOn(this, std::move(work), std::move(stop));
    }
    /// As run(), of work on so many bytes: at once when that is little.
    template <typename Work>
    Task<std::invoke_result_t<Work&>> run(std::size_t bytes, Work work, std::stop_token stop = {})
    {
        if (bytes < heavyFrom)
            return runHere(std::move(work), std::move(stop));
        return runOn(this, std::move(work), std::move(stop));
    }

protected:
    /// Calls `job` once, which does not throw, and comes back in the thread of the caller when it
    /// is done. Throws Cancelled when the token stops first; a job that had not begun is not
    /// called. The executor itself need not live longer than the call of this function.
    virtual Task<void> perform(std::function<void()> job, std::stop_token stop) = 0;

private:
    template <typename Work>
    struct Job
    {
        using Result = std::invoke_result_t<Work&>;
        using Kept = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

        explicit Job(Work given)
            : work(std::move(given))
        {
        }
        void call() noexcept
        {
            try {
                if constexpr (std::is_void_v<Result>) {
                    (*work)();
                    result.emplace();
                } else {
                    result.emplace((*work)());
                }
            } catch (...) {
                error = std::current_exception();
            }
            work.reset(); // what it holds may take long to free, too
        }
        Result take()
        {
            if (error)
                std::rethrow_exception(std::exchange(error, nullptr));
            if constexpr (!std::is_void_v<Result>)
                return *std::move(result);
        }

        std::optional<Work> work;
        std::optional<Kept> result;
        std::exception_ptr error;
    };

    template <typename Work>
    static Task<std::invoke_result_t<Work&>> runOn(Executor* executor, Work work,
                                                   std::stop_token stop)
    {
        const auto job = std::make_shared<Job<Work>>(std::move(work));
        co_await executor->perform([job] { job->call(); }, std::move(stop));
        co_return job->take();
    }
    template <typename Work>
    static Task<std::invoke_result_t<Work&>> runHere(Work work, std::stop_token stop)
    {
        throwIfStopped(stop);
        co_return work();
    }
};

/// Does everything at once, in the thread of the caller.
class InlineExecutor final : public Executor
{
protected:
    Task<void> perform(std::function<void()> job, std::stop_token stop) override;
};

} // namespace plectrum::async
