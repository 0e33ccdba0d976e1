// SPDX-License-Identifier: MIT
#include "documents/work/operation_list.h"
#include "support/test.h"
#include "ui/work/operation_delegate.h"

#include <QAbstractItemModelTester>

namespace tst_operation_list {

using namespace Qt::StringLiterals;
using namespace plectrum::ui;
using namespace plectrum::documents;

class TestOperationList : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatRunsAndWhatFailed();
    void cancels();
    void stopsAllAtTheEnd();
};

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

PLECTRUM_TEST(TestOperationList)

} // namespace tst_operation_list

#include "tst_operation_list.moc"
