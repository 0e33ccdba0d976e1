// SPDX-License-Identifier: MIT
// Luau asks for an interrupt between its own instructions and while it matches a pattern, but not
// within a library function, nor between two of them when one calls the other (a sort with
// table.find as its comparison). These stand before all library functions that take longer than a
// moment: they count what the call costs, ask at each element, or refuse what one step could not
// do in a tenth of a second. Internal to core/luau.
#pragma once

struct lua_State;

namespace plectrum::luau {

/// Replaces functions of the base, string, table, utf8, buffer and debug libraries; before
/// luaL_sandbox.
void boundLibraries(lua_State* L);

} // namespace plectrum::luau
