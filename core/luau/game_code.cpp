// SPDX-License-Identifier: MIT
#include "luau/game_code.h"

#include "luau/bridge.h"
#include "luau/creators.h"
#include "luau/failure_report.h"
#include "luau/resource_texts.h"
#include "luau/safepoint.h"
#include "luau/services.h"
#include "luau/state.h"

#include <lua.h>

#include <algorithm>
#include <utility>

namespace plectrum::luau {

namespace {

constexpr std::size_t maxStores = 1000;
constexpr std::size_t maxSteps = 10000;
constexpr int maxOverruns = 3;

/// Games wait by a clock that goes on as fast as they wait.
Vm::Options withClock(Vm::Options options, const async::Clock& clock)
{
    options.clock = &clock;
    return options;
}

} // namespace

GameCode::GameCode(std::filesystem::path entry, std::filesystem::path project, Vm::Options options,
                   LoadOptions load, const std::string& call)
    : m_given(options.clock)
    , m_options(std::move(load))
    , m_vm(withClock(std::move(options), m_clock))
    , m_scheduler(m_vm, m_clock)
    , m_loader(m_vm, std::move(entry), std::move(project), m_options)
    , m_random(m_vm.state()->options.seed)
{
    followClock();
    m_vm.state()->logsPlaces = true;
    try {
        provideLibraries();
        run(m_loader.prepare(), call, m_options.stop);
    } catch (const Error& error) {
        const Failure& failure = error.failure();
        if (m_stores.empty())
            throw LoadError(failure, missing(), problems());
        m_loader.addProblem({m_loader.folder() / failure.script, failure.text, failure.line});
    }
    m_creators = creatorsIn(m_loader.sources());
    checkTemplates(m_options.stop);
}

/// A new player's data is the template; the next time it is what was stored of it.
void GameCode::checkTemplates(std::stop_token stop)
{
    for (const GameStore& store : m_stores) {
        if (!store.isTemplateChanged)
            continue;
        if (const std::string why = problemReadBack(store, store.templateData, stop); !why.empty())
            m_loader.addProblem(
                {m_loader.folder() / store.script, "the template: " + why, store.line});
    }
}

/// The module, then the expression that creates the store, then what waits, until there is one.
void GameCode::run(const Reference& main, const std::string& call, std::stop_token stop)
{
    const auto hasStores = m_vm.makeFunction(
        {"hasStores", Native([this](Values) { return Values{json::Value(!m_stores.empty())}; })});
    const Reference starter = m_vm.compileLibrary(resource_texts::start, "start");
    const Any expression = call.empty() ? Any() : Any(callOf(call));
    Any returned;
    const auto keep = m_vm.makeFunction({"keep", Native([&returned](const Values& arguments) {
                                             returned = arguments.empty() ? Any() : arguments[0];
                                             return Values{};
                                         }),
                                         true});
    // A module may end in an endless loop that waits: with a store a minute is enough.
    const auto end = m_clock.elapsed() + std::chrono::minutes(1);
    runOnClock(starter, {main, expression, hasStores, keep}, stop,
               [&] { return !m_stores.empty() && m_clock.elapsed() >= end; });
    if (m_stores.empty())
        createFrom(returned, std::move(stop));
}

/// Simulated time goes on in this thread alone, while the token may stop in any: what computes
/// looks at it, what waits is stopped from here, between two turns.
Values GameCode::runOnClock(const Reference& function, Values arguments,
                            const std::stop_token& stop, const std::function<bool()>& mayEnd)
{
    std::stop_source here;
    auto task = m_scheduler.run(function, std::move(arguments), here.get_token(), {}, stop);
    bool isOver = false;
    bool goesOn = true;
    while (goesOn && !task.isReady()) {
        isOver = isOver || (mayEnd && mayEnd());
        if (isOver || stop.stop_requested())
            here.request_stop();
        goesOn = task.isReady() || m_clock.step();
    }
    try {
        return m_clock.blockOn(std::move(task));
    } catch (const async::Cancelled&) {
        if (!isOver || stop.stop_requested())
            throw;
        return {};
    }
}

/// A function that gives what the expression gives, from what the module returned.
Reference GameCode::callOf(const std::string& call)
{
    const std::size_t end =
        call.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const std::string first = call.substr(0, end);
    if (first.empty() || end == call.npos) {
        throw Error({.kind = ErrorKind::Syntax,
                     .script = "the call",
                     .line = 1,
                     .text = "an expression such as DataService.new() is needed"});
    }
    return m_vm.compile(
        "local module = ...\nlocal " + first + " = if type(module) == \"table\" and module[\""
            + first + "\"] ~= nil then module[\"" + first + "\"] else module\nreturn " + call,
        "the call");
}

/// Options that some other module creates the store with.
void GameCode::createFrom(const Any& returned, std::stop_token stop)
{
    if (!m_vm.isTable(returned.reference())
        || !m_vm.isFunction(m_vm.field(returned.reference(), "schema").reference()))
        return;
    const Any create = m_vm.field(m_lyra, "createStore");
    m_vm.call(create.reference(), {returned}, {.stop = std::move(stop)});
}

GameCode::~GameCode() = default;

void GameCode::provideLibraries()
{
    m_vm.state()->libraries.insert({"t", "Lyra", "start", "migrate"});
    const Reference t = m_vm.call(m_vm.compileLibrary(resource_texts::t, "t"),
                                  {m_loader.absentFunction()}, {.rawTables = true})
                            .at(0)
                            .reference();
    Function captured{"createStore",
                      Native([this](Values arguments) { return capture(arguments); }), true};
    m_lyra = m_vm.call(m_vm.compileLibrary(resource_texts::lyra, "Lyra"),
                       {t, m_vm.makeFunction(std::move(captured)),
                        m_vm.makeFunction({"standIn", Native([this](Values arguments) {
                                               return Values{m_loader.standIn(
                                                   std::string(arguments.at(0).data().toString()))};
                                           })}),
                        m_loader.absentFunction()},
                       {.rawTables = true})
                 .at(0)
                 .reference();
    m_loader.provide("t", t, false);
    const Reference exported = m_vm.makeTable();
    m_vm.setField(exported, "t", t);
    m_loader.provide("@rbxts/t", exported, false);
    m_loader.provide("lyra", m_lyra, true);
    m_loader.provideService("HttpService", makeHttpService(m_vm, m_random));
    for (const auto& [name, make] : m_options.services)
        m_loader.provideService(name, make(m_vm));
    if (!std::ranges::contains(m_options.services, "DataStoreService",
                               [](const auto& each) { return each.first; }))
        m_loader.provideService("DataStoreService",
                                makeNoDataStoreService(m_vm, [this] { m_wasRefused = true; }));
}

const GameStore* GameCode::find(const std::string& name) const
{
    const auto found = std::ranges::find(m_stores, name, &GameStore::name);
    return found == m_stores.end() ? nullptr : &*found;
}

Values GameCode::capture(const Values& arguments)
{
    // The innermost line is in our Lyra, the next one in the game.
    const State& state = *m_vm.state();
    const Failure here = state.running ? failureOutside(state.running, "Lyra") : Failure{};
    GameStore store;
    try {
        if (m_stores.size() >= maxStores)
            throw Error({.kind = ErrorKind::Value, .text = "too many stores are created"});
        store = readStore(arguments.at(1).reference());
    } catch (const Error& error) {
        Failure failure = error.failure();
        failure.script = here.script;
        failure.line = here.line;
        throw Error(std::move(failure));
    }
    store.forPlayers = arguments.at(0).data().toString() == "createPlayerStore";
    store.script = here.script;
    store.line = here.line;
    const std::string name = store.name;
    m_stores.push_back(std::move(store));
    return {m_loader.standIn("store " + name)};
}

/// The data of a table, counted for as long as the machine is there.
json::Value GameCode::dataOf(const Reference& table, bool* isChanged) const
{
    State& state = *m_vm.state();
    const StackGuard guard(state.main);
    pushAny(state.main, table);
    std::size_t bytes = 0;
    json::Value data = bridge::read(
        state.main, -1,
        {.maxBytes = state.options.limits.memory, .bytes = &bytes, .isChanged = isChanged});
    keepOrThrow(state, bytes);
    return data;
}

/// The elements of a list of the configuration, with what we keep of each counted.
Values GameCode::elementsOf(const Reference& table) const
{
    const Values elements = m_vm.elements(table);
    if (elements.size() > maxSteps)
        throw Error({.kind = ErrorKind::Value, .text = "the store has too many steps"});
    keepOrThrow(*m_vm.state(), elements.size() * sizeof(GameStep));
    return elements;
}

GameStep GameCode::readStep(const Reference& step) const
{
    GameStep result{.name = std::string(m_vm.field(step, "name").data().toString())};
    const Any fields = m_vm.field(step, "fields");
    result.addsFields =
        !fields.reference().isEmpty() && m_vm.field(step, "kind").data().toString() == "addFields";
    if (result.addsFields)
        result.fields = dataOf(fields.reference());
    result.transform = m_vm.field(step, "apply").reference();
    return result;
}

GameStore GameCode::readStore(const Reference& config) const
{
    GameStore store{.name = std::string(m_vm.field(config, "name").data().toString())};
    const Any templateData = m_vm.field(config, "template");
    store.templateData = templateData.isData()
        ? templateData.data()
        : dataOf(templateData.reference(), &store.isTemplateChanged);
    store.schema = m_vm.field(config, "schema").reference();
    store.importLegacyData = m_vm.field(config, "importLegacyData").reference();
    store.useDataStoreLocking = m_vm.field(config, "useDSSLocking").data().toBool();
    const Reference steps = m_vm.field(config, "migrationSteps").reference();
    if (!steps.isEmpty())
        for (const Any& step : elementsOf(steps))
            store.steps.push_back(readStep(step.reference()));
    const Reference callbacks = m_vm.field(config, "changedCallbacks").reference();
    if (!callbacks.isEmpty())
        for (const Any& callback : elementsOf(callbacks))
            store.changedCallbacks.push_back(callback.reference());
    return store;
}

/// What is asked for the time sees that of the clock that we were given.
void GameCode::followClock()
{
    if (m_given)
        m_clock.jumpWallClock(m_given->now() - m_clock.now());
}

Values GameCode::callCounted(const Reference& function, const Values& arguments,
                             const CallOptions& options)
{
    followClock();
    Overrun& overrun = m_overruns[function.number()];
    if (overrun.times >= maxOverruns)
        throw Error(overrun.last);
    try {
        return m_vm.call(function, arguments, options);
    } catch (const Error& error) {
        const bool isTime = error.failure().kind == ErrorKind::Time;
        overrun.times += isTime ? 1 : 0;
        overrun.last = isTime ? error.failure() : std::move(overrun.last);
        throw Error(placedIn(*m_vm.state(), function, error.failure()));
    }
}

namespace {

/// What a schema has answered: empty when the data passes.
std::string problemIn(const Values& answer, std::size_t first)
{
    const bool passed = answer.size() > first
        && (!answer[first].isData() || answer[first].data().toBool(!answer[first].data().isNull()));
    if (passed)
        return {};
    const std::string text(answer.size() > first + 1 && answer[first + 1].isData()
                               ? answer[first + 1].data().toString()
                               : std::string_view());
    return text.empty() ? "nil" : cutText(text, longestLogLine);
}

} // namespace

std::string GameCode::askSchema(const GameStore& store, const Any& data, std::stop_token stop)
{
    return problemIn(
        callCounted(store.schema, {data}, {.rawTables = true, .stop = std::move(stop)}), 0);
}

std::string GameCode::schemaProblem(const GameStore& store, const json::Value& data,
                                    std::stop_token stop)
{
    return askSchema(store, data, std::move(stop));
}

std::string GameCode::problemReadBack(const GameStore& store, const json::Value& data,
                                      std::stop_token stop)
{
    std::string why;
    try {
        why = askSchema(store, data, std::move(stop));
    } catch (const Error& error) {
        why = error.what();
    }
    return why.empty() ? why : "once it was stored and is read back: " + why;
}

std::string GameCode::problemOf(const GameStore& store, const Any& data, std::stop_token stop)
{
    try {
        const std::string why = askSchema(store, data, stop);
        if (!why.empty())
            return why;
    } catch (const Error& error) {
        return error.what();
    }
    ReadBack found;
    const json::Value readBack = stored(data, &found);
    return found.isChanged ? problemReadBack(store, readBack, std::move(stop)) : std::string();
}

GameCode::Chain& GameCode::chainOf(const GameStore& store)
{
    Chain& chain = m_chains[store.name];
    if (chain.function.isEmpty()) {
        Values functions{store.schema};
        for (const GameStep& step : store.steps)
            functions.emplace_back(step.transform);
        chain.function = m_vm.call(m_vm.compileLibrary(resource_texts::migrate, "migrate"),
                                   functions, {.rawTables = true})
                             .at(0)
                             .reference();
        chain.numbers = m_vm.makeTable();
    }
    return chain;
}

Migrated GameCode::migrate(const GameStore& store, const json::Value& data,
                           const std::vector<std::size_t>& steps, std::stop_token stop)
{
    Chain& chain = chainOf(store);
    if (chain.steps != steps) {
        std::vector<json::Value> numbers;
        for (const std::size_t step : steps)
            numbers.emplace_back(std::int64_t(step + 1));
        chain.numbers = m_vm.makeTable(json::Value::array(std::move(numbers)));
        chain.steps = steps;
    }
    const Values results =
        callCounted(chain.function, {data, chain.numbers}, {.rawTables = true, .stop = stop});
    ReadBack found;
    Migrated migrated{.data = stored(results.at(0), &found)};
    migrated.bytes = found.bytes;
    migrated.isChangedByStoring = found.isChanged;
    const bool wasAsked = results.at(1).data().toBool();
    if (!wasAsked) // once more, for the place and the text of the error
        migrated.schemaProblem = problemOf(store, results[0], stop);
    else
        migrated.schemaProblem = problemIn(results, 2);
    if (wasAsked && found.isChanged && migrated.schemaProblem.empty())
        migrated.schemaProblem = problemReadBack(store, migrated.data, std::move(stop));
    return migrated;
}

Any GameCode::toTable(const json::Value& data)
{
    return data.isContainer() ? Any(m_vm.makeTable(data)) : Any(data);
}

Any GameCode::applyStep(const GameStep& step, const Any& data, std::stop_token stop)
{
    const Values results =
        callCounted(step.transform, {data}, {.rawTables = true, .stop = std::move(stop)});
    return results.empty() ? Any() : results[0];
}

json::Value GameCode::stored(const Any& data, ReadBack* found) const
{
    return data.isData() ? data.data() : m_vm.toData(data.reference(), found);
}

std::optional<json::Value> GameCode::importLegacy(const GameStore& store, const std::string& key,
                                                  std::stop_token stop)
{
    m_wasRefused = false;
    followClock();
    Values results;
    std::string text = "importLegacyData reads DataStoreService, and no data stores are bound to "
                       "this code";
    try {
        results = runOnClock(store.importLegacyData, {json::Value(key)}, stop);
    } catch (const Error& error) {
        if (!m_wasRefused)
            throw;
        text += std::string(": ") + error.what();
    }
    if (m_wasRefused) {
        throw Error(placedIn(*m_vm.state(), store.importLegacyData,
                             {.kind = ErrorKind::Runtime, .text = std::move(text)}));
    }
    if (results.empty() || (results[0].isData() && results[0].data().isNull()))
        return std::nullopt;
    if (!results[0].isData()) {
        throw Error(
            placedIn(*m_vm.state(), store.importLegacyData,
                     {.kind = ErrorKind::Value,
                      .text = "importLegacyData returned something that cannot be stored"}));
    }
    return results[0].data();
}

json::Value GameCode::applyTransform(const GameStep& step, const json::Value& data,
                                     std::stop_token stop)
{
    const Values results = callCounted(step.transform, {data}, {.stop = std::move(stop)});
    if (!results.empty() && !results[0].isData()) {
        throw Error(placedIn(*m_vm.state(), step.transform,
                             {.kind = ErrorKind::Value,
                              .text = "the step returned something that cannot be stored"}));
    }
    return results.empty() ? json::Value() : results[0].data();
}

} // namespace plectrum::luau
