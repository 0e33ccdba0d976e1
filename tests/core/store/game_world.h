// SPDX-License-Identifier: MIT
// A store of the library's API over a StoreWorld, and words for its tests.
#pragma once

#include "store/error.h"
#include "store/session/store.h"
#include "store_world.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace plectrum::store {

inline StoreConfig gameConfig()
{
    StoreConfig config;
    config.name = "Game";
    config.templateData = parsed(R"({"coins":0})");
    config.schema = [](const json::Value&) { return std::optional<std::string>(); };
    config.maximumChunk = 200;
    return config;
}

struct GameWorld : StoreWorld
{
    explicit GameWorld(StoreConfig config = gameConfig())
    {
        config.onUnsavedData = [this](const std::string& key, const json::Value& data) {
            unsaved.push_back(key + json::print(data));
        };
        game = std::make_unique<Store>(std::move(config), universe.dataStores(),
                                       universe.memoryStores(), clock, random);
    }
    template <typename T>
    T blockOn(async::Task<T> task)
    {
        return clock.blockOn(std::move(task));
    }
    void set(const std::string& key, json::Value data)
    {
        blockOn(game->updateImmutable(key, [data](const json::Value&) { return data; }));
    }
    std::size_t shardCount()
    {
        return blockOn(store("lyra/shards/Game").listKeys({})).items.size();
    }

    std::vector<std::string> unsaved;
    std::unique_ptr<Store> game;
};

inline json::Value coins(int count)
{
    return json::Value::object({{"coins", count}});
}

inline json::Value manyItems(int seed)
{
    async::Random random{std::uint64_t(seed)};
    std::vector<json::Value> list;
    for (int i = 0; i < 20; ++i)
        list.emplace_back(random.guid());
    return json::Value::object({{"items", json::Value::array(std::move(list))}});
}

inline std::string errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.text();
    }
    return "none";
}

} // namespace plectrum::store
