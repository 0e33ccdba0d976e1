// SPDX-License-Identifier: MIT
// Luau execution tasks with the real runner: scripts on the mock universe's services, in the
// sandbox, within their time.
#include "emulated.h"
#include "emulator/luau_task_runner.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_luau_tasks {

using namespace plectrum;
using namespace std::chrono_literals;
using test::Emulated;

namespace {

const std::string tasks = "/cloud/v2/universes/1/places/1/luau-execution-session-tasks";

struct Running
{
    Running()
        : runner(emulator::makeLuauTaskRunner(emulated.universe, emulated.service.memoryStores(),
                                              emulated.clock, async::Random(3)))
    {
        emulated.service.setTaskRunner(runner.get());
    }

    /// The task as it is after so long.
    json::Value run(const std::string& script, async::Duration after = 10s,
                    const std::string& timeout = "30s")
    {
        const auto made = emulated.call(
            "POST", tasks,
            json::print(json::Value::object({{"script", script}, {"timeout", timeout}})));
        if (made.status != 200)
            qFatal("%s", made.text.c_str());
        path = "/cloud/v2/" + std::string(made.body["path"].toString());
        emulated.clock.advance(after);
        return emulated.call("GET", path).body;
    }
    /// What the script returned, or its error.
    std::string resultOf(const std::string& script)
    {
        const auto task = run(script);
        return task["state"].toString() == "COMPLETE" ? json::print(task["output"]["results"])
                                                      : json::print(task["error"]);
    }

    Emulated emulated;
    std::unique_ptr<emulator::TaskRunner> runner;
    std::string path;
};

} // namespace

class TestLuauTasks : public QObject
{
    Q_OBJECT

private slots:
    void results_data();
    void results();
    void dataStoresAreThoseOfTheUniverse();
    void hashMapsAreThoseOfTheUniverse();
    void sortedMapsAreThoseOfTheEndpoints();
    void printsGoToTheLog();
    void errorsOfScripts();
    void loopsAreEnded_data();
    void loopsAreEnded();
    void waitsAreEnded();
    void tasksSeeOneAnother();
};

void TestLuauTasks::results_data()
{
    QTest::addColumn<std::string>("script");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, std::string script, std::string expected) {
        QTest::newRow(name) << std::move(script) << std::move(expected);
    };
    row("nothing", "local a = 1", "[]");
    row("several", "return 1, 'two', true, nil, {3}", R"([1,"two",true,null,[3]])");
    row("empty table", "return {}", "[[]]");
    row("mixed table", "return {1, a = 2}", R"([{"1":1,"a":2}])");
    row("no data", "return function() end", "[null]");
    row("JSON", R"(return game:GetService("HttpService"):JSONDecode('{"a":[1]}'))",
        R"([{"a":[1]}])");
    row("wait", "task.wait(2) return 'done'", R"(["done"])");
    row("os", "return os.time() > 1700000000", "[true]");
    row("place", "return game.PlaceId", "[1]");
    row("set and get", R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        store:SetAsync("k", {a = 1}, {7})
        local value, info = store:GetAsync("k")
        return value, info:GetUserIds(), typeof(info.Version))",
        R"([{"a":1},[7],"string"])");
    row("update", R"(local store = game:GetService("DataStoreService"):GetDataStore("s", "x")
        store:UpdateAsync("k", function(old) return (old or 0) + 1, {3}, {m = "n"} end)
        local value, info = store:UpdateAsync("k", function(old, info)
            return old + 10, info:GetUserIds(), info:GetMetadata() end)
        store:UpdateAsync("k", function() return nil end)
        return value, info:GetUserIds(), info:GetMetadata())",
        R"([11,[3],{"m":"n"}])");
    row("remove", R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        store:SetAsync("k", 1)
        local old = store:RemoveAsync("k")
        return old, store:GetAsync("k"))",
        "[1,null,null]");
    row("increment", R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        store:IncrementAsync("k", 5)
        return (store:IncrementAsync("k", -2)))",
        "[3]");
    row("increment by what is not whole",
        R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        local refused = {}
        for _, delta in {0.5, 1.5, 1e300, -1e300, 0/0, 2^63} do
            table.insert(refused, not pcall(store.IncrementAsync, store, "n", delta))
        end
        return refused, (store:GetAsync("n")))",
        "[[true,true,true,true,true,true],null]");
    row("pages", R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        for i = 1, 5 do store:SetAsync("k" .. i, i) end
        local pages, found = store:ListKeysAsync("k", 2), {}
        while true do
            for _, item in pages:GetCurrentPage() do table.insert(found, item.KeyName) end
            if pages.IsFinished then break end
            pages:AdvanceToNextPageAsync()
        end
        return found)",
        R"([["k1","k2","k3","k4","k5"]])");
    row("versions", R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        local version = store:SetAsync("k", 1)
        local page = store:ListVersionsAsync("k", Enum.SortDirection.Descending):GetCurrentPage()
        return #page, page[1].Version == version, (store:GetVersionAsync("k", version)))",
        "[1,true,1]");
    row("key too long", R"(return pcall(function()
        game:GetService("DataStoreService"):GetDataStore("s"):GetAsync(string.rep("x", 51)) end))",
        R"([false,"102: Key name exceeds the 50 character limit."])");
    row("hash map", R"(local map = game:GetService("MemoryStoreService"):GetHashMap("m")
        map:SetAsync("a", {1}, 60)
        map:UpdateAsync("a", function(old) table.insert(old, 2) return old end, 60)
        map:UpdateAsync("a", function() return nil end, 60)
        map:SetAsync("b", true, 60)
        map:RemoveAsync("b")
        return map:GetAsync("a"), map:GetAsync("b"), #map:ListItemsAsync(10):GetCurrentPage())",
        "[[1,2],null,1]");
    row("hash map items expire",
        R"(local map = game:GetService("MemoryStoreService"):GetHashMap("m")
        map:SetAsync("a", 1, 2)
        task.wait(3)
        return map:GetAsync("a"))",
        "[null]");
    row("sorted map", R"(local map = game:GetService("MemoryStoreService"):GetSortedMap("m")
        map:SetAsync("a", "A", 60, 2)
        map:SetAsync("b", "B", 60, 1)
        map:UpdateAsync("a", function(value, key) return value .. "!", key end, 60)
        local range = map:GetRangeAsync(Enum.SortDirection.Ascending, 10)
        return range[1].key, range[2].value, map:GetSizeAsync(), map:GetAsync("a"))",
        R"(["b","A!",2,"A!",2])");
    row("unknown service", R"(return pcall(function() return game:GetService("Players") end))",
        R"([false,"'Players' is not a valid Service name"])");
}

void TestLuauTasks::results()
{
    QFETCH(std::string, script);
    QFETCH(std::string, expected);
    Running running;
    const std::string found = running.resultOf(script);
    if (expected.starts_with("[false")) // the place in the script stands before the text
        QVERIFY2(found.starts_with("[false,") && found.contains(expected.substr(8)), found.c_str());
    else
        QCOMPARE(found, expected);
}

void TestLuauTasks::dataStoresAreThoseOfTheUniverse()
{
    Running running;
    running.run(R"(game:GetService("DataStoreService"):GetDataStore("s"):SetAsync("k", {a = 1}))");
    const auto read = running.emulated.call("GET", "/cloud/v2/universes/1/data-stores/s/entries/k");
    QCOMPARE(json::print(read.body["value"]), R"({"a":1})");
}

void TestLuauTasks::hashMapsAreThoseOfTheUniverse()
{
    Running running;
    running.run(R"(game:GetService("MemoryStoreService"):GetHashMap("lyra/locks/A")
        :SetAsync("k", "guid", 90))");
    const auto items = running.emulated.universe.hashItems("lyra/locks/A");
    QCOMPARE(items.size(), 1U);
    QCOMPARE(items[0].second.value.toString(), "guid");
}

void TestLuauTasks::sortedMapsAreThoseOfTheEndpoints()
{
    Running running;
    running.run(R"(game:GetService("MemoryStoreService"):GetSortedMap("m"):SetAsync("k", 5, 90))");
    QCOMPARE(
        running.emulated.call("GET", "/cloud/v2/universes/1/memory-store/sorted-maps/m/items/k")
            .body["value"]
            .toInteger(),
        5);
}

void TestLuauTasks::printsGoToTheLog()
{
    Running running;
    running.run("print('one', 2) warn('careful')");
    const auto logs = running.emulated.call("GET", running.path + "/logs?view=STRUCTURED");
    const auto& messages = logs.body["luauExecutionSessionTaskLogs"].at(0)["structuredMessages"];
    QCOMPARE(messages.size(), 2U);
    QCOMPARE(messages.at(0)["message"].toString(), "one 2");
    QCOMPARE(messages.at(1)["messageType"].toString(), "WARNING");
}

void TestLuauTasks::errorsOfScripts()
{
    Running running;
    for (const std::string script :
         {"error('no')", "return 1 +", "return nil + 1",
          "return game:GetService('DataStoreService'):GetDataStore('')"}) {
        const auto task = running.run(script);
        QCOMPARE(task["state"].toString(), "FAILED");
        QCOMPARE(task["error"]["code"].toString(), "SCRIPT_ERROR");
        QVERIFY(task["error"]["message"].toString().starts_with("TaskScript:1:"));
    }
}

void TestLuauTasks::loopsAreEnded_data()
{
    QTest::addColumn<std::string>("script");
    QTest::newRow("plain") << std::string("while true do end");
    QTest::newRow("with calls") << std::string(
        R"(local map = game:GetService("MemoryStoreService"):GetHashMap("m")
        while true do map:GetAsync("k") end)");
    QTest::newRow("with transforms") << std::string(
        R"(local store = game:GetService("DataStoreService"):GetDataStore("s")
        while true do store:UpdateAsync("k", function() return 1 end) end)");
    QTest::newRow("within a transform") << std::string(
        R"(local map = game:GetService("MemoryStoreService"):GetHashMap("m")
        map:UpdateAsync("k", function() while true do end end, 60))");
}

void TestLuauTasks::loopsAreEnded()
{
    QFETCH(std::string, script);
    Running running;
    const auto task = running.run(script, 10s, "0.2s");
    QCOMPARE(task["error"]["code"].toString(), "DEADLINE_EXCEEDED");
}

void TestLuauTasks::waitsAreEnded()
{
    Running running;
    QCOMPARE(running.run("task.wait(100)", 20s, "20s")["state"].toString(), "PROCESSING");
    running.emulated.clock.advance(2s);
    const auto task = running.emulated.call("GET", running.path).body;
    QCOMPARE(task["state"].toString(), "FAILED");
    QCOMPARE(task["error"]["code"].toString(), "DEADLINE_EXCEEDED");
}

void TestLuauTasks::tasksSeeOneAnother()
{
    Running running;
    const std::string script = R"(local map = game:GetService("MemoryStoreService"):GetHashMap("m")
        local mine = true
        map:UpdateAsync("k", function(old) mine = old == nil return old or "held" end, 60)
        task.wait(1)
        return mine)";
    QCOMPARE(running.resultOf(script), "[true]");
    QCOMPARE(running.resultOf(script), "[false]");
}

PLECTRUM_TEST(TestLuauTasks)

} // namespace tst_luau_tasks

#include "tst_luau_tasks.moc"
