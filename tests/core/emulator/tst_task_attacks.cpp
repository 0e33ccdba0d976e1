// SPDX-License-Identifier: MIT
// Hostile scripts of Luau execution tasks (data/attacks) on the machine's own clock: while one runs
// others are answered, it can be stopped, and the process keeps within bounds. With
// PLECTRUM_ATTACK_TABLE set to a file, a table of what was measured is written there.
#include "emulated.h"
#include "emulator/luau_task_runner.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/process_memory.h"
#include "support/test.h"

#include <QCoroTask>
#include <QDir>
#include <QFile>

#include <format>
#include <regex>

namespace tst_task_attacks {

using namespace std::chrono_literals;
using namespace plectrum;
using json::Value;

namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;
/// The ceiling of a task, what passes between Luau and JSON, and the records of tasks.
constexpr std::size_t maxPeak = 320 * megabyte;
const std::string tasks = "/cloud/v2/universes/1/places/1/luau-execution-session-tasks";
const QString folder = QStringLiteral(PLECTRUM_TESTS_DIR "/core/emulator/data/attacks");

emulator::Options optionsForTasks()
{
    emulator::Options options = test::Emulated::usual();
    options.taskDelay = async::Duration(1);
    options.quotas.isEnforced = false;
    return options;
}

/// A service as it is served: on the event loop, with pauses between the slices of scripts.
struct Serving
{
    Serving()
        : universe(clock, async::Random(1))
        , service(universe, clock, async::Random(2), optionsForTasks())
        , runner(emulator::makeLuauTaskRunner(
              universe, service.memoryStores(), clock, async::Random(3),
              [this](std::stop_token stop) { return clock.sleep(async::Duration(1), stop); }))
    {
        service.setTaskRunner(runner.get());
    }

    emulator::Response call(const std::string& method, const std::string& path,
                            const std::string& body = {})
    {
        emulator::Request request;
        request.method = method;
        request.path = path;
        request.headers = {{"x-api-key", test::Emulated::key}};
        if (!body.empty())
            request.headers.emplace_back("content-type", "application/json");
        request.body = body;
        return QCoro::waitFor(service.handle(std::move(request))).answer;
    }
    /// The path of the task.
    std::string start(const std::string& script, const std::string& timeout)
    {
        const Value body = Value::object({{"script", script}, {"timeout", timeout}});
        const auto answer = call("POST", tasks, json::print(body));
        const auto task = json::parse(answer.body);
        return task ? "/cloud/v2/" + std::string((*task)["path"].toString()) : std::string();
    }
    Value taskAt(const std::string& path)
    {
        auto task = json::parse(call("GET", path).body);
        return task ? *std::move(task) : Value();
    }
    std::string stateAt(const std::string& path)
    {
        return std::string(taskAt(path)["state"].toString());
    }

    async::EventLoopClock clock;
    mock::Universe universe;
    emulator::Service service;
    std::unique_ptr<emulator::TaskRunner> runner;
};

std::string scriptOf(const QString& name)
{
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool isOver(const std::string& state)
{
    return state == "FAILED" || state == "COMPLETE";
}

} // namespace

class TestTaskAttacks : public QObject
{
    Q_OBJECT

private slots:
    void endsWithinItsBounds_data() { addScripts(); }
    void endsWithinItsBounds();
    void closesWhileItRuns_data() { addScripts(); }
    void closesWhileItRuns();
    void othersAreAnsweredMeanwhile_data();
    void othersAreAnsweredMeanwhile();
    void whatCannotBeCutIsEnded();
    void recordsAreDropped();
    void mayComputeAsLongAsItsTimeout();

private:
    static void addScripts()
    {
        QTest::addColumn<QString>("script");
        for (const QString& name : QDir(folder).entryList({QStringLiteral("*.luau")}))
            QTest::newRow(qPrintable(name.chopped(5))) << name;
    }
};

void TestTaskAttacks::endsWithinItsBounds()
{
    QFETCH(QString, script);
    Serving serving;
    const std::size_t resident = test::beginPeak();
    const std::string path = serving.start(scriptOf(script), "1s");
    QVERIFY(!path.empty());
    QVERIFY(test::waitFor([&] { return isOver(serving.stateAt(path)); }));
    const std::size_t peak = test::peakBytes() - resident;
    const std::size_t left = test::beginPeak() - std::min(resident, test::statusBytes("VmRSS:"));
    const Value error = serving.taskAt(path)["error"];
    QFile table(qEnvironmentVariable("PLECTRUM_ATTACK_TABLE"));
    if (!table.fileName().isEmpty() && table.open(QIODevice::Append))
        table.write(QByteArray::fromStdString(
            std::format("| tasks/{} | {} {} | {} | {} |\n", script.chopped(5).toStdString(),
                        error["code"].toString(), error["message"].toString().substr(0, 90),
                        peak / megabyte, left / 1024)));
    const std::string message(error["message"].toString());
    if (error["code"] == Value("SCRIPT_ERROR") || error["code"] == Value("DEADLINE_EXCEEDED"))
        QVERIFY2(std::regex_search(message, std::regex("^TaskScript:[0-9]+: ")), message.c_str());
    if (!test::isSanitized)
        QVERIFY2(peak < maxPeak, std::format("{} MB", peak / megabyte).c_str());
    QCOMPARE(serving.call("GET", "/cloud/v2/universes/1").status, 200);
    QCoro::waitFor(serving.service.close());
}

/// Comes back at all: nothing of the script's goes on.
void TestTaskAttacks::closesWhileItRuns()
{
    QFETCH(QString, script);
    Serving serving;
    const std::string path = serving.start(scriptOf(script), "300s");
    QVERIFY(test::waitFor([&] { return serving.stateAt(path) != "QUEUED"; }));
    QCoro::waitFor(serving.service.close());
}

void TestTaskAttacks::othersAreAnsweredMeanwhile_data()
{
    QTest::addColumn<std::string>("script");
    QTest::newRow("loop") << std::string("while true do end");
    QTest::newRow("search") << std::string("while true do ('a'):find('b') end");
    QTest::newRow("catches") << std::string("while true do pcall(error, 'x') end");
    QTest::newRow("many short ones")
        << std::string("local function again() task.defer(again) end again() task.wait(1000)");
    QTest::newRow("calls") << std::string(
        "local map = game:GetService('MemoryStoreService'):GetHashMap('m') "
        "while true do map:SetAsync('k', 1, 60) end");
    QTest::newRow("waits") << std::string("while true do for i = 1, 1e5 do end task.wait() end");
}

void TestTaskAttacks::othersAreAnsweredMeanwhile()
{
    QFETCH(std::string, script);
    Serving serving;
    const std::string path = serving.start(script, "300s");
    int answers = 0;
    QVERIFY(test::waitFor([&] {
        answers += serving.stateAt(path) == "PROCESSING" ? 1 : 0;
        return answers == 20;
    }));
    QCOMPARE(serving.stateAt(path), "PROCESSING");
    QCoro::waitFor(serving.service.close());
}

/// A comparison of a sort cannot be left for others and taken up again.
void TestTaskAttacks::whatCannotBeCutIsEnded()
{
    Serving serving;
    const std::string path =
        serving.start("table.sort({1, 2}, function() while true do end end)", "300s");
    QVERIFY(test::waitFor([&] { return isOver(serving.stateAt(path)); }));
    QCOMPARE(serving.taskAt(path)["error"]["code"].toString(), "DEADLINE_EXCEEDED");
}

void TestTaskAttacks::recordsAreDropped()
{
    Serving serving;
    const std::string first = serving.start("return 1", "1s");
    QVERIFY(test::waitFor([&] { return isOver(serving.stateAt(first)); }));
    for (int i = 0; i < 110; ++i) {
        const std::string next = serving.start("return 1", "1s");
        QVERIFY(test::waitFor([&] { return isOver(serving.stateAt(next)); }));
    }
    QCOMPARE(serving.call("GET", first).status, 404);
}

void TestTaskAttacks::mayComputeAsLongAsItsTimeout()
{
    QCOMPARE(emulator::computingTime(5min, true), 5min);
    QCOMPARE(emulator::computingTime(5min, false), 10s); // nobody else has a turn meanwhile
    QCOMPARE(emulator::computingTime(1s, true), 1s);
    QCOMPARE(emulator::computingTime(1s, false), 1s);
}

PLECTRUM_TEST(TestTaskAttacks)

} // namespace tst_task_attacks

#include "tst_task_attacks.moc"
