// SPDX-License-Identifier: MIT
// What the steps did to one record, as small as the results need it: made in a worker's thread from
// the record, so that the values themselves are let go of there.
#pragma once

#include "gamecode/change_class.h"
#include "gamecode/migration_run.h"
#include "json/value.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

/// A record that was read.
struct ReadRecord
{
    std::string key;
    json::Value data;
    std::optional<std::vector<std::string>> applied; ///< nullopt: no list
    std::size_t bytes = 0; ///< of the data's JSON text
    bool isInTransaction = false; ///< an unfinished one; the data is that before it
};

struct StepFinding
{
    StepOutcome outcome = StepOutcome::NotReached;
    std::chrono::nanoseconds took{};
    std::size_t before = 0; ///< bytes
    std::size_t after = 0;
    ClassifiedChanges changes{};
};

struct RecordFinding
{
    std::string key;
    bool isUpToDate = false; ///< nothing was pending; then there are no steps
    std::vector<StepFinding> steps{};
    std::optional<std::size_t> failedStep{};
    luau::Failure failure{}; ///< of that
    std::optional<std::string> schemaProblem{};
    std::size_t before = 0; ///< bytes
    std::size_t after = 0; ///< 0 when a step failed
};

/// Which steps are pending by a record's list, and which it lists already.
std::vector<std::size_t> pendingSteps(const std::vector<std::string>& stepNames,
                                      const std::optional<std::vector<std::string>>& applied);

/// `stepNames` are those of the run's store. Throws Cancelled.
RecordFinding findOut(MigrationRun& run, const std::vector<std::string>& stepNames,
                      const ReadRecord& record, std::chrono::nanoseconds slowFrom,
                      std::stop_token stop);

/// Of each applied step of a report.
std::vector<ClassifiedChanges> changesOf(const RecordReport& report);

} // namespace plectrum::gamecode
