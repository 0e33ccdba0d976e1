// SPDX-License-Identifier: MIT
// What happened in one run or in many, counted, so that one sees that every path was exercised.
#pragma once

#include "simulation/weather.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace plectrum::simulation {

enum class Operation
{
    Load,
    Get,
    Update,
    Save,
    Unload,
    Transfer,
    Peek,
    Probe,
    Close,
};
inline constexpr std::size_t operationCount = 9;
std::string_view nameOf(Operation operation);

struct Summary
{
    struct Outcomes
    {
        std::int64_t done = 0;
        std::int64_t failed = 0;
    };
    std::int64_t runs = 0;
    double virtualMinutes = 0;
    std::int64_t calls = 0;
    std::int64_t events = 0;
    std::array<Outcomes, operationCount> operations{};
    std::array<std::int64_t, faultCount> faults{};
    std::map<std::string, std::int64_t> errors; ///< what operations failed with, by text
    std::map<std::string, std::int64_t, std::less<>> facts; ///< crashes, lost locks, ...

    void add(const Summary& other);
    std::string text() const;
};

} // namespace plectrum::simulation
