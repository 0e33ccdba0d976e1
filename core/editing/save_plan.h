// SPDX-License-Identifier: MIT
// What to write, decided from what was read: plain functions, no waiting.
#pragma once

#include "editing/record_access.h"
#include "store/record/inspection.h"
#include "store/record/record_writer.h"

#include <expected>
#include <optional>
#include <string>
#include <variant>

namespace plectrum::editing {

/// What a write is made of, beside the value: kept from the newest entry or from a version.
struct SavePlan
{
    json::Value data;
    std::optional<json::Value> newest;
    std::optional<std::vector<std::string>> appliedMigrations;
    json::Value otherMembers = json::Value::object();
    datastore::WriteOptions options; ///< conditional on the newest entry
    bool isMerged = false; ///< others have changed the data since the draft was begun
};

/// A plan, or the result that says why nothing is to be written.
using SaveDecision = std::expected<SavePlan, SaveResult>;

/// Why an entry cannot be written over; nullopt when it can.
std::optional<store::Damage> obstacleIn(const store::Inspection& newest);

/// An edit that is to be saved.
struct SaveRequest
{
    std::optional<json::Value> base; ///< what it was made from; nullopt: there was no data
    json::Value draft;
    std::optional<store::MetadataChange> around; ///< none: what is kept around the data stays
    store::Schema schema{}; ///< none: not checked
    DataCheck check{}; ///< none: not checked
    json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
    std::optional<std::string> asNoData{}; ///< as SaveOptions has it
    /// Only while this is the newest version: nothing is merged then.
    std::optional<std::string> expectedVersion{};
};
/// Why the merged data does not pass the checks of a request; nullopt when it does.
std::optional<std::string> problemOf(const SaveRequest& save, const json::Value& data,
                                     const store::Inspection& newest);
/// Whether the library takes such an entry for no data.
bool isOdd(const store::Inspection& newest);
SaveDecision planDraft(const store::Inspection& newest, const SaveRequest& save);
SaveDecision planRestore(const store::Inspection& newest, const store::Inspection& version,
                         const RestoreOptions& options);

/// Why a key is not to be removed; nullopt when it is.
std::optional<SaveResult> planDelete(const store::Inspection& newest, const DeleteOptions& options);

/// The record of a plan, with what the newest one leaves behind.
store::RecordDraft recordDraftOf(const SavePlan& plan, const store::Inspection& newest);
/// The result of a plan that was written.
SaveResult savedResult(const SavePlan& plan, std::string version);

} // namespace plectrum::editing
