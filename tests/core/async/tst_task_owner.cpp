// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"
#include "async/task_owner.h"
#include "support/test.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace tst_task_owner {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

Task<void> work(Clock& clock, Duration duration, std::string failure, std::stop_token stop)
{
    co_await clock.sleep(duration, stop);
    if (!failure.empty())
        throw std::runtime_error(failure);
}

std::string textOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& thrown) {
        return thrown.what();
    }
}

} // namespace

class TaskOwnerTest : public QObject
{
    Q_OBJECT
private slots:
    void reportsErrors()
    {
        SimClock clock;
        std::string errors;
        TaskOwner owner([&](std::exception_ptr error) { errors += textOf(error) + " "; });
        owner.start(work(clock, 1s, "one", owner.stopToken()));
        owner.start(work(clock, 2s, "", owner.stopToken()));
        owner.start(work(clock, 0s, "now", owner.stopToken()));
        QCOMPARE(errors, "now ");
        QCOMPARE(owner.running(), 2U);
        clock.run();
        QCOMPARE(errors, "now one ");
        QCOMPARE(owner.running(), 0U);
    }

    void stopIsNoError()
    {
        SimClock clock;
        int errors = 0;
        TaskOwner owner([&](std::exception_ptr) { ++errors; });
        owner.start(work(clock, 1h, "late", owner.stopToken()));
        owner.requestStop();
        clock.run();
        QCOMPARE(errors, 0);
        QCOMPARE(owner.running(), 0U);
        QCOMPARE(clock.elapsed(), 0s);
    }

    void finishedWaitsForAll()
    {
        SimClock clock;
        TaskOwner owner([](std::exception_ptr) { });
        QVERIFY(owner.finished().isReady());
        owner.start(work(clock, 1s, "", owner.stopToken()));
        owner.start(work(clock, 3s, "x", owner.stopToken()));
        const auto first = owner.finished();
        const auto second = owner.finished();
        clock.advance(2s);
        QVERIFY(!first.isReady());
        clock.advance(1s);
        QVERIFY(first.isReady() && second.isReady());
    }

    void destructionStopsAndReportsToNobody()
    {
        SimClock clock;
        int errors = 0;
        auto owner = std::make_unique<TaskOwner>([&](std::exception_ptr) { ++errors; });
        owner->start(work(clock, 1h, "stopped", owner->stopToken()));
        owner->start(work(clock, 1s, "runs on", {}));
        owner.reset();
        clock.run();
        QCOMPARE(errors, 0);
        QCOMPARE(clock.elapsed(), 1s);
    }

    void theReportMayEndTheOwner()
    {
        SimClock clock;
        std::unique_ptr<TaskOwner> owner;
        std::string seen;
        owner = std::make_unique<TaskOwner>([&](std::exception_ptr error) {
            owner.reset();
            seen = textOf(error);
        });
        owner->start(work(clock, 1s, "end", owner->stopToken()));
        clock.run();
        QVERIFY(!owner);
        QCOMPARE(seen, "end");
    }
};

PLECTRUM_TEST(TaskOwnerTest)

} // namespace tst_task_owner

#include "tst_task_owner.moc"
