// SPDX-License-Identifier: MIT
// A mock universe in memory with records written by hand, and documents on them.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "documents/record/record_document.h"
#include "editing/record_access.h"
#include "json/parser.h"
#include "json/printer.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QCoroTask>

#include <memory>
#include <string>

namespace plectrum {

inline json::Value parsed(const std::string& text)
{
    auto value = json::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

struct RecordFixture
{
    async::EventLoopClock clock;
    async::Random random{7};
    mock::Universe universe{clock, async::Random(1)};
    async::InlineExecutor executor;
    editing::RecordAccess records{universe, clock, random, executor};

    static store::KeyAddress player(const std::string& key)
    {
        return {store::KeyAddress::Kind::Lyra, "Player", key};
    }
    static store::KeyAddress plain(const std::string& key)
    {
        return {store::KeyAddress::Kind::Plain, "Settings", key};
    }
    static json::Value recordOf(const json::Value& data)
    {
        json::Value::Members tx{{"committedData", data}};
        json::Value::Members file{{"data", json::Value::object(tx)}};
        json::Value::Members record{
            {"appliedMigrations", json::Value::array({json::Value("addPets")})},
            {"file", json::Value::object(file)},
            {"orphanedFiles", json::Value::array()}};
        return json::Value::object(record);
    }
    void put(const std::string& dataStore, const std::string& key, const json::Value& value)
    {
        datastore::WriteOptions options;
        options.userIds = {4711};
        options.attributes = parsed(R"({"source":"live"})");
        QCoro::waitFor(universe.dataStores().dataStore(dataStore).set(key, value, options));
    }
    void putPlayer(const std::string& key, const std::string& data)
    {
        put("lyra/records/Player", key, recordOf(parsed(data)));
    }
    json::Value stored(const store::KeyAddress& address)
    {
        return QCoro::waitFor(records.inspect(address)).data.value_or(json::Value());
    }
    void lock(const std::string& key)
    {
        QCoro::waitFor(universe.memoryStores()
                           .hashMap("lyra/locks/Player")
                           .set(key, json::Value("somebody"), std::chrono::hours(1)));
    }
    std::unique_ptr<documents::RecordDocument> open(const store::KeyAddress& address)
    {
        auto document = std::make_unique<documents::RecordDocument>(address, records);
        [&] { QTRY_VERIFY(document->phase() != documents::RecordDocument::Phase::Loading); }();
        return document;
    }
};

/// A record of about 4 MB: an inventory of items of ten members.
inline json::Value largeData(int items = 20'000)
{
    std::vector<json::Value> inventory;
    for (int i = 0; i < items; ++i) {
        inventory.push_back(
            json::Value::object({{"id", json::Value(i)},
                                 {"name", json::Value("Iron sword of the depths")},
                                 {"level", json::Value(i % 60)},
                                 {"durability", json::Value(0.75 + i)},
                                 {"isBound", json::Value(i % 3 == 0)},
                                 {"owner", json::Value("player_" + std::to_string(i))},
                                 {"colour", json::Value("#aabbcc")},
                                 {"price", json::Value(i * 17)},
                                 {"weight", json::Value(2.5)},
                                 {"slot", json::Value("mainHand")}}));
    }
    return json::Value::object(
        {{"coins", json::Value(5)}, {"inventory", json::Value::array(std::move(inventory))}});
}

} // namespace plectrum
