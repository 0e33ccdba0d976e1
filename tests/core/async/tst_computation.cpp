// SPDX-License-Identifier: MIT
#include "async/computation.h"
#include "support/test.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace tst_computation {

using namespace plectrum::async;

namespace {

/// Work that waits until it may end, and tells whether its token stopped.
struct Held
{
    QSemaphore begun;
    QSemaphore mayEnd;
    std::atomic<bool> wasStopped = false;
    std::atomic<int> done = 0;
};

auto holding(std::shared_ptr<Held> held, int value)
{
    return [held = std::move(held), value](const std::stop_token& stop) {
        held->begun.release();
        held->mayEnd.acquire();
        held->wasStopped = stop.stop_requested();
        ++held->done;
        return value;
    };
}

} // namespace

class ComputationTest : public QObject
{
    Q_OBJECT

private slots:
    void comesBackToTheThreadThatAsked()
    {
        QThread* workedIn = nullptr;
        QThread* takenIn = nullptr;
        Computation<QThread*> computation([&](QThread* thread) {
            workedIn = thread;
            takenIn = QThread::currentThread();
        });
        QVERIFY(!computation.isRunning());
        computation.start([] { return QThread::currentThread(); });
        QVERIFY(computation.isRunning());
        QCOMPARE(takenIn, nullptr);
        QTRY_VERIFY(takenIn);
        QCOMPARE(takenIn, QThread::currentThread());
        QVERIFY(workedIn != takenIn);
        QVERIFY(!computation.isRunning());
    }

    void onlyTheNewestArrives()
    {
        const auto held = std::make_shared<Held>();
        std::vector<int> taken;
        Computation<int> computation([&taken](int value) { taken.push_back(value); });
        computation.start(holding(held, 1));
        held->begun.acquire();
        computation.start([] { return 2; });
        QTRY_COMPARE(taken, std::vector<int>{2});
        held->mayEnd.release();
        QTRY_COMPARE(held->done.load(), 1);
        QVERIFY(held->wasStopped);
        QCoreApplication::processEvents();
        QCOMPARE(taken, std::vector<int>{2});
    }

    void whatIsCancelledNeverArrives()
    {
        const auto held = std::make_shared<Held>();
        std::vector<int> taken;
        Computation<int> computation([&taken](int value) { taken.push_back(value); });
        computation.start(holding(held, 1));
        held->begun.acquire();
        computation.cancel();
        QVERIFY(!computation.isRunning());
        held->mayEnd.release();
        QTRY_COMPARE(held->done.load(), 1);
        QCoreApplication::processEvents();
        QVERIFY(taken.empty());
    }

    void mayGoBeforeItsWork()
    {
        const auto held = std::make_shared<Held>();
        std::vector<int> taken;
        {
            Computation<int> computation([&taken](int value) { taken.push_back(value); });
            computation.start(holding(held, 1));
            held->begun.acquire();
        }
        held->mayEnd.release();
        QTRY_COMPARE(held->done.load(), 1);
        QCoreApplication::processEvents();
        QVERIFY(taken.empty());
    }

    void whoTakesMayAskAgainOrEndIt()
    {
        std::vector<int> taken;
        std::unique_ptr<Computation<int>> computation;
        computation = std::make_unique<Computation<int>>([&](int value) {
            taken.push_back(value);
            if (value < 3)
                computation->start([value] { return value + 1; });
            else
                computation.reset();
        });
        computation->start([] { return 1; });
        QTRY_VERIFY(!computation);
        QCOMPARE(taken, (std::vector<int>{1, 2, 3}));
    }
};

PLECTRUM_TEST(ComputationTest)

} // namespace tst_computation

#include "tst_computation.moc"
