// SPDX-License-Identifier: MIT
#include "gamecode/configuration.h"

#include "luau/error.h"

namespace plectrum::gamecode {

namespace {

std::string storeNamesOf(const luau::GameCode& code)
{
    std::string names;
    for (const luau::GameStore& store : code.stores())
        names += (names.empty() ? "'" : ", '") + store.name + "'";
    return names.empty() ? "none" : names;
}

} // namespace

const luau::GameStore& storeIn(const luau::GameCode& code, const Configuration& configuration,
                               const std::string& named)
{
    const std::string& wanted = configuration.store.empty() ? named : configuration.store;
    if (const luau::GameStore* store = code.find(wanted))
        return *store;
    if (configuration.store.empty() && code.stores().size() == 1)
        return code.stores().front();
    throw luau::Error({.kind = luau::ErrorKind::Value,
                       .text = "the configuration creates no store '" + wanted
                           + "'; it creates: " + storeNamesOf(code)});
}

} // namespace plectrum::gamecode
