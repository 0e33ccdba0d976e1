// SPDX-License-Identifier: MIT
// Which universe a command line names: --universe FILE, --universe opencloud:ID?..., --demo.
#pragma once

#include "datastore/universe.h"
#include "plectrumctl/arguments.h"

namespace plectrum::ctl {

/// The demo universe when none is named. Throws Failure (Usage) for an opencloud: text that is
/// wrong.
datastore::UniverseSpec universeIn(const Arguments& arguments);

} // namespace plectrum::ctl
