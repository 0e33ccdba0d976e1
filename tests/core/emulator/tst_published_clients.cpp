// SPDX-License-Identifier: MIT
// Conversations as published clients hold them, written down from how those behave: method, path,
// headers and body as they send them, and what they need of the answer. "Python" writes booleans as
// True and reads headers; "Rust" writes names of parameters in capitals and needs every member of
// the schema; "Node" asks without sessions and needs JSON of every removal.
#include "async/task_owner.h"
#include "emulated.h"
#include "emulator/task_runner.h"
#include "json/parser.h"
#include "openapi.h"
#include "support/test.h"

#include <format>
#include <vector>

namespace tst_published_clients {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using test::Emulated;

namespace {

struct Step
{
    const char* method;
    const char* target; ///< behind "/cloud/v2/universes/1" or "/datastores/v1/universes/1"
    const char* body;
    int status;
    std::vector<const char*> members{}; ///< that the client reads of the answer
    std::vector<const char*> headers{}; ///< that it reads
};

class Returning final : public emulator::TaskRunner
{
public:
    async::Task<emulator::TaskOutcome> run(emulator::TaskJob, std::stop_token) override
    {
        emulator::TaskOutcome outcome;
        outcome.results = {Value(1)};
        outcome.messages = {{emulator::TaskMessage::Kind::Output, "printed", async::Time()}};
        co_return outcome;
    }
};

const char* const v2 = "/cloud/v2/universes/1";
const char* const v1 = "/datastores/v1/universes/1";

/// Past the check against the schemas, which know nothing of what older clients send.
test::Answered answerTo(Emulated& emulated, const std::string& method, const std::string& target,
                        const std::string& body = {})
{
    const auto reply = emulated.reply(method, target, body);
    return {reply.answer.status, json::parse(reply.answer.body).value_or(Value()),
            reply.answer.headers, reply.answer.body};
}

void hold(Emulated& emulated, const char* base, const std::vector<Step>& conversation)
{
    for (const Step& step : conversation) {
        const auto answer =
            answerTo(emulated, step.method, std::string(base) + step.target, step.body);
        QVERIFY2(answer.status == step.status,
                 std::format("{} {}: {} {}", step.method, step.target, answer.status, answer.text)
                     .c_str());
        for (const char* member : step.members)
            QVERIFY2(answer.body.find(member), member);
        for (const char* header : step.headers)
            QVERIFY2(!answer.header(header).empty(), header);
    }
}

} // namespace

class PublishedClientsTest : public QObject
{
    Q_OBJECT

private slots:
    void pythonWithV2()
    {
        Emulated emulated;
        hold(emulated, v2,
             {{"POST", "/data-stores/Plain/entries?id=a", R"({"value": {"n": 1}})", 200, {"etag"}},
              {"GET", "/data-stores?showDeleted=False&maxPageSize=10", "", 200, {"dataStores"}},
              {"GET", "/data-stores/Plain/entries?showDeleted=True", "", 200, {"dataStoreEntries"}},
              {"PATCH",
               "/data-stores/Plain/entries/b?allowMissing=True",
               R"({"value": 2})",
               200,
               {"revisionId"}},
              {"GET", "/memory-store/queues/q/items:read?allOrNothing=False", "", 200, {"items"}},
              {"POST",
               "/memory-store/sorted-maps/m/items:add?id=x",
               R"({"Value": 1, "Ttl": "60s", "NumericSortKey": 3})",
               200,
               {"etag"}},
              {"GET",
               "/memory-store/sorted-maps/m/items?orderBy=desc&maxPageSize=5",
               "",
               200,
               {"items"}},
              {"POST",
               "/memory-store/queues/q/items:add",
               R"({"Data": 1, "Priority": 2})",
               200,
               {"id"}},
              {"GET", "", "", 200, {"privateServerPriceRobux", "displayName"}},
              {"GET", "/places/1", "", 200, {"serverSize", "displayName"}}});
    }
    void pythonWithV1()
    {
        Emulated emulated;
        const char* const entry =
            "/standard-datastores/datastore/entries/entry?datastoreName=Plain&entryKey=a";
        hold(emulated, v1,
             {{"POST",
               "/standard-datastores/datastore/entries/"
               "entry?datastoreName=Plain&entryKey=a&exclusiveCreate=True",
               "1",
               200,
               {"version"}},
              {"POST",
               "/standard-datastores/datastore/entries/"
               "entry?datastoreName=Plain&entryKey=a&matchVersion=x",
               "2",
               412,
               {},
               {"roblox-entry-version", "roblox-entry-created-time"}},
              {"POST",
               "/standard-datastores/datastore/entries/"
               "entry?datastoreName=Plain&entryKey=a&exclusiveCreate=True",
               "3",
               412,
               {},
               {"roblox-entry-version"}},
              {"GET", entry, "", 200, {}, {"roblox-entry-version", "content-md5"}},
              {"DELETE", entry, "", 204},
              {"GET", entry, "", 204}});
        QCOMPARE(emulated
                     .call("GET",
                           std::string(v1)
                               + "/standard-datastores/datastore/entries/"
                                 "entry?datastoreName=Plain&entryKey=never",
                           "")
                     .status,
                 404);
    }
    void rust()
    {
        Emulated emulated;
        hold(emulated, v1,
             {{"POST",
               "/standard-datastores/datastore/entries/entry?datastoreName=Plain&entryKey=a",
               "1",
               200,
               {"version"}},
              {"GET",
               "/standard-datastores/datastore/entries?datastoreName=Plain&AllScopes=false&limit=3",
               "",
               200,
               {"keys"}},
              {"GET",
               "/standard-datastores/datastore/entries?datastoreName=Plain&AllScopes=true&limit=3",
               "",
               200,
               {"keys"}}});
        // Both spellings of one name are one too many.
        QCOMPARE(emulated
                     .call("GET",
                           std::string(v1)
                               + "/standard-datastores/datastore/entries?datastoreName=Plain"
                                 "&AllScopes=true&allScopes=true")
                     .status,
                 400);
        hold(emulated, "/ordered-data-stores/v1/universes/1",
             {{"GET", "/orderedDataStores/o/scopes/global/entries?max_page_size=1", "", 501}});
    }
    void node()
    {
        Emulated emulated;
        hold(emulated, v2,
             {{"POST", "/data-stores/Plain/entries?id=a", R"({"value": 1})", 200, {"etag"}},
              {"POST", "/memory-store/sorted-maps/m/items?id=x", R"({"value": 1})", 200, {"etag"}},
              {"DELETE", "/memory-store/sorted-maps/m/items/x?etag=wrong", "", 409},
              {"DELETE", "/memory-store/sorted-maps/m/items/x", "", 200}});
        const std::string item = std::string(v2) + "/memory-store/sorted-maps/m/items";
        const std::string etag(
            answerTo(emulated, "POST", item + "?id=y", R"({"value": 1})").body["etag"].toString());
        QCOMPARE(
            answerTo(emulated, "DELETE", item + "/y?etag=" + emulator::percentEncoded(etag)).status,
            200);
        // A queue as both older clients use it.
        const std::string queue = std::string(v2) + "/memory-store/queues/q/items";
        QCOMPARE(answerTo(emulated, "POST", queue + ":add", R"({"Data": 1})").status, 200);
        const auto read =
            answerTo(emulated, "GET", queue + ":read?count=1&invisibilityTimeoutSeconds=60");
        QCOMPARE(read.body["items"].at(0)["data"], Value(1));
        const auto discarded =
            answerTo(emulated, "POST",
                     queue + ":discard?readId=" + std::string(read.body["readId"].toString()));
        QCOMPARE(discarded.status, 200);
        QCOMPARE(discarded.text, std::string("{}"));
        const auto removed =
            emulated.reply("DELETE", std::string(v2) + "/data-stores/Plain/entries/a");
        QCOMPARE(removed.answer.body, std::string("{}"));
        emulator::Headers headers{{"content-type", "Application/JSON; charset=utf-8"}};
        QCOMPARE(emulated
                     .call("POST", std::string(v2) + "/data-stores/Plain/entries?id=c",
                           R"({"value": 1})", headers)
                     .status,
                 200);
        headers = {{"content-type", "application/jsonx"}};
        QCOMPARE(emulated
                     .call("POST", std::string(v2) + "/data-stores/Plain/entries?id=d",
                           R"({"value": 1})", headers)
                     .status,
                 415);
    }
    /// Clients that are made from the schema need each member, whatever it says of "required".
    void everyMemberOfTheSchema_data()
    {
        QTest::addColumn<std::string>("schema");
        QTest::addColumn<std::string>("target");
        const auto row = [](const char* schema, const char* target) {
            QTest::newRow(schema) << std::string(schema) << std::string(target);
        };
        row("Universe", "/cloud/v2/universes/1");
        row("Place", "/cloud/v2/universes/1/places/1");
        row("User", "/cloud/v2/users/7");
        row("DataStoreEntry", "/cloud/v2/universes/1/data-stores/Plain/entries/a");
        row("MemoryStoreSortedMapItem", "/cloud/v2/universes/1/memory-store/sorted-maps/m/items/x");
    }
    void everyMemberOfTheSchema()
    {
        QFETCH(std::string, schema);
        QFETCH(std::string, target);
        Emulated emulated;
        hold(emulated, v2,
             {{"POST", "/data-stores/Plain/entries?id=a", R"({"value": 1})", 200, {"etag"}},
              {"POST",
               "/memory-store/sorted-maps/m/items?id=x",
               R"({"value": 1, "numericSortKey": 1})",
               200,
               {"etag"}}});
        const test::OpenApi file("open-cloud-v2.openapi.json");
        const auto members = file.plainMembersOf(schema);
        QVERIFY(members.size() > 4);
        const auto answer = answerTo(emulated, "GET", target);
        QCOMPARE(answer.status, 200);
        for (const std::string& member : members) {
            // Of two that exclude each other one is there: the owner, the key to sort by.
            const bool isOther = member == "group" || member == "stringSortKey";
            QVERIFY2(isOther || answer.body.find(member), member.c_str());
        }
    }
    void tasksByAllPaths()
    {
        Emulated emulated;
        Returning runner;
        emulated.service.setTaskRunner(&runner);
        const auto made =
            emulated.call("POST", std::string(v2) + "/places/1/luau-execution-session-tasks",
                          R"({"script": "x"})");
        QCOMPARE(made.status, 200);
        // A client that polls at once takes anything else for the end.
        QCOMPARE(made.body["state"].toString(), "PROCESSING");
        emulated.clock.advance(2s);
        const std::string path(made.body["path"].toString());
        const std::string task = path.substr(path.rfind('/') + 1);
        const auto begin = path.find("luau-execution-sessions/");
        const std::string session = path.substr(begin, path.find("/tasks") - begin);
        const std::string place = std::string(v2) + "/places/1";
        for (const std::string& one :
             {"/cloud/v2/" + path, place + "/luau-execution-session-tasks/" + task,
              place + '/' + session + "/tasks/" + task,
              place + "/versions/1/luau-execution-session-tasks/" + task}) {
            QCOMPARE(answerTo(emulated, "GET", one).body["state"].toString(), "COMPLETE");
            for (const char* view : {"FLAT", "STRUCTURED"}) {
                const auto logs = answerTo(emulated, "GET", one + "/logs?view=" + view);
                const Value chunk = logs.body["luauExecutionSessionTaskLogs"].at(0);
                QVERIFY(chunk["messages"].isArray() && chunk["structuredMessages"].isArray());
            }
        }
        QCOMPARE(
            emulated.call("GET", place + "/versions/2/luau-execution-session-tasks/" + task).status,
            404);
    }
};

PLECTRUM_TEST(PublishedClientsTest)

} // namespace tst_published_clients

#include "tst_published_clients.moc"
