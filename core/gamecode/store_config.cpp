// SPDX-License-Identifier: MIT
#include "gamecode/store_config.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace plectrum::gamecode {

namespace {

/// What a step gave, so that the next step of a load gets that table and not what would be read
/// back of it: as in the game, number keys are numbers from the first step to the last.
struct StepChain
{
    luau::Any table{};
    json::Value stored{};
};

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

std::optional<json::Value> applyInChain(luau::GameCode& code, const luau::GameStep& step,
                                        StepChain& chain, const json::Value& data,
                                        std::stop_token stop)
{
    const bool goesOn = data.isContainer() && data.size() > 0 && chain.stored.isSameNode(data);
    luau::Any table = goesOn ? chain.table : code.toTable(data);
    chain = {};
    luau::Any result = code.applyStep(step, table, std::move(stop));
    json::Value stored = code.stored(result);
    if (stored.isNull())
        return std::nullopt;
    chain = {std::move(result), stored};
    return stored;
}

store::MigrationStep stepInChain(std::shared_ptr<const Bound> bound, std::size_t number,
                                 std::shared_ptr<StepChain> chain)
{
    std::string name = bound->store.steps[number].name;
    return store::transformStep(std::move(name),
                                [bound = std::move(bound), number, chain = std::move(chain)](
                                    const json::Value& data) -> std::optional<json::Value> {
                                    return applyInChain(*bound->code, bound->store.steps[number],
                                                        *chain, data, tokenOf(bound->stop));
                                });
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
    const auto chain = std::make_shared<StepChain>();
    for (std::size_t i = 0; i < bound->store.steps.size(); ++i)
        config.migrationSteps.push_back(stepInChain(bound, i, chain));
    if (!store.importLegacyData.isEmpty()) {
        config.importLegacyData = [bound](std::string key, std::stop_token ofLoad) {
            return import(bound, std::move(key), std::move(ofLoad));
        };
    }
    return config;
}

} // namespace plectrum::gamecode
