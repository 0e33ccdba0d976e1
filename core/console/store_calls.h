// SPDX-License-Identifier: MIT
// The calls of the store API as functions for scripts: each waits for the engine and gives true and
// its results, or false and the error as the library has it. Internal to core/console.
#pragma once

#include "console/open_store.h"
#include "luau/vm.h"

#include <functional>
#include <memory>
#include <string>

namespace plectrum::console {

/// The store of a number; throws std::out_of_range.
using StoreOf = std::function<std::shared_ptr<OpenStore>(std::int64_t number)>;

/// A table of all calls by name; each takes a store's number and its arguments.
luau::Reference makeStoreCalls(const std::shared_ptr<luau::Vm>& vm, const StoreOf& storeOf);

} // namespace plectrum::console
