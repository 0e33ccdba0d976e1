// SPDX-License-Identifier: MIT
#include "backends/cloud_universe.h"

#include "store/names.h"

#include <utility>

namespace plectrum::app {

using datastore::CloudSpec;

namespace {

opencloud::ProtocolSetting protocolSetting(CloudSpec::Wire wire)
{
    switch (wire) {
    case CloudSpec::Wire::V2:
        return opencloud::ProtocolSetting::OnlyV2;
    case CloudSpec::Wire::V1:
        return opencloud::ProtocolSetting::OnlyV1;
    case CloudSpec::Wire::Automatic:
        break;
    }
    return opencloud::ProtocolSetting::Automatic;
}

RequestTraffic::Kind kindOf(opencloud::RequestKind kind)
{
    using opencloud::RequestKind;
    using enum RequestTraffic::Kind;
    switch (kind) {
    case RequestKind::Read:
        return Read;
    case RequestKind::Write:
        return Write;
    case RequestKind::List:
        return List;
    case RequestKind::Remove:
        return Remove;
    case RequestKind::ReadV1:
        return ReadV1;
    case RequestKind::WriteV1:
        return WriteV1;
    case RequestKind::Task:
        return Task;
    case RequestKind::TaskPoll:
        return TaskPoll;
    case RequestKind::Other:
        break;
    }
    return Other;
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
    settings.protocol = protocolSetting(spec.wire);
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

std::vector<RequestTraffic::Budget> CloudUniverse::budgets() const
{
    std::vector<Budget> all;
    for (const opencloud::BudgetState& budget : m_scheduler.state().budgets) {
        all.push_back({.kind = kindOf(budget.kind),
                       .used = budget.used,
                       .allowed = budget.allowed,
                       .waiting = budget.waiting,
                       .throttledFor = budget.throttledFor});
    }
    return all;
}

} // namespace plectrum::app
