// SPDX-License-Identifier: MIT
#include "luau/services.h"

#include "json/parser.h"
#include "json/printer.h"
#include "luau/bounded_json.h"
#include "luau/safepoint.h"
#include "luau/state.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

namespace plectrum::luau {

namespace {

Values jsonEncode(Vm& vm, const Values& arguments)
{
    const json::Value value = arguments.empty() ? json::Value() : arguments[0].data();
    const std::size_t size = json::printedSize(value);
    if (size > longestJson)
        throw std::runtime_error("the JSON text would be longer than 4 MB");
    const KeptBytes kept(*vm.state(), size);
    return {json::Value(json::print(value))};
}

Values jsonDecode(Vm& vm, const Values& arguments)
{
    if (arguments.empty() || !arguments[0].data().isString())
        throw std::runtime_error("Argument 1 missing or nil");
    const std::string_view text = arguments[0].data().toString();
    if (text.size() > longestJson)
        throw std::runtime_error("the JSON text is longer than 4 MB");
    const KeptBytes kept(*vm.state(), memoryOfJson(text));
    State& state = *vm.state();
    const auto goesOn = [&budget = state.budget] {
        return !budget.isRunning() || budget.step(Budget::clockEach) == Budget::Verdict::GoOn;
    };
    auto value = json::tryParse(text, goesOn);
    if (!value) {
        hostSafepoint(state.running ? state.running : state.main, Budget::clockEach);
        throw std::runtime_error("Can't parse JSON");
    }
    return {std::move(*value)};
}

Function answer(std::string name, bool value)
{
    return {std::move(name), Native([value](Values) { return Values{json::Value(value)}; })};
}

/// As the service does by the examples of its documentation (create.roblox.com, HttpService): all
/// but letters and digits, byte by byte.
Values urlEncode(Vm& vm, const Values& arguments)
{
    if (arguments.empty() || !arguments[0].isData() || !arguments[0].data().isString())
        throw std::runtime_error("Argument 1 missing or nil");
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const std::string_view text = arguments[0].data().toString();
    const KeptBytes kept(*vm.state(), 3 * text.size());
    std::string encoded;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z')
            || (byte >= 'a' && byte <= 'z')) {
            encoded += letter;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return {json::Value(encoded)};
}

} // namespace

Reference makeHttpService(Vm& vm, async::Random& random)
{
    auto chance = std::make_shared<async::Random>(random.bits());
    Vm* const machine = &vm;
    std::vector<Function> methods{
        {"JSONEncode",
         Native([machine](Values arguments) { return jsonEncode(*machine, arguments); })},
        {"JSONDecode",
         Native([machine](Values arguments) { return jsonDecode(*machine, arguments); })},
        {"GenerateGUID", Native([chance](Values arguments) {
             const bool bare = !arguments.empty() && arguments[0].data().isBool()
                 && !arguments[0].data().toBool();
             const std::string guid = chance->guid();
             return Values{json::Value(bare ? guid : "{" + guid + "}")};
         })},
        {"UrlEncode",
         Native([machine](Values arguments) { return urlEncode(*machine, arguments); })}};
    for (const char* name : {"GetAsync", "PostAsync", "RequestAsync"}) {
        methods.push_back({name, Native([](Values) -> Values {
                               throw std::runtime_error("Http requests are not enabled");
                           })});
    }
    return vm.makeObject("HttpService", std::move(methods), {{"HttpEnabled", json::Value(false)}});
}

Reference makeNoDataStoreService(Vm& vm, std::function<void()> onRefused)
{
    const auto refuse = Native([onRefused](Values) -> Values {
        onRefused();
        throw std::runtime_error("DataStoreService: no data stores are bound to this code");
    });
    std::vector<Function> methods;
    for (const char* name : {"GetAsync", "SetAsync", "UpdateAsync", "RemoveAsync", "IncrementAsync",
                             "GetVersionAsync", "GetVersionAtTimeAsync", "ListVersionsAsync",
                             "ListKeysAsync", "RemoveVersionAsync", "GetSortedAsync"})
        methods.push_back({name, refuse});
    Vm* const machine = &vm;
    const auto makeStore = Native([machine, methods](Values) {
        return Values{machine->makeObject("GlobalDataStore", methods)};
    });
    std::vector<Function> own{
        {"ListDataStoresAsync", refuse},
        {"GetRequestBudgetForRequestType", Native([](Values) { return Values{json::Value(0)}; })}};
    for (const char* name : {"GetDataStore", "GetGlobalDataStore", "GetOrderedDataStore"})
        own.push_back({name, makeStore});
    return vm.makeObject("DataStoreService", std::move(own));
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
        if (found == services.end())
            throw std::runtime_error("'" + name + "' is not a valid Service name");
        return {found->second};
    };
    vm.setGlobal("game",
                 vm.makeObject("DataModel", {{"GetService", Native(get)}}, std::move(fields)));
}

} // namespace plectrum::luau
