// SPDX-License-Identifier: MIT
// A game's own configuration as a store::StoreConfig: schema, steps and import run the game's code.
#pragma once

#include "luau/game_code.h"
#include "store/session/config.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace plectrum::gamecode {

/// Asked at each call of the game's code.
using StopOf = std::function<std::stop_token()>;

/// One of the stores of `code`, which it keeps alive. For the thread that `code` is used in. The
/// game's changed callbacks are not taken over: they would act on the game's world.
/// `stop` gives the token of whatever calls the schema or a step, which have none of their own.
store::StoreConfig storeConfig(std::shared_ptr<luau::GameCode> code, const luau::GameStore& store,
                               StopOf stop = {});

/// One step as the library runs it; errors of the game's code are thrown as luau::Error.
store::MigrationStep migrationStep(std::shared_ptr<luau::GameCode> code, luau::GameStep step,
                                   StopOf stop = {});

} // namespace plectrum::gamecode
