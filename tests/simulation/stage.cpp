// SPDX-License-Identifier: MIT
#include "simulation/stage.h"

#include "simulation/server.h"

#include <format>
#include <utility>

namespace plectrum::simulation {

namespace {

std::uint64_t mixedSeed(std::uint64_t seed, std::uint64_t purpose)
{
    std::uint64_t mixed = seed * 0x9e3779b97f4a7c15ULL + purpose * 0xbf58476d1ce4e5b9ULL;
    mixed ^= mixed >> 31;
    return mixed * 0x94d049bb133111ebULL;
}

std::string detailOf(const StoredKey& stored)
{
    const bool isSharded = std::holds_alternative<store::ShardedFile>(stored.record.file);
    return std::format("edits {} coins {}{}{}", textOf(stored.counts), stored.coins,
                       isSharded ? " sharded" : "",
                       stored.info && stored.info->txId ? " tx " + *stored.info->txId : "");
}

/// How many migration steps a record has behind it.
std::optional<std::size_t> stepsOf(const StoredKey* stored)
{
    if (!stored || !stored->record.appliedMigrations)
        return std::nullopt;
    return stored->record.appliedMigrations->size();
}

emulator::Options serviceOptions()
{
    emulator::Options options;
    emulator::ApiKey all;
    all.text = "simulated";
    options.keys = {all};
    options.quotas.isEnforced = false;
    options.hasThroughput = false;
    return options;
}

} // namespace

std::string_view containerOf(std::string_view dataStore)
{
    const auto slash = dataStore.find('/');
    const auto name = dataStore.substr(slash == dataStore.npos ? 0 : slash + 1);
    for (const std::string_view container : {"records", "shards", "tx", "locks"})
        if (name.starts_with(container))
            return container;
    return "";
}

Stage::Stage(const Options& runOptions)
    : m_clock(std::make_unique<async::SimClock>())
    , options(runOptions)
    , useDataStoreLocking(async::Random(mixedSeed(runOptions.seed, 1)).chance(0.3))
    , clock(m_clock.get())
    , universe(std::make_unique<mock::Universe>(*clock, async::Random(seedFor(2))))
    , weather(seedFor(3), std::chrono::minutes(runOptions.minutes))
    , checker(useDataStoreLocking)
    , defects(runOptions.defect, seedFor(4))
    , trace(runOptions.traceSink)
    , random(seedFor(5))
{
    if (options.isCloud)
        service = std::make_unique<emulator::Service>(*universe, *clock, async::Random(seedFor(8)),
                                                      serviceOptions());
    universe->setObserver([this](const mock::ObservedCall& call) { observe(call); });
}

std::uint64_t Stage::seedFor(std::uint64_t purpose) const
{
    return mixedSeed(options.seed, purpose);
}

void Stage::count(std::string_view fact, std::int64_t by)
{
    const auto found = summary.facts.find(fact);
    if (found != summary.facts.end())
        found->second += by;
    else
        summary.facts.emplace(fact, by);
}

void Stage::note(const Life* life, std::string_view what, std::string_view call,
                 std::string_view container, std::string key, std::string detail)
{
    if (isOver)
        return;
    trace.add({elapsed().count(), life ? life->server : -1, life ? life->number : 0, what, call,
               container, std::move(key), std::move(detail)});
}

void Stage::observe(const mock::ObservedCall& call)
{
    if (!call.failed.empty())
        return;
    const auto container = containerOf(call.container);
    const std::string key(call.key);
    const auto now = elapsed();
    std::string detail;
    if (container == "records" && call.value) {
        const auto steps = stepsOf(checker.mirror().find(key));
        checker.recordSet(sender, key, *call.value, now);
        if (steps && *steps < stepsOf(checker.mirror().find(key)))
            count("records migrated");
        defects.recordSet(key, *call.value);
        const auto& stored = *checker.mirror().find(key);
        if (std::holds_alternative<store::ShardedFile>(stored.record.file))
            count("sharded records written");
        if (stored.info && stored.info->txId)
            count("records written in a transaction");
        detail = detailOf(stored);
    } else if (container == "shards") {
        if (call.value)
            checker.shardSet(sender, key, *call.value);
        else
            checker.shardRemoved(key, now);
    } else if (container == "tx") {
        if (call.value)
            checker.markerSet(key, now);
        else
            checker.markerRemoved(sender, key, now);
    } else if (container == "locks") {
        observeLock(call);
        detail = call.value ? std::string(call.value->toString()) : std::string();
    }
    note(sending, "stored", mock::nameOf(call.op), container, key, std::move(detail));
}

void Stage::observeLock(const mock::ObservedCall& call)
{
    const std::string key(call.key);
    if (call.op == mock::Op::Remove
        || (call.value && call.op == mock::Op::MapUpdate
            && call.ttl == std::chrono::seconds::zero()))
        checker.lockRemoved(sender, key, elapsed());
    else if (call.value)
        checker.lockSet(sender, key, std::string(call.value->toString()), elapsed());
}

} // namespace plectrum::simulation
