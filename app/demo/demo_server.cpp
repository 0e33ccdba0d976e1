// SPDX-License-Identifier: MIT
#include "demo/demo_server.h"

#include "async/task_owner.h"
#include "demo/demo_config.h"
#include "store/session/store.h"

#include <algorithm>
#include <optional>
#include <string>

namespace plectrum::app {

using async::Duration;
using async::Task;

namespace {

/// While the server ends nobody shall wait long, but everybody shall get their turn.
constexpr datastore::Latency hurry{.least = Duration(1), .most = Duration(12)};

} // namespace

struct DemoServer::State : std::enable_shared_from_this<DemoServer::State>
{
    State(datastore::Universe& there, async::Clock& theClock, std::uint64_t seed,
          SimulationRates given)
        : clock(theClock)
        , random(seed)
        , pace(given)
        , universe(there, theClock, random, given.latency)
    {
    }

    Task<void> run();
    Task<void> serve();
    Task<void> close();
    void open();
    void report() const;

    async::Clock& clock;
    async::Random random;
    SimulationRates pace;
    datastore::LatencyUniverse universe;
    std::vector<Person> people;
    std::unique_ptr<store::Store> store;
    std::shared_ptr<PlayerSimulation> crowd;
    std::stop_source life; ///< from a start to its stop
    bool isRunning = false;
    bool isServing = false; ///< run() is under way
    bool isCrashed = false;
    std::function<void()> onChanged;
    store::LogCallback log;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};
};

/// Goes on when it was started again while it stopped.
Task<void> DemoServer::State::run()
{
    const auto self = shared_from_this();
    isServing = true;
    while (isRunning && !isCrashed) {
        open();
        co_await serve();
        if (!isCrashed)
            co_await close();
    }
    isServing = false;
}

void DemoServer::State::open()
{
    life = std::stop_source();
    universe.setLatency(pace.latency);
    if (people.empty())
        people = demoRegulars();
    auto config = playerConfig(releases().back());
    config.logCallback = log;
    config.onLockLost = [this](const std::string& key) {
        if (crowd)
            crowd->lose(key);
    };
    store = std::make_unique<store::Store>(std::move(config), universe.dataStores(),
                                           universe.memoryStores(), clock, random);
    const SimulationEnvironment ground{.owner = shared_from_this(),
                                       .store = store.get(),
                                       .universe = &universe,
                                       .clock = &clock,
                                       .random = &random};
    crowd = std::make_shared<PlayerSimulation>(
        ground, people, pace, [this] { report(); }, life.get_token());
}

Task<void> DemoServer::State::serve()
{
    const auto self = shared_from_this();
    const auto stop = life.get_token();
    const auto players = crowd;
    try {
        for (;;) {
            const auto least = pace.leastPause;
            const auto most = players->isFull() ? pace.maxPause : least;
            const Duration pause(random.integer(least.count(), most.count()));
            co_await clock.sleep(std::max(Duration(1), pause), stop);
            players->next();
        }
    } catch (const async::Cancelled&) {
        // That is how it ends.
    }
}

Task<void> DemoServer::State::close()
{
    const auto self = shared_from_this();
    universe.setLatency(hurry);
    try {
        co_await store->close();
    } catch (const std::exception&) {
        // Whose save failed goes home without: the disk may be full.
    }
    co_await crowd->finished();
    crowd = nullptr;
    report();
}

void DemoServer::State::report() const
{
    if (onChanged)
        onChanged();
}

DemoServer::DemoServer(datastore::Universe& universe, async::Clock& clock, std::uint64_t seed,
                       SimulationRates pace)
    : m_state(std::make_shared<State>(universe, clock, seed, pace))
{
}

DemoServer::~DemoServer()
{
    m_state->onChanged = nullptr;
    m_state->isCrashed = true;
    m_state->life.request_stop();
    m_state->crowd = nullptr; // whose actions see through what they have begun
}

void DemoServer::start()
{
    if (m_state->isRunning)
        return;
    m_state->isRunning = true;
    if (!m_state->isServing)
        m_state->tasks.start(m_state->run());
    m_state->report();
}

void DemoServer::stop()
{
    if (!m_state->isRunning)
        return;
    m_state->isRunning = false;
    m_state->life.request_stop();
    m_state->report();
}

async::Task<void> DemoServer::stopped()
{
    return m_state->tasks.finished();
}

bool DemoServer::isRunning() const
{
    return m_state->isRunning;
}

std::size_t DemoServer::playersOnline() const
{
    return m_state->crowd ? m_state->crowd->online() : 0;
}

void DemoServer::setLog(store::LogCallback callback)
{
    m_state->log = std::move(callback);
}

void DemoServer::onChanged(std::function<void()> callback)
{
    m_state->onChanged = std::move(callback);
}

} // namespace plectrum::app
