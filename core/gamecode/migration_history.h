// SPDX-License-Identifier: MIT
// The classic mistakes with published steps, seen in what records say they have applied.
//
// A step that a record lists and the code does not know was either removed from the code, or comes
// from newer code. A list grows at its end, so: where the record has applied every step of the code
// before it, newer code went on from there (NewerCode); where a step of the code is missing or
// comes later, it was there while these were not, so it was removed since (Removed). The last step
// of all, removed, looks like newer code: only who knows the code's history can tell.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <string>
#include <vector>

namespace plectrum::gamecode {

enum class HistoryProblem
{
    Removed, ///< records have applied a step that the store no longer has
    NewerCode, ///< records have applied a step that this code does not know yet
    Reordered, ///< records have applied a step before one that now stands before it
    Inserted, ///< records have applied later steps but not this one, which stands among them
    /// Records have applied a step but lack what it adds now, though the template has it: its code
    /// was changed after it was published.
    Changed,
};

struct HistoryWarning
{
    HistoryProblem problem{};
    std::string step;
    /// Reordered: the step that now stands before it; Inserted: the later one; Changed: the place
    /// that is missing, as JSON Pointer.
    std::string other{};
    std::size_t records = 0; ///< how many show it
    std::vector<std::string> keys{}; ///< of some of them

    friend bool operator==(const HistoryWarning&, const HistoryWarning&) = default;
};

/// A step of the code as far as it can be told from its effect.
struct KnownStep
{
    std::string name;
    json::Value addedFields{}; ///< of addFields; null for a transform
};

/// Collects what records have applied, and tells what does not fit a list of steps.
class MigrationHistory
{
public:
    explicit MigrationHistory(const std::vector<std::string>& steps);
    /// As above, and finds Changed steps.
    MigrationHistory(std::vector<KnownStep> steps, json::Value templateData);

    void add(const std::vector<std::string>& applied, const std::string& key = {});
    /// As above, with the record's data.
    void add(const std::vector<std::string>& applied, const json::Value& data,
             const std::string& key);
    /// Sorted by step; each pair once.
    std::vector<HistoryWarning> warnings() const;

private:
    void addUnknown(const std::vector<std::string>& applied, const std::string& key);
    void count(HistoryProblem problem, const std::string& step, const std::string& other,
               const std::string& key);

    std::vector<KnownStep> m_steps;
    json::Value m_template;
    std::vector<std::vector<std::string>> m_added; ///< by step: pointers that the template has, too
    std::vector<HistoryWarning> m_warnings;
};

} // namespace plectrum::gamecode
