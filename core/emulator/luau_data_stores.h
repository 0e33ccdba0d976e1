// SPDX-License-Identifier: MIT
// DataStoreService for the scripts of Luau execution tasks, on a mock universe. Metadata is set by
// UpdateAsync only; there is no DataStoreSetOptions.
#pragma once

#include "luau/vm.h"
#include "mock/universe.h"

namespace plectrum::emulator {

/// Both must outlive the script's run.
luau::Reference makeDataStoreService(luau::Vm& vm, mock::Universe& universe);

} // namespace plectrum::emulator
