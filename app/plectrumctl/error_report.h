// SPDX-License-Identifier: MIT
// What plectrumctl says, and to which exit code it comes, when a command has thrown.
#pragma once

#include "plectrumctl/exit_code.h"

#include <exception>
#include <string>

namespace plectrum::ctl {

struct ErrorReport
{
    ExitCode code = ExitCode::Failed;
    std::string text;
};

/// Of any exception but null.
ErrorReport errorReportOf(const std::exception_ptr& error);

} // namespace plectrum::ctl
