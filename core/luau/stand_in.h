// SPDX-License-Identifier: MIT
// What stands for something that a game's scripts use and that is not there: takes every use, tells
// of it, and leaves a mark in each text that is made of it, so that nothing of what a configuration
// means is made of it unseen. Internal to core/luau.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

struct lua_State;

namespace plectrum::luau {

/// Told of each use; false when there is no room for more.
using StandInUsed = std::function<bool(lua_State* L, const std::string& path)>;

/// Pushes one of that name, which is cut to 1 KB. `used` must outlive the scripts.
void pushStandIn(lua_State* L, const StandInUsed& used, const std::string& path);
/// Lets ipairs and pairs take stand-ins, too; while the globals can be changed.
void openStandInLoops(lua_State* L);
/// The path of a stand-in, or nothing.
std::optional<std::string> standInAt(lua_State* L, int index);

/// What a text is made of that is not there: the first path in it, or nothing.
std::optional<std::string> standInIn(std::string_view text);
/// The text without marks, for people.
std::string withoutMarks(std::string text);

} // namespace plectrum::luau
