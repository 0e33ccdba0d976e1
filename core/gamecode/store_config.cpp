// SPDX-License-Identifier: MIT
#include "gamecode/store_config.h"

#include <optional>
#include <string>
#include <utility>

namespace plectrum::gamecode {

namespace {

/// Kept by every function of the configuration.
struct Bound
{
    std::shared_ptr<luau::GameCode> code;
    luau::GameStore store;
    StopOf stop;
};

std::stop_token tokenOf(const StopOf& stop)
{
    return stop ? stop() : std::stop_token();
}

async::Task<std::optional<json::Value>> import(std::shared_ptr<const Bound> bound, std::string key,
                                               std::stop_token stop)
{
    co_return bound->code->importLegacy(bound->store, key, std::move(stop));
}

} // namespace

store::MigrationStep migrationStep(std::shared_ptr<luau::GameCode> code, luau::GameStep step,
                                   StopOf stop)
{
    if (step.addsFields)
        return store::addFields(std::move(step.name), std::move(step.fields));
    std::string name = step.name;
    return store::transformStep(
        std::move(name),
        [code = std::move(code), step = std::move(step),
         stop = std::move(stop)](const json::Value& data) -> std::optional<json::Value> {
            json::Value result = code->applyTransform(step, data, tokenOf(stop));
            return result.isNull() ? std::nullopt : std::optional(std::move(result));
        });
}

store::StoreConfig storeConfig(std::shared_ptr<luau::GameCode> code, const luau::GameStore& store,
                               StopOf stop)
{
    const auto bound =
        std::make_shared<const Bound>(Bound{std::move(code), store, std::move(stop)});
    store::StoreConfig config;
    config.name = store.name;
    config.templateData = store.templateData;
    config.useDataStoreLocking = store.useDataStoreLocking;
    config.schema = [bound](const json::Value& data) -> std::optional<std::string> {
        try {
            std::string problem =
                bound->code->schemaProblem(bound->store, data, tokenOf(bound->stop));
            return problem.empty() ? std::nullopt : std::optional(std::move(problem));
        } catch (const luau::Error& error) {
            return error.what();
        }
    };
    for (const luau::GameStep& step : store.steps)
        config.migrationSteps.push_back(migrationStep(bound->code, step, bound->stop));
    if (!store.importLegacyData.isEmpty()) {
        config.importLegacyData = [bound](std::string key, std::stop_token ofLoad) {
            return import(bound, std::move(key), std::move(ofLoad));
        };
    }
    return config;
}

} // namespace plectrum::gamecode
