// SPDX-License-Identifier: MIT
// Finds out what an API key may do in a universe, scope by scope, with requests that change
// nothing: reads of what is not there, and writes that no service could do.
#pragma once

#include "opencloud/transport.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::opencloud {

enum class Permission
{
    Granted,
    Refused,
    Unknown, ///< it cannot be tried without harm, or there was no answer that tells
};

struct ScopeFinding
{
    std::string scope; ///< "universe-datastores.objects:read"
    Permission permission = Permission::Unknown;
    std::string text; ///< why, for what is not granted

    friend bool operator==(const ScopeFinding&, const ScopeFinding&) = default;
};

struct ProbeTarget
{
    std::int64_t universe = 0;
    std::optional<std::int64_t> placeId{}; ///< without one nothing is found out about scripts
    /// For keys that are limited to some data stores: one of them. Need not exist.
    std::string dataStore = "plectrum-probe";
};

/// What the key of `transport` may do. Throws datastore::Error (Denied) for a key that is none,
/// and what Transport::send() throws.
Task<std::vector<ScopeFinding>> probeKey(Transport* transport, ProbeTarget target,
                                         std::stop_token stop = {});

} // namespace plectrum::opencloud
