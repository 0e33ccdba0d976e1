// SPDX-License-Identifier: MIT
// The SQLite file that holds the drafts and the journal: what marks it as ours, its tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace plectrum::journal::file_format {

inline constexpr std::int32_t applicationId = 0x506c4a72; // "PlJr"
inline constexpr std::int32_t version = 2;
/// draft.group_id of a draft that a Plectrum of version 1 has kept, which noted no groups.
inline constexpr const char* unknownGroup = "?";

/// Looks at the file without SQLite, which might change it. True when it is one of ours, false when
/// it is not there or empty. Throws Error: Foreign, Newer, Damaged, ReadOnly, Unreadable.
bool check(const std::string& path);
/// Makes an empty file that only its owner may read, where there is none.
void reserve(const std::string& path);
/// The statements that make the tables.
std::span<const char* const> schema();
/// Those that make tables of the next version out of tables of this one.
std::span<const char* const> migrationFrom(std::int32_t older);

} // namespace plectrum::journal::file_format
