// SPDX-License-Identifier: MIT
// Instances and stand-ins for what is missing, as objects for scripts. Internal to core/luau.
#pragma once

#include "luau/module_loader.h"

#include <optional>
#include <string>

struct lua_State;

namespace plectrum::luau {

/// Pushes the object of an instance, the same one each time. The loader must outlive the scripts.
void pushInstance(lua_State* L, ModuleLoader& loader, Instance* instance);
/// The instance behind a value, or null.
Instance* instanceAt(lua_State* L, int index);
/// Pushes an object that takes every use and tells the loader of it. The path is cut to 1 KB.
void pushStandIn(lua_State* L, ModuleLoader& loader, const std::string& path);
/// The path of a stand-in, or nothing.
std::optional<std::string> standInAt(lua_State* L, int index);

} // namespace plectrum::luau
