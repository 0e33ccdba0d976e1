// SPDX-License-Identifier: MIT
// Parsing a record of 4 MB by json::parse(), simdjson's DOM and QJsonDocument. The limits are
// ratios: parse_side_by_side lets all three take turns and tells the medians of each and of the
// ratios within each round, so that what slows the machine down slows all three down.
#include "inventory.h"
#include "json/parser.h"

#include <QJsonDocument>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace plectrum;

const std::string& text()
{
    static const std::string value = bench::inventory();
    return value;
}

void perText(benchmark::State& state)
{
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text().size()));
}

void parse_Value(benchmark::State& state)
{
    for (auto _ : state) {
        auto value = json::parse(text());
        benchmark::DoNotOptimize(value);
        state.PauseTiming(); // freeing is not parsing; simdjson keeps its buffers
        value = {};
        state.ResumeTiming();
    }
    perText(state);
}

void parse_simdjson(benchmark::State& state)
{
    const simdjson::padded_string padded(text());
    simdjson::dom::parser parser;
    for (auto _ : state) {
        auto element = parser.parse(padded);
        benchmark::DoNotOptimize(element);
    }
    perText(state);
}

void parse_simdjson_new_parser(benchmark::State& state)
{
    for (auto _ : state) {
        simdjson::dom::parser parser;
        auto element = parser.parse(text());
        benchmark::DoNotOptimize(element);
    }
    perText(state);
}

void parse_QJsonDocument(benchmark::State& state)
{
    const QByteArray bytes = QByteArray::fromStdString(text());
    for (auto _ : state) {
        auto document = QJsonDocument::fromJson(bytes);
        benchmark::DoNotOptimize(document);
        state.PauseTiming();
        document = {};
        state.ResumeTiming();
    }
    perText(state);
}

/// Milliseconds of the processor that `parse` takes, without freeing what it gives. The time on the
/// clock counts other programs too.
template <typename Parse>
double timed(Parse parse)
{
    const std::clock_t start = std::clock();
    auto document = parse();
    benchmark::DoNotOptimize(document);
    const std::clock_t end = std::clock();
    return static_cast<double>(end - start) * 1000 / CLOCKS_PER_SEC;
}

double median(std::vector<double> figures)
{
    const auto middle = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
    std::ranges::nth_element(figures, middle);
    return *middle;
}

/// An iteration is a round in which each parses once, another one first each time.
void parse_side_by_side(benchmark::State& state)
{
    const simdjson::padded_string padded(text());
    const QByteArray bytes = QByteArray::fromStdString(text());
    simdjson::dom::parser parser;
    std::array<std::vector<double>, 3> times;
    std::vector<double> toSimdjson;
    std::vector<double> toQt;
    std::size_t round = 0;
    for (auto _ : state) {
        std::array<double, 3> now{};
        for (std::size_t turn = 0; turn < now.size(); ++turn) {
            const std::size_t who = (round + turn) % now.size();
            now[who] = who == 0 ? timed([] { return json::parse(text()); })
                : who == 1      ? timed([&] { return parser.parse(padded); })
                                : timed([&] { return QJsonDocument::fromJson(bytes); });
            times[who].push_back(now[who]);
        }
        toSimdjson.push_back(now[0] / now[1]);
        toQt.push_back(now[2] / now[0]);
        state.SetIterationTime(now[0] / 1000);
        ++round;
    }
    state.counters["Value_ms"] = median(times[0]);
    state.counters["simdjson_ms"] = median(times[1]);
    state.counters["QJsonDocument_ms"] = median(times[2]);
    state.counters["times_simdjson"] = median(toSimdjson);
    state.counters["QJsonDocument_times"] = median(toQt);
}

BENCHMARK(parse_Value)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_simdjson)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_simdjson_new_parser)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_QJsonDocument)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_side_by_side)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(51);

} // namespace
