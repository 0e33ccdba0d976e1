// SPDX-License-Identifier: MIT
#include "async/event.h"
#include "async/sim_clock.h"
#include "support/test.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace tst_sim_clock {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

Task<void> note(Clock& clock, Duration duration, std::string name, std::string* log,
                std::stop_token stop = {})
{
    bool isCancelled = false;
    try {
        co_await clock.sleep(duration, stop);
    } catch (const Cancelled&) {
        isCancelled = true;
    }
    *log += name + (isCancelled ? "- " : "+ ");
}

Task<int> twice(Clock& clock)
{
    co_await clock.sleep(1h);
    co_await clock.sleep(1h);
    co_return 2;
}

} // namespace

class SimClockTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhoWasStopped()
    {
        SimClock clock;
        std::stop_source stop;
        auto whole = clock.sleepUnlessStopped(2s, stop.get_token());
        clock.advance(2s);
        QVERIFY(clock.blockOn(std::move(whole)));
        auto cut = clock.sleepUnlessStopped(2s, stop.get_token());
        stop.request_stop();
        QVERIFY(!clock.blockOn(std::move(cut)));
        QVERIFY(!clock.blockOn(clock.sleepUnlessStopped(2s, stop.get_token())));
        QCOMPARE(clock.elapsed(), std::chrono::milliseconds(2s));
    }

    void wakesInOrderOfTimeThenArrival()
    {
        SimClock clock;
        std::string log;
        const auto a = note(clock, 2s, "a", &log);
        const auto b = note(clock, 1s, "b", &log);
        const auto c = note(clock, 2s, "c", &log);
        QCOMPARE(clock.sleeping(), 3U);
        clock.advance(1s);
        QCOMPARE(log, "b+ ");
        clock.advance(999ms);
        QCOMPARE(log, "b+ ");
        clock.advance(1ms);
        QCOMPARE(log, "b+ a+ c+ ");
        QCOMPARE(clock.elapsed(), 2s);
        QVERIFY(!clock.step());
        const auto none = note(clock, 0s, "d", &log);
        QVERIFY(none.isReady());
    }

    void jumps()
    {
        SimClock clock(fromRfc3339("2025-11-26T20:13:20Z"));
        QCOMPARE(clock.blockOn(twice(clock)), 2);
        QCOMPARE(toRfc3339(clock.now()), "2025-11-26T22:13:20.000Z");
        clock.runUntil(fromRfc3339("2025-11-27T00:00:00Z"));
        QCOMPARE(toRfc3339(clock.now()), "2025-11-27T00:00:00.000Z");
        clock.runUntil(fromRfc3339("2025-11-26T00:00:00Z"));
        QCOMPARE(toRfc3339(clock.now()), "2025-11-27T00:00:00.000Z");
        const auto task = twice(clock);
        clock.run();
        QVERIFY(task.isReady());
    }

    void wallClockJumpsAlone()
    {
        SimClock clock;
        const auto before = clock.now();
        std::string log;
        const auto a = note(clock, 1h, "a", &log);
        clock.jumpWallClock(-5h);
        QCOMPARE(clock.now(), before - 5h);
        QCOMPARE(clock.elapsed(), 0s);
        QCOMPARE(log, "");
        clock.run();
        QCOMPARE(clock.now(), before - 4h);
    }

    void stopWakesWithTheNextStep()
    {
        SimClock clock;
        std::string log;
        std::stop_source source;
        const auto a = note(clock, 1h, "a", &log, source.get_token());
        const auto b = note(clock, 1s, "b", &log);
        source.request_stop();
        QCOMPARE(log, "");
        QVERIFY(clock.step());
        QCOMPARE(log, "a- ");
        QCOMPARE(clock.elapsed(), 0s);
        clock.run();
        QCOMPARE(log, "a- b+ ");
        const auto c = note(clock, 1h, "c", &log, source.get_token());
        QCOMPARE(log, "a- b+ c- ");
    }

    void destructionCancels()
    {
        std::string log;
        auto clock = std::make_unique<SimClock>();
        const auto a = note(*clock, 1h, "a", &log);
        clock.reset();
        QCOMPARE(log, "a- ");
    }

    void awaitThrows()
    {
        SimClock clock;
        const auto failing = [](Clock* mine) -> Task<int> {
            co_await mine->sleep(1s);
            throw std::runtime_error("no");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, clock.blockOn(failing(&clock)));
        Event gate;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, clock.blockOn(gate.wait()));
        gate.open();
    }
};

PLECTRUM_TEST(SimClockTest)

} // namespace tst_sim_clock

#include "tst_sim_clock.moc"
