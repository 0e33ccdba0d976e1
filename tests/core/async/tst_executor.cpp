// SPDX-License-Identifier: MIT
#include "async/executor.h"
#include "async/pool_executor.h"
#include "async/task_owner.h"
#include "support/test.h"

#include <QCoroTask>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <stdexcept>
#include <string>

namespace tst_executor {

using namespace plectrum::async;

namespace {

using Made = std::unique_ptr<Executor>;

/// Holds the threads of a pool until it is told to let them go.
struct Held
{
    QSemaphore begun;
    QSemaphore mayEnd;
    std::atomic<int> done = 0;
};

Task<void> hold(Executor* executor, std::shared_ptr<Held> held, std::stop_token stop = {})
{
    co_await executor->run(
        [held] {
            held->begun.release();
            held->mayEnd.acquire();
            ++held->done;
        },
        stop);
}

struct Place
{
    QThread* work = nullptr;
    QThread* after = nullptr;
};

Task<Place> placeOf(Executor* executor)
{
    Place place;
    place.work = co_await executor->run([] { return QThread::currentThread(); });
    place.after = QThread::currentThread();
    co_return place;
}

/// Counts the values that live, to see that none is lost.
struct Counted
{
    explicit Counted(std::shared_ptr<int> token)
        : m_token(std::move(token))
    {
    }
    std::shared_ptr<int> m_token;
};

} // namespace

class ExecutorTest : public QObject
{
    Q_OBJECT

    static void everyKind()
    {
        QTest::addColumn<bool>("isPool");
        QTest::newRow("inline") << false;
        QTest::newRow("pool") << true;
    }
    static Made made()
    {
        QFETCH(bool, isPool);
        if (isPool)
            return std::make_unique<PoolExecutor>();
        return std::make_unique<InlineExecutor>();
    }

private slots:
    void givesTheResult_data() { everyKind(); }
    void givesTheResult()
    {
        const auto executor = made();
        QCOMPARE(QCoro::waitFor(executor->run([] { return std::string("forty-two"); })),
                 std::string("forty-two"));
        // What can only be moved, and nothing at all.
        auto pointer = QCoro::waitFor(executor->run([] { return std::make_unique<int>(42); }));
        QCOMPARE(*pointer, 42);
        std::atomic<int> count = 0;
        QCoro::waitFor(executor->run([&count] { ++count; }));
        QCOMPARE(count.load(), 1);
    }

    void takesWorkThatCanOnlyBeMoved_data() { everyKind(); }
    void takesWorkThatCanOnlyBeMoved()
    {
        const auto executor = made();
        auto work = [given = std::make_unique<int>(7)]() mutable { return *given + 1; };
        QCOMPARE(QCoro::waitFor(executor->run(std::move(work))), 8);
    }

    void throwsWhatTheWorkThrows_data() { everyKind(); }
    void throwsWhatTheWorkThrows()
    {
        const auto executor = made();
        auto task = executor->run([]() -> int { throw std::runtime_error("of the work"); });
        try {
            QCoro::waitFor(task);
            QFAIL("it did not throw");
        } catch (const std::runtime_error& error) {
            QCOMPARE(std::string(error.what()), std::string("of the work"));
        }
    }

    void doesNothingWhenStoppedBefore_data() { everyKind(); }
    void doesNothingWhenStoppedBefore()
    {
        const auto executor = made();
        std::stop_source stop;
        stop.request_stop();
        std::atomic<int> count = 0;
        auto task = executor->run([&count] { ++count; }, stop.get_token());
        QVERIFY(task.isReady());
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(task));
        QCOMPARE(count.load(), 0);
        auto little = executor->run(10, [&count] { ++count; }, stop.get_token());
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(little));
        QCOMPARE(count.load(), 0);
    }

    void worksElsewhereAndComesBack()
    {
        PoolExecutor pool;
        const Place place = QCoro::waitFor(placeOf(&pool));
        QVERIFY(place.work != QThread::currentThread());
        QCOMPARE(place.after, QThread::currentThread());
        InlineExecutor here;
        auto task = placeOf(&here);
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task).work, QThread::currentThread());
    }

    void doesLittleWorkAtOnce()
    {
        PoolExecutor pool;
        auto little = pool.run(Executor::heavyFrom - 1, [] { return QThread::currentThread(); });
        QVERIFY(little.isReady());
        QCOMPARE(QCoro::waitFor(little), QThread::currentThread());
        auto much = pool.run(Executor::heavyFrom, [] { return QThread::currentThread(); });
        QVERIFY(!much.isReady());
        QVERIFY(QCoro::waitFor(much) != QThread::currentThread());
    }

    void stopsWhileTheWorkRuns()
    {
        PoolExecutor pool;
        const auto held = std::make_shared<Held>();
        std::stop_source stop;
        auto task = hold(&pool, held, stop.get_token());
        held->begun.acquire();
        stop.request_stop();
        QVERIFY(!task.isReady()); // it goes on from the event loop
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(task));
        QCOMPARE(held->done.load(), 0); // nobody waited for it
        held->mayEnd.release();
        QTRY_COMPARE(held->done.load(), 1);
    }

    void dropsAResultThatComesTooLate()
    {
        const auto token = std::make_shared<int>();
        const auto held = std::make_shared<Held>();
        {
            PoolExecutor pool;
            std::stop_source stop;
            auto task = pool.run(
                [held, token] {
                    held->begun.release();
                    held->mayEnd.acquire();
                    return Counted(token);
                },
                stop.get_token());
            held->begun.acquire();
            stop.request_stop();
            held->mayEnd.release(); // done and stopped at once: one of both tells the frame
            QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(task));
        }
        QCOMPARE(token.use_count(), 1);
    }

    void neverBeginsWhatWasStoppedInTheQueue()
    {
        PoolExecutor pool;
        const auto held = std::make_shared<Held>();
        std::vector<Task<void>> holding;
        const int threads = std::max(2, QThread::idealThreadCount());
        for (int i = 0; i < threads; ++i)
            holding.push_back(hold(&pool, held));
        held->begun.acquire(threads);
        std::stop_source stop;
        std::atomic<int> count = 0;
        auto queued = pool.run([&count] { ++count; }, stop.get_token());
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Cancelled, QCoro::waitFor(queued));
        held->mayEnd.release(threads);
        QCoro::waitFor(all(std::move(holding)));
        QCoro::waitFor(pool.run([] { })); // behind the one that was stopped, in the same queue
        QCOMPARE(count.load(), 0);
    }

    void mayGoBeforeItsTasks()
    {
        const auto held = std::make_shared<Held>();
        held->mayEnd.release();
        auto pool = std::make_unique<PoolExecutor>();
        auto task = hold(pool.get(), held);
        pool.reset(); // waits for the work
        QCOMPARE(held->done.load(), 1);
        QVERIFY(!task.isReady());
        QCoro::waitFor(task);
    }

    void worksForATaskOwner()
    {
        PoolExecutor pool;
        const auto held = std::make_shared<Held>();
        int errors = 0;
        {
            TaskOwner owner([&errors](const std::exception_ptr&) { ++errors; });
            owner.start(hold(&pool, held, owner.stopToken()));
            held->begun.acquire();
        } // asks to stop; the frame goes on later and finds nobody
        held->mayEnd.release();
        QTRY_COMPARE(held->done.load(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(errors, 0);
    }
};

PLECTRUM_TEST(ExecutorTest)

} // namespace tst_executor

#include "tst_executor.moc"
