// SPDX-License-Identifier: MIT
#include "simulation/workload.h"

#include "simulation/watch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace plectrum::simulation {

namespace {

using async::Task;
using std::chrono::seconds;

constexpr std::array<const char*, 9> keyNames{"bank", "k1", "k2",   "k3",  "k4",
                                              "k5",   "k6", "old1", "old2"};
constexpr std::size_t loadedAtMost = 5;
constexpr std::size_t runningAtMost = 5;

Task<void> load(Life* life, std::string key)
{
    co_await watched(life, Operation::Load, key, answered(life->store->load(key)));
}

Task<void> get(Life* life, std::string key)
{
    const auto data = co_await watched(life, Operation::Get, key, life->store->get(key));
    if (data && !life->isDead() && coinsOf(*data) == 0)
        life->stage.count("gets of a key without coins");
}

Task<void> update(Life* life, std::string key)
{
    const bool isKept = !life->chance.chance(0.05);
    const auto transform = [life, isKept](json::Value& data) {
        data = edited(data, life->server, life->chance);
        return json::Value(isKept);
    };
    co_await watched(life, Operation::Update, key, life->store->update(key, transform));
}

Task<void> save(Life* life, std::string key)
{
    const auto* found = life->find(key);
    const auto before = found ? std::optional(*found) : std::nullopt;
    const auto done =
        co_await watched(life, Operation::Save, key, answered(life->store->save(key)));
    // Where a load was under way, another session than the one of before was saved.
    if (done && before && life->isStill(key, before->session))
        life->stage.checker.saved(key, life->server, before->counts, life->stage.elapsed());
}

bool isLoading(const Life& life, const std::string& key)
{
    return std::ranges::any_of(life.running, [&](const auto& each) {
        return each.second.operation == Operation::Load && each.second.key == key;
    });
}

Task<void> unload(Life* life, std::string key)
{
    const auto* found = life->find(key);
    // During a load it cancels that and comes back at once.
    const auto before = found && !isLoading(*life, key) ? std::optional(*found) : std::nullopt;
    const auto done =
        co_await watched(life, Operation::Unload, key, answered(life->store->unload(key)));
    if (life->isDead() || !before || !life->isStill(key, before->session))
        co_return; // lost meanwhile, and said so
    life->keys.erase(key);
    if (done)
        life->stage.checker.saved(key, life->server, before->counts, life->stage.elapsed());
}

Task<void> peek(Life* life, std::string key)
{
    const auto began = life->stage.elapsed();
    const auto data = co_await watched(life, Operation::Peek, key, life->store->peek(key));
    if (data)
        life->stage.checker.peeked(key, *data, began, life->stage.elapsed());
}

Task<void> probe(Life* life, std::string key)
{
    co_await watched(life, Operation::Probe, key, life->store->probeLockActive(key));
}

/// Some of the loaded keys, in any order.
std::vector<std::string> someKeys(Life& life)
{
    std::vector<std::string> keys;
    for (const auto& [key, loaded] : life.keys)
        keys.push_back(key);
    for (std::size_t i = keys.size(); i > 1; --i)
        std::swap(keys[i - 1], keys[std::size_t(life.chance.integer(0, std::int64_t(i) - 1))]);
    keys.resize(std::min<std::size_t>(keys.size(), std::size_t(life.chance.integer(2, 4))));
    return keys;
}

using After = std::map<std::string, Counts>;

/// The first key pays all others; notes what each holds then.
void pay(Life* life, const std::vector<std::string>& keys, store::TxData& data, After& after)
{
    const auto coins = life->chance.integer(1, 15);
    const auto payees = std::int64_t(keys.size()) - 1;
    for (const auto& key : keys) {
        const bool isPayer = key == keys.front();
        data[key] = withCoins(data[key], life->server, isPayer ? -coins * payees : coins);
        after[key] = countsOf(data[key]);
    }
}

Task<void> transfer(Life* life, std::string)
{
    const auto keys = someKeys(*life);
    if (keys.size() < 2)
        co_return;
    const auto after = std::make_shared<After>();
    const bool isKept = !life->chance.chance(0.05);
    const bool isOne = life->chance.chance(0.05);
    const auto transform = [=](store::TxData& data) {
        if (isOne)
            data[keys[0]] = edited(data[keys[0]], life->server, life->chance);
        else
            pay(life, keys, data, *after);
        return json::Value(isKept);
    };
    const auto done =
        co_await watched(life, Operation::Transfer, keys.front(), life->store->tx(keys, transform));
    if (!done || !*done)
        co_return;
    life->stage.count(isOne ? "transactions that change one key" : "transactions committed");
    for (const auto& [key, counts] : *after)
        life->stage.checker.saved(key, life->server, counts, life->stage.elapsed());
}

struct Choice
{
    int weight;
    Task<void> (*act)(Life*, std::string);
    bool ofLoaded; ///< mostly asked of loaded keys
};
constexpr std::array<Choice, 8> choices{{{22, load, false},
                                         {3, get, true},
                                         {38, update, true},
                                         {10, save, true},
                                         {12, unload, true},
                                         {5, peek, false},
                                         {1, probe, false},
                                         {20, transfer, true}}};

std::string anyKey(Life& life)
{
    return keyNames[std::size_t(life.chance.integer(0, int(keyNames.size()) - 1))];
}

std::string anyLoadedKey(Life& life)
{
    if (life.keys.empty() || life.chance.chance(0.03))
        return anyKey(life);
    return std::next(life.keys.begin(), life.chance.integer(0, int(life.keys.size()) - 1))->first;
}

void act(Life* life)
{
    int dice = int(life->chance.integer(1, 111));
    for (const auto& choice : choices) {
        dice -= choice.weight;
        if (dice > 0)
            continue;
        if (choice.act == load ? life->keys.size() >= loadedAtMost
                               : choice.ofLoaded && life->keys.empty() && life->chance.chance(0.9))
            return;
        life->operations.start(
            choice.act(life, choice.ofLoaded ? anyLoadedKey(*life) : anyKey(*life)));
        return;
    }
}

} // namespace

Task<void> play(Life* life)
{
    const auto stop = life->leaving.get_token();
    while (true) {
        const double wait = -std::log(1 - life->chance.fraction()) * 7000;
        co_await life->clock.sleep(Duration(std::int64_t(wait) + 1), stop);
        if (life->running.size() < runningAtMost)
            act(life);
    }
}

Task<void> leave(Life* life)
{
    life->leaving.request_stop();
    const auto before = life->keys;
    const auto done = co_await watched(life, Operation::Close, {}, answered(life->store->close()));
    if (life->isDead())
        co_return;
    for (const auto& [key, loaded] : before)
        if (done && life->isStill(key, loaded.session))
            life->stage.checker.saved(key, life->server, loaded.counts, life->stage.elapsed());
    co_await life->operations.finished();
    if (life->isDead())
        co_return;
    life->store.reset();
    life->stage.count("orderly closes");
}

Task<void> tidy(Life* life, std::string key)
{
    co_await load(life, key);
    const bool isLoaded = life->find(key) != nullptr;
    co_await update(life, key);
    co_await save(life, key);
    // What the record named as orphaned is removed behind the save, and gone from the next one.
    co_await life->clock.sleep(seconds(10));
    co_await update(life, key);
    co_await save(life, key);
    co_await life->clock.sleep(seconds(10));
    co_await update(life, key);
    co_await unload(life, key);
    if (!isLoaded)
        life->stage.checker.violate(Invariant::Quiet, "key " + key + " cannot be loaded");
}

} // namespace plectrum::simulation
