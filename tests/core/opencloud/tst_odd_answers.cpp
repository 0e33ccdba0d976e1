// SPDX-License-Identifier: MIT
// Answers that the real service is likely to give and the emulated one does not: they are taken for
// what they mean, or the call ends with a text that says what is wrong.
#include "bad_line.h"
#include "datastore/error.h"
#include "opencloud/response_error.h"
#include "opencloud/same_value.h"
#include "opencloud/server_time.h"
#include "support/test.h"

#include <algorithm>
#include <utility>

namespace tst_odd_answers {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using opencloud::ProtocolSetting;
using opencloud::Request;
using opencloud::Response;
using test::BadLine;
using test::BadWorld;

namespace {

Response answer(std::string body, int status = 200)
{
    return {.status = status,
            .headers = {{"content-type", "application/json"}},
            .body = std::move(body)};
}

/// Gives this to each reading request.
void answerReads(BadWorld& world, Response with)
{
    world.line.change = [with = std::move(with)](const Request& request, Response& there) {
        if (request.method == "GET")
            there = with;
    };
}

template <typename Call>
std::optional<datastore::Error> errorOf(Call call)
{
    try {
        call();
    } catch (const datastore::Error& error) {
        return error;
    }
    return std::nullopt;
}

const char* const entry = R"({"path":"universes/1/data-stores/Plain/entries/k","id":"k",)"
                          R"("etag":"e","revisionId":"r","state":"ACTIVE","value":1,)";

} // namespace

class OddAnswersTest : public QObject
{
    Q_OBJECT

private slots:
    void unknownMembersArePassedOver()
    {
        BadWorld world;
        answerReads(world, answer(std::string(entry) + R"("brandNew":{"a":[1]},"users":[]})"));
        QCOMPARE(world.blockOn(world.ours("Plain").get("k"))->value, Value(1));
    }
    void unknownMembersOfPagesAndVersions()
    {
        BadWorld world;
        world.blockOn(world.theirs("Plain").set("k", Value(1)));
        world.line.change = [](const Request&, Response& there) {
            if (there.body.starts_with("{"))
                there.body.insert(1, R"("brandNew":{"a":[1]},)");
        };
        auto& store = world.ours("Plain");
        QCOMPARE(world.blockOn(store.listKeys({})).items.size(), 1U);
        QCOMPARE(world.blockOn(store.listVersions({.key = "k"})).items.size(), 1U);
        QVERIFY(!world.blockOn(world.universe.dataStores().listDataStores({})).items.empty());
        world.blockOn(store.set("k", Value(2)));
        QCOMPARE(world.blockOn(store.get("k"))->value, Value(2));
    }
    /// What is no answer of the service: pages of gateways and sign-ins, and redirections, which
    /// are refused with the reason.
    void whatIsNoAnswerIsTold_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("type");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("reported");
        for (const auto& [name, protocol] :
             {std::pair("v2", ProtocolSetting::OnlyV2), std::pair("v1", ProtocolSetting::OnlyV1)}) {
            const auto row = [&](const char* what, int status, const char* type, const char* body,
                                 const char* reported) {
                QTest::addRow("%s, %s", name, what) << int(protocol) << status << std::string(type)
                                                    << std::string(body) << std::string(reported);
            };
            row("a page", 200, "text/html", "<html>Sign in</html>", "text/html");
            row("a page of an error", 502, "text/html", "<html>Bad Gateway</html>", "status 502");
            row("a redirection", 302, "text/html", "", "redirection");
            row("for good", 308, "text/plain", "", "redirection");
            row("nothing", 200, "application/json", "", "cannot be understood");
            row("half of it", 200, "application/json", R"({"path":)", "cannot be understood");
        }
    }
    void whatIsNoAnswerIsTold()
    {
        QFETCH(int, protocol);
        QFETCH(int, status);
        QFETCH(std::string, type);
        QFETCH(std::string, body);
        QFETCH(std::string, reported);
        BadWorld world{ProtocolSetting(protocol)};
        world.blockOn(world.theirs("Plain").set("k", Value("old")));
        const Response odd{.status = status, .headers = {{"content-type", type}}, .body = body};
        answerReads(world, odd);
        auto& store = world.ours("Plain");
        for (const auto& error : {errorOf([&] { world.blockOn(store.get("k")); }),
                                  errorOf([&] { world.blockOn(store.listKeys({})); }), errorOf([&] {
                                      world.blockOn(store.listVersions({.key = "k"}));
                                  })})
            QVERIFY2(error && error->text().contains(reported), error ? error->what() : "no error");
        // In place of a write's answer: it was done, and that is found out.
        world.line.change = nullptr;
        world.blockOn(store.get("k"));
        world.line.change = [&, isFirst = true](const Request& request, Response& there) mutable {
            if (request.method != "GET" && std::exchange(isFirst, false))
                there = odd;
        };
        const auto failed = errorOf([&] { world.blockOn(store.set("k", Value("new"))); });
        QVERIFY2(!failed, failed ? failed->what() : "");
        QCOMPARE(world.blockOn(world.theirs("Plain").get("k"))->value, Value("new"));
    }
    void namesAreCountedInCharacters()
    {
        const auto ofLength = [](int count) {
            std::string name;
            for (int i = 0; i < count; ++i)
                name += "鍵";
            return name;
        };
        BadWorld world;
        auto& store = world.ours("Plain");
        std::string body(entry);
        body.replace(body.find(R"("id":"k")"), 8, "\"id\":\"" + ofLength(50) + '"');
        answerReads(world, answer(body + R"("users":[]})"));
        // 150 bytes, which is for the service to judge.
        QCOMPARE(world.blockOn(store.get(ofLength(50)))->value, Value(1));
        QVERIFY(world.ours(ofLength(50)).serverTime(world.clock) > async::Time());
        world.line.sent.clear();
        const auto error = errorOf([&] { world.blockOn(store.get(ofLength(51))); });
        QVERIFY(error && error->kind() == datastore::ErrorKind::TooLarge);
        QVERIFY(errorOf([&] { world.ours(ofLength(51)); }));
        QVERIFY(errorOf([&] { world.blockOn(store.get("\xff")); }));
        QVERIFY(world.line.sent.empty());
    }
    void aPageMayLeaveOutItsList()
    {
        BadWorld world;
        answerReads(world, answer("{}"));
        QVERIFY(world.blockOn(world.ours("Plain").listKeys({})).items.empty());
        answerReads(world, answer(R"({"nextPageToken":"t"})"));
        QCOMPARE(world.blockOn(world.ours("Plain").listKeys({})).nextCursor, std::string("t"));
        answerReads(world, answer(R"({"dataStoreEntries":{}})"));
        QVERIFY(errorOf([&] { world.blockOn(world.ours("Plain").listKeys({})); }));
        BadWorld old{ProtocolSetting::OnlyV1};
        answerReads(old, answer("{}")); // every page of v1 has its list
        const auto error = errorOf([&] { old.blockOn(old.ours("Plain").listKeys({})); });
        QVERIFY(error && error->kind() == datastore::ErrorKind::Malformed);
    }
    void aPageTokenThatRepeatsStops()
    {
        BadWorld world;
        answerReads(world, answer(R"({"dataStoreEntries":[{"id":"k"}],"nextPageToken":"t"})"));
        auto& store = world.ours("Plain");
        datastore::ListKeysQuery query;
        query.cursor = world.blockOn(store.listKeys(query)).nextCursor;
        const auto error = errorOf([&] { world.blockOn(store.listKeys(query)); });
        QVERIFY(error && error->text().contains("again"));
        // Nor does a whole listing of versions go on for ever.
        answerReads(world, answer(R"({"dataStoreEntries":[],"nextPageToken":"t"})"));
        QVERIFY(errorOf([&] { world.blockOn(store.listVersions({.key = "k"})); }));
        QVERIFY(world.line.sent.size() < 10);
    }
    void anotherEntryIsNotTaken_data()
    {
        QTest::addColumn<std::string>("id");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("the key") << std::string("k") << true;
        QTest::newRow("with its revision") << std::string("k@r") << true;
        QTest::newRow("a longer key") << std::string("k2") << false;
        QTest::newRow("another revision") << std::string("k@s") << false;
    }
    void anotherEntryIsNotTaken()
    {
        QFETCH(std::string, id);
        QFETCH(bool, isTaken);
        BadWorld world;
        std::string body(entry);
        body.replace(body.find(R"("id":"k")"), 8, "\"id\":\"" + id + '"');
        answerReads(world, answer(body + R"("users":[]})"));
        QCOMPARE(!errorOf([&] { world.blockOn(world.ours("Plain").get("k")); }), isTaken);
    }
    /// They would be cleared by the next save.
    void tagsThatCannotBeReadAreNotLost()
    {
        BadWorld world;
        answerReads(world, answer(std::string(entry) + R"("attributes":"text"})"));
        QVERIFY(errorOf([&] { world.blockOn(world.ours("Plain").get("k")); }));
        BadWorld old{ProtocolSetting::OnlyV1};
        const auto with = [&](const char* ids) {
            Response there = answer("1");
            there.headers.emplace_back("roblox-entry-version", "v");
            there.headers.emplace_back("roblox-entry-userids", ids);
            answerReads(old, there);
            return old.blockOn(old.ours("Plain").get("k"))->info.userIds;
        };
        QCOMPARE(with(R"(["12",13])"), (std::vector<std::int64_t>{12, 13}));
        QVERIFY(errorOf([&] { with(R"(["nobody"])"); }));
        QVERIFY(errorOf([&] { with(R"({"a":1})"); }));
    }
    void aNumberThatWasCutIsNoValue()
    {
        BadWorld old{ProtocolSetting::OnlyV1};
        Response there = answer("12");
        there.headers.emplace_back("roblox-entry-version", "v");
        there.headers.emplace_back("content-md5", "gnzLDuqKcGxMNKFokfhOew=="); // of "1234"
        answerReads(old, there);
        QVERIFY(errorOf([&] { old.blockOn(old.ours("Plain").get("k")); }));
    }
    void keysWithAnAtGoByV1()
    {
        BadWorld world{ProtocolSetting::Automatic};
        auto& store = world.ours("Plain");
        world.blockOn(store.set("a@b", Value(1)));
        world.blockOn(store.set("a", Value(2)));
        world.blockOn(store.set("a@b", Value(3)));
        QCOMPARE(world.blockOn(store.get("a@b"))->value, Value(3));
        for (const auto& version : world.blockOn(store.listVersions({.key = "a@b"})).items)
            QCOMPARE(world.blockOn(store.getVersion("a@b", version.version))->value, Value(3));
        QVERIFY(std::ranges::none_of(world.line.sent, [](const Request& each) {
            return each.path.starts_with("/cloud/v2") && each.path.contains("a%40b");
        }));
    }
    void conflictsAreToldByTheBody_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<bool>("isConflict");
        const auto row = [](const char* name, int status, const char* body, bool isConflict) {
            QTest::newRow(name) << status << std::string(body) << isConflict;
        };
        row("aborted", 409, R"({"code":"ABORTED","message":"changed"})", true);
        row("being deleted", 409,
            R"({"code":"FAILED_PRECONDITION","message":"The data store is being deleted."})",
            false);
        row("a page", 409, "<html>", false);
        row("v1", 412, "", true);
        row("another etag", 400, R"({"code":"INVALID_ARGUMENT","message":"etag mismatch"})", true);
        row("a bad etag", 400, R"({"code":"INVALID_ARGUMENT","message":"invalid etag"})", false);
        row("no such store", 400,
            R"({"code":"INVALID_ARGUMENT","message":"The data store does not exist."})", false);
    }
    void conflictsAreToldByTheBody()
    {
        QFETCH(int, status);
        QFETCH(std::string, body);
        QFETCH(bool, isConflict);
        QCOMPARE(opencloud::isConflict(answer(body, status)), isConflict);
        QVERIFY(!opencloud::saysThatItExists(answer(body, status)));
    }
    /// A service that puts what it keeps in another form keeps it all the same.
    void theSameInAnotherForm()
    {
        using opencloud::isSameValue;
        const Value sent = Value::object({{"b", Value::array()}, {"a", 1}, {"c", 1e21}});
        const Value kept = Value::object({{"a", 1.0}, {"b", Value::object()}, {"c", 1e21}});
        QVERIFY(isSameValue(sent, kept));
        QVERIFY(!isSameValue(sent, kept.withMember("a", 2)));
        QVERIFY(!isSameValue(Value("1"), Value(1)));
        QVERIFY(opencloud::isSameTags({3, 1, 3}, {1, 3}));
        QVERIFY(!opencloud::isSameTags({1}, {1, 3}));
    }
    void theServicesTimeIsToldByItsAnswers()
    {
        using opencloud::httpDateOf;
        opencloud::ServerTime time;
        QVERIFY(!time.earliest(0ms));
        time.note("nonsense", 0ms, 1ms);
        QVERIFY(!time.earliest(0ms));
        const auto first = async::fromRfc3339("2025-11-28T20:13:20Z");
        time.note("Fri, 28 Nov 2025 20:13:20 GMT", 1000ms, 1500ms);
        QCOMPARE(*time.earliest(1500ms), first);
        // A later second that began in between narrows it.
        time.note("Fri, 28 Nov 2025 20:13:21 GMT", 1600ms, 1700ms);
        QCOMPARE(*time.earliest(1700ms), first + 1s);
        // A clock that was set there is believed.
        time.note("Fri, 28 Nov 2025 21:00:00 GMT", 1800ms, 1900ms);
        QCOMPARE(*time.earliest(1900ms), async::fromRfc3339("2025-11-28T21:00:00Z"));
        QVERIFY(!httpDateOf("Fri, 31 Feb 2025 21:00:00 GMT"));
    }
    void withoutTheServicesTimeNoLockIsTaken()
    {
        BadWorld world;
        opencloud::Universe universe(world.line, world.clock,
                                     {.universeId = 1, .protocol = ProtocolSetting::OnlyV2});
        world.line.change = [](const Request&, Response& there) {
            std::erase_if(there.headers, [](const auto& each) { return each.first == "date"; });
        };
        auto& store = universe.dataStores().dataStore("Plain");
        world.blockOn(store.get("k"));
        QVERIFY(errorOf([&] { store.serverTime(world.clock); }));
        world.line.change = nullptr;
        world.blockOn(store.get("k"));
        QVERIFY(world.clock.now() - store.serverTime(world.clock) <= 1s);
    }
    /// v2 did not find what was made a moment later: that is no reason to leave v2.
    void aRaceDoesNotChangeTheWire()
    {
        BadWorld world{ProtocolSetting::Automatic};
        bool isMade = false;
        world.line.before = [&](const Request& request) {
            if (request.path.starts_with("/datastores/v1") && !std::exchange(isMade, true))
                world.writeNow("a/b", "k", Value(1));
        };
        auto& store = world.ours("a/b");
        world.blockOn(store.get("k"));
        QVERIFY(isMade);
        world.line.sent.clear();
        world.blockOn(store.get("k"));
        QCOMPARE(world.line.sent.size(), 1U);
        QVERIFY(world.line.sent.front().path.starts_with("/cloud/v2"));
    }
};

PLECTRUM_TEST(OddAnswersTest)

} // namespace tst_odd_answers

#include "tst_odd_answers.moc"
