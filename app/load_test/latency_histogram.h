// SPDX-License-Identifier: MIT
// How long things took, counted in classes that grow by a sixteenth of an octave (4.5 %): as little
// memory for a billion of them as for ten.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace plectrum::app {

class LatencyHistogram
{
public:
    using Duration = std::chrono::nanoseconds;

    void add(Duration duration);
    void add(const LatencyHistogram& other);
    std::uint64_t count() const { return m_count; }
    Duration longest() const { return m_longest; }
    /// The time within which this part (0 to 1) of them was done, at most 4.5 % too long; zero when
    /// there are none.
    Duration within(double part) const;

private:
    static constexpr std::size_t perOctave = 16;
    static constexpr std::size_t classes = 44 * perOctave; ///< up to four hours

    std::array<std::uint64_t, classes> m_counts{};
    std::uint64_t m_count = 0;
    Duration m_longest{};
};

} // namespace plectrum::app
