// SPDX-License-Identifier: MIT
#include "load_test/latency_histogram.h"

#include <algorithm>
#include <cmath>

namespace plectrum::app {

void LatencyHistogram::add(Duration duration)
{
    const double nanoseconds = double(std::max<std::int64_t>(1, duration.count()));
    const auto place = std::size_t(std::log2(nanoseconds) * double(perOctave));
    ++m_counts[std::min(place, classes - 1)];
    ++m_count;
    m_longest = std::max(m_longest, duration);
}

void LatencyHistogram::add(const LatencyHistogram& other)
{
    for (std::size_t place = 0; place < classes; ++place)
        m_counts[place] += other.m_counts[place];
    m_count += other.m_count;
    m_longest = std::max(m_longest, other.m_longest);
}

LatencyHistogram::Duration LatencyHistogram::within(double part) const
{
    const auto wanted = std::uint64_t(std::ceil(double(m_count) * part));
    std::uint64_t met = 0;
    for (std::size_t place = 0; place < classes && m_count > 0; ++place) {
        met += m_counts[place];
        if (met < wanted || met == 0)
            continue;
        const double end = std::exp2(double(place + 1) / double(perOctave));
        return std::min(m_longest, Duration(std::int64_t(std::ceil(end))));
    }
    return {};
}

} // namespace plectrum::app
