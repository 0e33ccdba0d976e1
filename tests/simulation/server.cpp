// SPDX-License-Identifier: MIT
#include "simulation/server.h"

#include <format>
#include <utility>

namespace plectrum::simulation {

namespace {

Duration offsetFrom(async::Random random)
{
    const auto most = DriftingClock::largestOffset.count();
    return Duration(random.integer(-most, most));
}

double rateFrom(async::Random random)
{
    return (random.fraction() * 2 - 1) * DriftingClock::largestRate;
}

async::Task<std::optional<json::Value>> importLegacy(async::Clock* clock, std::string key,
                                                     std::stop_token stop)
{
    co_await clock->sleep(std::chrono::milliseconds(30), stop);
    if (!key.starts_with("old"))
        co_return std::nullopt;
    co_return legacyData();
}

} // namespace

Life::Life(Stage& theStage, int theServer, int theNumber, int theId, int theVersion)
    : stage(theStage)
    , server(theServer)
    , number(theNumber)
    , id(theId)
    , version(theVersion)
    , clock(*stage.clock, offsetFrom(async::Random(stage.seedFor(1000 + std::uint64_t(id)))),
            rateFrom(async::Random(stage.seedFor(2000 + std::uint64_t(id)))), death.get_token())
    , random(stage.seedFor(3000 + std::uint64_t(id)))
    , chance(stage.seedFor(4000 + std::uint64_t(id)))
    , services(std::make_unique<Services>(stage, *this))
    , store(std::make_unique<store::Store>(config(), *services, *services, clock, random))
{
}

Life::~Life() = default;

const Life::Loaded* Life::find(const std::string& key) const
{
    const auto found = keys.find(key);
    return found == keys.end() ? nullptr : &found->second;
}

bool Life::isStill(const std::string& key, std::uint64_t session) const
{
    const auto* loaded = find(key);
    return loaded && loaded->session == session;
}

store::StoreConfig Life::config()
{
    auto made = configOf(version, stage.useDataStoreLocking);
    made.importLegacyData = [this](std::string key, std::stop_token stop) {
        return importLegacy(&clock, std::move(key), std::move(stop));
    };
    made.changedCallbacks.push_back([this](const std::string& key, const json::Value& now,
                                           const std::optional<json::Value>& before) {
        if (isDead())
            return;
        // A session that its unload gave up on may still tell of a transaction that it ends.
        if (before && !keys.contains(key)) {
            stage.count("changes told of a key that is gone");
            return;
        }
        auto& loaded = keys[key];
        loaded.counts = countsOf(now);
        if (before)
            return;
        loaded.session = ++sessions;
        stage.note(this, "loaded", {}, {}, key,
                   std::format("edits {} coins {}", textOf(loaded.counts), coinsOf(now)));
        stage.checker.loaded(key, now, stage.elapsed());
    });
    made.onLockLost = [this](const std::string& key) {
        if (isDead())
            return;
        keys.erase(key);
        stage.count("lost locks");
        stage.note(this, "lost lock", {}, {}, key);
    };
    made.onUnsavedData = [this](const std::string&, const json::Value&) {
        if (!isDead())
            stage.count("unsaved data kept as a draft");
    };
    return made;
}

void crash(Life& life)
{
    if (life.isDead() || !life.store)
        return;
    life.stage.count("crashes");
    life.stage.note(&life, "CRASH");
    life.leaving.request_stop();
    life.death.request_stop();
    life.store.reset();
    life.running.clear();
}

} // namespace plectrum::simulation
