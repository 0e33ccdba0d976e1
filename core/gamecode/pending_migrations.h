// SPDX-License-Identifier: MIT
// "Ahead of the players": applies pending steps to the records of a store now instead of at each
// player's next load. Each key under its lock, only while it is still what the steps were run on;
// a record that a step fails on, or that the schema rejects, stays as it is. Keys with a live lock
// are set aside and tried again. Writes go through the access that is given, with its guard and
// its observer: give one whose recorder has a group, and the group can be undone as one.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "gamecode/configuration.h"
#include "gamecode/migration_lab.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

struct ApplyRequest
{
    std::string store{}; ///< the Lyra NAME in the universe
    Configuration configuration{};
    KeySelection keys{}; ///< of kind Pending it is as All: the others have nothing to be done
    /// How long keys that are locked are tried again when all others are done.
    std::chrono::milliseconds lockPatience = std::chrono::minutes(2);
    std::chrono::milliseconds retryEvery = std::chrono::seconds(5);
    std::size_t sideBySide = 4; ///< keys
};

enum class ApplyOutcome
{
    Migrated, ///< written
    UpToDate, ///< nothing was pending
    StepFailed, ///< not written
    Rejected, ///< by the schema; not written
    Locked, ///< by a game server, all the time; not written
    NotWritable, ///< damaged, not Lyra's, without data, inside an unfinished transaction
    Changing, ///< somebody wrote it again and again; not written
    WriteFailed, ///< the service refused or did not answer; not written
    Unknown, ///< the write was not answered: it may have been done
};
inline constexpr std::size_t applyOutcomeCount = 9;

struct ApplyProblem
{
    std::string key;
    ApplyOutcome outcome{};
    std::optional<std::size_t> step{}; ///< for StepFailed
    std::string text{}; ///< why, in the words of the code, the schema or the service
};

struct ApplyProgress
{
    enum class Phase
    {
        Idle,
        Loading,
        Applying,
        WaitingForLocks, ///< all others are done; those set aside are tried again
        Done,
        Stopped, ///< by its token: run() goes on from there
        Failed, ///< run() throws why, as when the universe is read-only: run() goes on from there
    };
    Phase phase = Phase::Idle;
    std::size_t done = 0; ///< records that are settled
    std::optional<std::size_t> total{};
    std::size_t setAside = 0; ///< locked ones that are still to be tried
    async::Duration elapsed{};
};

struct ApplyResults
{
    std::array<std::size_t, applyOutcomeCount> counts{}; ///< by outcome; each record once
    std::vector<ApplyProblem> problems{}; ///< all but Migrated and UpToDate; cut as failingKeys
    std::vector<std::string> stepNames{};

    std::size_t count(ApplyOutcome outcome) const
    {
        return counts[static_cast<std::size_t>(outcome)];
    }
    bool isGood() const { return problems.empty(); }
};

struct ApplyState;

class PendingMigrations
{
public:
    /// As MigrationLab. Chance for the game's code comes from `random`, its time from the access's
    /// clock.
    PendingMigrations(editing::RecordAccess access, async::Executor& workers, async::Random& random,
                      ApplyRequest request);
    ~PendingMigrations();
    PendingMigrations(const PendingMigrations&) = delete;
    PendingMigrations& operator=(const PendingMigrations&) = delete;

    /// Applies, or goes on where the last call stopped. A key whose write has begun is seen through
    /// before Cancelled is thrown. Throws datastore::Error (Denied: read-only), luau::Error.
    Task<void> run(std::stop_token stop = {});

    const ApplyProgress& progress() const;
    const ApplyResults& results() const;
    void onChanged(std::function<void()> listener); ///< as MigrationLab has it

private:
    std::shared_ptr<ApplyState> m_state;
};

} // namespace plectrum::gamecode
