// SPDX-License-Identifier: MIT
#include "simulation/summary.h"

#include <format>

namespace plectrum::simulation {

std::string_view nameOf(Operation operation)
{
    static constexpr std::array<std::string_view, operationCount> names{
        "load", "get", "update", "save", "unload", "transfer", "peek", "probe", "close"};
    return names[std::size_t(operation)];
}

void Summary::add(const Summary& other)
{
    runs += other.runs;
    virtualMinutes += other.virtualMinutes;
    calls += other.calls;
    events += other.events;
    for (std::size_t i = 0; i < operationCount; ++i) {
        operations[i].done += other.operations[i].done;
        operations[i].failed += other.operations[i].failed;
    }
    for (std::size_t i = 0; i < faultCount; ++i)
        faults[i] += other.faults[i];
    for (const auto& [name, count] : other.errors)
        errors[name] += count;
    for (const auto& [name, count] : other.facts)
        facts[name] += count;
}

std::string Summary::text() const
{
    std::string text = std::format("{} runs, {:.0f} virtual minutes, {} service calls, {} events\n",
                                   runs, virtualMinutes, calls, events);
    text += "operations (done, failed):\n";
    for (std::size_t i = 0; i < operationCount; ++i)
        text += std::format("  {:<10}{:>10}{:>10}\n", nameOf(Operation(i)), operations[i].done,
                            operations[i].failed);
    text += "faults of calls:\n";
    for (std::size_t i = 1; i < faultCount; ++i)
        text += std::format("  {:<20}{:>10}\n", nameOf(Fault(i)), faults[i]);
    text += "facts:\n";
    for (const auto& [name, count] : facts)
        text += std::format("  {:<36}{:>10}\n", name, count);
    text += "errors of operations:\n";
    for (const auto& [name, count] : errors)
        text += std::format("  {:<60}{:>10}\n", name, count);
    return text;
}

} // namespace plectrum::simulation
