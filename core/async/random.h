// SPDX-License-Identifier: MIT
// The source of chance that is passed to whatever needs some: the same seed, the same run.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace plectrum::async {

class Random
{
public:
    explicit Random(std::uint64_t seed);
    /// Seeded by the operating system, for real runs.
    static Random fromSystem();

    /// Uniform in [0, 2^64).
    std::uint64_t bits();
    /// Uniform in [low, high]; low must not be above high.
    std::int64_t integer(std::int64_t low, std::int64_t high);
    /// Uniform in [0, 1).
    double fraction();
    /// True with this probability.
    bool chance(double probability);
    /// A version 4 UUID as Roblox's GenerateGUID(false) writes it: 36 characters, upper case.
    std::string guid();

private:
    std::mt19937_64 m_engine;
};

} // namespace plectrum::async
