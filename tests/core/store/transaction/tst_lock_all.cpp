// SPDX-License-Identifier: MIT
// Turns of several queues: in whatever order they are asked for, everybody comes through.
#include "async/random.h"
#include "async/sim_clock.h"
#include "async/task_owner.h"
#include "store/transaction/lock_all.h"
#include "support/test.h"

#include <algorithm>
#include <array>

namespace tst_lock_all {

using namespace plectrum;
using namespace std::chrono_literals;

namespace {

struct Desk
{
    async::SimClock clock;
    std::array<async::Mutex, 4> queues;
    std::array<int, 4> inside{};
    int done = 0;
    bool isShared = false;
    async::TaskOwner tasks{[](const std::exception_ptr&) { }};
};

async::Task<void> work(Desk* desk, std::vector<std::size_t> places)
{
    std::vector<async::Mutex*> queues;
    for (const auto container : places)
        queues.push_back(&desk->queues[container]);
    auto turns = store::tryTurns(queues);
    if (turns.empty())
        turns = co_await store::lockAll(queues, {});
    for (const auto container : places)
        desk->isShared = desk->isShared || ++desk->inside[container] > 1;
    co_await desk->clock.sleep(1s);
    for (const auto container : places)
        --desk->inside[container];
    ++desk->done;
}

} // namespace

class MultiTurnTest : public QObject
{
    Q_OBJECT

private slots:
    void anyOrderComesThrough()
    {
        async::Random random(5);
        Desk desk;
        constexpr int count = 300;
        for (int i = 0; i < count; ++i) {
            std::vector<std::size_t> places{0, 1, 2, 3};
            for (std::size_t left = places.size(); left > 1; --left)
                std::swap(places[left - 1],
                          places[std::size_t(random.integer(0, std::int64_t(left) - 1))]);
            places.resize(std::size_t(random.integer(1, 4)));
            desk.tasks.start(work(&desk, places));
        }
        desk.clock.run();
        QCOMPARE(desk.done, count);
        QVERIFY(!desk.isShared);
    }

    void aStopLeavesAllQueues()
    {
        async::SimClock clock;
        async::Mutex first;
        async::Mutex second;
        auto held = second.tryLock();
        std::stop_source stop;
        auto waiting = store::lockAll({&first, &second}, stop.get_token());
        QVERIFY(!first.isIdle());
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, clock.blockOn(std::move(waiting)));
        QVERIFY(first.isIdle());
        held.release();
        QVERIFY(second.isIdle());
    }
};

PLECTRUM_TEST(MultiTurnTest)

} // namespace tst_lock_all

#include "tst_lock_all.moc"
