// SPDX-License-Identifier: MIT
#include "load_test/load_server.h"

#include "store/error.h"

#include <algorithm>

namespace plectrum::app {

using async::Task;
using json::Value;

namespace {

// Latencies are measured finer than async::Clock tells; nothing is decided by this clock.
using Stopwatch = std::chrono::steady_clock;

Value bag()
{
    std::vector<Value> items;
    for (std::int64_t index = 0; index < 18; ++index) {
        items.push_back(Value::object({{"kind", "sword_gold"},
                                       {"level", index},
                                       {"rarity", "uncommon"},
                                       {"obtained", 1'763'164'800 + index}}));
    }
    return Value::array(std::move(items));
}

} // namespace

store::StoreConfig loadTestConfig(const std::string& store)
{
    store::StoreConfig config;
    config.name = store;
    config.templateData =
        Value::object({{"money", startMoney}, {"visits", 0}, {"inventory", bag()}});
    config.schema = [](const Value& data) {
        return data["money"].toInteger(-1) >= 0
            ? std::nullopt
            : std::optional<std::string>("money must be a whole number that is not negative");
    };
    return config;
}

LoadServer::LoadServer(datastore::Universe& universe, async::Clock& clock, const LoadPlan& plan,
                       int number)
    : m_random(plan.seed * 1'000'003 + std::uint64_t(number))
    , m_universe(universe, clock, m_random, {.least = plan.latency / 4, .most = plan.latency})
    , m_keys(plan.keys)
    , m_maxHeld(std::size_t(std::max(2, plan.keys / plan.servers)))
{
    auto config = loadTestConfig(plan.store);
    config.onLockLost = [this](const std::string& key) { forgetLost(key); };
    m_store = std::make_unique<store::Store>(std::move(config), m_universe.dataStores(),
                                             m_universe.memoryStores(), clock, m_random);
}

void LoadServer::forgetLost(const std::string& key)
{
    std::erase(m_held, key);
}

LoadOperation LoadServer::choose()
{
    const auto roll = m_random.integer(0, 99);
    const bool mayLoad = m_held.size() < m_maxHeld;
    if (m_held.size() < 2)
        return LoadOperation::Load;
    if (roll < 8)
        return mayLoad ? LoadOperation::Load : LoadOperation::Unload;
    if (roll < 12)
        return LoadOperation::Unload;
    if (roll < 30)
        return LoadOperation::Transfer;
    return roll < 50 ? LoadOperation::Save : LoadOperation::Update;
}

Task<void> LoadServer::step()
{
    m_isBusy = true;
    m_isSkipped = false;
    const LoadOperation operation = choose();
    LoadFigures& figures = m_figures[std::size_t(operation)];
    const auto begin = Stopwatch::now();
    std::string error;
    bool isFailed = false;
    try {
        co_await perform(operation);
    } catch (...) {
        isFailed = true;
        error = store::textOf(std::current_exception());
    }
    if (!isFailed && !m_isSkipped) {
        figures.done.add(Stopwatch::now() - begin);
    } else if (isFailed && !m_isClosing) {
        // What the end of the test interrupts is no failure.
        ++figures.failed;
        if (figures.firstError.empty())
            figures.firstError = error;
    }
    m_isBusy = false;
}

Task<void> LoadServer::perform(LoadOperation operation)
{
    switch (operation) {
    case LoadOperation::Load:
        return load();
    case LoadOperation::Update:
        return update();
    case LoadOperation::Save:
        return m_store->save(heldKey());
    case LoadOperation::Transfer:
        return transfer();
    case LoadOperation::Unload:
        break;
    }
    return unload();
}

std::string LoadServer::heldKey()
{
    return m_held[std::size_t(m_random.integer(0, std::int64_t(m_held.size()) - 1))];
}

/// A key that nobody holds: who comes second waits, as on game servers, but seldom.
Task<void> LoadServer::load()
{
    const std::string key = loadTestKey(int(m_random.integer(0, m_keys - 1)));
    if (std::ranges::contains(m_held, key) || co_await m_store->probeLockActive(key)) {
        m_isSkipped = true;
        co_return;
    }
    co_await m_store->load(key);
    m_held.push_back(key);
}

Task<void> LoadServer::update()
{
    const std::string key = heldKey();
    co_await m_store->updateImmutable(key, [](const Value& data) {
        return data.withMember("visits", data["visits"].toInteger() + 1);
    });
}

Task<void> LoadServer::transfer()
{
    const std::string from = heldKey();
    const std::string to = heldKey();
    const std::int64_t wish = m_random.integer(1, 50);
    if (from == to) {
        m_isSkipped = true;
        co_return;
    }
    co_await m_store->tx({from, to}, [from, to, wish](store::TxData& data) {
        const std::int64_t purse = data.at(from)["money"].toInteger();
        const std::int64_t amount = std::min(wish, purse);
        data.at(from) = data.at(from).withMember("money", purse - amount);
        const std::int64_t other = data.at(to)["money"].toInteger();
        data.at(to) = data.at(to).withMember("money", other + amount);
        return Value(true);
    });
}

Task<void> LoadServer::unload()
{
    const std::string key = heldKey();
    std::erase(m_held, key);
    co_await m_store->unload(key);
}

Task<void> LoadServer::close()
{
    m_isClosing = true;
    co_await m_store->close();
}

} // namespace plectrum::app
