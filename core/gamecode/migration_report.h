// SPDX-License-Identifier: MIT
// What the lab has found as documents for others: JSON for programs, JUnit XML for CI, one HTML
// file for people. In English, like all files that Plectrum writes for other tools.
#pragma once

#include "async/clock.h"
#include "gamecode/migration_lab.h"
#include "gamecode/migration_results.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace plectrum::gamecode {

struct MigrationReport
{
    std::string universe{}; ///< its title
    std::string store{}; ///< the Lyra NAME
    std::string selection{}; ///< "all records", "a sample of 100 with seed 1", ...
    async::Time time{}; ///< when it was made
    const LabResults* results = nullptr; ///< must outlive the calls
    std::vector<RecordTrial> trials{}; ///< records that are shown step by step
};

/// "all records", "a sample of 100 with seed 1", ...
std::string describe(const KeySelection& keys);
/// Keys whose trials are worth showing: of each group of failures and rejections the first.
std::vector<std::string> keysWorthShowing(const LabResults& results, std::size_t most = 20);

json::Value toJson(const MigrationReport& report);
json::Value toJson(const MigrationPreview& preview);
json::Value toJson(const RecordTrial& trial, const CodeInfo& code);
/// A test case for each step, for the schema, and for the history of steps.
std::string toJUnit(const MigrationReport& report);
/// One file without anything beside it; light and dark as the reader's system is.
std::string toHtml(const MigrationReport& report);

} // namespace plectrum::gamecode
