// SPDX-License-Identifier: MIT
#include "console/luau_config.h"

#include "async/task.h"

#include <optional>
#include <string>
#include <utility>

namespace plectrum::console {

namespace {

using luau::Any;
using luau::Reference;
using luau::Values;
using VmPointer = std::shared_ptr<luau::Vm>;

json::Value dataOf(const luau::Vm& vm, const Any& value)
{
    return value.isData() ? value.data() : vm.toData(value.reference());
}

/// As the library takes it: what is neither nil nor false passes.
std::optional<std::string> problemIn(const Values& answer)
{
    const bool passed = !answer.empty()
        && (!answer[0].isData()
            || (answer[0].data().isBool() ? answer[0].data().toBool()
                                          : !answer[0].data().isNull()));
    if (passed)
        return std::nullopt;
    const std::string text(answer.size() > 1 && answer[1].isData() ? answer[1].data().toString()
                                                                   : "");
    return text.empty() ? "nil" : text;
}

store::Schema schemaOf(VmPointer vm, Reference function)
{
    return [vm = std::move(vm), function = std::move(function)](const json::Value& data) {
        return problemIn(vm->call(function, {data}, {.rawTables = true}));
    };
}

store::MigrationStep stepOf(const VmPointer& vm, const Reference& step)
{
    std::string name(vm->field(step, "name").data().toString());
    const Reference apply = vm->field(step, "apply").reference();
    return store::transformStep(
        std::move(name), [vm, apply](const json::Value& data) -> std::optional<json::Value> {
            const Values results = vm->call(apply, {data}, {.rawTables = true});
            if (results.empty() || (results[0].isData() && results[0].data().isNull()))
                return std::nullopt;
            return dataOf(*vm, results[0]);
        });
}

async::Task<std::optional<json::Value>> imported(VmPointer vm, Reference function, std::string key)
{
    const Values results = vm->call(function, {json::Value(key)}, {.rawTables = true});
    if (results.empty() || (results[0].isData() && results[0].data().isNull()))
        co_return std::nullopt;
    co_return dataOf(*vm, results[0]);
}

store::ChangedCallback changedCallbackOf(VmPointer vm, Reference function)
{
    return [vm = std::move(vm),
            function = std::move(function)](const std::string& key, const json::Value& now,
                                            const std::optional<json::Value>& before) {
        vm->call(function, {json::Value(key), now, before.value_or(json::Value())},
                 {.frozen = true, .rawTables = true});
    };
}

store::LogCallback logCallbackOf(VmPointer vm, Reference function)
{
    return [vm = std::move(vm), function = std::move(function)](const store::LogMessage& message) {
        vm->call(function,
                 {json::Value::object({{"level", std::string(store::nameOf(message.level))},
                                       {"message", message.message},
                                       {"context", message.context}})},
                 {.rawTables = true});
    };
}

} // namespace

store::StoreConfig configOfOptions(std::shared_ptr<luau::Vm> vm, const luau::Reference& options)
{
    const auto functionAt = [&](const char* name) { return vm->field(options, name).reference(); };
    store::StoreConfig config;
    config.name = vm->field(options, "name").data().toString();
    config.templateData = dataOf(*vm, vm->field(options, "template"));
    config.useDataStoreLocking = vm->field(options, "useDSSLocking").data().toBool();
    config.schema = schemaOf(vm, functionAt("schema"));
    if (const Reference steps = functionAt("migrationSteps"); !steps.isEmpty())
        for (const Any& step : vm->elements(steps))
            config.migrationSteps.push_back(stepOf(vm, step.reference()));
    if (const Reference import = functionAt("importLegacyData"); !import.isEmpty())
        config.importLegacyData = [vm, import](std::string key, std::stop_token) {
            return imported(vm, import, std::move(key));
        };
    if (const Reference callbacks = functionAt("changedCallbacks"); !callbacks.isEmpty())
        for (const Any& callback : vm->elements(callbacks))
            config.changedCallbacks.push_back(changedCallbackOf(vm, callback.reference()));
    if (const Reference log = functionAt("logCallback"); !log.isEmpty())
        config.logCallback = logCallbackOf(vm, log);
    if (const Reference lost = functionAt("onLockLost"); !lost.isEmpty())
        config.onLockLost = [vm, lost](const std::string& key) {
            vm->call(lost, {json::Value(key)});
        };
    return config;
}

} // namespace plectrum::console
