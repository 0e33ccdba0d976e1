// SPDX-License-Identifier: MIT
// What a string given to require means: a path from the requiring file, from itself ("@self/x"), or
// from an alias of the nearest .luaurc ("@name/x").
#pragma once

#include "luau/file_access.h"

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace plectrum::luau {

/// The file that a script means by `text`, or why there is none. `x` is x.luau, x.lua, x.json or
/// x/init.luau; from an init file, "./" is the folder that its own folder stands in.
/// Only what `access` admits is there.
std::expected<std::filesystem::path, std::string> resolveRequire(
    const FileAccess& access, const std::filesystem::path& script, std::string_view text);

} // namespace plectrum::luau
