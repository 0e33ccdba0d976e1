// SPDX-License-Identifier: MIT
#include "luau/services.h"

#include "json/parser.h"
#include "json/printer.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace plectrum::luau {

namespace {

Values jsonEncode(Values arguments)
{
    return {json::Value(json::print(arguments.empty() ? json::Value() : arguments[0].data()))};
}

Values jsonDecode(Values arguments)
{
    if (arguments.empty() || !arguments[0].data().isString()) {
        throw std::runtime_error("Argument 1 missing or nil");
    }
    auto value = json::parse(arguments[0].data().toString());
    if (!value) {
        throw std::runtime_error("Can't parse JSON");
    }
    return {std::move(*value)};
}

Function answer(std::string name, bool value)
{
    return {std::move(name), Native([value](Values) { return Values{json::Value(value)}; })};
}

} // namespace

Reference makeHttpService(Vm& vm, async::Random& random)
{
    auto chance = std::make_shared<async::Random>(random.bits());
    std::vector<Function> methods{{"JSONEncode", Native(jsonEncode)},
                                  {"JSONDecode", Native(jsonDecode)},
                                  {"GenerateGUID", Native([chance](Values arguments) {
                                       const bool bare = !arguments.empty()
                                           && arguments[0].data().isBool()
                                           && !arguments[0].data().toBool();
                                       const std::string guid = chance->guid();
                                       return Values{json::Value(bare ? guid : "{" + guid + "}")};
                                   })}};
    for (const char* name : {"GetAsync", "PostAsync", "RequestAsync"}) {
        methods.push_back({name, Native([](Values) -> Values {
                               throw std::runtime_error("Http requests are not enabled");
                           })});
    }
    return vm.makeObject("HttpService", std::move(methods), {{"HttpEnabled", json::Value(false)}});
}

Reference makeRunService(Vm& vm)
{
    return vm.makeObject("RunService",
                         {answer("IsServer", true), answer("IsClient", false),
                          answer("IsStudio", false), answer("IsRunning", true),
                          answer("IsRunMode", false), answer("IsEdit", false)});
}

void offerServices(Vm& vm, std::vector<std::pair<std::string, Reference>> services,
                   std::vector<std::pair<std::string, Any>> fields)
{
    const auto get = [services = std::move(services)](Values arguments) -> Values {
        const std::string name(arguments.empty() ? "" : arguments[0].data().toString());
        const auto found =
            std::ranges::find(services, name, &std::pair<std::string, Reference>::first);
        if (found == services.end()) {
            throw std::runtime_error("'" + name + "' is not a valid Service name");
        }
        return {found->second};
    };
    vm.setGlobal("game",
                 vm.makeObject("DataModel", {{"GetService", Native(get)}}, std::move(fields)));
}

} // namespace plectrum::luau
