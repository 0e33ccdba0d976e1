// SPDX-License-Identifier: MIT
// Saving from a record's page: the button says what would happen and does it; a locked key is
// waited for with the draft kept; a schema refuses.
#include "documents/locks/lock_status.h"
#include "editing/lock_watch.h"
#include "json/pointer.h"
#include "record_fixture.h"
#include "support/test.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tst_save_controller {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Page
{
    RecordFixture fixture;
    std::unique_ptr<RecordDocument> document;
    std::unique_ptr<RecordPanel> panel;

    Page()
    {
        editing::PollPolicy pace;
        pace.closely = 20ms;
        pace.firstWait = 10ms;
        pace.longestWait = 20ms;
        fixture.records.lockWatch().setPolicy(pace);
        fixture.putPlayer("ada", R"({"coins":5,"level":1})");
        document = fixture.open(RecordFixture::player("ada"));
        panel = std::make_unique<RecordPanel>(document.get());
        panel->resize(900, 700);
        panel->show();
    }
    QAction* action(const QString& name) const
    {
        for (QAction* one : panel->recordActions())
            if (one->objectName() == name)
                return one;
        qFatal("no such action");
    }
    QString button() const { return action(u"record.save"_s)->text(); }
    void edit(const char* pointer, int value) const
    {
        document->replace(*json::Pointer::parse(pointer), json::Value(value));
    }
    void release()
    {
        QCoro::waitFor(fixture.universe.memoryStores().hashMap("lyra/locks/Player").remove("ada"));
    }
    QString stored()
    {
        return QString::fromStdString(json::print(fixture.stored(document->address())));
    }
    SaveDialog* ask() const
    {
        action(u"record.save"_s)->trigger();
        // A dialog that was answered may not be deleted yet.
        const auto dialogs = panel->findChildren<SaveDialog*>();
        const auto shown = std::ranges::find_if(dialogs, &QWidget::isVisible);
        return shown == dialogs.end() ? nullptr : *shown;
    }
    MessageBar* notice() const { return panel->findChild<MessageBar*>(u"record.lockNotice"_s); }
};

QPushButton* confirmOf(const SaveDialog* dialog)
{
    return dialog->findChild<QPushButton*>(u"save.confirm"_s);
}

} // namespace

class TestRecordSaving final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItWouldDo()
    {
        Page page;
        QCOMPARE(page.button(), u"Nothing to save"_s);
        page.edit("/coins", 6);
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        page.edit("/level", 2);
        QTRY_COMPARE(page.button(), u"Save 2 changes"_s);
        page.document->undoStack()->undo();
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        page.fixture.lock("ada");
        QTRY_COMPARE(page.button(), u"Wait for lock and save"_s);
        page.release();
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        page.document->discard();
        QTRY_COMPARE(page.button(), u"Nothing to save"_s);
        QVERIFY(!page.action(u"record.save"_s)->isEnabled());
    }

    void saysThatItHasMerged()
    {
        Page page;
        page.edit("/coins", 6);
        page.fixture.putPlayer("ada", R"({"coins":5,"level":9})"); // a server's own save
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        QTest::mouseClick(confirmOf(page.ask()), Qt::LeftButton);
        QTRY_COMPARE(page.stored(), uR"({"coins":6,"level":9})"_s);
        QTRY_VERIFY(page.panel->messageBar()->text().contains(u"merged with what others"_s));
        page.edit("/coins", 7);
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        QTest::mouseClick(confirmOf(page.ask()), Qt::LeftButton);
        QTRY_COMPARE(page.stored(), uR"({"coins":7,"level":9})"_s);
        QTRY_VERIFY(page.panel->messageBar()->text().startsWith(u"Saved as version"_s));
        QVERIFY(!page.panel->messageBar()->text().contains(u"merged"_s));
    }

    void waitsForTheLockAndSaves()
    {
        Page page;
        page.fixture.lock("ada");
        page.edit("/coins", 6);
        QTRY_COMPARE(page.button(), u"Wait for lock and save"_s);
        auto* dialog = page.ask();
        QCOMPARE(confirmOf(dialog)->text(), u"Wait for lock and save"_s);
        QVERIFY(dialog->findChild<QLabel*>(u"save.explanation"_s)
                    ->text()
                    .contains(u"your changes stay here"_s));
        QTest::mouseClick(confirmOf(dialog), Qt::LeftButton);
        QVERIFY(page.document->lock()->isWaiting());
        QCOMPARE(page.button(), u"Waiting for the lock…"_s);
        QVERIFY(page.notice()->isVisible());
        QVERIFY(page.document->isModified());
        QCOMPARE(page.stored(), uR"({"coins":5,"level":1})"_s);
        page.release();
        QTRY_COMPARE(page.stored(), uR"({"coins":6,"level":1})"_s);
        QTRY_VERIFY(page.panel->messageBar()->text().startsWith(u"Saved as version"_s));
        QVERIFY(!page.notice()->isVisible());
        QTRY_COMPARE(page.button(), u"Nothing to save"_s);
    }

    void aDraftThatWasChangedMeanwhileIsNotSaved()
    {
        Page page;
        page.fixture.lock("ada");
        page.edit("/coins", 6);
        QTRY_COMPARE(page.button(), u"Wait for lock and save"_s);
        QTest::mouseClick(confirmOf(page.ask()), Qt::LeftButton);
        page.edit("/coins", 7);
        page.release();
        QTRY_VERIFY(page.panel->messageBar()->text().contains(u"was not saved"_s));
        QCOMPARE(page.stored(), uR"({"coins":5,"level":1})"_s);
        QVERIFY(page.document->isModified());
    }

    void waitingCanBeStopped()
    {
        Page page;
        page.fixture.lock("ada");
        page.edit("/coins", 6);
        QTRY_COMPARE(page.button(), u"Wait for lock and save"_s);
        QTest::mouseClick(confirmOf(page.ask()), Qt::LeftButton);
        QTest::mouseClick(page.notice()->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_VERIFY(!page.notice()->isVisible());
        QTRY_COMPARE(page.button(), u"Wait for lock and save"_s);
        QVERIFY(page.document->isModified());
    }

    void theDialogFollowsTheLock()
    {
        Page page;
        page.edit("/coins", 6);
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        auto* dialog = page.ask();
        QCOMPARE(confirmOf(dialog)->text(), u"Save 1 change"_s);
        page.fixture.lock("ada");
        QTRY_COMPARE(confirmOf(dialog)->text(), u"Wait for lock and save"_s);
        page.release();
        QTRY_COMPARE(confirmOf(dialog)->text(), u"Save 1 change"_s);
        QTest::mouseClick(confirmOf(dialog), Qt::LeftButton);
        QTRY_COMPARE(page.stored(), uR"({"coins":6,"level":1})"_s);
    }

    void aFreeLockIsTold()
    {
        Page page;
        page.fixture.lock("ada");
        page.edit("/coins", 6);
        QTRY_VERIFY(page.action(u"lock.wait"_s)->isEnabled());
        page.action(u"lock.wait"_s)->trigger();
        page.release();
        QTRY_VERIFY(page.notice()->text().contains(u"is free now"_s));
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        auto* offer = page.notice()->findChild<QPushButton*>();
        QVERIFY(offer);
        QTest::mouseClick(offer, Qt::LeftButton);
        QVERIFY(page.panel->findChild<SaveDialog*>());
    }

    void theSchemaRefuses()
    {
        Page page;
        page.document->setSchema([](const json::Value& data) -> std::optional<std::string> {
            if (data["coins"].toInteger() < 0)
                return "coins must not be negative";
            return std::nullopt;
        });
        page.edit("/coins", -1);
        QTRY_COMPARE(page.button(), u"Save 1 change"_s);
        QTest::mouseClick(confirmOf(page.ask()), Qt::LeftButton);
        QTRY_VERIFY(page.panel->messageBar()->text().contains(u"coins must not be negative"_s));
        QCOMPARE(page.stored(), uR"({"coins":5,"level":1})"_s);
        QVERIFY(page.document->isModified());
    }
};

PLECTRUM_UI_TEST(TestRecordSaving)

} // namespace tst_save_controller

#include "tst_save_controller.moc"
