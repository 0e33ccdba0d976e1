// SPDX-License-Identifier: MIT
#include "opencloud/universe.h"

#include "opencloud/hash_map.h"
#include "opencloud/response_error.h"
#include "opencloud/response_reader.h"

#include <format>
#include <utility>

namespace plectrum::opencloud {

namespace {

Request reading(std::string path)
{
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.isIdempotent = true;
    return request;
}

UniverseSettings withClock(UniverseSettings settings, async::Clock& clock)
{
    settings.clock = &clock;
    return settings;
}

} // namespace

Universe::Universe(Transport& transport, UniverseSettings settings,
                   datastore::MemoryStoreService* hashMaps)
    : m_transport(transport)
    , m_settings(std::move(settings))
    , m_calls(transport, m_settings.universeId, m_settings.protocol, m_settings.clock)
    , m_dataStores(m_calls, Priority::User, m_settings.hasLocks)
    , m_background(m_calls, Priority::Background, {})
    , m_hashMaps(hashMaps)
    , m_title(std::format("Universe {}", m_settings.universeId))
{
}

Universe::Universe(Transport& transport, async::Clock& clock, UniverseSettings settings)
    : Universe(transport, withClock(std::move(settings), clock))
{
    if (!m_settings.placeId)
        return;
    HashMapCallSettings calls;
    calls.place = {m_settings.universeId, *m_settings.placeId};
    m_ownHashMaps = std::make_unique<HashMapService>(transport, clock, calls);
    m_hashMaps = m_ownHashMaps.get();
}

Universe::~Universe() = default;

datastore::MemoryStoreService& Universe::memoryStores()
{
    return m_hashMaps ? *m_hashMaps : m_noHashMaps;
}

Task<std::string> Universe::loadTitle(std::stop_token stop)
{
    const auto path = std::format("/cloud/v2/universes/{}", m_settings.universeId);
    const Response answer = co_await m_transport.send(reading(path), std::move(stop));
    if (!isSuccess(answer))
        throw errorOf(answer, {"read the universe's name", "universe:read"});
    std::string name(objectIn(answer)["displayName"].toString());
    if (!name.empty())
        m_title = name;
    co_return name;
}

Task<std::optional<std::string>> Universe::userName(std::int64_t id, std::stop_token stop)
{
    if (const auto known = m_userNames.find(id); known != m_userNames.end()) {
        std::optional<std::string> name = known->second;
        co_return name;
    }
    const Response answer =
        co_await m_transport.send(reading(std::format("/cloud/v2/users/{}", id)), std::move(stop));
    std::optional<std::string> name;
    if (isSuccess(answer))
        name = std::string(objectIn(answer)["name"].toString());
    else if (!isNotThere(answer))
        throw errorOf(answer, {"read a user's name", "user.advanced:read"});
    if (m_userNames.size() >= maxUserNames)
        m_userNames.clear();
    m_userNames[id] = name;
    co_return name;
}

Task<std::vector<ScopeFinding>> Universe::probeKey(std::string dataStore, std::stop_token stop)
{
    ProbeTarget target{m_settings.universeId, m_settings.placeId};
    if (!dataStore.empty())
        target.dataStore = std::move(dataStore);
    return opencloud::probeKey(&m_transport, std::move(target), std::move(stop));
}

} // namespace plectrum::opencloud
