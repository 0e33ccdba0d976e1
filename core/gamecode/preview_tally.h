// SPDX-License-Identifier: MIT
// Adds up which steps are pending for how many records.
#pragma once

#include "gamecode/migration_history.h"
#include "gamecode/migration_results.h"
#include "gamecode/record_finding.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace plectrum::gamecode {

class PreviewTally
{
public:
    PreviewTally(CodeInfo code, MigrationHistory history);

    void skip(SkippedRecord record);
    void add(const ReadRecord& record);
    std::size_t records() const { return m_preview.records; }
    MigrationPreview take();

private:
    MigrationPreview m_preview;
    MigrationHistory m_history;
    std::map<std::vector<std::size_t>, std::size_t> m_groups; ///< index by pending steps
};

} // namespace plectrum::gamecode
