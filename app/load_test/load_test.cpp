// SPDX-License-Identifier: MIT
#include "load_test/load_test.h"

#include "async/task_owner.h"
#include "datastore/error.h"
#include "load_test/load_server.h"
#include "store/names.h"

#include <format>
#include <memory>
#include <vector>

namespace plectrum::app {

using async::Task;
using namespace std::chrono_literals;

namespace {

using Servers = std::vector<std::unique_ptr<LoadServer>>;
// Finer than async::Clock tells; it is only reported.
using Stopwatch = std::chrono::steady_clock;

constexpr async::Duration turn{50}; ///< of work without the event loop, where timers wait
constexpr async::Duration breath{1};

struct Ground
{
    datastore::Universe* universe = nullptr;
    async::Clock* clock = nullptr;
    LoadPlan plan;
};

Task<void> makeKeys(const Ground* ground)
{
    auto& records =
        ground->universe->dataStores().dataStore(store::names::records(ground->plan.store));
    for (int index = 0; index < ground->plan.keys; ++index) {
        if (co_await records.get(loadTestKey(index))) {
            throw datastore::Error(datastore::ErrorKind::Conflict,
                                   std::format("the key {} is there already; nothing was written",
                                               loadTestKey(index)));
        }
    }
    async::Random random(ground->plan.seed);
    store::Store maker(loadTestConfig(ground->plan.store), ground->universe->dataStores(),
                       ground->universe->memoryStores(), *ground->clock, random);
    for (int index = 0; index < ground->plan.keys; ++index) {
        co_await maker.load(loadTestKey(index));
        co_await maker.unload(loadTestKey(index));
    }
    co_await maker.close();
}

Task<void> removeKeys(const Ground* ground)
{
    auto& records =
        ground->universe->dataStores().dataStore(store::names::records(ground->plan.store));
    for (int index = 0; index < ground->plan.keys; ++index)
        co_await records.remove(loadTestKey(index));
}

/// Each server does one thing after the other; when all wait, time and events have their turn.
Task<void> work(const Ground* ground, const Servers* servers)
{
    async::TaskOwner steps{async::TaskOwner::ErrorSink()};
    async::Clock& clock = *ground->clock;
    const auto end = clock.elapsed() + ground->plan.duration;
    auto lastBreath = clock.elapsed();
    while (clock.elapsed() < end) {
        bool isIdle = false;
        for (const auto& server : *servers) {
            if (server->isBusy())
                continue;
            isIdle = true;
            steps.start(server->step());
        }
        if (isIdle && clock.elapsed() - lastBreath < turn)
            continue;
        co_await clock.sleep(breath);
        lastBreath = clock.elapsed();
    }
    std::vector<Task<void>> closing;
    for (const auto& server : *servers)
        closing.push_back(server->close());
    co_await async::all(std::move(closing));
    co_await steps.finished();
}

Task<void> countMoney(const Ground* ground, LoadReport* report)
{
    async::Random random(ground->plan.seed);
    store::Store reader(loadTestConfig(ground->plan.store), ground->universe->dataStores(),
                        ground->universe->memoryStores(), *ground->clock, random);
    for (int index = 0; index < ground->plan.keys; ++index) {
        std::optional<json::Value> data;
        try {
            data = co_await reader.peek(loadTestKey(index));
        } catch (const std::exception&) {
            // Counted below as one that cannot be read.
        }
        if (data)
            report->moneyAfter += (*data)["money"].toInteger();
        else
            ++report->unreadableKeys;
    }
    co_await reader.close();
}

void addFigures(LoadReport& report, const Servers& servers)
{
    for (const auto& server : servers) {
        for (std::size_t kind = 0; kind < loadOperationCount; ++kind) {
            const LoadFigures& from = server->figures()[kind];
            LoadFigures& to = report.operations[kind];
            to.done.add(from.done);
            to.failed += from.failed;
            if (to.firstError.empty())
                to.firstError = from.firstError;
        }
    }
}

} // namespace

std::string_view nameOf(LoadOperation operation)
{
    constexpr std::string_view names[] = {"load", "update", "save", "transfer", "unload"};
    return names[std::size_t(operation)];
}

std::string loadTestKey(int index)
{
    return std::format("load-test-{:04}", index + 1);
}

Task<LoadReport> runLoadTest(datastore::Universe* universe, async::Clock* clock, LoadPlan plan)
{
    const Ground ground{.universe = universe, .clock = clock, .plan = std::move(plan)};
    co_await makeKeys(&ground);
    Servers servers;
    for (int number = 0; number < ground.plan.servers; ++number)
        servers.push_back(std::make_unique<LoadServer>(*universe, *clock, ground.plan, number));
    LoadReport report;
    report.moneyBefore = startMoney * ground.plan.keys;
    const auto begin = Stopwatch::now();
    co_await work(&ground, &servers);
    report.elapsed = Stopwatch::now() - begin;
    addFigures(report, servers);
    co_await countMoney(&ground, &report);
    // What does not add up is left to be looked at.
    if (report.isConserved())
        co_await removeKeys(&ground);
    co_return report;
}

} // namespace plectrum::app
