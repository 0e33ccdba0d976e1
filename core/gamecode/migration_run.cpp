// SPDX-License-Identifier: MIT
#include "gamecode/migration_run.h"

#include "async/sim_clock.h"
#include "gamecode/store_config.h"

#include <algorithm>
#include <utility>

namespace plectrum::gamecode {

/// The game's code in a machine with a time and a chance of its own, so that runs can be compared.
struct MigrationRun::World
{
    World(const std::filesystem::path& entry, const std::filesystem::path& project,
          const std::string& name, const luau::Limits& limits, const luau::LoadOptions& load,
          async::Time now, std::uint32_t seed)
        : clock(now)
        , code(std::make_shared<luau::GameCode>(
              entry, project, luau::Vm::Options{.limits = limits, .seed = seed, .clock = &clock},
              load))
        , store(code->find(name))
    {
        if (!store) {
            throw luau::Error({.kind = luau::ErrorKind::Value,
                               .text = "the configuration creates no store '" + name + "'"});
        }
        for (const luau::GameStep& step : store->steps)
            steps.push_back(migrationStep(code, step, [this] { return stop; }));
    }

    async::SimClock clock;
    std::shared_ptr<luau::GameCode> code;
    const luau::GameStore* store;
    std::vector<store::MigrationStep> steps;
    std::stop_token stop; ///< of the call that is being made
};

namespace {

using namespace std::chrono_literals;

async::Time firstTime()
{
    return async::Time(std::chrono::sys_days(std::chrono::year(2025) / 11 / 1));
}

async::Time secondTime()
{
    return firstTime() + async::Duration(86400000 * 400LL + 12345678);
}

luau::Failure failureFrom(const std::exception& error)
{
    const auto* known = dynamic_cast<const luau::Error*>(&error);
    return known ? known->failure() : luau::Failure{.text = error.what()};
}

} // namespace

MigrationRun::MigrationRun(std::filesystem::path entry, std::filesystem::path project,
                           std::string storeName, luau::Limits limits, luau::LoadOptions load)
    : m_first(std::make_unique<World>(entry, project, storeName, limits, load, firstTime(), 1))
    , m_second(std::make_unique<World>(entry, project, storeName, limits, load, secondTime(), 2))
{
}

MigrationRun::~MigrationRun() = default;

const luau::GameStore& MigrationRun::store() const
{
    return *m_first->store;
}

const std::vector<std::filesystem::path>& MigrationRun::files() const
{
    return m_first->code->files();
}

StepReport MigrationRun::runStep(World& world, std::size_t step, const json::Value& data,
                                 std::stop_token stop)
{
    async::throwIfStopped(stop);
    world.stop = std::move(stop);
    StepReport report{.outcome = StepOutcome::Applied, .before = data};
    const auto begun = std::chrono::steady_clock::now();
    try {
        std::optional<json::Value> result = world.steps[step].apply(data);
        if (result) {
            report.after = *std::move(result);
        } else {
            report.outcome = StepOutcome::Failed;
            report.failure.text = "the step returned nothing";
        }
    } catch (const luau::Error& error) {
        report.outcome = StepOutcome::Failed;
        report.failure = failureFrom(error);
    }
    report.took = std::chrono::steady_clock::now() - begun;
    return report;
}

RecordReport MigrationRun::run(const json::Value& data,
                               const std::optional<std::vector<std::string>>& applied,
                               std::stop_token stop)
{
    RecordReport report;
    json::Value current = data;
    bool failed = false;
    const auto& steps = m_first->store->steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        StepReport step;
        if (!applied || std::ranges::contains(*applied, steps[i].name)) {
            step.outcome = StepOutcome::AlreadyApplied;
        } else if (!failed) {
            step = runStep(*m_first, i, current, stop);
            failed = step.outcome == StepOutcome::Failed;
            current = failed ? current : step.after;
        }
        report.steps.push_back(std::move(step));
    }
    for (const std::string& name : applied.value_or(std::vector<std::string>{}))
        if (!std::ranges::contains(steps, name, &luau::GameStep::name))
            report.unknownSteps.push_back(name);
    if (!failed) {
        report.migrated = current;
        try {
            std::string problem = m_first->code->schemaProblem(*m_first->store, current, stop);
            if (!problem.empty())
                report.schemaProblem = std::move(problem);
        } catch (const luau::Error& error) {
            report.schemaProblem = error.what();
        }
    }
    return report;
}

StepTraits MigrationRun::examine(std::size_t step, const json::Value& data, std::stop_token stop)
{
    StepTraits traits;
    const StepReport first = runStep(*m_first, step, data, stop);
    if (first.outcome == StepOutcome::Applied) {
        const StepReport again = runStep(*m_first, step, first.after, stop);
        traits.isIdempotent = again.outcome == StepOutcome::Applied && again.after == first.after;
        const StepReport elsewhere = runStep(*m_second, step, data, stop);
        traits.dependsOnTimeOrChance =
            elsewhere.outcome != StepOutcome::Applied || elsewhere.after != first.after;
    }
    const StepReport onTemplate = runStep(*m_first, step, m_first->store->templateData, stop);
    if (onTemplate.outcome == StepOutcome::Failed)
        traits.failsOnTemplate = onTemplate.failure;
    return traits;
}

} // namespace plectrum::gamecode
