// SPDX-License-Identifier: MIT
// What plectrumctl says of entries of the journal and of taking them back.
#pragma once

#include "activity/undo.h"
#include "journal/entry.h"
#include "json/value.h"
#include "plectrumctl/exit_code.h"

#include <string>
#include <vector>

namespace plectrum::ctl {

std::string tableOf(const std::vector<journal::Entry>& entries);
json::Value documentOf(const journal::Entry& entry, const std::vector<journal::Change>& changes);

json::Value documentOf(const activity::UndoResult& result);
/// One line.
std::string textOf(const activity::UndoResult& result);
ExitCode exitCodeOf(const activity::UndoResult& result);

} // namespace plectrum::ctl
