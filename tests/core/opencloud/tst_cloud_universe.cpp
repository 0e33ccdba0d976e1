// SPDX-License-Identifier: MIT
// Title, names, what a key may do, and what it costs.
#include "bad_line.h"
#include "cloud_world.h"
#include "datastore/error.h"
#include "support/test.h"

#include <algorithm>
#include <format>
#include <iostream>
#include <map>

namespace tst_cloud_universe {

using namespace plectrum;
using json::Value;
using opencloud::Permission;
using opencloud::ProtocolSetting;
using test::CloudWorld;

namespace {

emulator::Options withScopes(std::vector<std::string> scopes)
{
    auto options = CloudWorld::usual();
    options.keys.front().scopes = std::move(scopes);
    return options;
}

std::string errorTextOf(const std::function<void()>& call, datastore::ErrorKind kind)
{
    try {
        call();
    } catch (const datastore::Error& error) {
        return error.kind() == kind ? error.text() : "another kind: " + error.text();
    }
    return "no error";
}

} // namespace

class CloudUniverseTest : public QObject
{
    Q_OBJECT
private slots:
    void titleAndNames()
    {
        CloudWorld world;
        QCOMPARE(world.universe.title(), "Universe 1");
        QCOMPARE(world.blockOn(world.universe.loadTitle()), "Emulated universe");
        QCOMPARE(world.universe.title(), "Emulated universe");
        QCOMPARE(world.blockOn(world.universe.userName(7)), "Builderman");
        const auto requests = world.counted.traffic().requests;
        QCOMPARE(world.blockOn(world.universe.userName(7)), "Builderman");
        QCOMPARE(world.counted.traffic().requests, requests);
        QVERIFY(world.counted.traffic().receivedBytes > 0);
    }

    void dataStoresInPages()
    {
        CloudWorld world;
        for (int i = 0; i < 9; ++i)
            world.blockOn(world.store("lyra/records/S" + std::to_string(i)).set("k", Value(i)));
        world.blockOn(world.store("Other").set("k", Value(1)));
        std::vector<std::string> names;
        datastore::ListDataStoresQuery query{"lyra/", 2, {}};
        do {
            auto page = world.blockOn(world.universe.dataStores().listDataStores(query));
            for (const auto& item : page.items)
                names.push_back(item.name);
            query.cursor = page.nextCursor;
        } while (!query.cursor.empty());
        QCOMPARE(names.size(), 9U);
        QVERIFY(std::ranges::is_sorted(names));
    }

    void hashMapsNeedAPlace()
    {
        CloudWorld world;
        auto& map = world.universe.memoryStores().hashMap("locks");
        std::string code;
        try {
            world.blockOn(map.get("k"));
        } catch (const datastore::Error& error) {
            code = error.code();
        }
        QCOMPARE(code, datastore::noPlaceIdCode);
        QCOMPARE(&map, &world.universe.memoryStores().hashMap("locks"));
    }

    void whatAKeyMayDo_data()
    {
        QTest::addColumn<std::vector<std::string>>("scopes");
        QTest::newRow("reader") << std::vector<std::string>{
            "universe-datastores.control:list", "universe-datastores.objects:list",
            "universe-datastores.objects:read", "universe-datastores.versions:*"};
        QTest::newRow("writer, not reader") << std::vector<std::string>{
            "universe-datastores.objects:create", "universe-datastores.objects:update",
            "universe-datastores.objects:delete"};
        QTest::newRow("scripts") << std::vector<std::string>{
            "universe.place.luau-execution-session:write",
            "universe.place.luau-execution-session:read", "universe:read"};
        QTest::newRow("nothing") << std::vector<std::string>{"memory-store:flush"};
    }

    void whatAKeyMayDo()
    {
        QFETCH(std::vector<std::string>, scopes);
        CloudWorld world(ProtocolSetting::Automatic, withScopes(scopes));
        const auto findings = world.blockOn(world.universe.probeKey({}));
        QVERIFY(findings.size() >= 12);
        emulator::ApiKey key;
        key.scopes = scopes;
        for (const auto& finding : findings) {
            // What makes something is never tried.
            if (finding.scope == "universe-datastores.control:create"
                || finding.scope == "universe-datastores.objects:create"
                || finding.scope == "universe.place.luau-execution-session:write")
                QCOMPARE(finding.permission, Permission::Unknown);
            else
                QVERIFY2(finding.permission
                             == (key.hasScope(finding.scope) ? Permission::Granted
                                                             : Permission::Refused),
                         (finding.scope + ": " + finding.text).c_str());
        }
        QVERIFY(world.there.storeRecords().empty()); // nothing was changed
    }

    void aKeyThatIsNone()
    {
        auto options = CloudWorld::usual();
        options.keys.front().text = "another";
        CloudWorld world(ProtocolSetting::Automatic, options);
        const auto probe = [&] { world.blockOn(world.universe.probeKey({})); };
        QVERIFY(errorTextOf(probe, datastore::ErrorKind::Denied).contains("Enter a valid key"));
        const auto get = [&] { world.blockOn(world.store().get("k")); };
        QVERIFY(errorTextOf(get, datastore::ErrorKind::Denied).contains("Enter a valid key"));
    }

    void missingScopesAreNamed()
    {
        for (const auto protocol : {ProtocolSetting::OnlyV1, ProtocolSetting::OnlyV2}) {
            CloudWorld world(protocol, withScopes({"universe-datastores.objects:read"}));
            const auto denied = datastore::ErrorKind::Denied;
            auto& store = world.store();
            QVERIFY(errorTextOf([&] { world.blockOn(store.set("k", Value(1))); }, denied)
                        .contains("universe-datastores.objects:"));
            QVERIFY(errorTextOf([&] { world.blockOn(store.listKeys({})); }, denied)
                        .contains("universe-datastores.objects:list"));
            QVERIFY(errorTextOf([&] { world.blockOn(store.listVersions({.key = "k"})); }, denied)
                        .contains("universe-datastores.versions:list"));
            QVERIFY(!world.blockOn(store.get("k")));
        }
    }

    /// One read and one write beyond the lock; of a large record its shards as well.
    void costOfASavedKey_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<bool>("isLarge");
        QTest::newRow("v2") << int(ProtocolSetting::OnlyV2) << false;
        QTest::newRow("v1") << int(ProtocolSetting::OnlyV1) << false;
        QTest::newRow("v2, shards") << int(ProtocolSetting::OnlyV2) << true;
    }
    void costOfASavedKey()
    {
        QFETCH(int, protocol);
        QFETCH(bool, isLarge);
        test::BadWorld world{ProtocolSetting(protocol)};
        world.putRecord("a", test::coins(1));
        world.save("a", test::coins(1), test::coins(2)); // finds out what else there is
        world.line.sent.clear();
        std::size_t received = 0;
        world.line.change = [&](const opencloud::Request&, opencloud::Response& answer) {
            received += answer.body.size();
        };
        const auto saved =
            world.save("a", test::coins(2), isLarge ? test::muchData(1) : test::coins(3));
        QCOMPARE(saved.outcome, editing::SaveOutcome::Saved);
        std::map<std::string, int> counts;
        std::size_t sent = 0;
        for (const auto& request : world.line.sent) {
            const std::string target = request.path + request.query;
            const char* const what = target.contains("records") ? "record"
                : target.contains("shards")                     ? "shards"
                : target.contains("locks")                      ? "lock"
                                                                : "other";
            ++counts[std::string(what) + (request.method == "GET" ? " read" : " written")];
            sent += request.body.size();
        }
        for (const auto& [what, count] : counts)
            std::cout << std::format("{}: {}, ", what, count);
        std::cout << std::format("{} requests, {} bytes sent, {} received\n",
                                 world.line.sent.size(), sent, received);
        QCOMPARE(counts["record read"], 1);
        QCOMPARE(counts["record written"], 1);
        QCOMPARE(counts["shards written"] > 0, isLarge);
        QCOMPARE(counts["shards read"], 0);
        QCOMPARE(counts["other read"] + counts["other written"], 0);
        QVERIFY(counts["lock read"] <= 1 && counts["lock written"] == 0);
    }

    void keysOfOneDataStore()
    {
        auto options = CloudWorld::usual();
        options.keys.front().dataStores = {"Mine"};
        CloudWorld world(ProtocolSetting::Automatic, options);
        world.blockOn(world.store("Mine").set("k", Value(1)));
        const auto get = [&] { world.blockOn(world.store("Yours").get("k")); };
        QVERIFY(errorTextOf(get, datastore::ErrorKind::Denied).contains("data store"));
        const auto findings = world.blockOn(world.universe.probeKey("Mine"));
        const auto read = std::ranges::find(findings, "universe-datastores.objects:read",
                                            &opencloud::ScopeFinding::scope);
        QCOMPARE(read->permission, Permission::Granted);
    }
};

PLECTRUM_TEST(CloudUniverseTest)

} // namespace tst_cloud_universe

#include "tst_cloud_universe.moc"
