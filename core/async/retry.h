// SPDX-License-Identifier: MIT
// The one retry loop: what to retry and how long to wait are data.
#pragma once

#include "async/clock.h"
#include "async/task.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <stop_token>

namespace plectrum::async {

struct RetryPolicy
{
    int attempts = 5; ///< calls in all, the first included
    Duration firstDelay = std::chrono::seconds(2);
    double factor = 2;
    Duration maximumDelay = std::chrono::seconds(30);
    /// Whether an error may go away; the current exception is the argument.
    std::function<bool(const std::exception_ptr&)> retryable;
};

/// Calls body() until it succeeds, its error is not retryable, or the attempts are used up; then
/// the last error is thrown. `body` and `clock` must live until the task is done.
template <typename T, typename Body>
Task<T> retry(RetryPolicy policy, Clock& clock, Body body, std::stop_token stop)
{
    auto delay = policy.firstDelay;
    for (int attempt = 1;; ++attempt) {
        std::exception_ptr error;
        try {
            co_return co_await body();
        } catch (...) {
            error = std::current_exception();
        }
        if (attempt >= policy.attempts || !policy.retryable || !policy.retryable(error))
            std::rethrow_exception(error);
        co_await clock.sleep(delay, stop);
        delay = std::min(policy.maximumDelay,
                         Duration(std::int64_t(double(delay.count()) * policy.factor)));
    }
}

} // namespace plectrum::async
