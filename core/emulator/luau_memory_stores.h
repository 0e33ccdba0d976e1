// SPDX-License-Identifier: MIT
// MemoryStoreService for the scripts of Luau execution tasks: hash maps of a mock universe, sorted
// maps of the emulator.
#pragma once

#include "emulator/memory_stores.h"
#include "luau/vm.h"
#include "mock/universe.h"

namespace plectrum::emulator {

/// All must outlive the script's run.
luau::Reference makeMemoryStoreService(luau::Vm& vm, mock::Universe& universe,
                                       MemoryStores& stores);
/// What stands under the global `Enum` for these services: SortDirection.
json::Value luauEnums();

} // namespace plectrum::emulator
