// SPDX-License-Identifier: MIT
// The store engine over a mock universe in memory without latency, one thread: calls a second, on a
// record of about 1.4 KB (and of 1 MB for an update).
#include "async/sim_clock.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "store/session/store.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

using namespace plectrum;

namespace {

/// An inventory of that many items of about 65 bytes.
json::Value inventory(int items)
{
    async::Random random(1);
    std::vector<json::Value> list;
    for (int i = 0; i < items; ++i)
        list.push_back(json::Value::object({{"id", random.guid()}, {"count", i}, {"worn", false}}));
    return json::Value::object({{"coins", 100}, {"items", json::Value::array(std::move(list))}});
}

struct World
{
    explicit World(int items)
    {
        store::StoreConfig config;
        config.name = "Game";
        config.templateData = inventory(items);
        config.schema = [](const json::Value& data) {
            return data["coins"].isNumber() ? std::optional<std::string>() : "no coins";
        };
        game = std::make_unique<store::Store>(std::move(config), universe.dataStores(),
                                              universe.memoryStores(), clock, random);
        for (const char* key : {"a", "b"}) {
            clock.blockOn(game->load(key));
            clock.blockOn(game->save(key));
        }
    }
    ~World() { clock.blockOn(game->close()); }
    void change()
    {
        clock.blockOn(game->update("a", [n = ++count](json::Value& data) {
            data = data.withMember("coins", n);
            return json::Value(true);
        }));
    }

    async::SimClock clock;
    mock::Universe universe{clock, async::Random(1)};
    async::Random random{2};
    std::unique_ptr<store::Store> game;
    std::int64_t count = 0;
};

constexpr int small = 18; // 1.4 KB
constexpr int large = 14'000; // 1 MB

void update(benchmark::State& state)
{
    World world(int(state.range(0)));
    for ([[maybe_unused]] auto _ : state)
        world.change();
    state.SetItemsProcessed(state.iterations());
    state.SetLabel(std::to_string(json::printedSize(inventory(int(state.range(0))))) + " bytes");
}

void save(benchmark::State& state)
{
    World world(small);
    for ([[maybe_unused]] auto _ : state) {
        world.change();
        world.clock.blockOn(world.game->save("a"));
    }
    state.SetItemsProcessed(state.iterations());
}

void transaction(benchmark::State& state)
{
    World world(small);
    for ([[maybe_unused]] auto _ : state) {
        bool isKept = world.clock.blockOn(world.game->tx({"a", "b"}, [](store::TxData& data) {
            const auto first = data["a"]["coins"].toInteger();
            const auto second = data["b"]["coins"].toInteger();
            data["a"] = data["a"].withMember("coins", first - 1);
            data["b"] = data["b"].withMember("coins", second + 1);
            return json::Value(true);
        }));
        benchmark::DoNotOptimize(isKept);
    }
    state.SetItemsProcessed(state.iterations());
}

} // namespace

BENCHMARK(update)->Arg(small)->Arg(large);
BENCHMARK(save);
BENCHMARK(transaction);
BENCHMARK_MAIN();
