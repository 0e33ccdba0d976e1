// SPDX-License-Identifier: MIT
#include "simulation/world.h"

#include "simulation/rush.h"
#include "simulation/watch.h"
#include "simulation/workload.h"

#include <algorithm>
#include <format>
#include <utility>

namespace plectrum::simulation {

using async::Task;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// After this long without anything happening every lock has run out and every call has arrived.
constexpr Duration settles = Mirror::lockLife + 2 * Weather::longestCall + Weather::latest;
constexpr Duration calmAtMost = minutes(90);

} // namespace

World::World(const Options& options)
    : m_stage(options)
{
    m_stage.crash = [](Life& life) { crash(life); };
    async::Random random(m_stage.seedFor(6));
    const auto servers = random.integer(2, 5);
    m_isRush = random.chance(0.3);
    m_stage.count(m_isRush ? "runs of the rush" : "runs of the workload");
    for (int server = 0; server < int(servers); ++server)
        m_slots.push_back({server, 0, nullptr});
}

World::~World()
{
    m_stage.isOver = true;
    // Everything ends while all that it uses is still there.
    for (const auto& life : m_lives)
        crash(*life);
    m_stage.stopTime();
}

bool World::isStorm() const
{
    return m_stage.elapsed() < minutes(m_stage.options.minutes);
}

/// Each third of the storm the game gets a new version; servers take it when they start.
int World::versionNow() const
{
    const auto third = minutes(m_stage.options.minutes) / 3.0;
    return std::min(newestVersion, 1 + int(m_stage.elapsed() / third));
}

Life* World::begin(Slot& slot)
{
    const int id = int(m_lives.size()) + 1;
    m_lives.push_back(std::make_unique<Life>(m_stage, slot.server, ++slot.lives, id, versionNow()));
    slot.life = m_lives.back().get();
    m_stage.note(slot.life, "START", {}, {}, {},
                 std::format("version {} life {}", slot.life->version, id));
    slot.life->operations.start(m_isRush ? rush(slot.life) : play(slot.life));
    return slot.life;
}

Task<void> World::serve(Slot* slot)
{
    co_await m_stage.clock->sleep(m_stage.weather.downtime() / 20);
    while (isStorm()) {
        Life* life = begin(*slot);
        const bool crashes = m_stage.weather.endsByCrash();
        const auto end = std::min<Duration>(m_stage.elapsed() + m_stage.weather.lifetime(),
                                            minutes(m_stage.options.minutes));
        try {
            co_await m_stage.clock->sleep(end - m_stage.elapsed(), life->death.get_token());
        } catch (const async::Cancelled&) {
            // It crashed before.
        }
        if (crashes && isStorm())
            crash(*life);
        if (!life->isDead())
            co_await leave(life);
        slot->life = nullptr;
        if (isStorm())
            co_await m_stage.clock->sleep(m_stage.weather.downtime());
    }
}

Task<void> World::endStorm()
{
    co_await m_stage.clock->sleep(minutes(m_stage.options.minutes));
    m_stage.weather.calm();
    m_stage.note(nullptr, "CALM");
    std::vector<Task<void>> ends;
    co_await m_tasks.finished();
    co_await m_stage.clock->sleep(settles);
    co_await m_stage.ghosts.finished();
}

Task<void> World::tidyUp()
{
    Slot healer{serverLimit - 1, 0, nullptr};
    m_stage.note(nullptr, "QUIET");
    const int id = int(m_lives.size()) + 1;
    m_lives.push_back(std::make_unique<Life>(m_stage, healer.server, 1, id, newestVersion));
    Life* life = m_lives.back().get();
    std::vector<Task<void>> tidied;
    for (const auto& [key, stored] : m_stage.checker.mirror().keys())
        tidied.push_back(tidy(life, key));
    co_await async::all(std::move(tidied));
    co_await leave(life);
}

bool World::steps(const Task<void>& task, Duration until)
{
    auto& checker = m_stage.checker;
    while (!task.isReady() && !checker.violation()) {
        if (!m_stage.clock->step() || m_stage.elapsed() > until)
            return false;
        if (m_stage.elapsed() - m_checkedAt >= minutes(1))
            checkLives();
    }
    return true;
}

void World::checkLives()
{
    m_checkedAt = m_stage.elapsed();
    for (const auto& life : m_lives)
        checkBounds(*life);
}

void World::checkQuiet()
{
    auto& checker = m_stage.checker;
    for (const auto& life : m_lives)
        if (!life->isDead() && life->store)
            checker.violate(Invariant::Ends, std::format("life {} was not closed", life->id));
    for (const auto& [key, stored] : checker.mirror().keys()) {
        if (checker.mirror().lock(key, m_stage.elapsed()))
            checker.violate(Invariant::Quiet, "the lock of " + key + " was left behind");
        if (stored.info && stored.info->txId)
            checker.violate(Invariant::Quiet, "record " + key + " still holds a transaction");
    }
    checker.quiet(true);
}

void World::runAll()
{
    auto& checker = m_stage.checker;
    for (auto& slot : m_slots)
        m_tasks.start(serve(&slot));
    const auto storm = endStorm();
    if (!steps(storm, minutes(m_stage.options.minutes) + calmAtMost))
        checker.violate(Invariant::Ends, "the servers do not come to an end");
    if (checker.violation())
        return;
    checker.quiet(false);
    m_stage.count("transaction markers left behind",
                  std::int64_t(checker.mirror().markers().size()));
    const auto tidied = tidyUp();
    if (!steps(tidied, m_stage.elapsed() + calmAtMost))
        checker.violate(Invariant::Ends, "the healthy server does not come to an end");
    if (!checker.violation())
        checkQuiet();
}

Result World::run()
{
    runAll();
    auto& checker = m_stage.checker;
    auto& summary = m_stage.summary;
    Result result;
    result.seed = m_stage.options.seed;
    result.violation = checker.violation();
    if (result.violation)
        result.lastEvents = m_stage.trace.lastLines(60);
    summary.runs = 1;
    summary.events = std::int64_t(m_stage.trace.count());
    summary.virtualMinutes = double(m_stage.elapsed().count()) / 60'000;
    m_stage.count("lives of servers", std::int64_t(m_lives.size()));
    m_stage.count("shards leaked by crashes", checker.leakedShards());
    m_stage.count("gaps that the protocol allows", checker.gaps());
    m_stage.count(m_stage.useDataStoreLocking ? "runs with locks in a data store"
                                              : "runs with locks in a hash map");
    result.summary = summary;
    result.traceHash = m_stage.trace.hash();
    return result;
}

Result runSeed(const Options& options)
{
    return World(options).run();
}

} // namespace plectrum::simulation
