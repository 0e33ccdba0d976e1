// SPDX-License-Identifier: MIT
// A hash of a whole value: equal values have equal hashes (1 and 1.0 too). The journal keeps
// such hashes: when they come out otherwise one day, its undo tells conflicts.
#pragma once

#include "json/value.h"

#include <cstdint>

namespace plectrum::json {

std::uint64_t hashOf(const Value& value);

} // namespace plectrum::json
