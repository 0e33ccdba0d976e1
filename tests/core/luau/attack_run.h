// SPDX-License-Identifier: MIT
// Runs a hostile script as the program runs a game's code, and measures what it costs: how it ends,
// the most memory of the process meanwhile, what is left afterwards.
#pragma once

#include "luau/budget.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace plectrum::test {

struct AttackResult
{
    std::string ending; ///< "nothing", or the error of the load, then of steps and schemas
    std::vector<std::string> placeless; ///< errors that name no script and line
    std::size_t peak = 0; ///< bytes of the process above what it had; 0 where it cannot be told
    std::ptrdiff_t left = 0; ///< bytes that are still allocated
    double stopSeconds = 0; ///< processor time from the stop request to the end; < 0: ended before
};

/// Loads the script as a game's configuration and calls all its steps and schemas.
AttackResult runAttack(const std::filesystem::path& script, luau::Limits limits);
/// As runAttack, without limits of time and steps, but another thread asks to stop when this one
/// has spent `before` seconds on it.
AttackResult stopAttack(const std::filesystem::path& script, double before);

} // namespace plectrum::test
