// SPDX-License-Identifier: MIT
// The load test: on a copy in memory, or on purpose in the universe itself.
#include "backends/backends.h"
#include "datastore/error.h"
#include "json/printer.h"
#include "load_test/load_test.h"
#include "plectrumctl/command.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <format>
#include <limits>
#include <memory>

namespace plectrum::ctl {

using app::LatencyHistogram;
using app::LoadFigures;
using app::LoadOperation;
using app::LoadPlan;
using app::LoadReport;

namespace {

constexpr int maxServers = 64;
constexpr int maxKeys = 9999;
constexpr int maxSeconds = 3600;
constexpr int maxLatency = 10'000;

int atLeast(int least, std::string_view option, int number)
{
    if (number < least)
        throw Failure(ExitCode::Usage, std::format("{} is at least {}", option, least));
    return number;
}

LoadPlan planOf(const Arguments& arguments)
{
    LoadPlan plan;
    plan.store = arguments.operands().at(0);
    const auto number = [&arguments](std::string_view option, int least, int most, int usual) {
        return atLeast(least, option, arguments.number(option, most).value_or(usual));
    };
    plan.servers = number("--servers", 1, maxServers, plan.servers);
    plan.keys = number("--keys", 2, maxKeys, plan.keys);
    plan.duration =
        std::chrono::seconds(number("--seconds", 1, maxSeconds, int(plan.duration.count())));
    plan.seed = std::uint64_t(number("--seed", 0, std::numeric_limits<int>::max(), 1));
    plan.latency = async::Duration(number("--latency", 0, maxLatency, 0));
    if (plan.keys < plan.servers * 2)
        throw Failure(ExitCode::Usage, "--keys is at least twice --servers");
    return plan;
}

/// The universe's content in memory, on the same clock.
app::OpenUniverse copyOf(const mock::Universe& universe, async::Clock& clock,
                         async::Executor& executor, std::uint64_t seed)
{
    auto copy = app::openUniverse({.kind = datastore::UniverseSpec::Kind::Memory, .path = {}},
                                  clock, async::Random(seed), executor);
    app::importInto(*copy.mock, app::exportFrom(universe));
    return copy;
}

double microseconds(LatencyHistogram::Duration duration)
{
    return double(duration.count()) / 1000;
}

std::string plainLatency(LatencyHistogram::Duration duration)
{
    const double value = microseconds(duration);
    return value < 1000 ? std::format("{:.1f} µs", value) : std::format("{:.2f} ms", value / 1000);
}

double perSecond(std::uint64_t count, const LoadReport& report)
{
    return double(count) / report.elapsed.count();
}

std::uint64_t countOf(const LoadReport& report)
{
    std::uint64_t count = 0;
    for (const LoadFigures& figures : report.operations)
        count += figures.done.count();
    return count;
}

json::Value documentOf(const LoadReport& report, const LoadPlan& plan, bool isInPlace)
{
    std::vector<json::Value> operations;
    for (std::size_t kind = 0; kind < app::loadOperationCount; ++kind) {
        const auto& [done, failed, firstError] = report.operations[kind];
        json::Value::Members members{
            {"operation", nameOf(LoadOperation(kind))},
            {"done", std::int64_t(done.count())},
            {"failed", std::int64_t(failed)},
            {"perSecond", perSecond(done.count(), report)},
            {"microseconds",
             json::Value::object({{"p50", microseconds(done.within(0.5))},
                                  {"p95", microseconds(done.within(0.95))},
                                  {"p99", microseconds(done.within(0.99))},
                                  {"longest", microseconds(done.longest())}})}};
        if (failed > 0)
            members.emplace_back("firstError", firstError);
        operations.push_back(json::Value::object(std::move(members)));
    }
    return json::Value::object({{"store", plan.store},
                                {"inPlace", isInPlace},
                                {"servers", plan.servers},
                                {"keys", plan.keys},
                                {"seed", std::int64_t(plan.seed)},
                                {"seconds", report.elapsed.count()},
                                {"operations", json::Value::array(std::move(operations))},
                                {"operationsPerSecond", perSecond(countOf(report), report)},
                                {"moneyBefore", report.moneyBefore},
                                {"moneyAfter", report.moneyAfter},
                                {"unreadableKeys", report.unreadableKeys},
                                {"isConserved", report.isConserved()}});
}

std::string textOf(const LoadReport& report, const LoadPlan& plan, bool isInPlace)
{
    std::string text = std::format("{} servers on {} keys of {}, {}, for {:.1f} s; seed {}\n\n",
                                   plan.servers, plan.keys, printable(plan.store),
                                   isInPlace ? "in the universe itself" : "on a copy in memory",
                                   report.elapsed.count(), plan.seed);
    Table table(
        {"OPERATION", "DONE", "FAILED", "PER SECOND", "HALF WITHIN", "95 %", "99 %", "LONGEST"});
    for (std::size_t kind = 0; kind < app::loadOperationCount; ++kind) {
        const auto& [done, failed, firstError] = report.operations[kind];
        table.add({std::string(nameOf(LoadOperation(kind))), std::to_string(done.count()),
                   std::to_string(failed), std::format("{:.0f}", perSecond(done.count(), report)),
                   plainLatency(done.within(0.5)), plainLatency(done.within(0.95)),
                   plainLatency(done.within(0.99)), plainLatency(done.longest())});
    }
    text += table.text();
    for (std::size_t kind = 0; kind < app::loadOperationCount; ++kind)
        if (!report.operations[kind].firstError.empty())
            text += std::format("first failure of {}: {}\n", nameOf(LoadOperation(kind)),
                                printable(report.operations[kind].firstError));
    return text
        + std::format("\n{:.0f} operations a second in all.\nMoney: {} before, {} after.\n",
                      perSecond(countOf(report), report), report.moneyBefore, report.moneyAfter);
}

/// As runLoadTest(), with the command's own exit code for keys that are in use.
Task<LoadReport> reportOf(datastore::Universe* universe, async::Clock* clock, LoadPlan plan)
{
    try {
        co_return co_await app::runLoadTest(universe, clock, std::move(plan));
    } catch (const datastore::Error& error) {
        if (error.kind() != datastore::ErrorKind::Conflict)
            throw;
        throw Failure(ExitCode::Conflict, error.text());
    }
}

} // namespace

Task<ExitCode> loadTest(Context context)
{
    const Arguments& arguments = *context.arguments;
    const LoadPlan plan = planOf(arguments);
    const bool isInPlace = arguments.has("--in-place");
    if (!context.mock)
        throw Failure(ExitCode::Usage, "a load test is for mock universes only");
    async::InlineExecutor executor;
    app::OpenUniverse copy;
    if (!isInPlace)
        copy = copyOf(*context.mock, *context.clock, executor, plan.seed);
    const LoadReport report = co_await reportOf(
        copy.universe ? copy.universe.get() : context.universe, context.clock, plan);
    if (arguments.has("--json"))
        writeDocument(documentOf(report, plan, isInPlace));
    else
        write(textOf(report, plan, isInPlace));
    if (!report.isConserved()) {
        throw Failure(
            ExitCode::Failed,
            std::format("money was not conserved: {} before, {} after, {} unreadable keys",
                        report.moneyBefore, report.moneyAfter, report.unreadableKeys));
    }
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
