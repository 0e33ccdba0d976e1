// SPDX-License-Identifier: MIT
// The coroutine type of the whole project, and what several tasks are put together with.
#pragma once

#include <QCoroTask>

#include <exception>
#include <stop_token>
#include <utility>
#include <vector>

namespace plectrum::async {

/// Starts at once, is awaited once or more. A dropped Task runs on and its exception vanishes:
/// every task is awaited or given to a TaskOwner.
template <typename T = void>
using Task = QCoro::Task<T>;

/// What a wait throws whose stop token was asked to stop.
class Cancelled : public std::exception
{
public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// Throws Cancelled when the token was asked to stop.
inline void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

/// Awaits all tasks, also when one fails; then throws the first exception in order, if any.
template <typename T>
Task<std::vector<T>> all(std::vector<Task<T>> tasks)
{
    std::vector<T> results;
    results.reserve(tasks.size());
    std::exception_ptr first;
    for (auto& task : tasks) {
        try {
            results.push_back(co_await std::move(task));
        } catch (...) {
            if (!first)
                first = std::current_exception();
        }
    }
    if (first)
        std::rethrow_exception(first);
    co_return results;
}

/// As above for tasks without a result.
Task<void> all(std::vector<Task<void>> tasks);

} // namespace plectrum::async
