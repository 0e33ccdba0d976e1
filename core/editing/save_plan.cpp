// SPDX-License-Identifier: MIT
#include "editing/save_plan.h"

#include <utility>

namespace plectrum::editing {

namespace {

SaveResult nothingWritten(SaveOutcome outcome, const store::Inspection& newest)
{
    SaveResult result;
    result.outcome = outcome;
    result.newest = newest.data.value_or(json::Value());
    return result;
}

SaveResult notWritable(const store::Inspection& newest, store::Damage damage)
{
    auto result = nothingWritten(SaveOutcome::NotWritable, newest);
    result.damage = std::move(damage);
    return result;
}

SaveResult conflicting(const store::Inspection& newest, json::Value merged,
                       std::vector<json::Conflict> conflicts)
{
    auto result = nothingWritten(SaveOutcome::Conflicts, newest);
    result.written = std::move(merged);
    result.conflicts = std::move(conflicts);
    return result;
}

SaveResult refused(const store::Inspection& newest, json::Value merged, std::string problem)
{
    auto result = nothingWritten(SaveOutcome::Refused, newest);
    result.written = std::move(merged);
    result.schemaProblem = std::move(problem);
    return result;
}

std::vector<json::Conflict> wholeConflict(std::optional<json::Value> base,
                                          std::optional<json::Value> theirs, json::Value ours)
{
    return {{json::Pointer(), std::move(base), std::move(theirs), std::move(ours)}};
}

json::MergeResult merge(const std::optional<json::Value>& base,
                        const std::optional<json::Value>& newest, const json::Value& draft,
                        const json::ElementIdentity& identity)
{
    if (base && newest)
        return json::mergeThreeWay(*base, *newest, draft, identity);
    if (base == newest || newest == draft)
        return {draft, {}};
    return {draft, wholeConflict(base, newest, draft)};
}

/// Options that keep what the service keeps beside the value of `kept`, and that hold only while
/// the newest entry is still what was read.
datastore::WriteOptions optionsFor(const store::Inspection& newest, const store::Inspection& kept)
{
    datastore::WriteOptions options;
    if (kept.entry) {
        options.userIds = kept.entry->info.userIds;
        options.attributes = kept.entry->info.attributes;
    }
    if (newest.entry)
        options.ifVersion = newest.entry->info.version;
    else
        options.onlyIfAbsent = true;
    return options;
}

SavePlan planWith(json::Value data, const store::Inspection& newest, const store::Inspection& kept)
{
    SavePlan plan;
    plan.data = std::move(data);
    plan.newest = newest.data;
    if (kept.record) {
        plan.appliedMigrations = kept.record->appliedMigrations;
        plan.otherMembers = kept.record->otherMembers;
    }
    plan.options = optionsFor(newest, kept);
    return plan;
}

void surround(SavePlan& plan, const store::RecordMetadata& around)
{
    plan.appliedMigrations = around.appliedMigrations;
    plan.otherMembers = around.otherMembers;
    plan.options.userIds = around.userIds;
    plan.options.attributes = around.attributes;
}

std::optional<std::vector<std::string>> migrationsOf(const store::Inspection& inspection)
{
    return inspection.record ? inspection.record->appliedMigrations : std::nullopt;
}

bool isSameState(const store::Inspection& newest, const store::Inspection& version)
{
    return newest.entry && version.entry && newest.data == version.data
        && migrationsOf(newest) == migrationsOf(version)
        && newest.entry->info.userIds == version.entry->info.userIds
        && newest.entry->info.attributes == version.entry->info.attributes;
}

/// Why a version cannot be brought back.
std::optional<store::Damage> obstacleInVersion(const store::Inspection& version)
{
    if (version.damage)
        return version.damage;
    if (version.transaction == store::TransactionState::Undecided
        || version.transaction == store::TransactionState::Pending)
        return store::Damage{store::DamageKind::InTransaction, "",
                             "the version is inside a transaction"};
    if (version.state == store::RecordState::Absent)
        return store::Damage{store::DamageKind::NoData, "",
                             "Record not found for the specified version"};
    if (!version.data)
        return store::Damage{store::DamageKind::NoData, "", "the version holds no data"};
    return std::nullopt;
}

} // namespace

std::optional<store::Damage> obstacleIn(const store::Inspection& newest)
{
    if (newest.damage)
        return newest.damage;
    if (newest.transaction == store::TransactionState::Pending)
        return store::Damage{store::DamageKind::InTransaction, "",
                             "the key is inside an unfinished transaction: "
                                 + newest.txId.value_or("")};
    return std::nullopt;
}

std::optional<std::string> problemOf(const SaveRequest& save, const json::Value& data,
                                     const store::Inspection& newest)
{
    if (auto problem = save.schema ? save.schema(data) : std::nullopt)
        return problem;
    if (!save.check)
        return std::nullopt;
    return save.check(data, newest.record ? newest.record->appliedMigrations : std::nullopt);
}

namespace {

SaveDecision planMerge(const store::Inspection& newest, const SaveRequest& save)
{
    const auto& [base, draft, around, schema, check, identity, asNoData, expectedVersion] = save;
    if (auto obstacle = obstacleIn(newest))
        return std::unexpected(notWritable(newest, *std::move(obstacle)));
    if (around && around->from != store::metadataOf(newest))
        return std::unexpected(conflicting(newest, draft, wholeConflict(base, newest.data, draft)));
    if (expectedVersion && (!newest.entry || newest.entry->info.version != *expectedVersion))
        return std::unexpected(conflicting(newest, draft, wholeConflict(base, newest.data, draft)));
    const bool staysAround = !around || around->from == around->to;
    if (staysAround && base == draft && newest.data)
        return std::unexpected(nothingWritten(SaveOutcome::Unchanged, newest));
    auto merged = merge(base, newest.data, draft, identity);
    if (!merged.conflicts.empty())
        return std::unexpected(
            conflicting(newest, std::move(merged.merged), std::move(merged.conflicts)));
    if (staysAround && newest.data == merged.merged)
        return std::unexpected(nothingWritten(SaveOutcome::Unchanged, newest));
    if (auto problem = problemOf(save, merged.merged, newest))
        return std::unexpected(refused(newest, std::move(merged.merged), *std::move(problem)));
    auto plan = planWith(std::move(merged.merged), newest, newest);
    plan.isMerged = base && newest.data != base;
    if (around)
        surround(plan, around->to);
    return plan;
}

} // namespace

bool isOdd(const store::Inspection& newest)
{
    if (!newest.entry || !newest.damage || newest.damage->kind != store::DamageKind::WrongShape)
        return false;
    const auto& pointer = newest.damage->pointer;
    return newest.state == store::RecordState::NotLyra
        ? newest.entry->value.isContainer()
        : pointer.starts_with("/appliedMigrations") || pointer.starts_with("/orphanedFiles");
}

SaveDecision planDraft(const store::Inspection& newest, const SaveRequest& save)
{
    if (!save.asNoData || !isOdd(newest) || newest.entry->info.version != *save.asNoData)
        return planMerge(newest, save);
    store::Inspection empty;
    empty.entry = newest.entry; // whose version is the condition
    empty.state = store::RecordState::Valid;
    return planMerge(empty, save);
}

SaveDecision planRestore(const store::Inspection& newest, const store::Inspection& version,
                         const RestoreOptions& options)
{
    const auto newestVersion = newest.entry ? newest.entry->info.version : std::string();
    const bool isAsExpected = options.expectedVersion == newestVersion;
    const bool isOverDamage = options.isOverDamage && isAsExpected && newest.damage;
    auto obstacle = obstacleInVersion(version);
    if (!obstacle && !isOverDamage)
        obstacle = obstacleIn(newest);
    if (obstacle)
        return std::unexpected(notWritable(newest, *std::move(obstacle)));
    if (options.expectedVersion && !isAsExpected)
        return std::unexpected(conflicting(
            newest, *version.data, wholeConflict(std::nullopt, newest.data, *version.data)));
    if (isSameState(newest, version))
        return std::unexpected(nothingWritten(SaveOutcome::Unchanged, newest));
    return planWith(*version.data, newest, version);
}

std::optional<SaveResult> planDelete(const store::Inspection& newest, const DeleteOptions& options)
{
    if (!newest.entry)
        return nothingWritten(SaveOutcome::Unchanged, newest);
    if (auto obstacle = obstacleIn(newest))
        return notWritable(newest, *std::move(obstacle));
    if (options.expectedVersion && *options.expectedVersion != newest.entry->info.version) {
        const json::Value nothing;
        return conflicting(newest, nothing, wholeConflict(std::nullopt, newest.data, nothing));
    }
    return std::nullopt;
}

store::RecordDraft recordDraftOf(const SavePlan& plan, const store::Inspection& newest)
{
    store::RecordDraft draft;
    draft.info.committedData = plan.data;
    draft.appliedMigrations = plan.appliedMigrations;
    draft.otherMembers = plan.otherMembers;
    if (newest.record) {
        draft.replaced = newest.record->file;
        draft.orphans = newest.record->orphanedFiles;
    }
    return draft;
}

SaveResult savedResult(const SavePlan& plan, std::string version)
{
    SaveResult result;
    result.outcome = SaveOutcome::Saved;
    result.written = plan.data;
    result.newest = plan.newest.value_or(json::Value());
    result.version = std::move(version);
    result.isMerged = plan.isMerged;
    return result;
}

} // namespace plectrum::editing
