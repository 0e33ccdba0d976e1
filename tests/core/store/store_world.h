// SPDX-License-Identifier: MIT
// A mock universe on the simulated clock with the access to its records, and words for what tests
// of core/store put there and ask.
#pragma once

#include "async/sim_clock.h"
#include "editing/record_access.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"

#include <optional>
#include <string>

namespace plectrum::store {

using namespace std::chrono_literals;

/// The value of a JSON text that the test is sure of.
inline json::Value parsed(const std::string& text)
{
    return json::parse(text).value();
}

struct StoreWorld
{
    async::SimClock clock{async::fromRfc3339("2025-11-26T20:13:20Z")};
    mock::Universe universe{clock, async::Random(1)};
    async::Random random{3};
    async::InlineExecutor executor;
    editing::RecordAccess access{universe, clock, random, executor};

    static KeyAddress lyra(std::string key) { return {KeyAddress::Kind::Lyra, "Game", key}; }
    static KeyAddress plain(std::string key) { return {KeyAddress::Kind::Plain, "Scores", key}; }

    datastore::DataStore& store(const std::string& name)
    {
        return universe.dataStores().dataStore(name);
    }
    datastore::EntryInfo put(const std::string& name, const std::string& key,
                             const std::string& text, datastore::WriteOptions options = {})
    {
        return clock.blockOn(store(name).set(key, parsed(text), std::move(options)));
    }
    /// A small record with this data.
    datastore::EntryInfo putRecord(const std::string& key, const std::string& data,
                                   datastore::WriteOptions options = {})
    {
        return put("lyra/records/Game", key,
                   R"({"appliedMigrations":["m1"],"file":{"data":{"committedData":)" + data
                       + R"(}},"orphanedFiles":[]})",
                   std::move(options));
    }
    void remove(const std::string& name, const std::string& key)
    {
        clock.blockOn(store(name).remove(key));
    }
    /// The stored text, or "absent".
    std::string stored(const std::string& name, const std::string& key)
    {
        const auto entry = clock.blockOn(store(name).get(key));
        return entry ? json::print(entry->value) : "absent";
    }
    std::string record(const std::string& key) { return stored("lyra/records/Game", key); }
    Inspection inspect(const std::string& key) { return clock.blockOn(access.inspect(lyra(key))); }
    editing::SaveResult save(KeyAddress address, std::optional<json::Value> base, json::Value draft)
    {
        return clock.blockOn(
            access.saveDraft(std::move(address), std::move(base), std::move(draft), 0ms));
    }
    std::string data(const std::string& key)
    {
        const auto inspection = inspect(key);
        return inspection.data ? json::print(*inspection.data) : "none";
    }
    bool isLocked(const std::string& key)
    {
        return clock.blockOn(access.probeLockActive(lyra(key)));
    }
    /// Everything that is stored, as one text, to see that nothing changed.
    std::string everything()
    {
        std::string text;
        for (const auto& each : universe.storeRecords()) {
            universe.forEachEntry(each, [&](const std::string& key, const auto& versions) {
                for (const auto& version : versions)
                    text += each.name + "/" + key + "@" + version.id() + "="
                        + json::print(version.value) + "\n";
            });
        }
        return text;
    }
};

inline mock::Failure failureOf(mock::Op op, datastore::ErrorKind kind, const std::string& text,
                               const std::string& container = {})
{
    mock::Failure failure{.match = {.ops = {op}, .container = container}, .error = {kind, text}};
    return failure;
}

/// The next call of this kind is done and its answer lost.
inline mock::FaultPlan lostAnswer(mock::Op op, const std::string& container)
{
    mock::FaultPlan plan;
    plan.failures.push_back(
        failureOf(op, datastore::ErrorKind::Unreachable, "599: no answer", container));
    plan.failures.back().isDone = true;
    return plan;
}

} // namespace plectrum::store
