// SPDX-License-Identifier: MIT
// One recording of the library: its steps, and what it wrote, in a form that can be compared with
// what ours does. Ids are numbered by their first appearance; texts of shards are left out, for
// another compressor may make others.
#pragma once

#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::interop {

/// tests/interop/data/golden/NAME.json; throws std::runtime_error when it cannot be read.
json::Value readGolden(const std::string& name);
/// The names of all scenarios (files with `final`), in order.
std::vector<std::string> scenarioNames();

/// Milliseconds from the start, rounded, of a golden time in seconds.
std::int64_t millisecondsOf(const json::Value& seconds);

/// {"writes", "final"} with ids numbered, each write {"t", "op", "store", "key", "value"?,
/// "userIds"?, "failed"?}. Writes of one moment are put in order when `isUnordered`.
json::Value comparable(const json::Value& writes, const json::Value& final, bool isUnordered);
/// The same for a list of lock operations.
json::Value comparableLocks(const json::Value& locks, bool isUnordered);

/// An error text without the prefixes that only the library's queue and Luau add.
std::string bareError(const std::string& text);
/// A text with each id made the same.
std::string withoutIds(const std::string& text);

} // namespace plectrum::interop
