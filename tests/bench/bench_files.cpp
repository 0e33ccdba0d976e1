// SPDX-License-Identifier: MIT
// What files of ours cost, on the clock: an edit of a record of 4 MB until it is on disk as a
// draft, and opening a universe of 20,000 versions to the first page of its keys.
#include "async/executor.h"
#include "async/sim_clock.h"
#include "inventory.h"
#include "journal/database.h"
#include "journal/drafts.h"
#include "json/parser.h"
#include "json/pointer.h"
#include "mock/universe.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <string>

using namespace plectrum;

namespace {

void keepDraft(benchmark::State& state)
{
    const QTemporaryDir folder;
    async::SimClock clock;
    async::Random random{std::uint64_t(7)};
    journal::Database database(folder.filePath(QStringLiteral("journal.db")).toStdString(), clock,
                               random);
    journal::Drafts drafts(database);
    const journal::RecordAddress address{.universe = "/u", .store = "PlayerData", .key = "a"};
    const journal::DraftBase base{json::parse(bench::inventory()).value(), "v1", {}};
    json::Value value = *base.data;
    std::int64_t edits = 0;
    for ([[maybe_unused]] auto _ : state) {
        const auto at = json::Pointer::parse("/file/data/committedData/coins").value();
        value = json::replaceAt(value, at, ++edits).value();
        drafts.keep(address, base, value);
    }
}

void openUniverse(benchmark::State& state)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("large.plectrum")).toStdString();
    async::SimClock clock;
    async::InlineExecutor executor;
    const auto open = [&](mock::FileMode mode) {
        return mock::Universe::open(path, mode, clock, async::Random(1), executor);
    };
    {
        const auto universe = open(mock::FileMode::Create);
        auto batch = universe->batch();
        for (int i = 0; i < 20'000; ++i)
            clock.blockOn(universe->dataStores().dataStore("s").set(
                "Player_" + std::to_string(i % 2'000), json::Value(std::string(300, 'x'))));
        batch.commit();
    }
    for ([[maybe_unused]] auto _ : state) {
        const auto universe = open(mock::FileMode::Open);
        auto page = clock.blockOn(universe->dataStores().dataStore("s").listKeys({}));
        benchmark::DoNotOptimize(page);
    }
}

} // namespace

BENCHMARK(keepDraft)->UseRealTime();
BENCHMARK(openUniverse)->UseRealTime()->Unit(benchmark::kMillisecond);

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
