// SPDX-License-Identifier: MIT
// What a bad line, a late request, a spent budget, a wrong clock or an odd answer must never do to
// the data of a universe: each test is one way in which a player would lose something.
#include "bad_line.h"
#include "datastore/error.h"
#include "opencloud/request_scheduler.h"
#include "store/lock/data_store_locks.h"
#include "support/test.h"

#include <algorithm>

namespace tst_cloud_safety {

using namespace plectrum;
using namespace std::chrono_literals;
using editing::SaveOutcome;
using json::Value;
using opencloud::ProtocolSetting;
using opencloud::Request;
using opencloud::RequestScheduler;
using opencloud::Response;
using store::CommitOutcome;
using test::BadLine;
using test::BadWorld;
using test::coins;
using test::muchData;

namespace {

using Way = BadLine::Way;

/// What the writes and removals of entries look like by each wire.
const char* writeMethod(ProtocolSetting protocol)
{
    return protocol == ProtocolSetting::OnlyV1 ? "POST" : "PATCH";
}

Response refusal(int status, const std::string& body)
{
    return {.status = status, .headers = {{"content-type", "application/json"}}, .body = body};
}

/// What is refused gets this.
void forbidding(const Request&, Response& answer)
{
    if (answer.status == 0)
        answer = refusal(403, R"({"code":"PERMISSION_DENIED","message":"no"})");
}

bool namesAnEtag(const std::string& body)
{
    return body.contains("\"etag\":\"") && !body.contains("\"etag\":\"\"");
}

bool isUnknown(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        return known.isOutcomeUnknown();
    }
}

/// A scheduler on the line, as the program has it.
struct ScheduledWorld : BadWorld
{
    ScheduledWorld()
        : random2(5)
        , scheduler(line, clock, random2)
        , scheduled(scheduler, {.universeId = 1, .protocol = ProtocolSetting::OnlyV2},
                    &there.memoryStores())
        , doors(scheduled, clock, random, executor)
    {
    }
    async::Random random2;
    RequestScheduler scheduler;
    opencloud::Universe scheduled;
    editing::RecordAccess doors;
};

} // namespace

class TestCloudSafety : public QObject
{
    Q_OBJECT

    static void addWires()
    {
        QTest::addColumn<int>("protocol");
        QTest::newRow("v2") << int(ProtocolSetting::OnlyV2);
        QTest::newRow("v1") << int(ProtocolSetting::OnlyV1);
    }

private slots:
    // 1: a write that arrives twice is ours, whatever the second answer says.
    void aWriteThatArrivesTwiceIsDone_data() { addWires(); }
    void aWriteThatArrivesTwiceIsDone()
    {
        QFETCH(int, protocol);
        BadWorld world{ProtocolSetting(protocol)};
        auto& store = world.ours("Plain");
        world.line.rules = {{"POST", "", Way::Twice}};
        const auto made = world.blockOn(store.set("k", Value(1), {.onlyIfAbsent = true}));
        world.line.rules = {{writeMethod(ProtocolSetting(protocol)), "", Way::Twice}};
        const auto info = world.blockOn(store.set("k", Value(2), {.ifVersion = made.version}));
        QCOMPARE(world.blockOn(world.theirs("Plain").get("k"))->info.version, info.version);
    }
    void aLargeRecordThatArrivesTwiceCanBeLoaded()
    {
        BadWorld world;
        world.putRecord("a", coins(1));
        world.line.rules = {{"PATCH", "records", Way::Twice}};
        const Value data = muchData(1);
        const auto result = world.save("a", coins(1), data);
        QCOMPARE(result.outcome, SaveOutcome::Saved);
        QCOMPARE(world.loaded("a"), data);
    }
    void aTransactionWhosePartArrivesTwiceIsWhole()
    {
        BadWorld world;
        world.putRecord("a", coins(10));
        world.putRecord("b", coins(0));
        world.line.rules = {{"PATCH", "entries/b", Way::Twice}};
        const auto result = world.commit({{"a", coins(10), coins(6)}, {"b", coins(0), coins(4)}});
        QCOMPARE(result.outcome, CommitOutcome::Committed);
        QCOMPARE(world.loaded("a"), coins(6));
        QCOMPARE(world.loaded("b"), coins(4));
    }
    void aRefusalThatCannotBeReadBackIsUnknown()
    {
        BadWorld world;
        auto& store = world.ours("Plain");
        const auto made = world.blockOn(store.set("k", Value(1), {.onlyIfAbsent = true}));
        world.line.rules = {{"PATCH", "", Way::Twice}};
        world.line.change = [&](const Request& request, Response& answer) {
            if (request.method == "GET")
                answer = refusal(403, R"({"code":"PERMISSION_DENIED","message":"no"})");
        };
        std::exception_ptr error;
        try {
            world.blockOn(store.set("k", Value(2), {.ifVersion = made.version}));
        } catch (...) {
            error = std::current_exception();
        }
        QVERIFY(error && isUnknown(error));
    }
    /// The record was done, and a gateway answers as if another had been faster; then nothing can
    /// be read: the shards of what stands there must stay.
    void shardsOfAnUnknownWriteStay()
    {
        BadWorld world;
        world.putRecord("a", coins(1));
        world.line.rules = {{"PATCH", "records", Way::Twice}};
        bool isWritten = false;
        world.line.change = [&](const Request& request, Response& answer) {
            isWritten =
                isWritten || (request.method == "PATCH" && request.path.contains("records"));
            if (isWritten && request.method == "GET" && request.path.contains("records"))
                answer = refusal(403, R"({"code":"PERMISSION_DENIED","message":"no"})");
        };
        const Value data = muchData(2);
        try {
            world.save("a", coins(1), data);
        } catch (const std::exception&) {
            // It is not known.
        }
        world.line.change = nullptr;
        QCOMPARE(world.loaded("a"), data);
    }

    // 3: what waits in the queue does not go when the lock is gone.
    void aWriteDoesNotGoWithoutItsLock()
    {
        ScheduledWorld world;
        world.putRecord("a", coins(1));
        bool isFirst = true;
        world.line.rules = {{"PATCH", "records", Way::Refused}};
        world.line.change = [&](const Request&, Response& answer) {
            if (answer.status != 0)
                return;
            isFirst = false;
            answer = refusal(429, "{}");
            answer.headers.emplace_back("retry-after", "100");
        };
        world.line.before = [&](const Request& request) {
            // While it waits, a game server takes the lock: the refresh fails.
            if (request.method == "PATCH" && request.path.contains("records") && isFirst)
                world.lockNow("a");
        };
        std::string text;
        try {
            world.blockOn(world.doors.saveDraft(BadWorld::lyra("a"), coins(1), coins(2), 0ms));
        } catch (const std::exception& error) {
            text = error.what();
        }
        QVERIFY2(!text.empty(), "it was written without the lock");
        QCOMPARE(world.loaded("a"), coins(1));
    }

    // 4: letting go removes nothing of another.
    void letGoOfALockThatAnotherHasTaken()
    {
        BadWorld world;
        auto locks = store::dataStoreLocks(
            store::RetryingDataStore(world.ours(BadWorld::locks), world.clock));
        QVERIFY(world.blockOn(locks->tryAcquire("k", "us")));
        world.line.before = [&](const Request& request) {
            if (request.method == "DELETE")
                world.writeNow(BadWorld::locks, "k", Value("game"));
        };
        world.blockOn(locks->releaseIf("k", "us"));
        const auto there = world.blockOn(world.theirs(BadWorld::locks).get("k"));
        QVERIFY2(there, "the game's lock was removed");
        QCOMPARE(there->value, Value("game"));
    }
    void letGoByV1OfALockThatAnotherHasTaken()
    {
        BadWorld world{ProtocolSetting::OnlyV1};
        auto locks = store::dataStoreLocks(
            store::RetryingDataStore(world.ours(BadWorld::locks), world.clock));
        QVERIFY(world.blockOn(locks->tryAcquire("k", "us")));
        world.line.before = [&](const Request& request) {
            if (request.method != "GET")
                world.writeNow(BadWorld::locks, "k", Value("game"));
        };
        world.blockOn(locks->releaseIf("k", "us"));
        world.line.before = nullptr;
        const auto there = world.blockOn(world.theirs(BadWorld::locks).get("k"));
        QVERIFY2(there, "whatever stands there may be the game's");
    }
    void takingBackANewRecordKeepsWhatTheGameMade()
    {
        BadWorld world;
        world.putRecord("a", coins(10));
        // The first part ("a") cannot be written for good, the second ("b") is new and was.
        world.line.rules = {{"PATCH", "entries/a", Way::Refused}};
        world.line.change = forbidding;
        bool isTheirs = false;
        const Value theirs = json::Value::object(
            {{"appliedMigrations", Value::array()},
             {"file", Value::object({{"data", Value::object({{"committedData", coins(77)}})}})},
             {"orphanedFiles", Value::array()}});
        world.line.before = [&](const Request& request) {
            if (request.method == "DELETE" && request.path.contains("entries/b") && !isTheirs) {
                isTheirs = true;
                world.writeNow(BadWorld::records, "b", theirs);
            }
        };
        world.commit({{"a", coins(10), coins(6)}, {"b", std::nullopt, coins(4)}});
        QVERIFY(isTheirs);
        QCOMPARE(world.loaded("b"), coins(77));
    }

    // 5: a revert that was given up does not land on what a player has saved since.
    void aLateRevertOverwritesNothing()
    {
        BadWorld world;
        world.putRecord("a", coins(10));
        world.putRecord("b", coins(0));
        world.line.rules = {{"PATCH", "entries/b", Way::Refused}};
        world.line.change = forbidding;
        int patches = 0;
        world.line.before = [&](const Request& request) {
            if (request.method == "PATCH" && request.path.contains("entries/a") && ++patches == 2)
                world.line.rules = {{"PATCH", "entries/a", Way::KeptBack}};
        };
        const auto result = world.commit({{"a", coins(10), coins(6)}, {"b", coins(0), coins(4)}});
        QCOMPARE(result.outcome, CommitOutcome::Reverted);
        QCOMPARE(world.line.kept.size(), 1U);
        world.line.before = nullptr;
        world.putRecord("a", coins(99)); // the player plays on
        world.blockOn(world.line.deliver());
        QCOMPARE(world.loaded("a"), coins(99));
    }

    // 6: without an etag nothing is written.
    void anAnswerWithoutEtagIsNotTrusted()
    {
        BadWorld world;
        world.blockOn(world.theirs("Plain").set("k", Value(1)));
        world.line.change = [](const Request& request, Response& answer) {
            if (request.method == "GET")
                answer.body =
                    std::string(answer.body).replace(answer.body.find("\"etag\""), 6, "\"atag\"");
        };
        bool isRefused = false;
        try {
            world.blockOn(world.ours("Plain").update(
                "k", [](const auto&) { return std::optional(datastore::Written{Value(2)}); }));
        } catch (const datastore::Error& error) {
            isRefused = error.kind() == datastore::ErrorKind::Malformed;
        }
        QVERIFY(isRefused);
        QCOMPARE(world.line.count("PATCH"), 0U);
    }
    /// Whatever is sent of a write or removal names what it replaces.
    void everyWriteHasACondition()
    {
        BadWorld world;
        auto& store = world.ours("Plain");
        world.blockOn(store.set("k", Value(1)));
        world.blockOn(store.set("k", Value(2)));
        world.blockOn(world.theirs("Plain").set("k", Value(3)));
        world.blockOn(store.set("k", Value(4)));
        QCOMPARE(world.blockOn(world.theirs("Plain").get("k"))->value, Value(4));
        world.blockOn(store.remove("k"));
        for (const Request& request : world.line.sent)
            if (request.method == "PATCH" || request.method == "DELETE")
                QVERIFY2(namesAnEtag(request.body), request.body.c_str());
    }

    // 7: the clock of the PC has no say in whether a lock lives.
    void aWrongClockTakesNoLock()
    {
        BadWorld world;
        for (const auto skew : {100s, -100s}) {
            test::WrongClock wrong(world.clock, skew);
            opencloud::Universe universe(world.line, wrong,
                                         {.universeId = 1, .protocol = ProtocolSetting::OnlyV2});
            auto locks = store::dataStoreLocks(
                store::RetryingDataStore(universe.dataStores().dataStore(BadWorld::locks), wrong));
            const std::string key = skew > 0s ? "ahead" : "behind";
            world.blockOn(world.theirs(BadWorld::locks).set(key, Value("game")));
            world.clock.advance(10s);
            QVERIFY2(!world.blockOn(locks->tryAcquire(key, "us")),
                     "the game's lock was taken over");
            world.clock.advance(85s);
            QVERIFY2(world.blockOn(locks->tryAcquire(key, "us")), "a dead lock looks alive");
        }
    }

    // 9: a marker whose setting was given up does not come back.
    void aLateMarkerTakesNothingBack()
    {
        BadWorld world;
        world.putRecord("a", coins(10));
        world.putRecord("b", coins(0));
        world.line.rules = {{"PATCH", "tx", Way::KeptBack}, {"POST", "tx", Way::KeptBack}};
        const auto result = world.commit({{"a", coins(10), coins(6)}, {"b", coins(0), coins(4)}});
        const bool isCommitted = result.outcome == CommitOutcome::Committed;
        const Value first = world.loaded("a");
        world.blockOn(world.line.deliver());
        QCOMPARE(world.loaded("a"), first);
        QCOMPARE(world.loaded("b"), isCommitted ? coins(4) : coins(0));
    }
    void aLateNewRecordIsNotCommittedByItself()
    {
        BadWorld world;
        world.putRecord("a", coins(10));
        // "b" is new; its creation is kept back, "a" is refused: all is taken back.
        world.line.rules = {{"POST", "records%2FGame/scopes/global/entries?id=b", Way::KeptBack}};
        world.line.rules.push_back({"PATCH", "entries/a", Way::Refused});
        world.line.change = forbidding;
        world.commit({{"a", coins(10), coins(6)}, {"b", std::nullopt, coins(4)}});
        world.blockOn(world.line.deliver());
        QCOMPARE(world.loaded("a"), coins(10));
        QCOMPARE(world.loaded("b"), Value());
    }

    // 10: what a scan has spent is not the lock's.
    void aScanLeavesRoomForALock()
    {
        ScheduledWorld world;
        auto& store = world.scheduled.dataStoresInBackground().dataStore("Plain");
        std::vector<async::Task<std::optional<datastore::Entry>>> reads;
        for (int i = 0; i < 400; ++i)
            reads.push_back(store.get("k"));
        world.clock.advance(5s);
        Request lock;
        lock.method = "GET";
        lock.path = "/cloud/v2/universes/1/data-stores/x/scopes/global/entries/k";
        lock.kind = opencloud::RequestKind::Read;
        lock.priority = opencloud::Priority::Lock;
        lock.isIdempotent = true;
        const auto begin = world.clock.elapsed();
        world.blockOn(world.scheduler.send(lock));
        QVERIFY(world.clock.elapsed() - begin < 1s);
        world.blockOn(async::all(std::move(reads)));
    }

    // 11: a wait of a day is not waited.
    void aLongRetryAfterIsGivenBack_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("value");
        QTest::newRow("a day") << std::string("retry-after") << std::string("86400");
        QTest::newRow("overflow") << std::string("retry-after")
                                  << std::string("9223372036854775807");
        QTest::newRow("zero") << std::string("retry-after") << std::string("0");
        QTest::newRow("negative") << std::string("retry-after") << std::string("-5");
        QTest::newRow("a date") << std::string("retry-after")
                                << std::string("Fri, 28 Nov 2025 20:13:20 GMT");
    }
    void aLongRetryAfterIsGivenBack()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, value);
        ScheduledWorld world;
        world.blockOn(world.theirs("Plain").set("k", Value(1)));
        world.line.change = [&](const Request& request, Response& answer) {
            if (request.method == "GET") {
                answer = refusal(429, "{}");
                answer.headers.emplace_back(name, value);
            }
        };
        const auto begin = world.clock.elapsed();
        bool isThrottled = false;
        try {
            world.blockOn(world.scheduled.dataStores().dataStore("Plain").get("k"));
        } catch (const datastore::Error& error) {
            isThrottled = error.kind() == datastore::ErrorKind::Throttled;
            QCOMPARE(error.text().contains("try again in 24 hours"), value == "86400");
        }
        QVERIFY(isThrottled);
        const auto took = world.clock.elapsed() - begin;
        QVERIFY(took < 1h);
        QVERIFY2(world.line.sent.size() < 3 || took > 10s, "tried again without a pause");
        // And what comes next is not shut out for long.
        world.line.change = nullptr;
        const auto next = world.clock.elapsed();
        world.blockOn(world.scheduled.dataStores().dataStore("Plain").get("k"));
        QVERIFY(world.clock.elapsed() - next < 3min);
    }
    void aResetInEpochSecondsIsNoWait()
    {
        ScheduledWorld world;
        world.line.change = [&](const Request&, Response& answer) {
            answer.headers.emplace_back("x-ratelimit-remaining", "0");
            answer.headers.emplace_back("x-ratelimit-reset", "1764188000");
        };
        auto& store = world.scheduled.dataStores().dataStore("Plain");
        world.blockOn(store.get("k"));
        const auto begin = world.clock.elapsed();
        world.blockOn(store.get("k"));
        QVERIFY(world.clock.elapsed() - begin < 3min);
    }

    // 12: who was removed is not brought back.
    void aRemovedEntryIsAbsent()
    {
        BadWorld world;
        world.blockOn(world.theirs("Plain").set("k", Value(1)));
        world.line.change = [](const Request& request, Response& answer) {
            const auto at = answer.body.find("ACTIVE");
            if (request.method == "GET" && at != std::string::npos)
                answer.body.replace(at, 6, "DELETED");
        };
        auto& store = world.ours("Plain");
        QVERIFY(!world.blockOn(store.get("k")));
        const auto version = world.blockOn(world.theirs("Plain").get("k"))->info.version;
        QVERIFY(!world.blockOn(store.getVersion("k", version)));
    }
    /// The id is taken by a removed entry: it can be written all the same, by its etag.
    void aRemovedEntryCanBeWrittenAnew()
    {
        BadWorld world;
        world.blockOn(world.theirs("Plain").set("k", Value(1)));
        world.line.change = [&](const Request& request, Response& answer) {
            const auto at = answer.body.find("ACTIVE");
            if (request.method == "GET" && at != std::string::npos
                && world.line.count("PATCH") == 0)
                answer.body.replace(at, 6, "DELETED");
        };
        world.blockOn(world.ours("Plain").update(
            "k", [](const auto& entry) -> std::optional<datastore::Written> {
                if (entry)
                    return std::nullopt;
                return datastore::Written{Value(2)};
            }));
        QCOMPARE(world.blockOn(world.theirs("Plain").get("k"))->value, Value(2));
        QVERIFY2(world.line.sent.size() <= 8, "the shared budget was spent on it");
    }
    void anIdThatCannotBeMadeEndsSoon()
    {
        BadWorld world;
        world.line.before = [&](const Request& request) {
            if (request.method == "POST")
                world.line.rules.clear();
        };
        world.line.change = [&](const Request& request, Response& answer) {
            if (request.method == "POST")
                answer = refusal(
                    400, R"({"code":"INVALID_ARGUMENT","message":"The entry already exists."})");
            if (request.method == "GET")
                answer = refusal(404, R"({"code":"NOT_FOUND","message":"not there"})");
        };
        QVERIFY_THROWS_EXCEPTION(datastore::Error,
                                 world.blockOn(world.ours("Plain").update("k", [](const auto&) {
                                     return std::optional(datastore::Written{Value(2)});
                                 })));
        QVERIFY2(world.line.sent.size() <= 15, "the shared budget was spent on it");
    }
};

PLECTRUM_TEST(TestCloudSafety)

} // namespace tst_cloud_safety

#include "tst_cloud_safety.moc"
