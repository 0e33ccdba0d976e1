// SPDX-License-Identifier: MIT
// What is wrong with the file of a universe: datastore::Error of kind Storage with the file's path
// and the reason. Its code() is LOCKED, FULL, READONLY, DAMAGED or IO, of our own checks also
// FOREIGN, NEWER, EXISTS or MISSING.
#pragma once

#include "datastore/error.h"
#include "sql/connection.h"

#include <string>

namespace plectrum::mock {

/// "PATH: REASON".
datastore::Error storageError(const std::string& path, const char* code, const std::string& reason);
/// For the connection to a universe's file.
sql::Thrower storageThrower(std::string path);

} // namespace plectrum::mock
