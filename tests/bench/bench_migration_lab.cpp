// SPDX-License-Identifier: MIT
// The migration lab over 100,000 records of a universe file: records a second, the longest turn of
// the event loop meanwhile, and what the process needs. bench_migration_lab [records]
#include "async/pool_executor.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "event_loop_watch.h"
#include "gamecode/migration_lab.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/process_memory.h"

#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <fstream>
#include <memory>
#include <string>

namespace {

using namespace plectrum;

constexpr std::size_t recordsInAStep = 2'000;

/// 1.4 KB of data; every tenth has nothing in its bag.
std::string recordText(std::size_t number)
{
    std::string items;
    for (int i = 0; number % 10 != 0 && i < 16; ++i)
        items += std::format(R"({}{{"kind":"sword of item {}","count":{},"level":{},"bound":{}}})",
                             i == 0 ? "" : ",", (number + std::size_t(i)) % 40, i % 7 + 1, i * 3,
                             i % 2 == 0);
    return std::format(
        R"({{"appliedMigrations":["first"],"file":{{"data":{{"committedData":{{"coins":{},"hat":null,"items":[{}]}}}}}},"orphanedFiles":[]}})",
        number, items);
}

void fill(mock::Universe& universe, std::size_t from, std::size_t until)
{
    auto batch = universe.batch();
    for (std::size_t i = from; i < until; ++i) {
        const std::string text = recordText(i);
        mock::Version version;
        version.value = json::parse(text).value();
        version.size = std::uint32_t(text.size());
        universe.importValue("lyra/records/Bench", "global", std::format("player_{:08}", i),
                             std::move(version));
    }
    batch.commit();
}

std::string writeConfiguration(const QTemporaryDir& folder)
{
    const std::string file = folder.filePath(QStringLiteral("config.luau")).toStdString();
    std::ofstream(file)
        << "local L, t = require('Lyra'), require('t')\nlocal Step = L.MigrationStep\n"
           "return L.createStore({name = 'Bench', template = {coins = 0, items = {}},\n"
           "schema = t.interface({coins = t.number, items = t.array(t.interface({kind = t.string, "
           "count = t.number}))}),\nmigrationSteps = {\n"
           "Step.transform('first', function(d) return d end),\n"
           "Step.addFields('settings', {settings = {music = true}}),\n"
           "Step.transform('marks', function(d) for _, item in d.items do item.mark = item.count "
           "end "
           "return d end),\n"
           "Step.transform('best', function(d) d.best = d.items[1].kind return d end)}})\n";
    return file;
}

async::Task<void> runLab(gamecode::MigrationLab* lab, gamecode::LabRequest request, bool* isDone)
{
    co_await lab->run(std::move(request));
    *isDone = true;
}

struct Measured
{
    double seconds = 0;
    bench::Turn longest;
    std::size_t resident = 0;
    std::size_t peak = 0;
    std::size_t records = 0;
    std::size_t failed = 0;
};

Measured measure(bench::EventLoopWatch& watch, const editing::RecordAccess& access,
                 async::Executor& workers, const gamecode::LabRequest& request)
{
    Measured measured;
    gamecode::MigrationLab lab(access, workers);
    std::size_t looks = 0;
    lab.onChanged([&looks] { ++looks; });
    bool isDone = false;
    async::TaskOwner owner([](const std::exception_ptr&) { std::abort(); });
    measured.resident = test::beginPeak();
    const auto begun = std::chrono::steady_clock::now();
    owner.start(runLab(&lab, request, &isDone));
    while (!watch.until([&isDone] { return isDone; })) { }
    measured.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    measured.longest = watch.take();
    measured.peak = test::peakBytes();
    measured.records = lab.results().records;
    measured.failed = lab.results().failed;
    return measured;
}

void print(const Measured& measured)
{
    std::printf("%zu records, %zu fail: %.1f s, %.0f a second; longest turn %.1f ms (%.1f ms of "
                "work, %s); resident %.1f MB before, %.1f MB at most\n",
                measured.records, measured.failed, measured.seconds,
                double(measured.records) / measured.seconds, measured.longest.wall,
                measured.longest.work, measured.longest.longestEvent.c_str(),
                double(measured.resident) / 1e6, double(measured.peak) / 1e6);
}

} // namespace

int main(int argc, char** argv)
{
    bench::WatchedApplication application(argc, argv);
    const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 100'000;
    const QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random(1);
    async::PoolExecutor workers;
    const auto universe =
        mock::Universe::open(folder.filePath(QStringLiteral("bench.plectrum")).toStdString(),
                             mock::FileMode::Create, clock, async::Random(1), workers);
    const editing::RecordAccess access(*universe, clock, random, workers);
    const gamecode::LabRequest request{.store = "Bench",
                                       .configuration = {.file = writeConfiguration(folder)}};
    bench::EventLoopWatch watch(application);
    fill(*universe, 0, recordsInAStep);
    print(measure(watch, access, workers, request));
    fill(*universe, recordsInAStep, count);
    print(measure(watch, access, workers, request));
    return 0;
}
