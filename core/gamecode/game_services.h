// SPDX-License-Identifier: MIT
// The services of the engine that a game's configuration may read, on a mock universe: what its
// import of older data needs.
#pragma once

#include "luau/module_loader.h"

namespace plectrum::mock {
class Universe;
} // namespace plectrum::mock

namespace plectrum::gamecode {

/// The same options with DataStoreService and MemoryStoreService on that universe, which must
/// outlive the code that is loaded with them.
luau::LoadOptions withServicesOn(mock::Universe& universe, luau::LoadOptions options = {});

} // namespace plectrum::gamecode
