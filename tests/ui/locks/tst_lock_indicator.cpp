// SPDX-License-Identifier: MIT
// The lock of a key by real clicks and keys: shown while it is seen, waited for, broken on purpose.
#include "documents/locks/lock_status.h"
#include "editing/lock_watch.h"
#include "record_fixture.h"
#include "support/test.h"
#include "ui/locks/break_lock_dialog.h"
#include "ui/locks/lock_actions.h"
#include "ui/locks/lock_indicator.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace tst_lock_indicator {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Shown
{
    RecordFixture fixture;
    LockStatus status;
    QWidget window;
    LockActions* actions;
    LockIndicator* indicator;

    explicit Shown(const store::KeyAddress& key = RecordFixture::player("ada"))
        : status(key, fixture.records.lockWatch())
        , actions(new LockActions(&status, &window))
        , indicator(new LockIndicator(&status, actions->all(), &window))
    {
        editing::PollPolicy pace;
        pace.closely = 20ms;
        pace.firstWait = 10ms;
        pace.longestWait = 20ms;
        fixture.records.lockWatch().setPolicy(pace);
        auto* column = new QVBoxLayout(&window);
        column->addWidget(indicator);
    }
    void open()
    {
        window.show();
        window.activateWindow();
    }
    void release(const std::string& key)
    {
        QCoro::waitFor(fixture.universe.memoryStores().hashMap("lyra/locks/Player").remove(key));
    }
    bool isLocked(const std::string& key)
    {
        return QCoro::waitFor(fixture.records.probeLockActive(RecordFixture::player(key)));
    }
    template <typename Widget>
    Widget* find(const QString& name) const
    {
        return window.findChild<Widget*>(name);
    }
};

} // namespace

class TestLockIndicator final : public QObject
{
    Q_OBJECT

private slots:
    void showsTheState()
    {
        Shown shown;
        QCOMPARE(shown.indicator->text(), u"Unknown"_s);
        shown.open();
        QTRY_COMPARE(shown.indicator->text(), u"Free"_s);
        shown.fixture.lock("ada");
        QTRY_COMPARE(shown.indicator->text(), u"Held by another"_s);
        QCOMPARE(shown.indicator->accessibleName(), u"Lock: Held by another"_s);
        QVERIFY(shown.indicator->accessibleDescription().contains(u"hash map"_s));
    }

    /// As a row of the list does: what it was told stays true, so nobody tells it again.
    void showsWhatAnotherWatcherKnows()
    {
        Shown shown;
        const auto address = RecordFixture::player("ada");
        shown.fixture.lock("ada");
        auto& watch = shown.fixture.records.lockWatch();
        const auto row = watch.watch(editing::WatchPriority::Row, [](const auto&) { });
        row->setKeys({address});
        QTRY_COMPARE(watch.view(address).state, editing::LockState::Another);
        shown.open();
        QTRY_COMPARE(shown.indicator->text(), u"Held by another"_s);
    }

    void looksOnlyWhileItIsSeen()
    {
        Shown shown;
        shown.open();
        QTRY_COMPARE(shown.indicator->text(), u"Free"_s);
        shown.window.hide();
        const auto address = RecordFixture::player("ada");
        QCOMPARE(shown.fixture.records.lockWatch().view(address).doubt,
                 editing::UnknownReason::NotAsked);
        shown.window.show();
        QTRY_COMPARE(shown.fixture.records.lockWatch().view(address).state,
                     editing::LockState::Free);
    }

    void isHiddenWithoutLocks()
    {
        Shown shown(RecordFixture::plain("motd"));
        shown.open();
        QVERIFY(!shown.indicator->isVisible());
        QVERIFY(!shown.actions->find(u"lock.look"_s)->isEnabled());
    }

    void opensItsMenuByKeyAndClick()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_COMPARE(shown.indicator->text(), u"Held by another"_s);
        QTest::mouseClick(shown.indicator, Qt::LeftButton);
        QVERIFY(shown.indicator->menu());
        QTRY_VERIFY(shown.indicator->menu()->isVisible());
        auto* words = shown.indicator->menu()->findChild<QLabel*>(u"lock.words"_s);
        QVERIFY(words->text().startsWith(u"Held by another\n"_s));
        QTest::keyClick(shown.indicator->menu(), Qt::Key_Escape);
        QTRY_VERIFY(!shown.indicator->menu());
        shown.indicator->setFocus();
        QTest::keyClick(shown.indicator, Qt::Key_Return);
        QTRY_VERIFY(shown.indicator->menu());
        QTest::keyClick(shown.indicator->menu(), Qt::Key_Escape);
        QTRY_VERIFY(!shown.indicator->menu());
    }

    void waitsAndTellsWhenItIsFree()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_VERIFY(shown.actions->find(u"lock.wait"_s)->isEnabled());
        std::shared_ptr<Operation> operation;
        connect(&shown.status, &LockStatus::waitStarted, &shown.status,
                [&](std::shared_ptr<Operation> started) { operation = std::move(started); });
        QSignalSpy becameFree(&shown.status, &LockStatus::becameFree);
        shown.actions->find(u"lock.wait"_s)->trigger();
        QVERIFY(operation && operation->isRunning());
        QVERIFY(shown.status.isWaiting());
        QCOMPARE(shown.indicator->text(), u"Held by another, waiting"_s);
        QVERIFY(becameFree.isEmpty());
        shown.release("ada");
        QTRY_COMPARE(becameFree.size(), 1);
        QCOMPARE(operation->state(), Operation::State::Done);
        QVERIFY(!shown.status.isWaiting());
    }

    void waitingIsCancelled()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_VERIFY(shown.actions->find(u"lock.wait"_s)->isEnabled());
        QSignalSpy ended(&shown.status, &LockStatus::waitEnded);
        shown.actions->find(u"lock.wait"_s)->trigger();
        QVERIFY(shown.actions->find(u"lock.cancelWait"_s)->isEnabled());
        shown.actions->find(u"lock.cancelWait"_s)->trigger();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().toString(), QString());
        QVERIFY(shown.isLocked("ada"));
    }

    void breaksOnlyWhenTheKeyIsTyped()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_VERIFY(shown.actions->find(u"lock.break"_s)->isEnabled());
        shown.actions->find(u"lock.break"_s)->trigger();
        auto* dialog = shown.find<BreakLockDialog>(u"breakLock"_s);
        QVERIFY(dialog);
        auto* confirm = dialog->findChild<QPushButton*>(u"breakLock.confirm"_s);
        auto* typed = dialog->findChild<QLineEdit*>(u"breakLock.key"_s);
        QVERIFY(!confirm->isDefault() && !confirm->autoDefault() && !confirm->isEnabled());
        QTest::keyClicks(typed, u"Ada"_s);
        QVERIFY(!confirm->isEnabled());
        typed->clear();
        QTest::keyClicks(typed, u"ada"_s);
        QVERIFY(confirm->isEnabled());
        QTest::keyClick(typed, Qt::Key_Return); // Enter alone breaks nothing
        QVERIFY(shown.isLocked("ada"));
        QSignalSpy ended(&shown.status, &LockStatus::breakEnded);
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<store::LockRemoval>(), store::LockRemoval::Removed);
        QVERIFY(!shown.isLocked("ada"));
        QTRY_COMPARE(shown.indicator->text(), u"Free"_s);
    }

    void theDialogNoticesAnotherHolder()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_VERIFY(shown.actions->find(u"lock.break"_s)->isEnabled());
        shown.actions->find(u"lock.break"_s)->trigger();
        auto* dialog = shown.find<BreakLockDialog>(u"breakLock"_s);
        auto* state = dialog->findChild<QLabel*>(u"breakLock.state"_s);
        auto* confirm = dialog->findChild<QPushButton*>(u"breakLock.confirm"_s);
        dialog->findChild<QLineEdit*>(u"breakLock.key"_s)->setText(u"ada"_s);
        QVERIFY(confirm->isEnabled());
        QCoro::waitFor(shown.fixture.universe.memoryStores()
                           .hashMap("lyra/locks/Player")
                           .set("ada", json::Value("the next"), 1h));
        QTRY_VERIFY(!confirm->isEnabled());
        QVERIFY(state->text().contains(u"Another holder has taken the lock"_s));
        shown.release("ada");
        QTRY_VERIFY(state->text().contains(u"free now"_s));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!shown.find<BreakLockDialog>(u"breakLock"_s));
    }

    void theDialogOffersToWait()
    {
        Shown shown;
        shown.fixture.lock("ada");
        shown.open();
        QTRY_VERIFY(shown.actions->find(u"lock.break"_s)->isEnabled());
        shown.actions->find(u"lock.break"_s)->trigger();
        auto* dialog = shown.find<BreakLockDialog>(u"breakLock"_s);
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"breakLock.wait"_s), Qt::LeftButton);
        QVERIFY(shown.status.isWaiting());
        QVERIFY(shown.isLocked("ada"));
    }
};

PLECTRUM_UI_TEST(TestLockIndicator)

} // namespace tst_lock_indicator

#include "tst_lock_indicator.moc"
