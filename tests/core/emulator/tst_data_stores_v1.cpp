// SPDX-License-Identifier: MIT
// The v1 endpoints of data stores: metadata in headers, the three conditional writes, refusals.
#include "emulated.h"
#include "json/parser.h"
#include "json/printer.h"
#include "openapi.h"
#include "support/test.h"

namespace tst_data_stores_v1 {

using namespace plectrum;
using namespace std::chrono_literals;
using test::Answered;
using test::Emulated;
using test::OpenApi;

namespace {

const std::string stores = "/datastores/v1/universes/1/standard-datastores";
const std::string entries = stores + "/datastore/entries";
const std::string entry = entries + "/entry";
const std::string k = entry + "?datastoreName=s&entryKey=k";

/// Headers go through the service alone: its listings differ from the schema file on purpose.
Answered ask(Emulated& emulated, const std::string& method, const std::string& target,
             const std::string& body = {}, emulator::Headers headers = {})
{
    emulator::Response answer = emulated.reply(method, target, body, std::move(headers)).answer;
    auto parsed = json::parse(answer.body);
    return {answer.status, parsed ? *parsed : json::Value(), answer.headers, answer.body};
}

std::string codeOf(const Answered& answered)
{
    return std::string(answered.body["errorDetails"].at(0)["datastoreErrorCode"].toString());
}

} // namespace

class TestDataStoresV1 : public QObject
{
    Q_OBJECT

private slots:
    void setsAndGets();
    void clearsWhatIsNotSent();
    void namesMayHoldSlashes();
    void matchesVersions();
    void createsOnly();
    void deletes();
    void increments();
    void listsStores();
    void listsKeysWithRemovedOnes();
    void listsVersions();
    void readsVersions();
    void refuses_data();
    void refuses();
    void textBeyondAsciiIsEscapedInHeaders();
};

void TestDataStoresV1::setsAndGets()
{
    Emulated emulated;
    const auto set = ask(emulated, "POST", k, R"({"a":[1,2]})",
                         {{"roblox-entry-userids", "[7,8]"},
                          {"roblox-entry-attributes", R"({"x":"y"})"},
                          {"content-md5", "2v1PB1USJBD5GHbN2Z9fTw=="}});
    QCOMPARE(codeOf(set), "ChecksumMismatch");
    const auto done =
        ask(emulated, "POST", k, R"({"a":[1,2]})",
            {{"roblox-entry-userids", "[7,8]"}, {"roblox-entry-attributes", R"({"x":"y"})"}});
    QCOMPARE(done.status, 200);
    QCOMPARE(OpenApi("datastores-v1.openapi.json").faultsOf("EntryVersion", done.body), "");
    QCOMPARE(done.body["contentLength"].toInteger(), 11);
    const auto read = ask(emulated, "GET", k);
    QCOMPARE(read.text, R"({"a":[1,2]})");
    QCOMPARE(read.header("roblox-entry-userids"), "[7,8]");
    QCOMPARE(read.header("roblox-entry-attributes"), R"({"x":"y"})");
    QCOMPARE(read.header("roblox-entry-version"), std::string(done.body["version"].toString()));
    QVERIFY(!read.header("roblox-entry-created-time").empty());
    QCOMPARE(read.header("content-md5").size(), 24U);
    const auto same =
        ask(emulated, "POST", k, R"({"a":[1,2]})", {{"content-md5", read.header("content-md5")}});
    QCOMPARE(same.status, 200);
}

void TestDataStoresV1::clearsWhatIsNotSent()
{
    Emulated emulated;
    ask(emulated, "POST", k, "1", {{"roblox-entry-userids", "[7]"}});
    ask(emulated, "POST", k, "2");
    QCOMPARE(ask(emulated, "GET", k).header("roblox-entry-userids"), "[]");
}

void TestDataStoresV1::namesMayHoldSlashes()
{
    Emulated emulated;
    const std::string odd = entry + "?datastoreName=lyra/records/A&entryKey=a%2Bb%25+c&scope=x/y";
    QCOMPARE(ask(emulated, "POST", odd, "1").status, 200);
    QVERIFY(emulated.universe.newestVersion("lyra/records/A", "x/y", "a+b% c"));
    QCOMPARE(ask(emulated, "GET", odd).text, "1");
}

void TestDataStoresV1::matchesVersions()
{
    Emulated emulated;
    const auto first = ask(emulated, "POST", k, "1");
    const std::string match = k + "&matchVersion=" + std::string(first.body["version"].toString());
    QCOMPARE(ask(emulated, "POST", match, "2").status, 200);
    QCOMPARE(ask(emulated, "POST", match, "3").status, 412);
    QCOMPARE(ask(emulated, "GET", k).text, "2");
}

void TestDataStoresV1::createsOnly()
{
    Emulated emulated;
    const std::string create = k + "&exclusiveCreate=true";
    QCOMPARE(ask(emulated, "POST", create, "1").status, 200);
    QCOMPARE(ask(emulated, "POST", create, "2").status, 412);
    ask(emulated, "DELETE", k);
    QCOMPARE(ask(emulated, "POST", create, "3").status, 200);
    QCOMPARE(codeOf(ask(emulated, "POST", create + "&matchVersion=1", "4")),
             "ExclusiveCreateAndMatchVersionCannotBeSet");
}

void TestDataStoresV1::deletes()
{
    Emulated emulated;
    ask(emulated, "POST", k, "1");
    const auto gone = ask(emulated, "DELETE", k);
    QCOMPARE(gone.status, 204);
    QCOMPARE(gone.text, "");
    QCOMPARE(ask(emulated, "GET", k).status, 204); // marked as deleted
    QCOMPARE(ask(emulated, "DELETE", k).status, 404);
}

void TestDataStoresV1::increments()
{
    Emulated emulated;
    const std::string verb = entry + "/increment?datastoreName=s&entryKey=k";
    QCOMPARE(ask(emulated, "POST", verb).text, "1");
    const auto more = ask(emulated, "POST", verb + "&incrementBy=-5");
    QCOMPARE(more.text, "-4");
    QVERIFY(!more.header("roblox-entry-version").empty());
    ask(emulated, "POST", k, R"("text")");
    QCOMPARE(codeOf(ask(emulated, "POST", verb)), "ExistingValueNotNumeric");
    const auto refused = ask(emulated, "POST", verb + "&incrementBy=a");
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body["errors"]["incrementBy"].size(), 1U);
}

void TestDataStoresV1::listsStores()
{
    Emulated emulated;
    for (const std::string name : {"a1", "a2", "b"})
        ask(emulated, "POST", entry + "?datastoreName=" + name + "&entryKey=k", "1");
    const auto one = ask(emulated, "GET", stores);
    QCOMPARE(one.body["datastores"].size(), 1U);
    const OpenApi file("datastores-v1.openapi.json");
    QCOMPARE(file.faultsOf("DataStore", one.body["datastores"].at(0)), "");
    const auto next = ask(emulated, "GET",
                          stores + "?cursor=" + std::string(one.body["nextPageCursor"].toString()));
    QCOMPARE(next.body["datastores"].at(0)["name"].toString(), "a2");
    QCOMPARE(ask(emulated, "GET", stores + "?limit=9&prefix=a").body["datastores"].size(), 2U);
}

void TestDataStoresV1::listsKeysWithRemovedOnes()
{
    Emulated emulated;
    for (const std::string key : {"1", "2", "3"})
        ask(emulated, "POST", entry + "?datastoreName=s&scope=x&entryKey=" + key, "1");
    ask(emulated, "DELETE", entry + "?datastoreName=s&scope=x&entryKey=2");
    const auto list = ask(emulated, "GET", entries + "?datastoreName=s&scope=x&limit=9");
    QCOMPARE(json::print(list.body["keys"]),
             R"([{"key":"1","scope":"x"},{"key":"2","scope":"x"},{"key":"3","scope":"x"}])");
    QCOMPARE(list.body["nextPageCursor"].toString(), "");
    QCOMPARE(ask(emulated, "GET", entries + "?datastoreName=s").body["keys"].size(), 0U);
    QCOMPARE(ask(emulated, "GET", entries + "?datastoreName=s&allScopes=true&prefix=x/2")
                 .body["keys"]
                 .size(),
             1U);
    const auto none = ask(emulated, "GET", entries + "?datastoreName=none");
    QCOMPARE(none.status, 404);
    QCOMPARE(codeOf(none), "DatastoreNotFound");
}

void TestDataStoresV1::listsVersions()
{
    Emulated emulated;
    for (int i = 0; i < 3; ++i) {
        ask(emulated, "POST", k, std::to_string(i));
        emulated.clock.advance(1h);
    }
    ask(emulated, "DELETE", k);
    const std::string list = entry + "/versions?datastoreName=s&entryKey=k&limit=10";
    const auto up = ask(emulated, "GET", list);
    QCOMPARE(up.body["versions"].size(), 4U);
    QVERIFY(up.body["versions"].at(3)["deleted"].toBool());
    const OpenApi file("datastores-v1.openapi.json");
    QCOMPARE(file.faultsOf("EntryVersion", up.body["versions"].at(0)), "");
    const auto down = ask(emulated, "GET", list + "&sortOrder=Descending");
    QCOMPARE(down.body["versions"].at(0), up.body["versions"].at(3));
    const std::string from =
        emulator::percentEncoded(up.body["versions"].at(1)["createdTime"].toString());
    QCOMPARE(ask(emulated, "GET", list + "&startTime=" + from).body["versions"].size(), 3U);
    QCOMPARE(ask(emulated, "GET", list + "&endTime=" + from).body["versions"].size(), 2U);
    QCOMPARE(codeOf(ask(emulated, "GET", list + "&startTime=soon")), "InvalidStartTime");
    QCOMPARE(codeOf(ask(emulated, "GET", list + "&sortOrder=Random")), "InvalidSortOrder");
    QCOMPARE(codeOf(ask(emulated, "GET", list + "&cursor=made-up")), "InvalidCursor");
}

void TestDataStoresV1::readsVersions()
{
    Emulated emulated;
    const auto first = ask(emulated, "POST", k, "1");
    emulated.clock.advance(2h);
    ask(emulated, "POST", k, "2");
    const std::string read = entry + "/versions/version?datastoreName=s&entryKey=k&versionId=";
    QCOMPARE(ask(emulated, "GET", read + std::string(first.body["version"].toString())).text, "1");
    QCOMPARE(codeOf(ask(emulated, "GET", read + "other")), "VersionNotFound");
    QCOMPARE(codeOf(ask(emulated, "GET", read)), "InvalidVersionId");
}

void TestDataStoresV1::refuses_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("header");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char* name, std::string target, std::string body, std::string header,
                        std::string value, std::string code) {
        QTest::newRow(name) << std::move(target) << std::move(body) << std::move(header)
                            << std::move(value) << std::move(code);
    };
    const std::string long51(51, 'x');
    row("no store", entry + "?entryKey=k", "1", "", "", "InvalidDataStoreName");
    row("no key", entry + "?datastoreName=s", "1", "", "", "InvalidEntryKey");
    row("long key", entry + "?datastoreName=s&entryKey=" + long51, "1", "", "", "InvalidEntryKey");
    row("long scope", k + "&scope=" + long51, "1", "", "", "InvalidDataStoreScope");
    row("no body", k, "", "", "", "ContentLengthRequired");
    row("no JSON", k, "text", "", "", "ContentNotJson");
    row("NaN", k, "NaN", "", "", "ContentNotJson");
    row("too big", k, '"' + std::string(4'194'303, 'x') + '"', "", "", "ContentTooBig");
    row("user ids that are a text", k, "1", "roblox-entry-userids", "7,8", "InvalidUserIds");
    row("user id that is none", k, "1", "roblox-entry-userids", "[0]", "InvalidUserIds");
    row("five users", k, "1", "roblox-entry-userids", "[1,2,3,4,5]", "InvalidUserIds");
    row("nested attributes", k, "1", "roblox-entry-attributes", R"({"a":{}})", "InvalidAttributes");
    row("attributes that are a list", k, "1", "roblox-entry-attributes", "[]", "InvalidAttributes");
    row("raw letters in a header", k, "1", "roblox-entry-attributes", "{\"a\":\"\xC3\xBC\"}",
        "InvalidAttributes");
}

void TestDataStoresV1::refuses()
{
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(std::string, header);
    QFETCH(std::string, value);
    QFETCH(std::string, code);
    Emulated emulated;
    const auto answered = ask(emulated, "POST", target, body, {{header, value}});
    QCOMPARE(answered.status, 400);
    QCOMPARE(answered.code(), "INVALID_ARGUMENT");
    QCOMPARE(codeOf(answered), code);
    QVERIFY(emulated.universe.storeRecords().empty());
}

void TestDataStoresV1::textBeyondAsciiIsEscapedInHeaders()
{
    Emulated emulated;
    ask(emulated, "POST", k, "1", {{"roblox-entry-attributes", R"({"\u00fc":"\ud83d\ude00"})"}});
    QCOMPARE(ask(emulated, "GET", k).header("roblox-entry-attributes"),
             R"({"\u00fc":"\ud83d\ude00"})");
}

PLECTRUM_TEST(TestDataStoresV1)

} // namespace tst_data_stores_v1

#include "tst_data_stores_v1.moc"
