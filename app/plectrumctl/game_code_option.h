// SPDX-License-Identifier: MIT
// A game's own code as a command names it: the file, --project, --call, the ids of the place.
#pragma once

#include "luau/game_code.h"
#include "plectrumctl/arguments.h"

#include <memory>
#include <string>

namespace plectrum::ctl {

/// Runs the file's module. What it prints goes to stderr, as what is missing does when it fails.
/// Throws Failure (BadInput, Usage).
std::shared_ptr<luau::GameCode> loadGameCode(const std::string& file, const Arguments& arguments);

/// Throws Failure (BadInput), which says why there is no store.
void requireStores(const luau::GameCode& code);

} // namespace plectrum::ctl
