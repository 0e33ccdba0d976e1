// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_task {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

Task<int> after(Clock& clock, Duration duration, int result)
{
    co_await clock.sleep(duration);
    if (result < 0)
        throw std::runtime_error("task " + std::to_string(result));
    co_return result;
}

Task<void> count(Clock& clock, Duration duration, int* done, bool fails)
{
    co_await clock.sleep(duration);
    ++*done;
    if (fails)
        throw std::runtime_error("failed");
}

} // namespace

class TaskTest : public QObject
{
    Q_OBJECT
private slots:
    void allGivesResultsInOrder()
    {
        SimClock clock;
        const auto start = clock.elapsed();
        std::vector<Task<int>> tasks;
        tasks.push_back(after(clock, 3s, 1));
        tasks.push_back(after(clock, 1s, 2));
        tasks.push_back(after(clock, 2s, 3));
        QCOMPARE(clock.blockOn(all(std::move(tasks))), (std::vector<int>{1, 2, 3}));
        QCOMPARE(clock.elapsed() - start, 3s); // together, not one after the other
    }

    void allWaitsForTheRestWhenOneFails()
    {
        SimClock clock;
        std::vector<Task<int>> tasks;
        tasks.push_back(after(clock, 3s, -2));
        tasks.push_back(after(clock, 1s, -1));
        tasks.push_back(after(clock, 5s, 3));
        std::string text;
        try {
            clock.blockOn(all(std::move(tasks)));
        } catch (const std::runtime_error& error) {
            text = error.what();
        }
        QCOMPARE(text, "task -2"); // the first in order, not in time
        QCOMPARE(clock.elapsed(), 5s);
        QVERIFY(clock.blockOn(all(std::vector<Task<int>>())).empty());
    }

    void allOfVoid()
    {
        SimClock clock;
        int done = 0;
        std::vector<Task<void>> tasks;
        tasks.push_back(count(clock, 2s, &done, true));
        tasks.push_back(count(clock, 3s, &done, false));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, clock.blockOn(all(std::move(tasks))));
        QCOMPARE(done, 2);
    }

    void stopTokens()
    {
        std::stop_source source;
        throwIfStopped(source.get_token());
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Cancelled, throwIfStopped(source.get_token()));
        QCOMPARE(std::string(Cancelled().what()), "cancelled");
    }
};

PLECTRUM_TEST(TaskTest)

} // namespace tst_task

#include "tst_task.moc"
