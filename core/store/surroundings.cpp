// SPDX-License-Identifier: MIT
// As JSON: {"appliedMigrations": [NAME, ...], "attributes": {...}, "otherMembers": {...},
// "userIds": [ID, ...]}.
#include "store/surroundings.h"

#include <utility>

namespace plectrum::store {

using json::Value;

Surroundings surroundingsOf(const Inspection& inspection)
{
    Surroundings surroundings;
    if (inspection.record) {
        surroundings.appliedMigrations = inspection.record->appliedMigrations;
        surroundings.otherMembers = inspection.record->otherMembers;
    }
    if (inspection.entry) {
        surroundings.userIds = inspection.entry->info.userIds;
        surroundings.attributes = inspection.entry->info.attributes;
    }
    return surroundings;
}

Value toJson(const Surroundings& surroundings)
{
    Value::Members members;
    if (surroundings.appliedMigrations) {
        std::vector<Value> names(surroundings.appliedMigrations->begin(),
                                 surroundings.appliedMigrations->end());
        members.emplace_back("appliedMigrations", Value::array(std::move(names)));
    }
    if (surroundings.attributes.size() > 0)
        members.emplace_back("attributes", surroundings.attributes);
    if (surroundings.otherMembers.size() > 0)
        members.emplace_back("otherMembers", surroundings.otherMembers);
    if (!surroundings.userIds.empty()) {
        std::vector<Value> ids(surroundings.userIds.begin(), surroundings.userIds.end());
        members.emplace_back("userIds", Value::array(std::move(ids)));
    }
    return Value::object(std::move(members));
}

std::optional<Surroundings> surroundingsFromJson(const Value& value)
{
    if (!value.isObject())
        return std::nullopt;
    Surroundings surroundings;
    if (const Value* names = value.find("appliedMigrations")) {
        surroundings.appliedMigrations.emplace();
        names->forEachElement([&](const Value& name) {
            surroundings.appliedMigrations->emplace_back(name.toString());
        });
    }
    if (const Value* attributes = value.find("attributes"))
        surroundings.attributes = *attributes;
    if (const Value* members = value.find("otherMembers"))
        surroundings.otherMembers = *members;
    value["userIds"].forEachElement(
        [&](const Value& id) { surroundings.userIds.push_back(id.toInteger()); });
    if (toJson(surroundings) != value)
        return std::nullopt;
    return surroundings;
}

} // namespace plectrum::store
