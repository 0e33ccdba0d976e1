// SPDX-License-Identifier: MIT
// How long a lock is asked for before that counts as a failure.
#pragma once

#include <chrono>

namespace plectrum::store {

struct LockPatience
{
    LockPatience() = default;
    template <typename Rep, typename Period>
    LockPatience(std::chrono::duration<Rep, Period> duration, bool withErrors = false)
        : wait(duration)
        , isWithErrors(withErrors)
    {
    }

    std::chrono::milliseconds wait{}; ///< for each lock
    bool isWithErrors = false; ///< an error, too, is waited out; else it is thrown at once
};

} // namespace plectrum::store
