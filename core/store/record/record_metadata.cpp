// SPDX-License-Identifier: MIT
// As JSON: {"appliedMigrations": [NAME, ...], "attributes": {...}, "otherMembers": {...},
// "userIds": [ID, ...]}.
#include "store/record/record_metadata.h"

#include <utility>

namespace plectrum::store {

using json::Value;

RecordMetadata metadataOf(const Inspection& inspection)
{
    RecordMetadata metadata;
    if (inspection.record) {
        metadata.appliedMigrations = inspection.record->appliedMigrations;
        metadata.otherMembers = inspection.record->otherMembers;
    }
    if (inspection.entry) {
        metadata.userIds = inspection.entry->info.userIds;
        metadata.attributes = inspection.entry->info.attributes;
    }
    return metadata;
}

Value toJson(const RecordMetadata& metadata)
{
    Value::Members members;
    if (metadata.appliedMigrations) {
        std::vector<Value> names(metadata.appliedMigrations->begin(),
                                 metadata.appliedMigrations->end());
        members.emplace_back("appliedMigrations", Value::array(std::move(names)));
    }
    if (metadata.attributes.size() > 0)
        members.emplace_back("attributes", metadata.attributes);
    if (metadata.otherMembers.size() > 0)
        members.emplace_back("otherMembers", metadata.otherMembers);
    if (!metadata.userIds.empty()) {
        std::vector<Value> ids(metadata.userIds.begin(), metadata.userIds.end());
        members.emplace_back("userIds", Value::array(std::move(ids)));
    }
    return Value::object(std::move(members));
}

std::optional<RecordMetadata> metadataFromJson(const Value& value)
{
    if (!value.isObject())
        return std::nullopt;
    RecordMetadata metadata;
    if (const Value* names = value.find("appliedMigrations")) {
        metadata.appliedMigrations.emplace();
        names->forEachElement(
            [&](const Value& name) { metadata.appliedMigrations->emplace_back(name.toString()); });
    }
    if (const Value* attributes = value.find("attributes"))
        metadata.attributes = *attributes;
    if (const Value* members = value.find("otherMembers"))
        metadata.otherMembers = *members;
    value["userIds"].forEachElement(
        [&](const Value& id) { metadata.userIds.push_back(id.toInteger()); });
    if (toJson(metadata) != value)
        return std::nullopt;
    return metadata;
}

} // namespace plectrum::store
