// SPDX-License-Identifier: MIT
#include "async/mutex.h"
#include "async/sim_clock.h"
#include "support/test.h"

#include <memory>
#include <string>

namespace tst_mutex {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

Task<void> take(Mutex& queue, Clock& clock, std::string name, std::string* log,
                std::stop_token stop = {})
{
    bool isCancelled = false;
    try {
        const auto turn = co_await queue.lock(stop);
        *log += name + "( ";
        co_await clock.sleep(1s);
        *log += ") ";
    } catch (const Cancelled&) {
        isCancelled = true;
    }
    if (isCancelled)
        *log += name + "- ";
}

} // namespace

class SerialQueueTest : public QObject
{
    Q_OBJECT
private slots:
    void oneAtATimeInOrder()
    {
        SimClock clock;
        Mutex queue;
        std::string log;
        QVERIFY(queue.isIdle());
        const auto a = take(queue, clock, "a", &log);
        const auto b = take(queue, clock, "b", &log);
        const auto c = take(queue, clock, "c", &log);
        QVERIFY(!queue.isIdle());
        QCOMPARE(log, "a( ");
        clock.run();
        QCOMPARE(log, "a( ) b( ) c( ) ");
        QCOMPARE(clock.elapsed(), 3s);
        QVERIFY(queue.isIdle());
    }

    void aStoppedWaiterLeavesTheQueue()
    {
        SimClock clock;
        Mutex queue;
        std::string log;
        std::stop_source source;
        const auto a = take(queue, clock, "a", &log);
        const auto b = take(queue, clock, "b", &log, source.get_token());
        const auto c = take(queue, clock, "c", &log);
        source.request_stop();
        QCOMPARE(log, "a( b- ");
        clock.run();
        QCOMPARE(log, "a( b- ) c( ) ");
        const auto d = take(queue, clock, "d", &log, source.get_token());
        QCOMPARE(log, "a( b- ) c( ) d- ");
        QVERIFY(queue.isIdle());
    }

    void turnsCanBeHandedOn()
    {
        SimClock clock;
        Mutex queue;
        auto first = clock.blockOn(queue.lock());
        auto waiting = queue.lock();
        Mutex::Guard kept;
        kept = std::move(first);
        first.release(); // holds nothing any more
        QVERIFY(!waiting.isReady());
        kept.release();
        kept.release();
        QVERIFY(waiting.isReady());
        auto second = clock.blockOn(std::move(waiting));
        QVERIFY(!queue.isIdle());
        second = Mutex::Guard();
        QVERIFY(queue.isIdle());
    }

    void theQueueMayEndBeforeItsTurn()
    {
        SimClock clock;
        auto queue = std::make_unique<Mutex>();
        auto turn = clock.blockOn(queue->lock());
        queue.reset();
        turn.release();
    }
};

PLECTRUM_TEST(SerialQueueTest)

} // namespace tst_mutex

#include "tst_mutex.moc"
