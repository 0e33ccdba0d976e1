// SPDX-License-Identifier: MIT
#include "gamecode/load_trial.h"

#include "async/sim_clock.h"
#include "gamecode/game_services.h"
#include "gamecode/store_config.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "store/error.h"
#include "store/names.h"
#include "store/session/store.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <format>
#include <iterator>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

namespace plectrum::gamecode {

/// A key of a data store that the import asked for.
struct AskedKey
{
    std::string dataStore;
    std::string scope;
    std::string key;

    friend auto operator<=>(const AskedKey&, const AskedKey&) = default;
};

/// A load on a copy, and what the copy did not have.
struct SimulatedLoad
{
    LoadTrial trial;
    std::set<AskedKey> missed;
};

namespace {

using Source = LoadTrialLine::Source;
using StoredEntries = std::vector<datastore::StoredEntry>;

constexpr int mostRounds = 50; ///< an import may ask for another key each time

void addLine(LoadTrial& trial, Source source, std::string level, std::string text)
{
    trial.lines.push_back({source, std::move(level), std::move(text)});
}

std::string textOfMessage(const store::LogMessage& message)
{
    std::string text = message.message;
    message.context.forEachMember([&text](std::string_view name, const json::Value& value) {
        if (name != "store" && name != "key")
            text +=
                std::format(" {}={}", name,
                            value.isString() ? std::string(value.toString()) : json::print(value));
    });
    return text;
}

/// In a player's store the key is the user's id, or ends in it.
std::vector<std::int64_t> userIdsOfKey(const std::string& key)
{
    const auto digits = key.find_last_not_of("0123456789") + 1;
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(key.data() + digits, key.data() + key.size(), id);
    const bool isId = error == std::errc() && end == key.data() + key.size() && id > 0;
    return isId ? std::vector<std::int64_t>{id} : std::vector<std::int64_t>{};
}

/// One server of the game over a copy in memory, on a clock of its own.
class TrialServer
{
public:
    TrialServer(LoadTrialRequest request, const StoredEntries& entries, async::Time now,
                std::stop_token stop);

    SimulatedLoad run();

private:
    void start();
    void load();
    void tellSteps(const std::vector<std::string>& before);
    std::vector<std::string> storedSteps();

    LoadTrialRequest m_request;
    std::stop_token m_stop;
    async::SimClock m_clock;
    SimulatedLoad m_result;
    mock::Universe m_universe;
    async::Random m_random{1};
    std::shared_ptr<luau::GameCode> m_code;
    const luau::GameStore* m_gameStore = nullptr;
    std::unique_ptr<store::Store> m_store;
};

TrialServer::TrialServer(LoadTrialRequest request, const StoredEntries& entries, async::Time now,
                         std::stop_token stop)
    : m_request(std::move(request))
    , m_stop(std::move(stop))
    , m_clock(now)
    , m_universe(m_clock, async::Random(1),
                 {.missing = [this](std::string_view dataStore, std::string_view scope,
                                    std::string_view key) {
                     m_result.missed.insert(
                         {std::string(dataStore), std::string(scope), std::string(key)});
                 }})
{
    for (const datastore::StoredEntry& stored : entries) {
        datastore::WriteOptions options;
        options.userIds = stored.entry.info.userIds;
        options.attributes = stored.entry.info.attributes;
        m_clock.blockOn(m_universe.dataStores()
                            .dataStore(stored.dataStore, stored.scope)
                            .set(stored.key, stored.entry.value, std::move(options)));
    }
}

void TrialServer::start()
{
    luau::Vm::Options options{.limits = m_request.configuration.limits, .clock = &m_clock};
    options.log = [this](luau::LogLevel level, const std::string& text) {
        constexpr const char* names[] = {"print", "warn", "error"};
        addLine(m_result.trial, Source::Game, names[static_cast<std::size_t>(level)], text);
    };
    luau::LoadOptions load{.stop = m_stop, .launch = m_request.configuration.launch};
    m_code = std::make_shared<luau::GameCode>(
        m_request.configuration.file, m_request.configuration.project, std::move(options),
        withServicesOn(m_universe, std::move(load)), m_request.configuration.call);
    m_gameStore = &storeIn(*m_code, m_request.configuration, m_request.store);
    store::StoreConfig config = storeConfig(m_code, *m_gameStore, [stop = m_stop] { return stop; });
    config.name = m_request.store;
    config.logCallback = [this](const store::LogMessage& message) {
        addLine(m_result.trial, Source::Store, std::string(nameOf(message.level)),
                textOfMessage(message));
    };
    m_store = std::make_unique<store::Store>(std::move(config), m_universe.dataStores(),
                                             m_universe.memoryStores(), m_clock, m_random);
}

/// By the record that stands there.
std::vector<std::string> TrialServer::storedSteps()
{
    const auto entry = m_clock.blockOn(m_universe.dataStores()
                                           .dataStore(store::names::records(m_request.store))
                                           .get(m_request.key));
    std::vector<std::string> names;
    if (entry)
        entry->value["appliedMigrations"].forEachElement(
            [&names](const json::Value& name) { names.emplace_back(name.toString()); });
    return names;
}

void TrialServer::tellSteps(const std::vector<std::string>& before)
{
    for (const std::string& step : m_result.trial.applied)
        if (!m_result.trial.isNew && !std::ranges::contains(before, step))
            addLine(m_result.trial, Source::Trial, "info", "migration step applied: " + step);
}

void TrialServer::load()
{
    LoadTrial& trial = m_result.trial;
    const auto before = storedSteps();
    m_clock.blockOn(m_store->load(m_request.key, userIdsOfKey(m_request.key)));
    trial.data = m_clock.blockOn(m_store->get(m_request.key));
    m_clock.blockOn(m_store->unload(m_request.key)); // which saves what the load has changed
    trial.applied = storedSteps();
    tellSteps(before);
    std::string problem = m_code->problemOf(*m_gameStore, m_code->toTable(*trial.data), m_stop);
    if (!problem.empty()) {
        addLine(trial, Source::Trial, "warn",
                "the schema would reject this data, which the library does not ask after a load: "
                    + problem);
        trial.schemaProblem = std::move(problem);
    }
}

SimulatedLoad TrialServer::run()
{
    start();
    try {
        load();
    } catch (const store::Error& error) {
        m_result.trial.error = error.text();
        addLine(m_result.trial, Source::Trial, "error", "the load fails: " + error.text());
    }
    if (m_store)
        m_clock.blockOn(m_store->close());
    return std::move(m_result);
}

bool isOfStore(const AskedKey& asked, const std::string& store)
{
    return asked.dataStore == store::names::records(store)
        || asked.dataStore == store::names::shards(store)
        || asked.dataStore == store::names::transactions(store)
        || asked.dataStore == store::names::locks(store);
}

/// Copies what the import asked for in vain. False when there was nothing to be copied.
Task<bool> copyMissed(editing::RecordAccess access, std::string store, std::set<AskedKey> missed,
                      std::set<AskedKey>* known, StoredEntries* entries, std::stop_token stop)
{
    bool isCopied = false;
    for (const AskedKey& asked : missed) {
        if (isOfStore(asked, store) || !known->insert(asked).second)
            continue;
        auto seen = co_await access.inspect({.kind = store::KeyAddress::Kind::Plain,
                                             .store = asked.dataStore,
                                             .key = asked.key,
                                             .scope = asked.scope},
                                            stop);
        if (!seen.entry)
            continue;
        entries->push_back({asked.dataStore, asked.scope, asked.key, *std::move(seen.entry)});
        isCopied = true;
    }
    co_return isCopied;
}

/// What is known of the key before it is loaded.
Task<void> describeKey(editing::RecordAccess access, store::KeyAddress address, bool isThere,
                       LoadTrial* trial, std::stop_token stop)
{
    std::string doubt;
    try {
        trial->isLocked = co_await access.probeLockActive(address, stop);
    } catch (const store::Error& error) {
        doubt = error.text();
    }
    if (trial->isLocked)
        addLine(*trial, Source::Trial, "warn",
                "a game server holds the lock of this key now: a load would wait until it lets go");
    if (!doubt.empty())
        addLine(*trial, Source::Trial, "warn",
                "it cannot be told whether the key is locked now: " + doubt);
    addLine(*trial, Source::Trial, "info",
            isThere ? "loading a copy of the record in memory"
                    : "there is no record: the load imports, or begins with the template");
}

} // namespace

Task<LoadTrial> tryLoad(editing::RecordAccess access, async::Executor* workers,
                        LoadTrialRequest request, std::stop_token stop)
{
    const store::KeyAddress address{.store = request.store, .key = request.key};
    StoredEntries entries = co_await access.storedEntries(address, stop);
    const bool isThere = !entries.empty();
    LoadTrial head;
    co_await describeKey(access, address, isThere, &head, stop);
    std::set<AskedKey> known;
    SimulatedLoad load;
    for (int round = 0; round < mostRounds; ++round) {
        auto work = [request, entries, now = access.clock().now(), stop] {
            return TrialServer(request, entries, now, stop).run();
        };
        load = co_await workers->run(std::move(work), stop);
        if (!co_await copyMissed(access, request.store, load.missed, &known, &entries, stop))
            break;
    }
    for (const datastore::StoredEntry& entry : entries)
        if (known.contains({entry.dataStore, entry.scope, entry.key}))
            addLine(
                head, Source::Trial, "info",
                std::format("the game's code reads a copy of {}/{}", entry.dataStore, entry.key));
    LoadTrial trial = std::move(load.trial);
    trial.isLocked = head.isLocked;
    trial.isNew = !isThere;
    trial.lines.insert(trial.lines.begin(), std::make_move_iterator(head.lines.begin()),
                       std::make_move_iterator(head.lines.end()));
    co_return trial;
}

} // namespace plectrum::gamecode
