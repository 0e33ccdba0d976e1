// SPDX-License-Identifier: MIT
#include "store/session/migrations.h"

#include "store/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

[[noreturn]] void fail(const MigrationStep& step, const std::string& text)
{
    throw Error(ErrorKind::Migration, "Failed migration step '" + step.name + "': " + text);
}

json::Value applyStep(const MigrationStep& step, const json::Value& data)
{
    std::optional<json::Value> result;
    try {
        result = step.apply(data);
    } catch (const std::exception& error) {
        fail(step, error.what());
    }
    if (!result)
        fail(step, "the step returned nothing");
    return *std::move(result);
}

} // namespace

Migrated migrate(const std::vector<MigrationStep>& steps, json::Value data,
                 std::vector<std::string> applied)
{
    Migrated migrated{std::move(data), std::move(applied)};
    for (const auto& step : steps) {
        if (std::ranges::contains(migrated.applied, step.name))
            continue;
        migrated.data = applyStep(step, migrated.data);
        migrated.applied.push_back(step.name);
    }
    return migrated;
}

std::vector<std::string> stepNames(const std::vector<MigrationStep>& steps)
{
    std::vector<std::string> names;
    for (const auto& step : steps)
        names.push_back(step.name);
    return names;
}

} // namespace plectrum::store
