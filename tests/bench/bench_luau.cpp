// SPDX-License-Identifier: MIT
// What the game's own code costs: a 4 MB record into Luau and back, loading a configuration, and a
// migration of ten steps over records of 1.4 KB.
#include "gamecode/migration_run.h"
#include "json/parser.h"
#include "json/printer.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace plectrum;
using json::Value;

namespace {

Value item(std::int64_t index)
{
    return Value::object({{"kind", "sword of item " + std::to_string(index % 40)},
                          {"count", index % 7 + 1},
                          {"level", static_cast<double>(index) / 3},
                          {"bound", index % 2 == 0}});
}

/// As it comes from a data store: parsed, so that items share the list of their names.
Value record(std::int64_t items, std::int64_t seed)
{
    std::vector<Value> list;
    for (std::int64_t i = 0; i < items; ++i)
        list.push_back(item(i + seed));
    const Value made = Value::object({{"coins", seed}, {"items", Value::array(std::move(list))}});
    return json::parse(json::print(made)).value();
}

void passThrough(benchmark::State& state)
{
    const Value value = record(50000, 0);
    const bool frozen = state.range(0) != 0;
    luau::Vm vm;
    const luau::Reference identity = vm.compile("return ...", "identity");
    benchmark::DoNotOptimize(vm.call(identity, {value}, {.frozen = frozen}));
    state.counters["MB"] = static_cast<double>(vm.memoryInUse()) / 1e6; // of one call
    for (auto _ : state)
        benchmark::DoNotOptimize(vm.call(identity, {value}, {.frozen = frozen}));
    state.SetBytesProcessed(
        static_cast<std::int64_t>(state.iterations() * json::print(value).size()));
}
BENCHMARK(passThrough)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

/// Five steps add a field, five go through the items and add a member to each.
std::filesystem::path writeTenSteps(const std::string& file, bool namesAreMade)
{
    const auto folder = std::filesystem::temp_directory_path() / "plectrum-bench";
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / file);
    out << "local Lyra = require('./Packages/Lyra')\nlocal Step = Lyra.MigrationStep\n"
           "local steps = {}\n";
    for (int i = 1; i <= 5; ++i) {
        const std::string number = std::to_string(i);
        out << "do local i = " << number << "\n"
            << "table.insert(steps, Step.addFields('add" << number << "', {field" << number
            << " = {value = i}}))\n"
            << "table.insert(steps, Step.transform('change" << number << "', function(data)\n"
            << "for _, item in data.items do item"
            << (namesAreMade ? "['mark' .. i]" : ".mark" + number) << " = item.count + i end\n"
            << "data.coins += i\nreturn data end))\nend\n";
    }
    out << "return Lyra.createStore({name = 'Bench', template = {coins = 0, items = {}},\n"
           "schema = function(data) return type(data.coins) == 'number' end, migrationSteps = "
           "steps})\n";
    return folder / file;
}

/// Written once, as threads read it at one time. The names of members stand in the code of the
/// first; the second makes each anew from two parts, which is a text more for each member.
const std::filesystem::path& tenSteps(bool namesAreMade = false)
{
    static const std::filesystem::path written = writeTenSteps("config.luau", false);
    static const std::filesystem::path made = writeTenSteps("made.luau", true);
    return namesAreMade ? made : written;
}

void loadConfiguration(benchmark::State& state)
{
    const auto& file = tenSteps();
    for (auto _ : state) {
        luau::GameCode code(file, {}, {});
        benchmark::DoNotOptimize(code.stores().size());
    }
}
BENCHMARK(loadConfiguration)->Unit(benchmark::kMillisecond);

/// A project of a configuration that requires so many modules of 50 lines.
std::filesystem::path writeModules(int count)
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "plectrum-bench-modules";
    fs::create_directories(folder / "src");
    std::ofstream(folder / "default.project.json")
        << R"({"name": "g", "tree": {"$className": "DataModel",)"
        << R"("ReplicatedStorage": {"Code": {"$path": "src"}}}})";
    std::ofstream entry(folder / "src" / "Store.luau");
    entry << "local Code = game:GetService('ReplicatedStorage').Code\nlocal sum = 0\n";
    for (int i = 0; i < count; ++i) {
        std::ofstream module(folder / "src" / ("Module" + std::to_string(i) + ".luau"));
        module << "local Module = {}\n";
        for (int line = 0; line < 16; ++line) {
            module << "function Module.take" << line << "(data, amount)\n"
                   << "\tdata.coins = math.max(0, data.coins - amount * " << line << ")\nend\n";
        }
        module << "Module.size = " << i << "\nreturn Module\n";
        entry << "sum += require(Code.Module" << i << ").size\n";
    }
    entry << "return {name = 'Modules', template = {sum = sum}, schema = function() return true "
             "end}\n";
    return folder / "src" / "Store.luau";
}

void loadModules(benchmark::State& state)
{
    const auto file = writeModules(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        luau::GameCode code(file, file.parent_path().parent_path() / "default.project.json", {});
        benchmark::DoNotOptimize(code.stores().size());
    }
}
BENCHMARK(loadModules)->Arg(200)->Unit(benchmark::kMillisecond);

/// Each thread has a run of its own; items_per_second counts records of all. The argument: whether
/// the steps make the names of members.
void migrateRecords(benchmark::State& state)
{
    gamecode::MigrationRun run(tenSteps(state.range(0) != 0), {}, "Bench");
    const Value value = record(16, 1); // 1.4 KB
    for (auto _ : state)
        benchmark::DoNotOptimize(run.migrate(value, std::vector<std::string>{}));
    // The rate is that of the time of all threads together.
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.threads());
}
BENCHMARK(migrateRecords)
    ->Arg(0)
    ->Arg(1)
    ->Threads(1)
    ->Threads(2)
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
