// SPDX-License-Identifier: MIT
// What a game's migration steps would make of records: each step apart, on copies, nothing written.
// One run belongs to one thread; several with the same game code can work side by side.
#pragma once

#include "async/clock.h"
#include "gamecode/configuration.h"
#include "json/value.h"
#include "luau/game_code.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

enum class StepOutcome
{
    AlreadyApplied, ///< by the record's own list
    Applied,
    Failed,
    NotReached ///< a step before it failed
};

struct StepReport
{
    StepOutcome outcome = StepOutcome::NotReached;
    json::Value before{}; ///< of an applied or failed step
    json::Value after{}; ///< of an applied step, as it would be read back
    luau::Failure failure{}; ///< of a failed step
    std::chrono::nanoseconds took{};
    /// Storing what it gives made texts of number keys, or left something of Luau behind.
    bool isChangedByStoring = false;
};

struct RecordReport
{
    std::vector<StepReport> steps; ///< in the order of the store's steps
    std::optional<json::Value> migrated; ///< nullopt when a step failed
    std::size_t storedBytes = 0; ///< of the migrated data as it is stored
    /// What the schema says of the migrated data, or of what is read back once that is stored; the
    /// library does not ask it after a load.
    std::optional<std::string> schemaProblem;
    std::vector<std::string> unknownSteps; ///< names the record has applied that the store lacks

    bool failed() const { return !migrated.has_value(); }
};

/// What became of a record, without what each step did.
struct RecordResult
{
    std::optional<json::Value> migrated; ///< as it would be read back; nullopt when a step failed
    std::size_t storedBytes = 0; ///< of it; 0 when that is less than a megabyte in any case
    std::optional<std::string> schemaProblem; ///< as in RecordReport
    std::optional<std::size_t> failedStep;
    luau::Failure failure{}; ///< of that
    bool isChangedByStoring = false; ///< as in StepReport
    std::chrono::nanoseconds took{}; ///< with the schema; zero when a step failed
};

/// What is suspicious about a step, found by running it again.
struct StepTraits
{
    bool isIdempotent = true; ///< running it on its own result changes nothing
    bool dependsOnTimeOrChance = false; ///< another time and seed give another result
    std::optional<luau::Failure> failsOnTemplate;
};

/// How a run goes beside what its configuration says.
struct RunOptions
{
    std::string storeInUniverse{}; ///< for a configuration that names no store
    /// What the code takes for now; null: the same simulated moment each time. Must outlive the
    /// run.
    const async::Clock* clock = nullptr;
    std::uint32_t seed = 1; ///< of the code's chance
    bool canExamine = true; ///< examine() may be called: the code is loaded twice for it
    luau::LogSink log{}; ///< print and warn of the code; in the thread of the run
    std::stop_token stop{}; ///< ends loading with Cancelled
};

class MigrationRun
{
public:
    /// Loads the game's code; throws luau::Error, and of kind Value when it has no such store.
    explicit MigrationRun(const Configuration& configuration, RunOptions options = {});
    /// Loads the game's code; throws luau::Error, and of kind Value when it has no such store. The
    /// token of `load` and those of the calls end them with Cancelled, from any thread.
    MigrationRun(std::filesystem::path entry, std::filesystem::path project, std::string storeName,
                 luau::Limits limits = {}, luau::LoadOptions load = {});
    ~MigrationRun();
    MigrationRun(const MigrationRun&) = delete;
    MigrationRun& operator=(const MigrationRun&) = delete;

    const luau::GameStore& store() const;
    const luau::GameCode& code() const;
    /// Runs what is pending by `applied` (nullopt: the record has no list, which counts as all).
    RecordReport run(const json::Value& data,
                     const std::optional<std::vector<std::string>>& applied,
                     std::stop_token stop = {});
    /// The same with one call for all steps, for many records.
    RecordResult migrate(const json::Value& data,
                         const std::optional<std::vector<std::string>>& applied,
                         std::stop_token stop = {});
    /// Looks at one step with data that comes to it.
    StepTraits examine(std::size_t step, const json::Value& data, std::stop_token stop = {});
    const std::vector<std::filesystem::path>& files() const;

private:
    struct World;
    static StepReport runStep(World& world, std::size_t step, luau::Any& data,
                              std::stop_token stop);
    static StepReport runStepOn(World& world, std::size_t step, const json::Value& data,
                                std::stop_token stop);
    const std::vector<std::size_t>& pendingOf(
        const std::optional<std::vector<std::string>>& applied);

    std::unique_ptr<World> m_first;
    std::unique_ptr<World> m_second; ///< another time, another chance; null without canExamine
    std::optional<std::vector<std::string>> m_lastApplied; ///< most records have the same list
    std::vector<std::size_t> m_pending; ///< by it
};

} // namespace plectrum::gamecode
