// SPDX-License-Identifier: MIT
#include "async/sim_clock.h"
#include "documents/work/operation_list.h"
#include "support/test.h"
#include "ui/work/operation_delegate.h"

#include <QAbstractItemModelTester>

namespace tst_operation_list {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

class TestOperationList : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatRunsAndWhatFailed();
    void cancels();
    void stopsAllAtTheEnd();
    void pausesBetweenSteps();
    void aPausedTaskCanBeCancelled();
    void tellsRateAndTimeLeft();
};

/// Takes a step each time that it may go on.
async::Task<void> work(std::shared_ptr<Operation> operation, async::Clock* clock)
{
    for (int step = 1; step <= 10; ++step) {
        co_await operation->proceed();
        operation->setProgress(step, 10);
        co_await clock->sleep(std::chrono::seconds(1));
    }
    operation->finish();
}

void TestOperationList::keepsWhatRunsAndWhatFailed()
{
    OperationList list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto one = list.begin(u"One"_s);
    const auto two = list.begin(u"Two"_s);
    QCOMPARE(list.running(), two.get());
    QCOMPARE(list.runningCount(), 2);
    QSignalSpy changed(&list, &OperationList::runningChanged);
    two->setProgress(3, 8);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(OperationDelegate::detail(list.index(0)), u"3 of 8"_s);
    two->finish();
    QCOMPARE(list.rowCount(), 1);
    one->fail(u"It broke."_s);
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(OperationDelegate::detail(list.index(0)), u"It broke."_s);
    QVERIFY(!list.running());
    one->finish();
    QVERIFY(one->state() == Operation::State::Failed);
    list.clearEnded();
    QCOMPARE(list.rowCount(), 0);
}

void TestOperationList::cancels()
{
    OperationList list;
    const auto operation = list.begin(u"Long"_s);
    list.cancel(list.index(0));
    QVERIFY(operation->stopToken().stop_requested());
    QVERIFY(operation->isRunning());
    operation->fail(u"stopped"_s);
    QVERIFY(operation->state() == Operation::State::Cancelled);
    QCOMPARE(list.rowCount(), 0);
}

void TestOperationList::stopsAllAtTheEnd()
{
    auto list = std::make_unique<OperationList>();
    const auto operation = list->begin(u"Long"_s);
    list.reset();
    QVERIFY(operation->stopToken().stop_requested());
}

void TestOperationList::pausesBetweenSteps()
{
    async::SimClock clock;
    OperationList list(&clock);
    const auto operation = list.begin(u"Long"_s);
    list.togglePause(list.index(0));
    QVERIFY2(!operation->isPaused(), "its task would not wait");
    operation->setPausable();
    auto task = work(operation, &clock);
    clock.advance(std::chrono::milliseconds(3500));
    QCOMPARE(operation->done(), 4);
    list.togglePause(list.index(0));
    QVERIFY(operation->isPaused());
    QVERIFY(OperationDelegate::detail(list.index(0)).startsWith(u"Paused · 4 of 10"_s));
    clock.advance(std::chrono::minutes(10));
    QCOMPARE(operation->done(), 4);
    QVERIFY(operation->isRunning());
    list.togglePause(list.index(0));
    QVERIFY(!operation->isPaused());
    QCOMPARE(operation->done(), 5);
    clock.blockOn(std::move(task));
    QVERIFY(operation->state() == Operation::State::Done);
}

void TestOperationList::aPausedTaskCanBeCancelled()
{
    async::SimClock clock;
    OperationList list(&clock);
    const auto operation = list.begin(u"Long"_s);
    operation->setPausable();
    auto task = work(operation, &clock);
    list.togglePause(list.index(0));
    clock.advance(std::chrono::minutes(1));
    list.cancel(list.index(0));
    QVERIFY_THROWS_EXCEPTION(async::Cancelled, clock.blockOn(std::move(task)));
    QCOMPARE(operation->done(), 1);
}

void TestOperationList::tellsRateAndTimeLeft()
{
    async::SimClock clock;
    OperationList list(&clock);
    const auto operation = list.begin(u"Long"_s);
    operation->setPausable();
    operation->setProgress(100, 1'000);
    QVERIFY2(!operation->remaining(), "nothing is known yet");
    clock.advance(std::chrono::seconds(10));
    QCOMPARE(operation->rate(), 10.0);
    QCOMPARE(operation->remaining(), std::chrono::seconds(90));
    QCOMPARE(OperationDelegate::detail(list.index(0)), u"100 of 1,000 · 10/s · 1 min 30 s left"_s);
    operation->pause();
    clock.advance(std::chrono::hours(1));
    QCOMPARE(operation->rate(), 10.0);
    operation->resume();
    clock.advance(std::chrono::seconds(10));
    QCOMPARE(operation->rate(), 5.0);
}

PLECTRUM_TEST(TestOperationList)

} // namespace tst_operation_list

#include "tst_operation_list.moc"
