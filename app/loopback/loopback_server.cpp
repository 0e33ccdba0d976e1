// SPDX-License-Identifier: MIT
#include "loopback/loopback_server.h"

#include "emulator/luau_task_runner.h"
#include "emulator/server.h"
#include "mock/universe.h"

#include <format>
#include <stdexcept>

namespace plectrum::app {

namespace {

emulator::Options optionsOf(const LoopbackOptions& asked, const std::string& title,
                            const std::string& madeKey)
{
    emulator::Options options;
    options.universeId = asked.universeId;
    options.universeName = title;
    options.rootPlaceId = asked.placeId;
    options.quotas = emulator::Quotas::forPlayers(asked.players);
    options.quotas.isEnforced = asked.hasLimits;
    options.hasThroughput = asked.hasLimits;
    options.hasUnevenPages = !asked.hasEvenPages;
    options.queuesTasks = asked.queuesTasks;
    if (asked.observer)
        options.observer = [observer = asked.observer](const emulator::Exchange& exchange) {
            observer(exchange.method, exchange.path, exchange.status);
        };
    if (asked.keyFile)
        options.keys = emulator::apiKeysOf(*asked.keyFile);
    for (const auto& text : {asked.apiKey, madeKey}) {
        emulator::ApiKey key;
        key.text = text;
        if (!text.empty())
            options.keys.push_back(std::move(key));
    }
    return options;
}

std::string makeKey(async::Random& random)
{
    std::string key;
    for (int i = 0; i < 4; ++i)
        key += std::format("{:016x}", random.bits());
    return key;
}

} // namespace

struct LoopbackServer::State
{
    State(mock::Universe& universe, async::Clock& clock, async::Random random,
          emulator::Options options)
        : service(universe, clock, async::Random(random.bits()), std::move(options))
    {
        runner = emulator::makeLuauTaskRunner(
            universe, service.memoryStores(), clock, async::Random(random.bits()),
            [this](std::stop_token stop) { return eventLoop.sleep(betweenSlices, stop); });
        service.setTaskRunner(runner.get());
    }

    /// Scripts of tasks compute in slices; meanwhile others are answered.
    static constexpr async::Duration betweenSlices{1};

    async::EventLoopClock eventLoop;
    std::unique_ptr<emulator::TaskRunner> runner;
    emulator::Service service;
    std::unique_ptr<emulator::Server> server;
};

LoopbackServer::LoopbackServer(mock::Universe& universe, async::Clock& clock, async::Random random,
                               LoopbackOptions options)
{
    if (options.apiKey.empty() && !options.keyFile)
        m_madeKey = makeKey(random);
    const auto fault = emulator::Fault::parse(options.fault);
    if (!fault)
        throw std::invalid_argument("\"" + options.fault + "\" is no fault");
    m_state = std::make_unique<State>(universe, clock, std::move(random),
                                      optionsOf(options, universe.title(), m_madeKey));
    if (!options.fault.empty()) {
        emulator::FaultRule rule;
        rule.fault = *fault;
        rule.times = emulator::FaultRule::always;
        rule.probability = options.faultRate;
        m_state->service.addFault(std::move(rule));
    }
    m_state->server = std::make_unique<emulator::Server>(m_state->service, options.port);
}

LoopbackServer::~LoopbackServer() = default;

std::string LoopbackServer::baseUrl() const
{
    return m_state->server->baseUrl();
}

std::uint16_t LoopbackServer::port() const
{
    return m_state->server->port();
}

async::Task<void> LoopbackServer::close()
{
    co_await m_state->server->close();
    m_state->server.reset();
    co_await m_state->service.close();
}

} // namespace plectrum::app
