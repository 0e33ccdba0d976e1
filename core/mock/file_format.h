// SPDX-License-Identifier: MIT
// The format of a universe file (NAME.plectrum): an SQLite database with an application id, the
// format's version as user_version, and the tables below. Written by universe_file.
#pragma once

#include <string>

namespace plectrum::mock::file_format {

inline constexpr int applicationId = 0x506C6563; ///< "Plec"
inline constexpr int version = 1;

/// Whether a file is there. Throws Error of kind Storage, without touching it, for one that cannot
/// be a universe of ours; error.code() is one of FOREIGN, NEWER, DAMAGED, IO.
bool isThere(const std::string& path);
/// Whether a file that is there can only be read: it is marked so, or it, its folder or its disk
/// cannot be written. Throws Error (READONLY) when even reading needs a write.
bool isReadOnly(const std::string& path);
/// Makes an empty universe: as a whole or, when it throws, not at all.
void create(const std::string& path);

} // namespace plectrum::mock::file_format
