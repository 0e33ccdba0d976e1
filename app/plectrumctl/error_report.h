// SPDX-License-Identifier: MIT
// What plectrumctl says, and to which exit code it comes, when a command has thrown.
#pragma once

#include "datastore/error.h"
#include "plectrumctl/exit_code.h"

#include <exception>
#include <string>

namespace plectrum::ctl {

struct ErrorReport
{
    ExitCode code = ExitCode::Failed;
    std::string text;
};

/// What a refusal of the service ends a command with.
ExitCode exitCodeOf(datastore::ErrorKind kind);
/// Of any exception but null.
ErrorReport errorReportOf(const std::exception_ptr& error);

} // namespace plectrum::ctl
