// SPDX-License-Identifier: MIT
// What plectrumctl says of one key and of one write.
#pragma once

#include "plectrumctl/arguments.h"
#include "plectrumctl/exit_code.h"
#include "store/inspection.h"
#include "store/record_access.h"

#include <cstddef>
#include <string>

namespace plectrum::ctl {

/// The store that the arguments mean: operand 0, plain with --raw or --scope.
store::StoreListing storeOf(const Arguments& arguments);
/// The key that the arguments mean: operands 0 and 1.
store::KeyAddress addressOf(const Arguments& arguments);
/// "PlayerData/player_1"
std::string nameOf(const store::KeyAddress& address);

/// Throws Failure (Damaged) for what cannot be shown as data.
void requireData(const store::Inspection& inspection, const store::KeyAddress& address);
/// The data, with --json alone, else below what is kept around it; NotThere, with `null`, when
/// there is none.
ExitCode showData(const store::Inspection& inspection, const store::KeyAddress& address,
                  const Arguments& arguments);
/// What a write did; throws Failure for all but Saved and Unchanged.
ExitCode showSaved(const store::SaveResult& result, const store::KeyAddress& address,
                   const Arguments& arguments);

} // namespace plectrum::ctl
