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
    const std::string one = "/cloud/v2/universes/{universe}";
    return {
        {"GET",
         one,
         {},
         {"universe:read"},
         Cost::None,
         [this](Call call) { return universe(std::move(call)); }},
        {"GET",
         one + "/places/{place}",
         {},
         {"universe:read"},
         Cost::None,
         [this](Call call) { return place(std::move(call)); }},
        {"GET",
         "/cloud/v2/users/{user}",
         {},
         {},
         Cost::None,
         [this](Call call) { return user(std::move(call)); }},
    };
}

Task<Answer> ResourcesV2::universe(Call)
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
                       {"rootPlace", std::format("{}/places/{}", path, m_options.rootPlaceId)}}));
}

Task<Answer> ResourcesV2::place(Call call)
{
    if (call.part("place") != std::to_string(m_options.rootPlaceId))
        throw Refusal(Code::NotFound, "The place was not found.");
    co_return v2::answerOf(Value::object(
        {{"path",
          std::format("universes/{}/places/{}", m_options.universeId, m_options.rootPlaceId)},
         {"createTime", m_since},
         {"updateTime", m_since},
         {"displayName", m_options.universeName},
         {"description", ""}}));
}

Task<Answer> ResourcesV2::user(Call call)
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
                                          {"locale", "en-US"}}));
}

} // namespace plectrum::emulator
