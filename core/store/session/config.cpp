// SPDX-License-Identifier: MIT
#include "store/session/config.h"

#include "json/merge.h"
#include "store/error.h"
#include "store/names.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

void require(bool isGood, const char* option)
{
    if (!isGood)
        throw Error(ErrorKind::Configuration,
                    std::string("[interface] bad value for ") + option + ":");
}

bool isComplete(const MigrationStep& step)
{
    return !step.name.empty() && step.apply;
}

} // namespace

MigrationStep addFields(std::string name, json::Value fields)
{
    return {std::move(name), [fields = std::move(fields)](const json::Value& data) {
                return std::optional(json::mergeDeep(fields, data));
            }};
}

MigrationStep transformStep(std::string name,
                            std::function<std::optional<json::Value>(const json::Value&)> apply)
{
    return {std::move(name), std::move(apply)};
}

void validate(const StoreConfig& config)
{
    require(!config.name.empty() && config.name.size() <= names::maximumLength, "name");
    require(bool(config.schema), "schema");
    require(std::ranges::all_of(config.migrationSteps, isComplete), "migrationSteps");
    require(config.maximumChunk > 0, "maximumChunk");
    if (const auto problem = config.schema(config.templateData)) {
        throw Error(ErrorKind::Configuration,
                    "Failed to validate template for store '" + config.name + "': " + *problem);
    }
}

} // namespace plectrum::store
