// SPDX-License-Identifier: MIT
// One call of plectrumctl, from its words to its exit code.
#pragma once

#include "plectrumctl/exit_code.h"

#include <span>
#include <string>

namespace plectrum::ctl {

/// Results go to stdout, what went wrong to stderr. Needs a QCoreApplication; waits in its loop.
ExitCode run(std::span<const std::string> words);

} // namespace plectrum::ctl
