// SPDX-License-Identifier: MIT
// What the page of a record shows of locked, damaged, absent and large ones, and how it fits.
#include "documents/history/record_history.h"
#include "record_panel_fixture.h"
#include "support/test.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/record/json_text_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>

namespace tst_record_panel_states {

using namespace plectrum;

class TestRecordPanelStates final : public QObject
{
    Q_OBJECT

private slots:
    void showsLock();
    void showsDamage();
    void showsDamageThatIsReadLater();
    void returnsFocus();
    void leavesRoomForTheDifference();
    void showsAbsence();
    void fitsSmallWindows();
    void namesItsActions();
    void showsLargeRecordsAtOnce();
    void loadsLongTextBySlices();
};

void TestRecordPanelStates::showsLock()
{
    Shown shown;
    shown.document->replace(at("/coins"), json::Value(6));
    shown.fixture.lock("ada");
    shown.confirmSave();
    QTRY_VERIFY(shown.panel->messageBar()->text().contains(QStringLiteral("lock of this key")));
    QVERIFY(shown.document->isModified());
}

void TestRecordPanelStates::showsDamage()
{
    Shown shown;
    shown.fixture.put("lyra/records/Player", "broken",
                      parsed(R"({"appliedMigrations":[],"file":{"shard":"X","count":1},)"
                             R"("orphanedFiles":[]})"));
    shown.show(RecordFixture::player("broken"));
    auto* banner = shown.find<ui::MessageBar>("record.banner");
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains(QStringLiteral("Missing shard")), qPrintable(banner->text()));
    QVERIFY(shown.tree()->jsonModel()->indexOf(at("/file/shard")).isValid());
    QVERIFY(!shown.tree()->jsonModel()->isEditable());
    QTRY_VERIFY(shown.panel->text()->editor()->toPlainText().contains(QStringLiteral("shard")));
    QVERIFY(shown.panel->text()->editor()->isReadOnly());
    QVERIFY(!shown.action("node.remove")->isEnabled());
    QVERIFY(shown.action("edit.find")->isEnabled());
    // Nothing is promised that the history does not have.
    QTRY_VERIFY2(banner->text().contains(QStringLiteral("No older version")),
                 qPrintable(banner->text()));
}

void TestRecordPanelStates::showsDamageThatIsReadLater()
{
    RecordFixture fixture;
    fixture.put("lyra/records/Player", "broken",
                parsed(R"({"appliedMigrations":[],"file":{"shard":"X","count":1},)"
                       R"("orphanedFiles":[]})"));
    documents::RecordDocument document(RecordFixture::player("broken"), fixture.records);
    const RecordPanel panel(&document);
    QCOMPARE(document.phase(), documents::RecordDocument::Phase::Loading);
    QTRY_COMPARE(document.phase(), documents::RecordDocument::Phase::Ready);
    QTRY_VERIFY(panel.tree()->jsonModel()->indexOf(at("/file/shard")).isValid());
}

void TestRecordPanelStates::returnsFocus()
{
    Shown shown;
    shown.document->replace(at("/coins"), json::Value(6));
    shown.action("record.save")->trigger();
    auto* dialog = shown.panel->findChild<ui::SaveDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY(!shown.tree()->hasFocus());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(shown.tree()->hasFocus());
}

void TestRecordPanelStates::leavesRoomForTheDifference()
{
    const Shown shown;
    constexpr int header = 24;
    constexpr int row = 26;
    ui::HistoryPanel* history = shown.panel->history();
    QTRY_VERIFY(!history->history()->versions().empty());
    QVERIFY(!history->diffView()->isVisible());
    history->timeline()->choose(
        QString::fromStdString(history->history()->versions().front().version));
    QTRY_VERIFY(history->diffView()->isVisible()
                && history->diffView()->height() >= header + 4 * row);
    QVERIFY(shown.tree()->viewport()->height() >= 6 * row);
    QVERIFY(shown.panel->minimumSizeHint().height() <= 400); // small windows are possible
}

void TestRecordPanelStates::showsAbsence()
{
    Shown shown;
    shown.fixture.putPlayer("other", "{}");
    shown.panel.reset();
    shown.document = shown.fixture.open(RecordFixture::player("nobody"));
    RecordPanel panel(shown.document.get());
    panel.resize(900, 700);
    panel.show();
    auto* empty = panel.findChild<QLabel*>(QStringLiteral("record.empty"));
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().startsWith(QStringLiteral("No entry at this key")));
}

void TestRecordPanelStates::fitsSmallWindows()
{
    const Shown shown;
    QVERIFY2(shown.panel->minimumSizeHint().width() <= 700
                 && shown.panel->minimumSizeHint().height() <= 500,
             qPrintable(QStringLiteral("%1 x %2")
                            .arg(shown.panel->minimumSizeHint().width())
                            .arg(shown.panel->minimumSizeHint().height())));
}

void TestRecordPanelStates::namesItsActions()
{
    const Shown shown;
    QStringList names;
    for (const QAction* action : shown.panel->recordActions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY(!action->toolTip().isEmpty());
        QVERIFY2(action->isCheckable() || !action->icon().isNull(),
                 qPrintable(action->objectName()));
        names << action->objectName();
    }
    QCOMPARE(names.removeDuplicates(), 0);
    for (const char* name :
         {"record.save",       "record.reload",    "record.discard", "edit.undo",
          "edit.redo",         "node.add",         "node.addChild",  "node.remove",
          "node.duplicate",    "node.rename",      "node.moveUp",    "node.moveDown",
          "node.copy",         "node.paste",       "node.copyPath",  "node.changeType.null",
          "view.expandAll",    "view.collapseAll", "edit.find",      "edit.findNext",
          "edit.findPrevious", "view.text"}) {
        QVERIFY2(names.contains(QLatin1StringView(name)), name);
    }
}

void TestRecordPanelStates::showsLargeRecordsAtOnce()
{
    const Shown shown("{}");
    const json::Value large = largeData();
    shown.document->setValue(large, QStringLiteral("large"));
    shown.tree()->repaint();
    const auto handles = shown.tree()->jsonModel()->handleCount();
    QVERIFY2(handles > 1 && handles < 100, qPrintable(QString::number(handles))); // of 60,000
    shown.tree()->goTo(at("/inventory/19999/level"));
    QCOMPARE(shown.pointer(), QStringLiteral("/inventory/19999/level"));
}

void TestRecordPanelStates::loadsLongTextBySlices()
{
    const Shown shown("{}");
    shown.document->setValue(largeData(2'000), QStringLiteral("large"));
    auto* all = shown.find<QPushButton>("json.text.showAll");
    QTRY_VERIFY(all->isVisible());
    shown.tree()->goTo(at("/inventory/3"));
    QTRY_VERIFY(shown.panel->text()->editor()->isVisible());
    QTRY_VERIFY(shown.panel->text()->editor()->toPlainText().contains(QStringLiteral("player_3")));
    shown.panel->text()->showAll();
    QTRY_VERIFY(
        shown.panel->text()->editor()->toPlainText().contains(QStringLiteral("player_1999")));
    QTRY_VERIFY(!shown.panel->text()->isBusy());
    QCOMPARE(shown.panel->text()->editor()->toPlainText(),
             QString::fromStdString(json::printPretty(shown.document->value())));
    QVERIFY(!shown.panel->text()->isPending());
}

PLECTRUM_UI_TEST(TestRecordPanelStates)

} // namespace tst_record_panel_states

#include "tst_record_panel_states.moc"
