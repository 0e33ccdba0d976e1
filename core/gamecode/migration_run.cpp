// SPDX-License-Identifier: MIT
#include "gamecode/migration_run.h"

#include "async/sim_clock.h"
#include "json/printer.h"

#include <algorithm>
#include <utility>

namespace plectrum::gamecode {

/// The game's code in a machine with a time and a chance of its own, so that runs can be compared.
struct MigrationRun::World
{
    World(const Configuration& configuration, const RunOptions& options,
          const luau::LoadOptions& load, async::Time now, std::uint32_t seed)
        : clock(now)
        , code(std::make_shared<luau::GameCode>(
              configuration.file, configuration.project,
              luau::Vm::Options{.limits = configuration.limits,
                                .seed = seed,
                                .clock = options.clock ? options.clock : &clock,
                                .log = options.log},
              load, configuration.call))
        , store(&storeIn(*code, configuration, options.storeInUniverse))
    {
    }

    async::SimClock clock;
    std::shared_ptr<luau::GameCode> code;
    const luau::GameStore* store;
};

namespace {

using namespace std::chrono_literals;

/// Data of fewer bytes is no large record in any case.
constexpr std::size_t largeBytes = std::size_t{1} << 20;
/// Letters of JSON for a byte of data: an escape has six.
constexpr std::size_t mostOfAByte = 6;

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

MigrationRun::MigrationRun(const Configuration& configuration, RunOptions options)
{
    const luau::LoadOptions load{.stop = options.stop, .launch = configuration.launch};
    m_first = std::make_unique<World>(configuration, options, load, firstTime(), options.seed);
    if (options.canExamine) {
        options.clock = nullptr;
        m_second =
            std::make_unique<World>(configuration, options, load, secondTime(), options.seed + 1);
    }
}

MigrationRun::MigrationRun(std::filesystem::path entry, std::filesystem::path project,
                           std::string storeName, luau::Limits limits, luau::LoadOptions load)
{
    const Configuration configuration{.file = std::move(entry),
                                      .project = std::move(project),
                                      .store = std::move(storeName),
                                      .limits = limits};
    m_first = std::make_unique<World>(configuration, RunOptions(), load, firstTime(), 1);
    m_second = std::make_unique<World>(configuration, RunOptions(), load, secondTime(), 2);
}

MigrationRun::~MigrationRun() = default;

const luau::GameStore& MigrationRun::store() const
{
    return *m_first->store;
}

const luau::GameCode& MigrationRun::code() const
{
    return *m_first->code;
}

const std::vector<std::filesystem::path>& MigrationRun::files() const
{
    return m_first->code->files();
}

/// Takes `data` on to what the step makes of it.
StepReport MigrationRun::runStep(World& world, std::size_t step, luau::Any& data,
                                 std::stop_token stop)
{
    async::throwIfStopped(stop);
    StepReport report{.outcome = StepOutcome::Applied};
    const auto begun = std::chrono::steady_clock::now();
    try {
        luau::Any result = world.code->applyStep(world.store->steps[step], data, std::move(stop));
        report.took = std::chrono::steady_clock::now() - begun;
        luau::ReadBack found;
        report.after = world.code->stored(result, &found);
        report.isChangedByStoring = found.isChanged;
        if (result.isData() && result.data().isNull()) {
            report.outcome = StepOutcome::Failed;
            report.failure.text = "the step returned nothing";
        }
        data = std::move(result);
    } catch (const luau::Error& error) {
        report.took = std::chrono::steady_clock::now() - begun;
        report.outcome = StepOutcome::Failed;
        report.failure = failureFrom(error);
    }
    return report;
}

StepReport MigrationRun::runStepOn(World& world, std::size_t step, const json::Value& data,
                                   std::stop_token stop)
{
    StepReport report{.outcome = StepOutcome::Failed};
    try {
        luau::Any table = world.code->toTable(data);
        report = runStep(world, step, table, std::move(stop));
    } catch (const luau::Error& error) {
        report.failure = error.failure();
    }
    report.before = data;
    return report;
}

RecordReport MigrationRun::run(const json::Value& data,
                               const std::optional<std::vector<std::string>>& applied,
                               std::stop_token stop)
{
    RecordReport report;
    luau::GameCode& code = *m_first->code;
    luau::Any table;
    std::optional<luau::Failure> refused; // Luau cannot hold the data
    try {
        table = code.toTable(data);
    } catch (const luau::Error& error) {
        refused = error.failure();
    }
    json::Value current = data;
    bool failed = false;
    const auto& steps = m_first->store->steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        StepReport step;
        if (!applied || std::ranges::contains(*applied, steps[i].name)) {
            step.outcome = StepOutcome::AlreadyApplied;
        } else if (!failed) {
            step = refused ? StepReport{.outcome = StepOutcome::Failed, .failure = *refused}
                           : runStep(*m_first, i, table, stop);
            step.before = current;
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
        report.storedBytes = json::printedSize(current);
        std::string problem =
            refused ? refused->text : code.problemOf(*m_first->store, table, stop);
        if (!problem.empty())
            report.schemaProblem = std::move(problem);
    }
    return report;
}

const std::vector<std::size_t>& MigrationRun::pendingOf(
    const std::optional<std::vector<std::string>>& applied)
{
    if (!applied) {
        m_lastApplied.reset();
        m_pending.clear();
    } else if (m_lastApplied != applied) {
        m_lastApplied = applied;
        m_pending.clear();
        const auto& steps = m_first->store->steps;
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (!std::ranges::contains(*applied, steps[i].name))
                m_pending.push_back(i);
    }
    return m_pending;
}

RecordResult MigrationRun::migrate(const json::Value& data,
                                   const std::optional<std::vector<std::string>>& applied,
                                   std::stop_token stop)
{
    async::throwIfStopped(stop);
    RecordResult result;
    try {
        const auto begun = std::chrono::steady_clock::now();
        luau::Migrated migrated =
            m_first->code->migrate(*m_first->store, data, pendingOf(applied), stop);
        result.took = std::chrono::steady_clock::now() - begun;
        if (migrated.bytes >= largeBytes / mostOfAByte)
            result.storedBytes = json::printedSize(migrated.data);
        result.migrated = std::move(migrated.data);
        result.isChangedByStoring = migrated.isChangedByStoring;
        if (!migrated.schemaProblem.empty())
            result.schemaProblem = std::move(migrated.schemaProblem);
        return result;
    } catch (const luau::Error&) {
        // Again, step by step, to tell which it was.
    }
    RecordReport report = run(data, applied, std::move(stop));
    result.storedBytes = report.storedBytes;
    result.migrated = std::move(report.migrated);
    result.schemaProblem = std::move(report.schemaProblem);
    result.isChangedByStoring = std::ranges::any_of(report.steps, &StepReport::isChangedByStoring);
    const auto failed = std::ranges::find(report.steps, StepOutcome::Failed, &StepReport::outcome);
    if (failed != report.steps.end()) {
        result.failedStep = std::size_t(failed - report.steps.begin());
        result.failure = std::move(failed->failure);
    }
    return result;
}

StepTraits MigrationRun::examine(std::size_t step, const json::Value& data, std::stop_token stop)
{
    StepTraits traits;
    const StepReport first = runStepOn(*m_first, step, data, stop);
    if (first.outcome == StepOutcome::Applied) {
        const StepReport again = runStepOn(*m_first, step, first.after, stop);
        traits.isIdempotent = again.outcome == StepOutcome::Applied && again.after == first.after;
        const StepReport elsewhere = runStepOn(*m_second, step, data, stop);
        traits.dependsOnTimeOrChance =
            elsewhere.outcome != StepOutcome::Applied || elsewhere.after != first.after;
    }
    const StepReport onTemplate = runStepOn(*m_first, step, m_first->store->templateData, stop);
    if (onTemplate.outcome == StepOutcome::Failed)
        traits.failsOnTemplate = onTemplate.failure;
    return traits;
}

} // namespace plectrum::gamecode
