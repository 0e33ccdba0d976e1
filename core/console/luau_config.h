// SPDX-License-Identifier: MIT
// The options of a Lyra.createStore in a console as a StoreConfig whose functions run in the
// console's machine. Internal to core/console.
#pragma once

#include "luau/vm.h"
#include "store/session/config.h"

#include <memory>

namespace plectrum::console {

/// `options` were checked by Lyra. The functions may not wait. Throws luau::Error.
store::StoreConfig configOfOptions(std::shared_ptr<luau::Vm> vm, const luau::Reference& options);

} // namespace plectrum::console
