// SPDX-License-Identifier: MIT
#include "console/machine.h"

#include "console/luau_config.h"
#include "console/resource_texts.h"
#include "console/store_calls.h"
#include "luau/game_libraries.h"
#include "store/error.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace plectrum::console {

namespace {

using json::Value;
using luau::Any;
using luau::Native;
using luau::Reference;
using luau::Values;

constexpr std::array<std::string_view, 2> ownLibraries{"promise library", "console library"};

luau::Vm::Options optionsOf(const Host& host,
                            std::function<void(luau::LogLevel, const std::string&)> log)
{
    luau::Vm::Options options;
    options.limits.time = host.computingTime;
    options.limits.memory = host.memory;
    options.seed = std::uint32_t(host.services.random->bits());
    options.clock = host.services.clock;
    options.log = std::move(log);
    return options;
}

std::string textAt(const Values& arguments, std::size_t index)
{
    return index < arguments.size() ? std::string(arguments[index].data().toString())
                                    : std::string();
}

std::int64_t numberAt(const Values& arguments, std::size_t index)
{
    return index < arguments.size() ? arguments[index].data().toInteger() : 0;
}

/// Without the lines of our own libraries.
std::string shownTraceback(const std::string& traceback)
{
    std::string shown;
    for (std::size_t begin = 0; begin < traceback.size();) {
        const std::size_t end = std::min(traceback.find('\n', begin), traceback.size() - 1);
        const std::string line = traceback.substr(begin, end + 1 - begin);
        const bool isOurs = std::ranges::any_of(
            ownLibraries, [&](std::string_view name) { return line.starts_with(name); });
        if (!isOurs)
            shown += line;
        begin = end + 1;
    }
    return shown;
}

Problem problemOf(const luau::Error& error)
{
    const luau::Failure& failure = error.failure();
    const bool isOurs = std::ranges::contains(ownLibraries, failure.script);
    return {isOurs ? std::string() : failure.script, isOurs ? 0 : failure.line, failure.text,
            shownTraceback(failure.traceback)};
}

Task<Values> callHost(HostFunction function, Values arguments, std::stop_token stop)
{
    std::vector<Value> given;
    for (const Any& argument : arguments)
        given.push_back(argument.data());
    const auto results = co_await function.call(std::move(given), std::move(stop));
    co_return Values(results.begin(), results.end());
}

} // namespace

Session::Machine::Machine(Host given)
    : m_host(std::move(given))
    , m_vm(std::make_shared<luau::Vm>(optionsOf(
          m_host, [this](luau::LogLevel level, const std::string& text) { say(level, text); })))
    , m_scheduler(*m_vm, *m_host.services.clock, m_host.pause)
{
    openLibraries();
    openLyra();
    m_globals = m_vm->makeGlobals();
}

/// The stores hold functions of the machine, so they go first.
Session::Machine::~Machine()
{
    m_asking.request_stop();
    m_stores.clear();
}

void Session::Machine::say(luau::LogLevel level, const std::string& text) const
{
    if (!m_host.output)
        return;
    using enum Line::Kind;
    m_host.output({.kind = level == luau::LogLevel::Print ? Print
                       : level == luau::LogLevel::Warning ? Warning
                                                          : Error,
                   .text = text});
}

// The machine ----------------------------------------------------------------------------------

Reference Session::Machine::makeNatives()
{
    std::vector<luau::Function> functions;
    functions.push_back(
        {"open", Native([this](Values arguments) { return open(arguments); }), true});
    functions.push_back(
        {"named", Native([this](Values arguments) { return named(textAt(arguments, 0)); })});
    functions.push_back({"nameOf", Native([this](Values arguments) {
                             return Values{Value(storeAt(numberAt(arguments, 0))->name())};
                         })});
    functions.push_back({"isForPlayers", Native([this](Values arguments) {
                             return Values{Value(storeAt(numberAt(arguments, 0))->isForPlayers())};
                         })});
    functions.push_back({"isClosed", Native([this](Values arguments) {
                             return Values{Value(storeAt(numberAt(arguments, 0))->isClosed())};
                         })});
    functions.push_back({"names", Native([this](Values) {
                             return Values{Value::array({m_names.begin(), m_names.end()})};
                         })});
    functions.push_back({"say", Native([this](Values arguments) {
                             const bool isWarning = textAt(arguments, 0) == "warn";
                             m_vm->logLine(isWarning ? luau::LogLevel::Warning
                                                     : luau::LogLevel::Print,
                                           textAt(arguments, 1));
                             return Values{};
                         })});
    functions.push_back({"keep", Native([this](Values arguments) {
                             keep(arguments.at(0).data().toBool(),
                                  arguments.size() > 1 ? arguments[1] : Any());
                             return Values{};
                         }),
                         true});
    return m_vm->makeLibrary(std::move(functions));
}

Reference Session::Machine::hostTable()
{
    const Reference natives = makeNatives();
    const Reference host = m_vm->makeTable();
    for (const char* name :
         {"open", "named", "nameOf", "isForPlayers", "isClosed", "names", "say", "keep"})
        m_vm->setField(host, name, m_vm->field(natives, name));
    m_vm->setField(host, "calls",
                   makeStoreCalls(m_vm, [this](std::int64_t number) { return storeAt(number); }));
    return host;
}

void Session::Machine::openLibraries()
{
    for (const std::string_view library : ownLibraries)
        m_vm->blameCallersOf(std::string(library));
    const Reference promises = m_vm->compileLibrary(resource_texts::promise, "promise library");
    m_library = m_vm->call(m_vm->compileLibrary(resource_texts::console, "console library"),
                           {promises, hostTable()}, {.rawTables = true})
                    .at(0)
                    .reference();
    luau::Environment::Host around;
    around.standIn = [](const std::string& path) -> Any {
        throw std::runtime_error(path + " is not there in the console");
    };
    around.failed = [this](const std::string& text) { say(luau::LogLevel::Error, text); };
    m_environment = std::make_unique<luau::Environment>(*m_vm, m_root, std::move(around));
}

void Session::Machine::openLyra()
{
    const auto nothing = m_vm->makeFunction({"absent", Native([](Values) { return Values{}; })});
    const auto standIn = m_vm->makeFunction(
        {"standIn", Native([](Values arguments) { return Values{Value(textAt(arguments, 0))}; })});
    const auto libraries =
        luau::openGameLibraries(*m_vm,
                                {.capture = m_vm->field(m_library, "capture").reference(),
                                 .standIn = standIn,
                                 .absent = nothing});
    m_vm->setGlobal("t", libraries.t);
    m_vm->setGlobal("Lyra", libraries.lyra);
    for (const HostFunction& function : m_host.functions) {
        const auto call = [function](Values arguments, std::stop_token stop) {
            return callHost(function, std::move(arguments), std::move(stop));
        };
        m_vm->setGlobal(function.name,
                        m_vm->makeFunction({function.name, luau::AsyncNative(call)}));
    }
    for (const char* name : {"Promise", "stores", "print", "warn"})
        m_vm->setGlobal(name, m_vm->field(m_library, name));
}

// Stores ---------------------------------------------------------------------------------------

std::shared_ptr<OpenStore> Session::Machine::storeAt(std::int64_t number) const
{
    return m_stores.at(std::size_t(number) - 1);
}

Values Session::Machine::added(StorePlan plan)
{
    const std::string name = plan.config.name;
    try {
        m_stores.push_back(std::make_shared<OpenStore>(
            m_host, std::move(plan), [this, name](std::vector<store::SessionWrite> writes) {
                return confirm(name, std::move(writes));
            }));
        m_stores.back()->setGroup(m_group);
        return {Value(std::int64_t(m_stores.size()))};
    } catch (const store::Error& error) {
        return {Value(), Value(error.text())};
    }
}

Values Session::Machine::open(const Values& arguments)
{
    StorePlan plan{.config = configOfOptions(m_vm, arguments.at(1).reference())};
    plan.forPlayers = textAt(arguments, 0) == "createPlayerStore";
    return added(std::move(plan));
}

Values Session::Machine::named(const std::string& name)
{
    if (auto config = m_host.configOf ? m_host.configOf(name) : std::nullopt)
        return added({.config = *std::move(config)});
    if (!std::ranges::contains(m_names, name)) {
        m_areNamesKnown = false; // the next input lists them anew
        return {
            Value(),
            Value("There is no store '" + name + "' in this universe; Lyra.createStore makes one")};
    }
    StorePlan plan{.config = {}, .isConfigured = false};
    plan.config.name = name;
    plan.config.templateData = Value::object();
    plan.config.schema = [](const Value&) { return std::optional<std::string>(); };
    return added(std::move(plan));
}

Task<void> Session::Machine::listStores(std::stop_token stop)
{
    const std::string prefix = "lyra/records/";
    const auto found = co_await editing::allDataStores(&m_host.services.universe->dataStores(),
                                                       prefix, std::move(stop));
    m_names.clear();
    for (const std::string& name : found)
        m_names.push_back(name.substr(prefix.size()));
    std::ranges::sort(m_names);
    m_areNamesKnown = true;
}

Task<void> Session::Machine::confirm(std::string store, std::vector<store::SessionWrite> writes)
{
    const char* refusal = m_isDiscarding ? "The console was closed" : nullptr;
    const std::stop_token stop = m_asking.get_token();
    if (!refusal && m_host.confirm) {
        try {
            if (!co_await m_host.confirm(std::move(store), std::move(writes), stop))
                refusal = "The write was not confirmed";
        } catch (const async::Cancelled&) {
            refusal = "The write was not confirmed";
        }
    }
    if (refusal)
        throw store::Error(store::ErrorKind::Refused, refusal);
}

// Inputs ---------------------------------------------------------------------------------------

/// An expression's value is given, as if a `return` stood before it.
Reference Session::Machine::compile(const std::string& source, const std::string& script) const
{
    try {
        return m_vm->compileIn(m_globals, "return " + source, script);
    } catch (const luau::Error&) {
        // Then it is no expression; what is wrong with it is told of the text itself.
    }
    return m_vm->compileIn(m_globals, source, script);
}

Shown Session::Machine::shownOf(const Any& value) const
{
    if (value.isData())
        return {.value = value.data()};
    if (m_vm->isTable(value.reference())) {
        try {
            luau::ReadBack found;
            Value data = m_vm->toData(value.reference(), &found);
            if (!found.isChanged)
                return {.value = std::move(data)};
        } catch (const luau::Error&) {
            // It is shown as far as it goes.
        }
    }
    const Values shown = m_vm->call(m_vm->field(m_library, "show").reference(), {value});
    return {.value = shown.empty() ? Value() : shown[0].data(), .isData = false};
}

void Session::Machine::keep(bool isData, const Any& value)
{
    m_result.values.push_back(shownOf(value));
    m_result.values.back().isData = m_result.values.back().isData && isData;
}

/// What an input needs beside the machine.
Task<void> Session::Machine::begin(std::stop_token stop)
{
    m_vm->resetLog();
    m_vm->call(m_vm->field(m_library, "reset").reference());
    if (!m_areNamesKnown)
        co_await listStores(std::move(stop));
    if (m_host.store.empty())
        co_return;
    // Made anew when it was closed; what a script has put in its place goes before it.
    m_vm->setGlobal("store",
                    m_vm->call(m_vm->field(m_library, "storeNamed").reference(),
                               {Value(m_host.store)}, {.rawTables = true})
                        .at(0));
}

Task<Result> Session::Machine::run(std::string source, std::string script, std::stop_token stop)
{
    if (m_isRunning)
        throw std::logic_error("an input runs already");
    m_isRunning = true;
    m_result = {};
    m_asking = std::stop_source();
    m_group = m_host.journal ? m_host.journal->newGroup() : std::string();
    for (const auto& store : m_stores)
        store->setGroup(m_group);
    const std::stop_callback onStop(stop, [this] { m_asking.request_stop(); });
    try {
        co_await begin(stop);
        const Reference chunk = compile(source, script);
        co_await m_scheduler.run(m_vm->field(m_library, "run").reference(), {chunk}, stop);
    } catch (const luau::Error& error) {
        m_result.problem = problemOf(error);
    } catch (const async::Cancelled&) {
        m_result.isStopped = true;
    } catch (const std::exception& error) {
        m_result.problem = Problem{.script = script, .text = error.what()};
    }
    m_isRunning = false;
    co_return std::exchange(m_result, {});
}

Task<void> Session::Machine::closeStore(std::shared_ptr<OpenStore> store,
                                        std::vector<Unsaved>* unsaved)
{
    const auto pass = store->passIfWritable();
    store::Store* const engine = co_await store->engine();
    std::string reason;
    try {
        co_await engine->close();
    } catch (const std::exception& error) {
        reason = m_isDiscarding ? std::string() : error.what();
    }
    store->noteClosed();
    for (Unsaved& each : store->takeUnsaved()) {
        each.reason = reason;
        unsaved->push_back(std::move(each));
    }
}

Task<std::vector<Unsaved>> Session::Machine::close(Ending ending)
{
    m_isDiscarding = ending == Ending::Discard;
    m_asking.request_stop();
    m_asking = std::stop_source();
    std::vector<Unsaved> unsaved;
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        const auto store = m_stores[i];
        if (store->isOpen())
            co_await closeStore(store, &unsaved);
    }
    co_return unsaved;
}

std::vector<LoadedKey> Session::Machine::loadedKeys() const
{
    std::vector<LoadedKey> keys;
    for (const auto& store : m_stores)
        for (const std::string& key : store->loaded())
            keys.push_back({store->name(), key});
    return keys;
}

std::vector<std::pair<std::string, std::string>> Session::Machine::globals() const
{
    return m_vm->globalsIn(m_globals);
}

} // namespace plectrum::console
