// SPDX-License-Identifier: MIT
// The store API as the console offers it, for completion and help: names, parameters, one line.
#pragma once

#include <span>
#include <string_view>

namespace plectrum::console {

struct ApiEntry
{
    std::string_view name;
    std::string_view parameters; ///< "(key, transform)"; empty: no function
    std::string_view summary;
    bool takesKey = false; ///< the first argument is a key, or a list of keys
};

/// What stands behind "store:".
std::span<const ApiEntry> storeMethods();
/// What stands behind the colon of a promise.
std::span<const ApiEntry> promiseMethods();
/// What stands behind "Lyra.".
std::span<const ApiEntry> lyraMembers();
/// What stands behind "Promise.".
std::span<const ApiEntry> promiseMembers();
/// The globals of the console and the libraries of the machine.
std::span<const ApiEntry> globalNames();
/// What stands behind the dot of a library of the machine, as "table"; empty for any other name.
std::span<const ApiEntry> libraryMembers(std::string_view library);
/// Luau's own words.
std::span<const std::string_view> keywords();

} // namespace plectrum::console
