// SPDX-License-Identifier: MIT
// tostring for scripts. Luau's own shows addresses of this process; here objects are numbered in
// the order in which they are first shown, so that a run gives the same texts each time. Internal
// to core/luau.
#pragma once

struct lua_State;

namespace plectrum::luau {

/// Opens the table of numbers; before luaL_sandbox.
void openObjectTexts(lua_State* L);
/// Pushes the text of the value at a stack index, as tostring gives it. May call the script.
const char* pushObjectText(lua_State* L, int index);

} // namespace plectrum::luau
