// SPDX-License-Identifier: MIT
// Time that does not run while other programs have the processor.
#pragma once

#include <chrono>
#include <ctime>

namespace plectrum::test {

/// What the processor has worked for the calling thread.
inline std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace plectrum::test
