// SPDX-License-Identifier: MIT
// The `game` that scripts ask for services, and the services that need no universe.
#pragma once

#include "async/random.h"
#include "luau/vm.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::luau {

/// JSONEncode, JSONDecode, GenerateGUID (with its own chance, from a seed of `random`). Requests to
/// the network fail.
Reference makeHttpService(Vm& vm, async::Random& random);
/// A DataStoreService without data stores behind it: they can be named, and each call of one fails
/// and is told to `onRefused`.
Reference makeNoDataStoreService(Vm& vm, std::function<void()> onRefused);
/// What a game server answers: IsServer and the like.
Reference makeRunService(Vm& vm);

/// Sets the global `game`, whose GetService gives these objects by name and raises the engine's
/// error for all others; with fields such as PlaceId.
void offerServices(Vm& vm, std::vector<std::pair<std::string, Reference>> services,
                   std::vector<std::pair<std::string, Any>> fields = {});

} // namespace plectrum::luau
