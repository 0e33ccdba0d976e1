// SPDX-License-Identifier: MIT
// The classic mistakes with published steps, seen in what records say they have applied.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace plectrum::gamecode {

enum class HistoryProblem
{
    Removed, ///< records have applied a step that the store no longer has
    Reordered, ///< records have applied a step before one that now stands before it
    Inserted ///< records have applied later steps but not this one, which stands among them
};

struct HistoryWarning
{
    HistoryProblem problem{};
    std::string step;
    std::string other{}; ///< Reordered: the step that now stands before it; Inserted: the later one
    std::size_t records = 0; ///< how many show it

    friend bool operator==(const HistoryWarning&, const HistoryWarning&) = default;
};

/// Collects what records have applied, and tells what does not fit a list of steps.
class MigrationHistory
{
public:
    explicit MigrationHistory(std::vector<std::string> steps);
    void add(const std::vector<std::string>& applied);
    /// Sorted by step; each pair once.
    std::vector<HistoryWarning> warnings() const;

private:
    void count(HistoryProblem problem, const std::string& step, const std::string& other);

    std::vector<std::string> m_steps;
    std::vector<HistoryWarning> m_warnings;
};

} // namespace plectrum::gamecode
