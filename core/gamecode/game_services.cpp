// SPDX-License-Identifier: MIT
#include "gamecode/game_services.h"

#include "emulator/luau_data_stores.h"
#include "emulator/luau_memory_stores.h"
#include "mock/universe.h"

#include <memory>
#include <utility>

namespace plectrum::gamecode {

luau::LoadOptions withServicesOn(mock::Universe& universe, luau::LoadOptions options)
{
    options.services.emplace_back("DataStoreService", [&universe](luau::Vm& vm) {
        return emulator::makeDataStoreService(vm, universe);
    });
    const auto stores = std::make_shared<emulator::MemoryStores>();
    options.services.emplace_back("MemoryStoreService", [&universe, stores](luau::Vm& vm) {
        return emulator::makeMemoryStoreService(vm, universe, *stores);
    });
    return options;
}

} // namespace plectrum::gamecode
