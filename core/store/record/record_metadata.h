// SPDX-License-Identifier: MIT
// What is kept around the data of a key: by Lyra in the record, by the service beside the entry.
// Data and the migrations that were applied to it belong together.
#pragma once

#include "json/value.h"
#include "store/record/inspection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::store {

struct RecordMetadata
{
    std::optional<std::vector<std::string>> appliedMigrations; ///< nullopt: none stands there
    json::Value otherMembers = json::Value::object(); ///< of the record
    std::vector<std::int64_t> userIds;
    json::Value attributes = json::Value::object();

    friend bool operator==(const RecordMetadata&, const RecordMetadata&) = default;
};

/// Those of an entry; the default when there is none.
RecordMetadata metadataOf(const Inspection& inspection);

struct MetadataChange
{
    RecordMetadata from;
    RecordMetadata to;
};

/// An object of those that are not the default.
json::Value toJson(const RecordMetadata& metadata);
/// Back; nullopt for what toJson() does not make.
std::optional<RecordMetadata> metadataFromJson(const json::Value& value);

} // namespace plectrum::store
