// SPDX-License-Identifier: MIT
// A mock universe with one Lyra key whose history the tests write, on a simulated clock.
#pragma once

#include "async/random.h"
#include "async/sim_clock.h"
#include "editing/record_access.h"
#include "json/parser.h"
#include "mock/universe.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::test {

inline json::Value parsed(std::string_view text)
{
    return json::parse(text).value();
}

/// A small Lyra record around data.
inline json::Value record(json::Value data, std::vector<json::Value> migrations = {})
{
    using json::Value;
    return Value::object(
        {{"appliedMigrations", Value::array(std::move(migrations))},
         {"file", Value::object({{"data", Value::object({{"committedData", std::move(data)}})}})},
         {"orphanedFiles", Value::array()}});
}

class HistoryWorld
{
public:
    HistoryWorld()
        : universe(clock, async::Random(1))
        , records(universe, clock, random, executor)
        , dataStore(universe.dataStores().dataStore("lyra/records/players"))
    {
    }

    /// Writes a record, then lets time pass. Gives the id of the version.
    std::string write(json::Value data, std::chrono::hours later = std::chrono::hours(1),
                      std::vector<json::Value> migrations = {})
    {
        return writeRaw(record(std::move(data), std::move(migrations)), later);
    }
    std::string writeRaw(json::Value value, std::chrono::hours later = std::chrono::hours(1))
    {
        datastore::WriteOptions options;
        options.userIds = {261};
        auto info = clock.blockOn(dataStore.set(address.key, std::move(value), options));
        clock.advance(later);
        return info.version;
    }
    void remove(std::chrono::hours later = std::chrono::hours(1))
    {
        clock.blockOn(dataStore.remove(address.key));
        clock.advance(later);
    }
    json::Value now()
    {
        return clock.blockOn(records.inspect(address)).data.value_or(json::Value());
    }

    async::SimClock clock;
    mock::Universe universe;
    async::InlineExecutor executor;
    async::Random random{2};
    editing::RecordAccess records;
    datastore::DataStore& dataStore;
    store::KeyAddress address{store::KeyAddress::Kind::Lyra, "players", "player_261"};
};

} // namespace plectrum::test
