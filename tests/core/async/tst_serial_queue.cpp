// SPDX-License-Identifier: MIT
#include "async/serial_queue.h"
#include "async/sim_clock.h"
#include "support/test.h"

#include <memory>
#include <string>

namespace tst_serial_queue {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

Task<void> take(SerialQueue& queue, Clock& clock, std::string name, std::string* log,
                std::stop_token stop = {})
{
    bool isCancelled = false;
    try {
        const auto turn = co_await queue.turn(stop);
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
        SerialQueue queue;
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
        SerialQueue queue;
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
        SerialQueue queue;
        auto first = clock.await(queue.turn());
        auto waiting = queue.turn();
        SerialQueue::Turn kept;
        kept = std::move(first);
        first.release(); // holds nothing any more
        QVERIFY(!waiting.isReady());
        kept.release();
        kept.release();
        QVERIFY(waiting.isReady());
        auto second = clock.await(std::move(waiting));
        QVERIFY(!queue.isIdle());
        second = SerialQueue::Turn();
        QVERIFY(queue.isIdle());
    }

    void theQueueMayEndBeforeItsTurn()
    {
        SimClock clock;
        auto queue = std::make_unique<SerialQueue>();
        auto turn = clock.await(queue->turn());
        queue.reset();
        turn.release();
    }
};

PLECTRUM_TEST(SerialQueueTest)

} // namespace tst_serial_queue

#include "tst_serial_queue.moc"
