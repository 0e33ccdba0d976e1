// SPDX-License-Identifier: MIT
// Questions about a universe behind Open Cloud before it is opened: its name, and what a key may do
// in it. Changes nothing there.
#pragma once

#include "async/task.h"
#include "datastore/cloud_spec.h"
#include "secrets/secret.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::app {

struct ScopeAnswer
{
    std::string scope; ///< "universe-datastores.objects:read"
    std::optional<bool> isGranted{}; ///< nullopt: it cannot be told
    std::string why; ///< for what is not granted
};

/// Throws datastore::Error and Cancelled.
async::Task<std::string> cloudTitle(datastore::CloudSpec spec, secrets::Secret key,
                                    std::stop_token stop);
/// As above; Denied for a key that is none.
async::Task<std::vector<ScopeAnswer>> askScopes(datastore::CloudSpec spec, secrets::Secret key,
                                                std::stop_token stop);

} // namespace plectrum::app
