// SPDX-License-Identifier: MIT
// The v2 endpoints of memory stores, of names, and of Luau execution tasks with a runner of the
// test's own.
#include "emulated.h"
#include "emulator/task_runner.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_memory_stores {

using namespace plectrum;
using namespace std::chrono_literals;
using emulator::TaskJob;
using emulator::TaskOutcome;
using test::Answered;
using test::Emulated;

namespace {

const std::string memory = "/cloud/v2/universes/1/memory-store";
const std::string items = memory + "/sorted-maps/m/items";
const std::string queue = memory + "/queues/q/items";
const std::string tasks = "/cloud/v2/universes/1/places/1/luau-execution-session-tasks";

std::string idsOf(const Answered& answered)
{
    std::string ids;
    answered.body["items"].forEachElement(
        [&](const json::Value& item) { ids += item["id"].toString(); });
    return ids;
}

/// Gives the script back as its result after a while.
class Echo final : public emulator::TaskRunner
{
public:
    explicit Echo(async::Clock& clock)
        : m_clock(clock)
    {
    }
    async::Task<TaskOutcome> run(TaskJob job, std::stop_token stop) override
    {
        co_await m_clock.sleep(2s, stop);
        TaskOutcome outcome;
        if (job.script == "error")
            outcome.failure = {emulator::TaskFailure::Code::ScriptError, "it failed"};
        else if (job.script == "large")
            outcome.results = {json::Value(std::string(4'194'304, 'x'))};
        else
            outcome.results = {job.script, 42};
        outcome.messages = {{emulator::TaskMessage::Kind::Warning, "careful", m_clock.now()}};
        co_return outcome;
    }

private:
    async::Clock& m_clock;
};

} // namespace

class TestMemoryStores : public QObject
{
    Q_OBJECT

private slots:
    void sortedMapItems();
    void sortedMapOrder();
    void sortedMapItemsExpire();
    void queues();
    void flushes();
    void names();
    void tasksNeedARunner();
    void tasksRun();
    void tasksFail();
    void tasksHaveQuotas();
    void tasksAreChecked_data();
    void tasksAreChecked();
};

void TestMemoryStores::sortedMapItems()
{
    Emulated emulated;
    const auto made =
        emulated.call("POST", items + "?id=a%2Fb", R"({"value":{"x":1},"ttl":"60s"})");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.body["path"].toString(),
             "cloud/v2/universes/1/memory-store/sorted-maps/m/items/a%2Fb");
    QCOMPARE(emulated.call("POST", items + "?id=a%2Fb", R"({"value":1})").status, 409);
    QCOMPARE(emulated.call("GET", items + "/a%2Fb").text, made.text);
    const std::string etag(made.body["etag"].toString());
    const std::string change = R"({"value":2,"ttl":"60s","etag":")" + etag + R"("})";
    QCOMPARE(emulated.call("PATCH", items + "/a%2Fb", change).body["value"].toInteger(), 2);
    QCOMPARE(emulated.call("PATCH", items + "/a%2Fb", change).status, 409);
    QCOMPARE(emulated.call("PATCH", items + "/new", R"({"value":1})").status, 404);
    QCOMPARE(emulated.call("PATCH", items + "/new?allowMissing=true", R"({"value":1})").status,
             200);
    QCOMPARE(emulated.call("DELETE", items + "/new").status, 200);
    QCOMPARE(emulated.call("DELETE", items + "/new").status, 404);
    QCOMPARE(emulated.call("POST", items + "?id=c", R"({"ttl":"60s"})").status, 400);
    QCOMPARE(emulated.call("POST", items + "?id=c", R"({"value":1,"ttl":"60"})").status, 400);
    QCOMPARE(emulated.call("POST", items + "?id=c", R"({"value":1,"ttl":"-1s"})").status, 400);
    QCOMPARE(emulated.call("POST", items, R"({"value":1})").status, 400);
    QCOMPARE(
        emulated
            .call("POST", items + "?id=c", R"({"value":1,"stringSortKey":"a","numericSortKey":1})")
            .status,
        400);
    QCOMPARE(
        emulated.call("POST", items + "?id=c", R"({"value":")" + std::string(32'767, 'x') + R"("})")
            .status,
        400);
}

void TestMemoryStores::sortedMapOrder()
{
    Emulated emulated;
    const auto put = [&](const std::string& id, const std::string& key) {
        QCOMPARE(emulated.call("POST", items + "?id=" + id, R"({"value":1)" + key + "}").status,
                 200);
    };
    put("a", "");
    put("b", R"(,"stringSortKey":"x")");
    put("c", R"(,"numericSortKey":2)");
    put("d", R"(,"numericSortKey":1)");
    const auto list = [&](const std::string& query) {
        return emulated.call("GET", items + "?maxPageSize=9" + query);
    };
    QCOMPARE(idsOf(list("")), "dcba");
    QCOMPARE(idsOf(list("&orderBy=id")), "abcd");
    QCOMPARE(idsOf(list("&orderBy=id%20desc")), "dcba");
    QCOMPARE(idsOf(list("&orderBy=id&filter=id%20%3E%20%22a%22%20%26%26%20id%20%3C%20%22d%22")),
             "bc");
    QCOMPARE(idsOf(list("&filter=sortKey%20%3E%201")), "c");
    QCOMPARE(idsOf(list("&filter=sortKey%20%3E%20%22a%22")), "b");
    QCOMPARE(list("&orderBy=value").status, 400);
    QCOMPARE(list("&filter=id%20%3D%3D%20%22a%22").status, 400);
    const auto first = emulated.call("GET", items + "?orderBy=id");
    QCOMPARE(idsOf(first), "a");
    QCOMPARE(idsOf(emulated.call("GET",
                                 items + "?orderBy=id&pageToken="
                                     + std::string(first.body["nextPageToken"].toString()))),
             "b");
}

void TestMemoryStores::sortedMapItemsExpire()
{
    Emulated emulated;
    emulated.call("POST", items + "?id=a", R"({"value":1,"ttl":"1.5s"})");
    emulated.clock.advance(1499ms);
    QCOMPARE(emulated.call("GET", items + "/a").status, 200);
    emulated.clock.advance(1ms);
    QCOMPARE(emulated.call("GET", items + "/a").status, 404);
    QCOMPARE(emulated.call("POST", items + "?id=a", R"({"value":2})").status, 200);
}

void TestMemoryStores::queues()
{
    Emulated emulated;
    for (const std::string item :
         {R"({"data":1})", R"({"data":2,"priority":5,"ttl":"60s"})", R"({"data":3,"priority":5})"})
        QCOMPARE(emulated.call("POST", queue, item).status, 200);
    const auto data = [](const Answered& answered) {
        std::string text;
        answered.body["items"].forEachElement(
            [&](const json::Value& item) { text += json::print(item["data"]); });
        return text;
    };
    const auto first = emulated.call("GET", queue + ":read?count=2&invisibilityWindow=10s");
    QCOMPARE(data(first), "23");
    QCOMPARE(data(emulated.call("GET", queue + ":read?count=9&invisibilityWindow=1s")), "1");
    QCOMPARE(emulated.call("GET", queue + ":read?count=2&allOrNothing=true").status, 404);
    emulated.clock.advance(5s);
    QCOMPARE(data(emulated.call("GET", queue + ":read?count=9&invisibilityWindow=1s")), "1");
    const std::string readId(first.body["readId"].toString());
    QCOMPARE(emulated.call("POST", queue + ":discard", R"({"readId":")" + readId + R"("})").status,
             200);
    QCOMPARE(emulated.call("POST", queue + ":discard", R"({"readId":")" + readId + R"("})").status,
             404);
    emulated.clock.advance(10s);
    QCOMPARE(data(emulated.call("GET", queue + ":read?count=9")), "1");
    QCOMPARE(emulated.call("POST", queue, R"({"priority":1})").status, 400);
    QCOMPARE(emulated.call("GET", queue + ":read?invisibilityWindow=0s").status, 400);
}

void TestMemoryStores::flushes()
{
    Emulated emulated;
    emulated.call("POST", items + "?id=a", R"({"value":1})");
    emulated.universe.importHashItem("lyra/locks/A", "k", {1, emulated.clock.now() + 1h});
    const auto operation = emulated.call("POST", memory + ":flush?scope=TEST");
    QCOMPARE(emulated.call("GET", items + "/a").status, 200);
    QCOMPARE(emulated.call("POST", memory + ":flush").status, 200);
    QCOMPARE(emulated.call("GET", items + "/a").status, 404);
    QVERIFY(emulated.universe.hashItems("lyra/locks/A").empty());
    // The file has no operation to poll it by, as its own text asks for.
    const auto polled = emulated.reply("GET", '/' + std::string(operation.body["path"].toString()));
    QCOMPARE(polled.answer.status, 200);
    QVERIFY(polled.answer.body.contains(R"("done":true)"));
}

void TestMemoryStores::names()
{
    auto options = Emulated::usual();
    options.universeName = "Our game";
    options.userNames = {{7, "seven"}};
    Emulated emulated(std::move(options));
    QCOMPARE(emulated.call("GET", "/cloud/v2/universes/1").body["displayName"].toString(),
             "Our game");
    QCOMPARE(emulated.call("GET", "/cloud/v2/users/7").body["name"].toString(), "seven");
    QCOMPARE(emulated.call("GET", "/cloud/v2/users/8").body["name"].toString(), "User8");
    QCOMPARE(emulated.call("GET", "/cloud/v2/users/x").status, 400);
    QCOMPARE(emulated.call("GET", "/cloud/v2/universes/1/places/1").status, 200);
    QCOMPARE(emulated.call("GET", "/cloud/v2/universes/1/places/2").status, 404);
    QCOMPARE(
        emulated.call("GET", "/cloud/v2/universes/1/ordered-data-stores/o/scopes/s/entries").code(),
        "NOT_IMPLEMENTED");
}

void TestMemoryStores::tasksNeedARunner()
{
    Emulated emulated;
    const auto refused = emulated.call("POST", tasks, R"({"script":"return 1"})");
    QCOMPARE(refused.status, 501);
    QCOMPARE(refused.code(), "NOT_IMPLEMENTED");
}

void TestMemoryStores::tasksRun()
{
    auto options = Emulated::usual();
    options.queuesTasks = true;
    Emulated emulated(std::move(options));
    Echo echo(emulated.clock);
    emulated.service.setTaskRunner(&echo);
    const auto made = emulated.call("POST", tasks, R"({"script":"return 1","timeout":"30s"})");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.body["state"].toString(), "QUEUED");
    const std::string path = "/cloud/v2/" + std::string(made.body["path"].toString());
    emulated.clock.advance(1s);
    QCOMPARE(emulated.call("GET", path).body["state"].toString(), "PROCESSING");
    emulated.clock.advance(2s);
    const auto done = emulated.call("GET", path);
    QCOMPARE(done.body["state"].toString(), "COMPLETE");
    QCOMPARE(json::print(done.body["output"]["results"]), R"(["return 1",42])");
    QVERIFY(done.body["script"].isNull());
    QCOMPARE(emulated.call("GET", path + "?view=FULL").body["script"].toString(), "return 1");
    const auto flat = emulated.call("GET", path + "/logs");
    QCOMPARE(json::print(flat.body["luauExecutionSessionTaskLogs"].at(0)["messages"]),
             R"(["careful"])");
    const auto structured = emulated.call("GET", path + "/logs?view=STRUCTURED");
    const auto& message =
        structured.body["luauExecutionSessionTaskLogs"].at(0)["structuredMessages"].at(0);
    QCOMPARE(message["messageType"].toString(), "WARNING");
    QCOMPARE(emulated.call("GET", path + "x").status, 404);
    emulated.clock.advance(59min);
    QCOMPARE(emulated.call("GET", path).status, 200);
    emulated.clock.advance(1min);
    QCOMPARE(emulated.call("GET", path).status, 404); // forgotten
}

void TestMemoryStores::tasksFail()
{
    Emulated emulated;
    Echo echo(emulated.clock);
    emulated.service.setTaskRunner(&echo);
    const auto failureOf = [&](const std::string& script) {
        const auto made = emulated.call("POST", tasks, R"({"script":")" + script + R"("})");
        emulated.clock.advance(5s);
        const auto done =
            emulated.call("GET", "/cloud/v2/" + std::string(made.body["path"].toString()));
        return std::string(done.body["state"].toString()) + ' '
            + std::string(done.body["error"]["code"].toString());
    };
    QCOMPARE(failureOf("error"), "FAILED SCRIPT_ERROR");
    QCOMPARE(failureOf("large"), "FAILED OUTPUT_SIZE_LIMIT_EXCEEDED");
}

void TestMemoryStores::tasksHaveQuotas()
{
    auto options = Emulated::usual();
    options.taskDelay = 10min;
    Emulated emulated(std::move(options));
    Echo echo(emulated.clock);
    emulated.service.setTaskRunner(&echo);
    const auto create = [&] { return emulated.call("POST", tasks, R"({"script":"return 1"})"); };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(create().status, 200);
    const auto refused = create();
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("x-ratelimit-limit"), "5");
    emulated.clock.advance(1min);
    std::string path;
    for (int i = 0; i < 5; ++i)
        path = "/cloud/v2/" + std::string(create().body["path"].toString());
    emulated.clock.advance(1min);
    QCOMPARE(create().status, 429); // ten are unfinished
    for (int i = 0; i < 45; ++i)
        QCOMPARE(emulated.call("GET", path).status, 200);
    QCOMPARE(emulated.call("GET", path).status, 429);
}

void TestMemoryStores::tasksAreChecked_data()
{
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("no script") << std::string("{}") << 400;
    QTest::newRow("timeout") << std::string(R"({"script":"x","timeout":"301s"})") << 400;
    QTest::newRow("timeout in words") << std::string(R"({"script":"x","timeout":"long"})") << 400;
    QTest::newRow("unknown member") << std::string(R"({"script":"x","source":"y"})") << 400;
    QTest::newRow("binary input") << std::string(R"({"script":"x","binaryInput":"y"})") << 501;
}

void TestMemoryStores::tasksAreChecked()
{
    QFETCH(std::string, body);
    QFETCH(int, status);
    Emulated emulated;
    Echo echo(emulated.clock);
    emulated.service.setTaskRunner(&echo);
    QCOMPARE(emulated.call("POST", tasks, body).status, status);
    QCOMPARE(emulated
                 .call("POST", "/cloud/v2/universes/1/places/9/luau-execution-session-tasks",
                       R"({"script":"x"})")
                 .status,
             404);
}

PLECTRUM_TEST(TestMemoryStores)

} // namespace tst_memory_stores

#include "tst_memory_stores.moc"
