// SPDX-License-Identifier: MIT
// How deep values may be nested: one limit for what a data store holds, and room above it for what
// is put around such values (records, exports, requests, the journal), so that whatever could be
// written can be read inside of each of them.
#pragma once

#include "json/value.h"

namespace plectrum::json {

/// The deepest nesting of containers in the value of an entry. Every door for values refuses more.
inline constexpr int maximumDepth = 1000;
/// Levels that may stand around such a value.
inline constexpr int wrapperDepth = 64;
/// The deepest nesting that the parser reads.
inline constexpr int maximumTextDepth = maximumDepth + wrapperDepth;

/// Whether containers are nested more than `levels` deep: 1 is [], 2 is [[]].
bool isDeeperThan(const Value& value, int levels) noexcept;

} // namespace plectrum::json
