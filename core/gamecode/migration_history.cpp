// SPDX-License-Identifier: MIT
#include "gamecode/migration_history.h"

#include "json/pointer.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace plectrum::gamecode {

namespace {

constexpr std::size_t keysOfAWarning = 5;
constexpr std::size_t maxWarnings = 1000; ///< names come from records, which may hold anything

std::vector<KnownStep> withoutFields(const std::vector<std::string>& names)
{
    std::vector<KnownStep> steps;
    for (const std::string& name : names)
        steps.push_back({.name = name});
    return steps;
}

/// The places that the fields add and that the template has, too: no later step takes them away.
void collectLasting(const json::Value& fields, const json::Value& templateData,
                    const json::Pointer& at, std::vector<std::string>& places)
{
    fields.forEachMember([&](std::string_view name, const json::Value& field) {
        const json::Value* there = templateData.find(name);
        if (!there || there->isNull() || field.isNull())
            return;
        if (field.isObject() && field.size() > 0 && there->isObject())
            collectLasting(field, *there, at / name, places);
        else
            places.push_back((at / name).toString());
    });
}

} // namespace

MigrationHistory::MigrationHistory(const std::vector<std::string>& steps)
    : MigrationHistory(withoutFields(steps), {})
{
}

MigrationHistory::MigrationHistory(std::vector<KnownStep> steps, json::Value templateData)
    : m_steps(std::move(steps))
    , m_template(std::move(templateData))
{
    for (const KnownStep& step : m_steps) {
        std::vector<std::string> places;
        collectLasting(step.addedFields, m_template, json::Pointer(), places);
        m_added.push_back(std::move(places));
    }
}

void MigrationHistory::count(HistoryProblem problem, const std::string& step,
                             const std::string& other, const std::string& key)
{
    const auto same = [&](const HistoryWarning& one) {
        return one.problem == problem && one.step == step && one.other == other;
    };
    auto found = std::ranges::find_if(m_warnings, same);
    if (found == m_warnings.end()) {
        if (m_warnings.size() >= maxWarnings)
            return;
        found = m_warnings.insert(found, {problem, step, other, 0, {}});
    }
    ++found->records;
    if (!key.empty() && found->keys.size() < keysOfAWarning)
        found->keys.push_back(key);
}

void MigrationHistory::addUnknown(const std::vector<std::string>& applied, const std::string& key)
{
    std::vector<bool> isApplied(m_steps.size());
    std::size_t stepsBefore = 0;
    for (const std::string& name : applied) {
        const auto found = std::ranges::find(m_steps, name, &KnownStep::name);
        if (found == m_steps.end()) {
            const bool isNewer = stepsBefore == m_steps.size();
            count(isNewer ? HistoryProblem::NewerCode : HistoryProblem::Removed, name, {}, key);
            continue;
        }
        const auto index = static_cast<std::size_t>(found - m_steps.begin());
        stepsBefore += isApplied[index] ? 0 : 1;
        isApplied[index] = true;
    }
}

void MigrationHistory::add(const std::vector<std::string>& applied, const std::string& key)
{
    addUnknown(applied, key);
    std::optional<std::size_t> last; // of the known steps that were applied, the one before
    std::size_t highest = 0;
    for (const std::string& name : applied) {
        const auto found = std::ranges::find(m_steps, name, &KnownStep::name);
        if (found == m_steps.end())
            continue;
        const auto index = static_cast<std::size_t>(found - m_steps.begin());
        if (last && index < *last)
            count(HistoryProblem::Reordered, m_steps[*last].name, name, key);
        last = index;
        highest = std::max(highest, index);
    }
    for (std::size_t i = 0; last && i < highest; ++i)
        if (!std::ranges::contains(applied, m_steps[i].name))
            count(HistoryProblem::Inserted, m_steps[i].name, m_steps[highest].name, key);
}

void MigrationHistory::add(const std::vector<std::string>& applied, const json::Value& data,
                           const std::string& key)
{
    add(applied, key);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (m_added[i].empty() || !std::ranges::contains(applied, m_steps[i].name))
            continue;
        for (const std::string& place : m_added[i])
            if (!json::resolve(data, json::Pointer::parse(place).value()))
                count(HistoryProblem::Changed, m_steps[i].name, place, key);
    }
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
