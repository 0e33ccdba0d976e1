// SPDX-License-Identifier: MIT
// Each kind of fault does what it says, and the same seed does it again.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/universe.h"
#include "support/test.h"

namespace tst_fault_plan {

using namespace plectrum;
using namespace std::chrono_literals;
using datastore::Error;
using datastore::ErrorKind;
using json::Value;
using mock::FaultPlan;
using mock::Op;

namespace {

const Error rejected(ErrorKind::Unreachable, "502: rejected");

} // namespace

class FaultPlanTest : public QObject
{
    Q_OBJECT
    struct World
    {
        explicit World(FaultPlan plan, std::uint64_t seed = 1)
            : universe(clock, async::Random(seed))
        {
            universe.setFaultPlan(std::move(plan));
        }
        datastore::DataStore& store() { return universe.dataStores().dataStore("s"); }
        datastore::HashMap& map() { return universe.memoryStores().hashMap("m"); }
        /// The text of the error, with "?" when the outcome is unknown; empty when there is none.
        template <typename T>
        std::string failure(async::Task<T> task)
        {
            try {
                clock.blockOn(std::move(task));
            } catch (const Error& error) {
                return error.text() + (error.isOutcomeUnknown() ? "?" : "");
            }
            return {};
        }
        std::string set(const std::string& key) { return failure(store().set(key, Value(1))); }
        std::string get(const std::string& key) { return failure(store().get(key)); }

        async::SimClock clock;
        mock::Universe universe;
    };

    /// A letter for each of many calls: which failed.
    static std::string trace(FaultPlan plan, std::uint64_t seed)
    {
        World world(std::move(plan), seed);
        std::string letters;
        for (int i = 0; i < 200; ++i)
            letters += world.set("k").empty() ? '.' : 'x';
        return letters;
    }

private slots:
    void nextCallsOfAKind()
    {
        World world({.failures = {
                         {.match = {.ops = {Op::Set}, .key = "a"},
                          .error = rejected,
                          .skip = 1,
                          .times = 2},
                         {.match = {.container = "m"},
                          .error = {ErrorKind::Throttled, "TotalRequestsOverLimit"}},
                     }});
        QCOMPARE(world.set("b"), "");
        QCOMPARE(world.set("a"), "");
        QCOMPARE(world.get("a"), "");
        QCOMPARE(world.set("a"), "502: rejected");
        QCOMPARE(world.set("b"), "");
        QCOMPARE(world.set("a"), "502: rejected");
        QCOMPARE(world.set("a"), "");
        QCOMPARE(world.failure(world.map().get("k")), "TotalRequestsOverLimit");
        QCOMPARE(world.failure(world.map().get("k")), "");
        QCOMPARE(world.universe.faultPlan().failures[0].times, 0);
    }

    void aFailedWriteIsNotDone()
    {
        World world({.failures = {{.match = {.ops = {Op::Set, Op::Update, Op::Remove}},
                                   .error = rejected,
                                   .times = mock::Failure::always}}});
        QCOMPARE(world.set("a"), "502: rejected");
        QVERIFY(!world.clock.blockOn(world.store().get("a")));
        QVERIFY(world.universe.storeRecords().empty());
    }

    void aLostAnswerIsDone()
    {
        World world({.failures = {{.match = {.ops = {Op::Set, Op::Remove, Op::MapUpdate}},
                                   .error = rejected,
                                   .times = 3,
                                   .isDone = true}}});
        QCOMPARE(world.set("a"), "502: rejected?");
        QCOMPARE(world.clock.blockOn(world.store().get("a"))->value, Value(1));
        QCOMPARE(world.failure(world.store().remove("a")), "502: rejected?");
        QVERIFY(!world.clock.blockOn(world.store().get("a")));
        const auto give = [](const auto&) { return std::optional(Value("id")); };
        QCOMPARE(world.failure(world.map().update("k", give, 90s)), "502: rejected?");
        QVERIFY(world.clock.blockOn(world.map().get("k")));
    }

    void latency()
    {
        World world({.minimumLatency = 100ms, .maximumLatency = 200ms});
        for (int i = 0; i < 20; ++i) {
            const auto before = world.clock.elapsed();
            world.get("k");
            const auto took = world.clock.elapsed() - before;
            QVERIFY(took >= 100ms && took <= 200ms);
        }
        World fixed({.minimumLatency = 50ms});
        fixed.get("k");
        QCOMPARE(fixed.clock.elapsed(), 50ms);
    }

    void stopDuringLatencyDoesNothing()
    {
        World world({.minimumLatency = 1s});
        std::stop_source source;
        auto task = world.store().set("k", Value(1), {}, source.get_token());
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
        QVERIFY(world.universe.storeRecords().empty());
    }

    void rates()
    {
        const FaultPlan plan{.errorRate = 0.3, .error = rejected};
        const auto first = trace(plan, 1);
        const auto failed = std::ranges::count(first, 'x');
        QVERIFY(failed > 35 && failed < 85);
        QCOMPARE(trace(plan, 1), first);
        QVERIFY(trace(plan, 2) != first);
        World lost({.lostAnswerRate = 1});
        QVERIFY(lost.set("k").ends_with("?"));
        QCOMPARE(lost.get("k"), ""); // reads have no answer to lose
        QVERIFY(lost.clock.blockOn(lost.store().get("k")));
    }

    void throttling()
    {
        async::SimClock clock;
        World world({.throttlings = {{.match = {.ops = {Op::Set, Op::MapGet}},
                                      .from = clock.now() + 10s,
                                      .until = clock.now() + 20s}}});
        QCOMPARE(world.set("k"), "");
        world.clock.advance(10s);
        QVERIFY(world.set("k").starts_with("302: SetAsync request dropped."));
        QCOMPARE(world.failure(world.map().get("k")), "RequestThrottled");
        QCOMPARE(world.get("k"), "");
        world.clock.advance(10s);
        QCOMPARE(world.set("k"), "");
    }

    void clockJumps()
    {
        World world({.clockJumps = {{.afterCalls = 1, .by = 2h}, {.afterCalls = 2, .by = -5h}}});
        const auto start = world.clock.now();
        const auto updated = [&] {
            return world.clock.blockOn(world.store().set("k", Value(1))).updatedTime;
        };
        QCOMPARE(updated(), start);
        QCOMPARE(updated(), start + 2h);
        QCOMPARE(updated(), start + 2h); // versions never go back
        QCOMPARE(world.universe.now(), start - 3h);
        QCOMPARE(world.clock.now(), start);
    }

    void throttledTexts()
    {
        for (const auto op : {Op::Get, Op::Set, Op::Update, Op::Remove, Op::ListKeys,
                              Op::ListVersions, Op::GetVersion, Op::ListDataStores}) {
            const auto error = mock::throttled(op);
            QCOMPARE(error.kind(), ErrorKind::Throttled);
            QVERIFY(error.isRetryable());
            const int code = std::stoi(error.code());
            QVERIFY(code >= 301 && code <= 306);
            QVERIFY(error.text().starts_with(error.code() + ": "));
        }
    }
};

PLECTRUM_TEST(FaultPlanTest)

} // namespace tst_fault_plan

#include "tst_fault_plan.moc"
