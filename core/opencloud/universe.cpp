// SPDX-License-Identifier: MIT
#include "opencloud/universe.h"

#include "opencloud/data_store_service.h"
#include "opencloud/hash_map.h"
#include "opencloud/no_hash_maps.h"
#include "opencloud/response_error.h"
#include "opencloud/response_reader.h"

#include <format>
#include <map>
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

struct Universe::State
{
    static constexpr std::size_t maxUserNames = 5000;

    Transport& transport;
    UniverseSettings settings;
    DataCalls calls;
    DataStoreService dataStores;
    DataStoreService background;
    NoHashMaps noHashMaps{};
    std::unique_ptr<HashMapService> ownHashMaps{};
    datastore::MemoryStoreService* hashMaps;
    std::string title;
    std::map<std::int64_t, std::optional<std::string>> userNames{};

    State(Transport& way, UniverseSettings given, datastore::MemoryStoreService* givenHashMaps)
        : transport(way)
        , settings(std::move(given))
        , calls(way, settings.universeId, settings.protocol, settings.clock)
        , dataStores(calls, Priority::User, settings.hasLocks)
        , background(calls, Priority::Background, {})
        , hashMaps(givenHashMaps)
        , title(std::format("Universe {}", settings.universeId))
    {
    }
};

Universe::Universe(Transport& transport, UniverseSettings settings,
                   datastore::MemoryStoreService* hashMaps)
    : m_state(std::make_unique<State>(transport, std::move(settings), hashMaps))
{
}

Universe::Universe(Transport& transport, async::Clock& clock, UniverseSettings settings)
    : Universe(transport, withClock(std::move(settings), clock))
{
    if (!m_state->settings.placeId)
        return;
    HashMapCallSettings calls;
    calls.place = {m_state->settings.universeId, *m_state->settings.placeId};
    m_state->ownHashMaps = std::make_unique<HashMapService>(transport, clock, calls);
    m_state->hashMaps = m_state->ownHashMaps.get();
}

Universe::~Universe() = default;

std::string Universe::title() const
{
    return m_state->title;
}

datastore::DataStoreService& Universe::dataStores()
{
    return m_state->dataStores;
}

datastore::DataStoreService& Universe::dataStoresInBackground()
{
    return m_state->background;
}

datastore::MemoryStoreService& Universe::memoryStores()
{
    return m_state->hashMaps ? *m_state->hashMaps : m_state->noHashMaps;
}

const UniverseSettings& Universe::settings() const
{
    return m_state->settings;
}

Task<std::string> Universe::loadTitle(std::stop_token stop)
{
    const auto path = std::format("/cloud/v2/universes/{}", m_state->settings.universeId);
    const Response answer = co_await m_state->transport.send(reading(path), std::move(stop));
    if (!isSuccess(answer))
        throw errorOf(answer, {"read the universe's name", "universe:read"});
    std::string name(objectIn(answer)["displayName"].toString());
    if (!name.empty())
        m_state->title = name;
    co_return name;
}

Task<std::optional<std::string>> Universe::userName(std::int64_t id, std::stop_token stop)
{
    if (const auto known = m_state->userNames.find(id); known != m_state->userNames.end()) {
        std::optional<std::string> name = known->second;
        co_return name;
    }
    const Response answer = co_await m_state->transport.send(
        reading(std::format("/cloud/v2/users/{}", id)), std::move(stop));
    std::optional<std::string> name;
    if (isSuccess(answer))
        name = std::string(objectIn(answer)["name"].toString());
    else if (!isNotThere(answer))
        throw errorOf(answer, {"read a user's name", "user.advanced:read"});
    if (m_state->userNames.size() >= State::maxUserNames)
        m_state->userNames.clear();
    m_state->userNames[id] = name;
    co_return name;
}

Task<std::vector<ScopeFinding>> Universe::probeKey(std::string dataStore, std::stop_token stop)
{
    ProbeTarget target{m_state->settings.universeId, m_state->settings.placeId};
    if (!dataStore.empty())
        target.dataStore = std::move(dataStore);
    return opencloud::probeKey(&m_state->transport, std::move(target), std::move(stop));
}

} // namespace plectrum::opencloud
