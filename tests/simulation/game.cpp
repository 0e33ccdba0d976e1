// SPDX-License-Identifier: MIT
#include "simulation/game.h"

#include <format>
#include <optional>

namespace plectrum::simulation {

namespace {

constexpr std::size_t chunk = 300;

std::string nameOfServer(int server)
{
    return "s" + std::to_string(server);
}

json::Value dataOfVersion(int version)
{
    json::Value data =
        json::Value::object({{"by", json::Value::object()}, {"hand", 60}, {"pad", ""}});
    if (version == 1)
        return data.withMember("chest", 40);
    json::Value vault = json::Value::object({{"chest", 40}});
    if (version >= 3) {
        data = data.withMember("level", 1);
        vault = vault.withMember("keys", json::Value::array());
    }
    return data.withMember("vault", vault);
}

json::Value intoVault(const json::Value& data)
{
    return data.withoutMember("chest").withMember("vault",
                                                  json::Value::object({{"chest", data["chest"]}}));
}

bool isOfVersion(const json::Value& data, int version)
{
    if (version == 1)
        return data["chest"].isInteger() && !data.find("vault");
    return data["vault"]["chest"].isInteger() && !data.find("chest")
        && (version == 2 || data["level"].isInteger());
}

std::string padding(async::Random& random)
{
    static constexpr std::array<int, 6> lengths{0, 1, 3, 20, 40, 60};
    std::string text;
    for (int i = lengths[std::size_t(random.integer(0, 5))]; i > 0; --i)
        text += std::format("{:016x}", random.bits());
    return text;
}

json::Value counted(const json::Value& data, int server)
{
    const auto name = nameOfServer(server);
    const json::Value& by = data["by"];
    return data.withMember("by", by.withMember(name, by[name].toInteger() + 1));
}

json::Value moved(const json::Value& data, std::int64_t coins)
{
    const auto out = data.withMember("hand", data["hand"].toInteger() - coins);
    if (data.find("chest"))
        return out.withMember("chest", data["chest"].toInteger() + coins);
    const json::Value& vault = data["vault"];
    return out.withMember("vault", vault.withMember("chest", vault["chest"].toInteger() + coins));
}

} // namespace

Counts countsOf(const json::Value& data)
{
    Counts counts{};
    data["by"].forEachMember([&](std::string_view name, const json::Value& count) {
        const auto server = name.size() == 2 ? std::size_t(name[1] - '0') : counts.size();
        if (server < counts.size())
            counts[server] = count.toInteger();
    });
    return counts;
}

bool covers(const Counts& counts, const Counts& needed)
{
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] < needed[i])
            return false;
    return true;
}

std::string textOf(const Counts& counts)
{
    std::string text;
    for (const auto count : counts)
        text += (text.empty() ? "" : ",") + std::to_string(count);
    return "[" + text + "]";
}

std::int64_t coinsOf(const json::Value& data)
{
    return data["hand"].toInteger() + data["chest"].toInteger()
        + data["vault"]["chest"].toInteger();
}

json::Value edited(const json::Value& data, int server, async::Random& random)
{
    json::Value after = moved(counted(data, server), random.integer(-20, 20));
    if (random.chance(0.25))
        after = after.withMember("pad", padding(random));
    return after;
}

json::Value withCoins(const json::Value& data, int server, std::int64_t coins)
{
    return counted(data, server).withMember("hand", data["hand"].toInteger() + coins);
}

store::StoreConfig configOf(int version, bool useDataStoreLocking)
{
    store::StoreConfig config;
    config.name = storeName;
    config.templateData = dataOfVersion(version);
    config.schema = [version](const json::Value& data) -> std::optional<std::string> {
        if (isOfVersion(data, version))
            return std::nullopt;
        return "not of version " + std::to_string(version);
    };
    if (version >= 2)
        config.migrationSteps.push_back(store::transformStep(
            "vault",
            [](const json::Value& data) -> std::optional<json::Value> { return intoVault(data); }));
    if (version >= 3)
        config.migrationSteps.push_back(store::addFields(
            "level",
            json::Value::object(
                {{"level", 1}, {"vault", json::Value::object({{"keys", json::Value::array()}})}})));
    config.useDataStoreLocking = useDataStoreLocking;
    config.maximumChunk = chunk;
    return config;
}

json::Value legacyData()
{
    return dataOfVersion(1).withMember("hand", 95).withMember("chest", 5);
}

} // namespace plectrum::simulation
