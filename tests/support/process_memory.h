// SPDX-License-Identifier: MIT
// What this process needs in memory, as the kernel and malloc count it. 0 where neither tells.
#pragma once

#include <malloc.h>

#include <cstddef>
#include <fstream>
#include <string>

namespace plectrum::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/// A sanitizer makes memory and time of the process tell nothing.
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

/// Bytes that are allocated and not freed.
inline std::size_t allocatedBytes()
{
    const auto facts = mallinfo2();
    return facts.uordblks + facts.hblkhd;
}

inline std::size_t statusBytes(const std::string& field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(field))
            return std::stoul(line.substr(field.size())) << 10U;
    return 0;
}

/// Gives back what is free, and begins to measure the peak from here; gives what is resident.
inline std::size_t beginPeak()
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
    return statusBytes("VmRSS:");
}

/// The most that was resident since beginPeak().
inline std::size_t peakBytes()
{
    return statusBytes("VmHWM:");
}

} // namespace plectrum::test
