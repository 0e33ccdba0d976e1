// SPDX-License-Identifier: MIT
// API keys as data: what each may do, where, and until when.
#pragma once

#include "async/clock.h"
#include "json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::emulator {

struct ApiKey
{
    std::string text; ///< what the header x-api-key carries
    std::int64_t owner = 1; ///< the user whose quotas it draws on
    /// As "universe-datastores.objects:read"; "*" stands for all, "A:*" for all operations of A.
    std::vector<std::string> scopes{"*"};
    std::optional<std::vector<std::int64_t>> universes{}; ///< nullopt: all
    std::optional<std::vector<std::string>> dataStores{}; ///< nullopt: all
    std::optional<async::Time> expires{};

    bool hasScope(std::string_view scope) const;
    bool mayEnter(std::int64_t universe) const;
    bool mayOpen(std::string_view dataStore) const;
    bool isExpired(async::Time now) const { return expires && *expires <= now; }
};

/// The keys of a document {"keys": [{"key": "...", "owner": 1, "scopes": [...], "universes": [1],
/// "dataStores": [...], "expires": "2026-01-01T00:00:00Z"}]}, where all but "key" may be left out.
/// What is left out is not limited; an empty list allows nothing. Throws std::invalid_argument that
/// says what is wrong.
std::vector<ApiKey> apiKeysOf(const json::Value& document);

} // namespace plectrum::emulator
