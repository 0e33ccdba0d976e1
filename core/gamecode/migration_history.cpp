// SPDX-License-Identifier: MIT
#include "gamecode/migration_history.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace plectrum::gamecode {

MigrationHistory::MigrationHistory(std::vector<std::string> steps)
    : m_steps(std::move(steps))
{
}

void MigrationHistory::count(HistoryProblem problem, const std::string& step,
                             const std::string& other)
{
    const auto same = [&](const HistoryWarning& one) {
        return one.problem == problem && one.step == step && one.other == other;
    };
    const auto found = std::ranges::find_if(m_warnings, same);
    if (found != m_warnings.end())
        ++found->records;
    else
        m_warnings.push_back({problem, step, other, 1});
}

void MigrationHistory::add(const std::vector<std::string>& applied)
{
    std::optional<std::size_t> last; // of the known steps that were applied, the one before
    std::size_t highest = 0;
    for (const std::string& name : applied) {
        const auto found = std::ranges::find(m_steps, name);
        if (found == m_steps.end()) {
            count(HistoryProblem::Removed, name, {});
            continue;
        }
        const auto index = static_cast<std::size_t>(found - m_steps.begin());
        if (last && index < *last)
            count(HistoryProblem::Reordered, m_steps[*last], name);
        last = index;
        highest = std::max(highest, index);
    }
    for (std::size_t i = 0; last && i < highest; ++i)
        if (!std::ranges::contains(applied, m_steps[i]))
            count(HistoryProblem::Inserted, m_steps[i], m_steps[highest]);
}

std::vector<HistoryWarning> MigrationHistory::warnings() const
{
    std::vector<HistoryWarning> sorted = m_warnings;
    std::ranges::sort(sorted, {}, [](const HistoryWarning& one) {
        return std::tie(one.step, one.problem, one.other);
    });
    return sorted;
}

} // namespace plectrum::gamecode
