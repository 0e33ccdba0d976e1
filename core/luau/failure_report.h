// SPDX-License-Identifier: MIT
// Makes a Failure of what Luau left behind. Internal to core/luau.
#pragma once

#include "luau/error.h"

#include <string>

struct lua_State;

namespace plectrum::luau {

/// Of a coroutine that ended with `status` (an error status, or LUA_YIELD where nobody may wait).
Failure failureOf(lua_State* thread, int status);
/// Of the place where a coroutine stands now.
Failure failureHere(lua_State* thread, ErrorKind kind, std::string text);
/// The innermost place outside of a script.
Failure failureOutside(lua_State* thread, const std::string& script);
/// Takes "script:line: " off a message, when it begins so.
Failure splitMessage(std::string message, ErrorKind kind);

} // namespace plectrum::luau
