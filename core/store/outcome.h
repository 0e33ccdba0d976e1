// SPDX-License-Identifier: MIT
// What became of a task whose value nobody needs: awaited outside of any `catch`, where waiting is
// allowed.
#pragma once

#include "async/task.h"

#include <exception>
#include <utility>

namespace plectrum::store {

using async::Task;

struct Outcome
{
    std::exception_ptr error; ///< nullptr: none
};

/// Awaits a task; its exception is the result, what it gives is not looked at.
template <typename T>
Task<Outcome> outcomeOf(Task<T> task)
{
    try {
        co_await std::move(task);
    } catch (...) {
        co_return Outcome{std::current_exception()};
    }
    co_return Outcome{};
}

} // namespace plectrum::store
