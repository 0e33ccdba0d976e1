// SPDX-License-Identifier: MIT
// core/json on a record of 4 MB beside other libraries; docs/performance.md has the limits.
// Parsing is in bench_json_parse.cpp, of the same program.
// Run with --benchmark_repetitions=5 --benchmark_report_aggregates_only for steady figures.
#include "inventory.h"
#include "json/diff.h"
#include "json/parser.h"
#include "json/pointer.h"
#include "json/printer.h"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <nlohmann/json.hpp>
#include <yyjson.h>

#include <cstdlib>
#include <string>

namespace {

using namespace plectrum;

const std::string& text()
{
    static const std::string value = bench::inventory();
    return value;
}

const json::Value& record()
{
    static const json::Value value = json::parse(text()).value();
    return value;
}

const json::Pointer& leaf()
{
    static const json::Pointer place =
        json::Pointer::parse("/file/data/committedData/inventory/12345/count").value();
    return place;
}

void perText(benchmark::State& state)
{
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text().size()));
}

void print_Value(benchmark::State& state)
{
    for (auto _ : state) {
        std::string printed = json::print(record());
        benchmark::DoNotOptimize(printed);
    }
    perText(state);
}

void print_yyjson(benchmark::State& state)
{
    yyjson_doc* document = yyjson_read(text().data(), text().size(), 0);
    for (auto _ : state) {
        std::size_t size = 0;
        char* printed = yyjson_write(document, 0, &size);
        benchmark::DoNotOptimize(printed);
        std::free(printed);
    }
    yyjson_doc_free(document);
    perText(state);
}

void printedSize_Value(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(json::printedSize(record()));
    perText(state);
}

void edit_leaf(benchmark::State& state)
{
    std::vector<json::Value> undo;
    json::Value value = record();
    std::int64_t number = 0;
    for (auto _ : state) {
        undo.push_back(value);
        value = json::replaceAt(value, leaf(), ++number).value();
    }
}

void equality_after_edit(benchmark::State& state)
{
    const json::Value same =
        json::replaceAt(record(), leaf(), *json::resolve(record(), leaf())).value();
    for (auto _ : state)
        if (!(same == record()))
            state.SkipWithError("not equal");
}

void diff_after_edit(benchmark::State& state)
{
    const json::Value edited = json::replaceAt(record(), leaf(), -1).value();
    for (auto _ : state)
        if (json::diff(record(), edited).size() != 1)
            state.SkipWithError("one change expected");
}

void diff_200_places(benchmark::State& state)
{
    const json::Value changed = json::parse(bench::inventory(200)).value();
    for (auto _ : state)
        if (json::diff(record(), changed).size() != 200)
            state.SkipWithError("200 changes expected");
}

void diff_200_places_nlohmann(benchmark::State& state)
{
    const auto before = nlohmann::json::parse(text());
    const auto after = nlohmann::json::parse(bench::inventory(200));
    for (auto _ : state)
        if (nlohmann::json::diff(before, after).size() != 200)
            state.SkipWithError("200 changes expected");
}

void diff_after_insertion(benchmark::State& state)
{
    const json::Pointer place = leaf().parent();
    const json::Value edited = json::insertAt(record(), place, "new").value();
    for (auto _ : state)
        if (json::diff(record(), edited).size() != 1)
            state.SkipWithError("one change expected");
}

/// Bytes of the heap that one parsed record holds, for each byte of its text.
void memory_of_Value(benchmark::State& state)
{
    const auto allocated = [] {
        const auto info = mallinfo2();
        return static_cast<double>(info.uordblks + info.hblkhd);
    };
    constexpr int records = 6;
    double bytes = 0;
    for (auto _ : state) {
        // The first ones take what earlier records have left for reuse.
        std::vector<json::Value> values(2, json::Value());
        values[0] = json::parse(text()).value();
        values[1] = json::parse(text()).value();
        const double before = allocated();
        for (int i = 0; i < records; ++i)
            values.push_back(json::parse(text()).value());
        bytes = (allocated() - before) / records;
    }
    state.counters["text_bytes"] = static_cast<double>(text().size());
    state.counters["times_text"] = bytes / static_cast<double>(text().size());
}

BENCHMARK(print_Value)->Unit(benchmark::kMillisecond);
BENCHMARK(print_yyjson)->Unit(benchmark::kMillisecond);
BENCHMARK(printedSize_Value)->Unit(benchmark::kMillisecond);
BENCHMARK(edit_leaf)->Unit(benchmark::kMicrosecond);
BENCHMARK(equality_after_edit)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_after_edit)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_after_insertion)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_200_places)->Unit(benchmark::kMillisecond);
BENCHMARK(diff_200_places_nlohmann)->Unit(benchmark::kMillisecond);
BENCHMARK(memory_of_Value)->Unit(benchmark::kMillisecond)->Iterations(3);

} // namespace

BENCHMARK_MAIN();
