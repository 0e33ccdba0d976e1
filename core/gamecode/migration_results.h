// SPDX-License-Identifier: MIT
// What the migration lab has found: counts, and of everything worth a look some keys. It does not
// grow with the number of records but by the keys of those that fail; what a record looks like step
// by step is computed again when it is asked for (MigrationLab::tryRecord). Plain values.
#pragma once

#include "gamecode/change_class.h"
#include "gamecode/migration_history.h"
#include "gamecode/migration_run.h"
#include "luau/error.h"
#include "store/record/damage.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::gamecode {

/// How much is kept of what many records share.
namespace lab_limits {
inline constexpr std::size_t sampleKeys = 5; ///< keys of a class of changes, of a step, ...
inline constexpr std::size_t topRecords = 50; ///< the slowest, the largest, the most grown
inline constexpr std::size_t failingKeys = 100'000; ///< of all groups together; counts go on
inline constexpr std::size_t groups = 200; ///< of failures; beyond that by their place only
inline constexpr std::size_t examinedRecords = 3; ///< for the traits of a step
/// Bytes of a record's data, as JSON text, from which it is near the limit of 4 MB.
inline constexpr std::size_t nearLimit = 3'000'000;
} // namespace lab_limits

/// Why a record was not tried.
enum class SkipReason
{
    NotLyra, ///< an entry that is not in Lyra's format
    Damaged, ///< its data cannot be had
    NoData, ///< a record without data: a load would import, or begin with the template
    Absent, ///< gone since it was listed, or never there
    Unreadable, ///< the service did not give it
};
inline constexpr std::size_t skipReasonCount = 5;

struct SkippedRecord
{
    std::string key;
    SkipReason reason{};
    std::string text{}; ///< what the store or the service said
};

/// Records that were not tried. The list is cut at lab_limits::topRecords.
struct SkippedRecords
{
    std::array<std::size_t, skipReasonCount> counts{}; ///< by reason
    std::vector<SkippedRecord> records{};

    std::size_t count(SkipReason reason) const { return counts[static_cast<std::size_t>(reason)]; }
    std::size_t total() const;
    void add(SkippedRecord record);
};

/// Of the code that was run.
struct CodeInfo
{
    std::string storeName{}; ///< in the code
    std::string script{}; ///< where the store is created
    int line = 0;
    std::vector<std::string> stepNames{}; ///< in order
    std::vector<bool> addsFields{}; ///< by step: it is an addFields, not a transform
    std::vector<std::filesystem::path> files{}; ///< all that were read: when one changes, run again
    std::vector<luau::Missing> missing{}; ///< what the code used that is not there
    std::vector<luau::ProjectProblem> problems{};
};

/// Records that have the same steps pending.
struct PendingGroup
{
    std::vector<std::size_t> steps; ///< indices into the store's steps
    std::size_t records = 0;
    std::vector<std::string> keys{}; ///< some of them
};

/// What a run would do, before it does it: told by the lists of applied steps alone.
struct MigrationPreview
{
    CodeInfo code{};
    std::size_t records = 0; ///< looked at, skipped ones too
    std::size_t upToDate = 0; ///< no step is pending
    std::size_t pending = 0; ///< at least one is
    std::size_t withoutList = 0; ///< of upToDate: they have no list, which counts as all steps
    std::size_t inTransaction = 0; ///< inside an unfinished one; tried with the data before it
    std::vector<std::size_t> pendingOfStep{}; ///< by step: records that have it pending
    std::vector<PendingGroup> groups{}; ///< most records first
    SkippedRecords skipped{};
    std::vector<HistoryWarning> warnings{};
};

struct KeyPlace
{
    std::string key;
    json::Pointer pointer;
};

/// Changes of one class by one step.
struct ChangeCount
{
    ChangeClass kind{};
    std::size_t records = 0;
    std::size_t places = 0;
    std::vector<KeyPlace> samples{};
};

struct SizeTotals
{
    std::uint64_t before = 0; ///< bytes of the JSON text of all
    std::uint64_t after = 0;
    std::size_t largest = 0; ///< after
    std::string largestKey{};
};

struct TraitResult
{
    std::size_t examined = 0; ///< records that the first two are told by; 0: unknown
    std::vector<std::string> notIdempotent{}; ///< keys for which a second run changes more
    std::vector<std::string> timeOrChance{}; ///< keys for which another time or seed gives another
    std::optional<luau::Failure> failsOnTemplate{};
};

struct StepResult
{
    std::string name;
    bool addsFields = false;
    std::size_t alreadyApplied = 0; ///< by the records' own lists
    std::size_t applied = 0;
    std::size_t failed = 0;
    std::size_t notReached = 0; ///< a step before it failed
    std::size_t slow = 0; ///< took LabRequest::slowFrom or longer
    std::chrono::nanoseconds longest{};
    std::string longestKey{};
    SizeTotals size{}; ///< of those it was applied to
    std::vector<ChangeCount> changes{}; ///< by class; only those that occur
    std::vector<std::string> keys{}; ///< some that it was applied to
    TraitResult traits{};
};

/// Failures with one message: of a step, or of the schema after the last step.
struct FailureGroup
{
    std::optional<std::size_t> step{}; ///< none: the schema rejects the migrated data
    luau::Failure failure{}; ///< for the schema only the text
    std::size_t records = 0;
    std::vector<std::string> keys{}; ///< all, within lab_limits::failingKeys
};

struct RecordSize
{
    std::string key;
    std::size_t before = 0;
    std::size_t after = 0;
};

struct SlowRecord
{
    std::string key;
    std::size_t step = 0; ///< the slowest of it
    std::chrono::nanoseconds took{};
};

struct LabResults
{
    CodeInfo code{};
    std::size_t records = 0; ///< looked at, skipped ones too
    std::size_t migrated = 0; ///< every pending step was applied; the schema may reject it still
    std::size_t upToDate = 0; ///< nothing was pending
    std::size_t failed = 0; ///< in a step
    /// By the schema, also records with nothing pending. The library does not ask it after a load:
    /// the player is let in, and what fails is the first update.
    std::size_t rejected = 0;
    std::size_t inTransaction = 0; ///< tried with the data before the unfinished transaction
    std::vector<StepResult> steps{};
    std::vector<FailureGroup> failures{}; ///< of steps, in the order in which they were met
    std::vector<FailureGroup> rejections{}; ///< of the schema
    SkippedRecords skipped{};
    std::vector<HistoryWarning> warnings{};
    std::vector<SlowRecord> slowest{}; ///< that took slowFrom or longer; slowest first
    std::vector<RecordSize> largest{}; ///< after the last step; largest first
    std::vector<RecordSize> mostGrown{}; ///< most growth first
    std::size_t nearLimit = 0; ///< records of lab_limits::nearLimit bytes or more after it
    SizeTotals size{}; ///< of all that were migrated or up to date

    /// No record fails and the schema rejects none.
    bool isGood() const { return failed == 0 && rejected == 0; }
};

} // namespace plectrum::gamecode
