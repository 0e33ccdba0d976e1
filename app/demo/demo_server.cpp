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

struct DemoServer::Core : std::enable_shared_from_this<DemoServer::Core>
{
    Core(datastore::Universe& there, async::Clock& theClock, std::uint64_t seed,
         SimulationRates given)
        : clock(theClock)
        , random(seed)
        , pace(given)
        , universe(there, theClock, random, given.latency)
    {
    }

    using Self = std::shared_ptr<Core>;
    static Task<void> run(Self self);
    static Task<void> serve(Self self);
    static Task<void> close(Self self);
    void open();
    void tell() const;

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
Task<void> DemoServer::Core::run(Self self)
{
    self->isServing = true;
    while (self->isRunning && !self->isCrashed) {
        self->open();
        co_await serve(self);
        if (!self->isCrashed)
            co_await close(self);
    }
    self->isServing = false;
}

void DemoServer::Core::open()
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
        ground, people, pace, [this] { tell(); }, life.get_token());
}

Task<void> DemoServer::Core::serve(Self self)
{
    const auto stop = self->life.get_token();
    const auto crowd = self->crowd;
    try {
        for (;;) {
            const auto least = self->pace.leastPause;
            const auto most = crowd->isFull() ? self->pace.mostPause : least;
            const Duration pause(self->random.integer(least.count(), most.count()));
            co_await self->clock.sleep(std::max(Duration(1), pause), stop);
            crowd->next();
        }
    } catch (const async::Cancelled&) {
        // That is how it ends.
    }
}

Task<void> DemoServer::Core::close(Self self)
{
    self->universe.setLatency(hurry);
    try {
        co_await self->store->close();
    } catch (const std::exception&) {
        // Whose save failed goes home without: the disk may be full.
    }
    co_await self->crowd->finished();
    self->crowd = nullptr;
    self->tell();
}

void DemoServer::Core::tell() const
{
    if (onChanged)
        onChanged();
}

DemoServer::DemoServer(datastore::Universe& universe, async::Clock& clock, std::uint64_t seed,
                       SimulationRates pace)
    : m_core(std::make_shared<Core>(universe, clock, seed, pace))
{
}

DemoServer::~DemoServer()
{
    m_core->onChanged = nullptr;
    m_core->isCrashed = true;
    m_core->life.request_stop();
    m_core->crowd = nullptr; // whose actions see through what they have begun
}

void DemoServer::start()
{
    if (m_core->isRunning)
        return;
    m_core->isRunning = true;
    if (!m_core->isServing)
        m_core->tasks.start(Core::run(m_core));
    m_core->tell();
}

void DemoServer::stop()
{
    if (!m_core->isRunning)
        return;
    m_core->isRunning = false;
    m_core->life.request_stop();
    m_core->tell();
}

async::Task<void> DemoServer::stopped()
{
    return m_core->tasks.finished();
}

bool DemoServer::isRunning() const
{
    return m_core->isRunning;
}

std::size_t DemoServer::playersOnline() const
{
    return m_core->crowd ? m_core->crowd->online() : 0;
}

void DemoServer::setLog(store::LogCallback callback)
{
    m_core->log = std::move(callback);
}

void DemoServer::onChanged(std::function<void()> callback)
{
    m_core->onChanged = std::move(callback);
}

} // namespace plectrum::app
