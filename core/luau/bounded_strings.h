// SPDX-License-Identifier: MIT
// Luau asks for an interrupt between its own instructions and while it matches a pattern, but not
// within one step of a library function. These stand before the functions whose one step could take
// minutes, and refuse or split such work. Internal to core/luau.
#pragma once

struct lua_State;

namespace plectrum::luau {

/// Replaces functions of `string` and `table`; before luaL_sandbox.
void boundLibraries(lua_State* L);

} // namespace plectrum::luau
