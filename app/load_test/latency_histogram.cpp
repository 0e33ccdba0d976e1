// SPDX-License-Identifier: MIT
#include "load_test/latency_histogram.h"

#include <algorithm>
#include <cmath>

namespace plectrum::app {

void LatencyHistogram::add(Duration duration)
{
    const double nanoseconds = double(std::max<std::int64_t>(1, duration.count()));
    const auto index = std::size_t(std::log2(nanoseconds) * double(perOctave));
    ++m_counts[std::min(index, classes - 1)];
    ++m_count;
    m_longest = std::max(m_longest, duration);
}

void LatencyHistogram::add(const LatencyHistogram& other)
{
    for (std::size_t index = 0; index < classes; ++index)
        m_counts[index] += other.m_counts[index];
    m_count += other.m_count;
    m_longest = std::max(m_longest, other.m_longest);
}

LatencyHistogram::Duration LatencyHistogram::within(double part) const
{
    const auto wanted = std::uint64_t(std::ceil(double(m_count) * part));
    std::uint64_t met = 0;
    for (std::size_t index = 0; index < classes && m_count > 0; ++index) {
        met += m_counts[index];
        if (met < wanted || met == 0)
            continue;
        const double end = std::exp2(double(index + 1) / double(perOctave));
        return std::min(m_longest, Duration(std::int64_t(std::ceil(end))));
    }
    return {};
}

} // namespace plectrum::app
