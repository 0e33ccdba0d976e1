// SPDX-License-Identifier: MIT
#include "backends/cloud_universe.h"

#include "store/names.h"

#include <utility>

namespace plectrum::app {

using datastore::CloudSpec;

namespace {

opencloud::WireSetting wireOf(CloudSpec::Wire wire)
{
    switch (wire) {
    case CloudSpec::Wire::V2:
        return opencloud::WireSetting::OnlyV2;
    case CloudSpec::Wire::V1:
        return opencloud::WireSetting::OnlyV1;
    case CloudSpec::Wire::Automatic:
        break;
    }
    return opencloud::WireSetting::Automatic;
}

} // namespace

opencloud::HttpSettings httpSettingsOf(const CloudSpec& spec, ApiKeySource apiKey)
{
    opencloud::HttpSettings settings;
    if (!spec.baseUrl.empty())
        settings.base = spec.baseUrl;
    settings.apiKey = std::move(apiKey);
    return settings;
}

opencloud::UniverseSettings universeSettingsOf(const CloudSpec& spec)
{
    opencloud::UniverseSettings settings;
    settings.universeId = spec.universeId;
    if (spec.placeId != 0)
        settings.placeId = spec.placeId;
    settings.wire = wireOf(spec.wire);
    settings.hasLocks = [](const std::string& dataStore) {
        return dataStore.starts_with(store::names::locksPrefix);
    };
    return settings;
}

CloudUniverse::CloudUniverse(const CloudSpec& spec, ApiKeySource apiKey, async::Clock& clock,
                             async::Random random)
    : m_random(std::move(random))
    , m_client(httpSettingsOf(spec, std::move(apiKey)))
    , m_counted(m_client)
    , m_scheduler(m_counted, clock, m_random, {.share = spec.share})
    , m_universe(m_scheduler, clock, universeSettingsOf(spec))
{
}

} // namespace plectrum::app
