// SPDX-License-Identifier: MIT
// What the lab has found as the rows of its tables. Plain functions.
#pragma once

#include "documents/game/game_spec.h"
#include "documents/migration/lab_table_model.h"
#include "gamecode/migration_results.h"

#include <optional>
#include <string>
#include <vector>

namespace plectrum::documents {

/// What is known so far; either may be null.
struct LabFindings
{
    const gamecode::MigrationPreview* preview = nullptr;
    const gamecode::LabResults* results = nullptr;
};

QStringList headersOf(LabTable table);
std::vector<LabRow> rowsOf(LabTable table, const LabFindings& findings);
/// The records that a row of a table speaks of, as far as they are kept.
std::vector<std::string> keysOf(LabTable table, std::size_t index, const LabFindings& findings);
/// The line of code that a row blames; nullopt: none.
std::optional<GameFailure> failureOf(LabTable table, std::size_t index,
                                     const LabFindings& findings);
/// The step that a row is of; nullopt: of none.
std::optional<std::size_t> stepOf(LabTable table, std::size_t index, const LabFindings& findings);
/// How many rows a table has.
std::size_t rowCountOf(LabTable table, const LabFindings& findings);

} // namespace plectrum::documents
