// SPDX-License-Identifier: MIT
// The options that say which game's configuration is meant, and what is told when it does not load.
#pragma once

#include "gamecode/configuration.h"
#include "luau/error.h"
#include "luau/module_loader.h"
#include "plectrumctl/arguments.h"
#include "plectrumctl/exit_code.h"

#include <span>
#include <string>
#include <vector>

namespace plectrum::ctl {

/// --project, --call, --game-id, ...
std::span<const Option> gameOptions();
/// Of `file`. Throws Failure (BadInput) for a file that is not there, (Usage) for a bad id.
gamecode::Configuration configurationIn(const Arguments& arguments, const std::string& file);

/// What the code uses that is not there, a line each.
std::string textOfMissing(const std::vector<luau::Missing>& missing,
                          const std::vector<luau::ProjectProblem>& problems);
/// BadInput, with the place in the game's code.
Failure failureOf(const luau::Error& error);

} // namespace plectrum::ctl
