// SPDX-License-Identifier: MIT
// JSON for scripts: reading and printing are one step each, and a short text can need much memory,
// so both are bounded before they begin. Internal to core/luau.
#pragma once

#include "json/value.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace plectrum::luau {

/// The largest record there is.
inline constexpr std::size_t longestJson = 4194304;

/// What the value of a JSON text needs in memory, at most.
std::size_t memoryOfJson(std::string_view text);

} // namespace plectrum::luau
