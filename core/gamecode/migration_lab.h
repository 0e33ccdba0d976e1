// SPDX-License-Identifier: MIT
// Tries a game's migration steps on the records of a store before players meet them: every pending
// step on copies, in several threads, nothing is written. Works on whatever universe the access
// reads. Belongs to the thread of the access; what it knows (progress(), results()) may be read in
// that thread at any time, also while it runs, and each turn of its event loop does a few
// milliseconds of work at most. Memory does not grow with the number of records.
#pragma once

#include "async/executor.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "gamecode/configuration.h"
#include "gamecode/migration_results.h"
#include "gamecode/migration_run.h"
#include "store/record/inspection.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

/// Which keys of the store.
struct KeySelection
{
    enum class Kind
    {
        All,
        Sample, ///< `sampleSize` of them, the same ones for the same seed and the same keys
        Pending, ///< those that have a step pending; all are read for it
        Listed, ///< `keys`
    };
    Kind kind = Kind::All;
    std::size_t sampleSize = 100;
    std::uint64_t seed = 1;
    std::vector<std::string> keys{};
    std::string prefix{}; ///< only keys that begin with it; not for Listed
};

struct LabRequest
{
    std::string store{}; ///< the Lyra NAME in the universe
    Configuration configuration{};
    KeySelection keys{};
    std::chrono::nanoseconds slowFrom = std::chrono::milliseconds(10); ///< of one step
    std::size_t maxRuns = 0; ///< side by side; 0: as many as the machine has processors
};

struct LabProgress
{
    enum class Phase
    {
        Idle,
        Loading, ///< the game's code
        Listing, ///< keys, for a sample or to know how many there are
        Previewing, ///< reading lists of applied steps
        Running,
        Examining, ///< running steps again, for their traits
        Done,
        Stopped, ///< by its token; what was found until then stays
        Failed, ///< the task throws why
    };
    Phase phase = Phase::Idle;
    std::size_t done = 0; ///< records
    std::optional<std::size_t> total{}; ///< nullopt: not known yet
    std::size_t failed = 0;
    std::size_t rejected = 0;
    async::Duration elapsed{}; ///< since the phase began
    double perSecond = 0; ///< records, over that time
};

/// One record on its way through the steps, made anew for it.
struct RecordTrial
{
    std::string key;
    store::Inspection inspection{}; ///< what stands there now
    std::optional<SkippedRecord> skipped{}; ///< then there is no report
    std::vector<std::string> applied{}; ///< by the record's own list
    bool hasList = false; ///< without one all steps count as applied
    RecordReport report{}; ///< by step: before, after, failure
    std::vector<ClassifiedChanges> changes{}; ///< by step; of applied ones
    std::vector<HistoryWarning> warnings{}; ///< of this record alone
};

struct LabState;

class MigrationLab
{
public:
    /// The game's code runs in `workers`; with an InlineExecutor all is done at once and in order.
    /// What the access works on, and the executor, must outlive the tasks; this object need not:
    /// tasks that it leaves behind go on until their token stops.
    MigrationLab(editing::RecordAccess access, async::Executor& workers);
    ~MigrationLab();
    MigrationLab(const MigrationLab&) = delete;
    MigrationLab& operator=(const MigrationLab&) = delete;

    /// Reads which steps are pending for how many records. One call of this or run() at a time.
    /// Throws luau::Error (luau::LoadError while loading), store::Error, datastore::Error,
    /// Cancelled.
    Task<MigrationPreview> preview(LabRequest request, std::stop_token stop = {});
    /// Tries. What it finds is in results() from the beginning on, and stays there when the token
    /// stops it (Cancelled). Throws as preview() does; a record that cannot be read is a result.
    Task<void> run(LabRequest request, std::stop_token stop = {});

    const LabProgress& progress() const;
    const LabResults& results() const;
    /// Called after each batch of records, some hundred times a second at most: note that something
    /// is new and look at it when there is time. One listener; it must not end this object.
    void onChanged(std::function<void()> listener);
    /// Called at once with each group of failures that is new. One listener, as above.
    void onNewFailure(std::function<void(const FailureGroup&)> listener);

    /// Reads a record as it is now and takes it through the steps one by one, with the code of the
    /// last preview() or run(). Throws std::logic_error when there was none; else as run().
    Task<RecordTrial> tryRecord(std::string key, std::stop_token stop = {});

private:
    std::shared_ptr<LabState> m_state;
};

} // namespace plectrum::gamecode
