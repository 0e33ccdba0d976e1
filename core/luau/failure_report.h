// SPDX-License-Identifier: MIT
// Makes a Failure of what Luau left behind. Internal to core/luau.
#pragma once

#include "luau/error.h"
#include "luau/reference.h"

#include <cstddef>
#include <string>

struct lua_State;

namespace plectrum::luau {

struct State;

/// Of a coroutine that ended with `status` (an error status, or LUA_YIELD where nobody may wait).
Failure failureOf(lua_State* thread, int status);
/// Of the place where a coroutine stands now.
Failure failureHere(lua_State* thread, ErrorKind kind, std::string text);
/// The innermost place outside of a script.
Failure failureOutside(lua_State* thread, const std::string& script);
/// Takes "script:line: " off a message, when it begins with a place of a script of the machine.
/// Messages are cut to some kilobytes.
Failure splitMessage(const State& state, std::string message, ErrorKind kind);
/// What a function returned cannot be blamed on a line of it, as it has ended: on where it begins,
/// when the failure names no script yet.
Failure placedIn(State& state, const Reference& function, Failure failure);
/// Cuts a UTF-8 text to so many bytes and an ellipsis.
std::string cutText(std::string text, std::size_t most);

} // namespace plectrum::luau
