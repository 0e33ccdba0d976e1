// SPDX-License-Identifier: MIT
#include "emulator/resources_v2.h"

#include "emulator/wire_v2.h"

#include <format>

namespace plectrum::emulator {

using async::Task;
using json::Value;

ResourcesV2::ResourcesV2(const Options& options, async::Time since)
    : m_options(options)
    , m_since(async::toRfc3339(since))
{
}

std::vector<Route> ResourcesV2::routes()
{
    using Handler = Task<Response> (ResourcesV2::*)(RequestContext);
    const auto row = [this](std::string method, std::string pattern,
                            std::vector<std::string> scopes, Handler handler,
                            std::vector<std::string> parameters = {}) {
        return Route{
            std::move(method),
            std::move(pattern),
            std::move(parameters),
            std::move(scopes),
            Cost::None,
            [this, handler](RequestContext call) { return (this->*handler)(std::move(call)); }};
    };
    const std::string one = "/cloud/v2/universes/{universe}";
    const std::string ordered = one + "/ordered-data-stores/{ordered}/scopes/{scope}/entries";
    const Handler refused = &ResourcesV2::refuseOrdered;
    const std::string old = "/ordered-data-stores/v1/universes/{universe}/orderedDataStores/"
                            "{ordered}/scopes/{scope}/entries";
    return {
        row("GET", old, {}, refused, {"max_page_size", "page_token", "order_by", "filter"}),
        row("POST", old, {}, refused, {"id"}),
        row("GET", old + "/{entry}", {}, refused),
        row("DELETE", old + "/{entry}", {}, refused),
        row("PATCH", old + "/{entry}", {}, refused, {"allow_missing"}),
        row("POST", old + "/{entry}:increment", {}, refused),
        row("GET", one, {"universe:read"}, &ResourcesV2::universe),
        row("GET", one + "/places/{place}", {"universe:read"}, &ResourcesV2::place),
        row("GET", "/cloud/v2/users/{user}", {}, &ResourcesV2::user),
        row("GET", ordered, {}, refused, {"maxPageSize", "pageToken", "orderBy", "filter"}),
        row("POST", ordered, {}, refused, {"id"}),
        row("GET", ordered + "/{entry}", {}, refused),
        row("DELETE", ordered + "/{entry}", {}, refused),
        row("PATCH", ordered + "/{entry}", {}, refused, {"allowMissing"}),
        row("POST", ordered + "/{entry}:increment", {}, refused),
    };
}

Task<Response> ResourcesV2::refuseOrdered(RequestContext)
{
    throw ApiError(Code::NotImplemented, "Ordered data stores are not emulated.");
    co_return Response{};
}

Task<Response> ResourcesV2::universe(RequestContext)
{
    const std::string path = std::format("universes/{}", m_options.universeId);
    co_return v2::answerOf(
        Value::object({{"path", path},
                       {"createTime", m_since},
                       {"updateTime", m_since},
                       {"displayName", m_options.universeName},
                       {"description", ""},
                       {"user", "users/1"},
                       {"visibility", "PRIVATE"},
                       {"voiceChatEnabled", false},
                       {"ageRating", "AGE_RATING_UNSPECIFIED"},
                       {"desktopEnabled", true},
                       {"mobileEnabled", true},
                       {"tabletEnabled", true},
                       {"consoleEnabled", false},
                       {"vrEnabled", false},
                       {"privateServerPriceRobux", 0},
                       {"rootPlace", std::format("{}/places/{}", path, m_options.rootPlaceId)}}));
}

Task<Response> ResourcesV2::place(RequestContext call)
{
    if (call.part("place") != std::to_string(m_options.rootPlaceId))
        throw ApiError(Code::NotFound, "The place was not found.");
    co_return v2::answerOf(Value::object(
        {{"path",
          std::format("universes/{}/places/{}", m_options.universeId, m_options.rootPlaceId)},
         {"createTime", m_since},
         {"updateTime", m_since},
         {"displayName", m_options.universeName},
         {"description", ""},
         {"serverSize", 50},
         {"root", true},
         {"universeRuntimeCreation", false}}));
}

Task<Response> ResourcesV2::user(RequestContext call)
{
    const std::string path = "users/" + call.part("user");
    const std::int64_t id = v2::userIdOf(path);
    const auto at = m_options.userNames.find(id);
    const std::string name =
        at == m_options.userNames.end() ? std::format("User{}", id) : at->second;
    co_return v2::answerOf(Value::object({{"path", path},
                                          {"createTime", m_since},
                                          {"id", std::to_string(id)},
                                          {"name", name},
                                          {"displayName", name},
                                          {"about", ""},
                                          {"locale", "en-US"},
                                          {"premium", false},
                                          {"idVerified", false},
                                          {"socialNetworkProfiles", Value::object()}}));
}

} // namespace plectrum::emulator
