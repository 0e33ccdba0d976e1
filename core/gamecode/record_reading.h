// SPDX-License-Identifier: MIT
// Reads records for the game's code: their data as a load would find it, or why there is none.
#pragma once

#include "async/task.h"
#include "editing/record_access.h"
#include "gamecode/key_source.h"
#include "gamecode/migration_results.h"
#include "gamecode/record_finding.h"
#include "store/record/inspection.h"

#include <cstddef>
#include <expected>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

using Reading = std::expected<ReadRecord, SkippedRecord>;

/// What an inspection has for the code.
Reading readingOf(std::string key, const store::Inspection& inspection);
/// Reads one. What the service does not give is a result, unless it would give none at all
/// (Denied).
Task<Reading> readForCode(editing::RecordAccess access, std::string store, std::string key,
                          std::stop_token stop);

/// Reads the records of a selection, several side by side, as many as their size allows.
class RecordReader
{
public:
    static constexpr std::size_t bytesAtOnce = std::size_t{2} << 20;

    RecordReader(editing::RecordAccess access, std::string store, KeySelection keys);

    KeySource& keys() { return m_keys; }
    /// None at the end. Throws as readForCode().
    Task<std::vector<Reading>> next(std::stop_token stop);

private:
    KeySource m_keys;
    editing::RecordAccess m_access;
    std::string m_store;
    std::size_t m_reads = 1; ///< side by side
};

} // namespace plectrum::gamecode
