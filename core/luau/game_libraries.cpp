// SPDX-License-Identifier: MIT
#include "luau/game_libraries.h"

#include "luau/resource_texts.h"

namespace plectrum::luau {

GameLibraries openGameLibraries(Vm& vm, const LyraHost& host)
{
    vm.blameCallersOf("t");
    vm.blameCallersOf("Lyra");
    GameLibraries libraries;
    libraries.t =
        vm.call(vm.compileLibrary(resource_texts::t, "t"), {host.absent}, {.rawTables = true})
            .at(0)
            .reference();
    libraries.lyra =
        vm.call(vm.compileLibrary(resource_texts::lyra, "Lyra"),
                {libraries.t, host.capture, host.standIn, host.absent}, {.rawTables = true})
            .at(0)
            .reference();
    return libraries;
}

} // namespace plectrum::luau
