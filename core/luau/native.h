// SPDX-License-Identifier: MIT
// Puts functions of the program on a Luau stack. Internal to core/luau.
#pragma once

#include "luau/vm.h"

#include <string>

struct lua_State;

namespace plectrum::luau {

/// Pushes the function; a method takes its object off the arguments.
void pushFunction(lua_State* L, Function function, bool isMethod = false);
/// Raises a text as an error as the engine's own functions do: scripts that catch it see nothing
/// but the text.
[[noreturn]] void raise(lua_State* L, const std::string& text);
/// Raises a text as an error at the line of the script that called.
[[noreturn]] void raiseAtCaller(lua_State* L, const std::string& text);

} // namespace plectrum::luau
