// SPDX-License-Identifier: MIT
#include "async/random.h"

#include <cmath>
#include <format>

namespace plectrum::async {

Random::Random(std::uint64_t seed)
    : m_engine(seed)
{
}

Random Random::fromSystem()
{
    std::random_device device;
    return Random((std::uint64_t(device()) << 32) | device());
}

std::uint64_t Random::bits()
{
    return m_engine();
}

// Not std::uniform_int_distribution: its results differ between standard libraries, and a seed must
// replay everywhere. The bias of the remainder is below 2^-32 for the ranges used here.
std::int64_t Random::integer(std::int64_t low, std::int64_t high)
{
    const auto span = std::uint64_t(high) - std::uint64_t(low) + 1;
    const auto offset = span == 0 ? bits() : bits() % span;
    return std::int64_t(std::uint64_t(low) + offset);
}

double Random::fraction()
{
    return std::ldexp(double(bits() >> 11), -53);
}

bool Random::chance(double probability)
{
    return fraction() < probability;
}

std::string Random::guid()
{
    const auto high = (bits() & ~0xF000ULL) | 0x4000ULL; // version 4
    const auto low = (bits() & ~(3ULL << 62)) | (2ULL << 62); // variant 1
    return std::format("{:08X}-{:04X}-{:04X}-{:04X}-{:012X}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFFF, low >> 48, low & 0xFFFFFFFFFFFFULL);
}

} // namespace plectrum::async
