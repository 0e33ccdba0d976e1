// SPDX-License-Identifier: MIT
// Adds up what was found out of each record. It keeps counts, and of keys as much as lab_limits
// says.
#pragma once

#include "gamecode/migration_history.h"
#include "gamecode/migration_results.h"
#include "gamecode/record_finding.h"
#include "luau/game_code.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace plectrum::gamecode {

CodeInfo codeInfoOf(const luau::GameCode& code, const luau::GameStore& store);
MigrationHistory historyOf(const luau::GameStore& store);

/// Failures by their message.
class FailureGroups
{
public:
    /// True when the group is new.
    bool add(std::vector<FailureGroup>& groups, std::optional<std::size_t> step,
             const luau::Failure& failure, const std::string& key);

private:
    std::map<std::string, std::size_t> m_indices; ///< by message and place
    std::size_t m_keys = 0;
};

class LabTally
{
public:
    LabTally(CodeInfo code, std::chrono::nanoseconds slowFrom);

    /// Called for each group of failures that is new.
    void onNewFailure(std::function<void(const FailureGroup&)> listener);
    void skip(SkippedRecord record);
    void add(const RecordFinding& finding, bool isInTransaction);
    void addTraits(std::size_t step, const std::string& key, const StepTraits& traits);
    void setTemplateFailure(std::size_t step, const std::optional<luau::Failure>& failure);
    void setWarnings(std::vector<HistoryWarning> warnings);
    const LabResults& results() const { return m_results; }

private:
    void addStep(StepResult& result, const StepFinding& finding, const std::string& key);
    void addFailures(const RecordFinding& finding);
    void addSizes(const RecordFinding& finding);
    void addSlowest(const RecordFinding& finding);

    std::chrono::nanoseconds m_slowFrom;
    LabResults m_results;
    FailureGroups m_failures;
    FailureGroups m_rejections;
    std::function<void(const FailureGroup&)> m_onNewFailure;
};

} // namespace plectrum::gamecode
