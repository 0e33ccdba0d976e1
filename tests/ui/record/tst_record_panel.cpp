// SPDX-License-Identifier: MIT
// The page of a record by real keys and clicks: editing, copy and paste, search, text, saving.
#include "documents/record/conflict_model.h"
#include "documents/record/json_tree_model.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "record_panel_fixture.h"
#include "support/test.h"
#include "ui/record/json_text_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/conflict_view.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QTreeView>

namespace tst_record_panel {

using namespace plectrum;

class TestRecordPanel final : public QObject
{
    Q_OBJECT

private slots:
    void editsByType();
    void refusesWrongNumbers();
    void refusesTakenNames();
    void editsLongStrings();
    void togglesByClick();
    void addsAndRemoves();
    void movesAndDuplicates();
    void copiesAndPastes();
    void changesTypes();
    void undoesByKey();
    void searches();
    void editsAsText();
    void showsErrorsOfText();
    void savesWithDialog();
    void showsConflicts();
};

void TestRecordPanel::editsByType()
{
    const Shown shown;
    shown.tree()->goTo(at("/coins"));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    shown.type(QStringLiteral("9007199254740993"));
    QTRY_COMPARE(shown.document->value()["coins"].toInteger(), 9007199254740993);
    shown.tree()->goTo(at("/name"));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    shown.type(QStringLiteral("Grace"));
    QTRY_COMPARE(shown.document->value()["name"].toString(), std::string_view("Grace"));
    shown.tree()->goTo(at("/vip"));
    QTest::keyClick(shown.tree(), Qt::Key_Space);
    QCOMPARE(shown.document->value()["vip"].toBool(true), false);
    shown.tree()->goTo(at("/name"));
    QTest::keyClick(shown.tree(), Qt::Key_F2); // the name: the current column is the first
    shown.type(QStringLiteral("title"));
    QTRY_VERIFY(shown.document->value().find("title"));
    QCOMPARE(shown.pointer(), QStringLiteral("/title"));
    QCOMPARE(shown.document->undoStack()->count(), 4);
}

void TestRecordPanel::refusesWrongNumbers()
{
    const Shown shown;
    for (const QString& wrong : {QStringLiteral("NaN"), QStringLiteral("inf"),
                                 QStringLiteral("1e999"), QStringLiteral("0x10")}) {
        shown.tree()->goTo(at("/coins"));
        QTest::keyClick(shown.tree(), Qt::Key_Return);
        shown.type(wrong);
        QVERIFY2(qobject_cast<QLineEdit*>(QApplication::focusWidget()), qPrintable(wrong));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(shown.tree()->hasFocus());
        QVERIFY(!shown.document->isModified());
    }
}

void TestRecordPanel::refusesTakenNames()
{
    const Shown shown;
    shown.tree()->goTo(at("/coins"));
    QTest::keyClick(shown.tree(), Qt::Key_F2);
    shown.type(QStringLiteral("name"));
    QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    shown.type(QStringLiteral("2"));
    QTRY_VERIFY(shown.document->value().find("name2"));
}

void TestRecordPanel::editsLongStrings()
{
    const Shown shown(R"({"text":"one\ntwo"})");
    shown.tree()->goTo(at("/text"));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    auto* page = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
    QVERIFY(page);
    QCOMPARE(page->toPlainText(), QStringLiteral("one\ntwo"));
    page->moveCursor(QTextCursor::End);
    QTest::keyClick(page, Qt::Key_Return);
    QTest::keyClicks(page, QStringLiteral("three"));
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shown.document->value()["text"].toString(), std::string_view("one\ntwo\nthree"));
}

void TestRecordPanel::togglesByClick()
{
    const Shown shown;
    const QModelIndex cell =
        shown.tree()->jsonModel()->indexOf(at("/vip")).siblingAtColumn(JsonTreeModel::ValueColumn);
    const QRect rect = shown.tree()->visualRect(cell);
    QTest::mouseClick(shown.tree()->viewport(), Qt::LeftButton, {},
                      QPoint(rect.left() + 10, rect.center().y()));
    QCOMPARE(shown.document->value()["vip"].toBool(true), false);
}

void TestRecordPanel::addsAndRemoves()
{
    const Shown shown;
    shown.tree()->goTo(at("/items/0"));
    QTest::keyClick(shown.tree(), Qt::Key_Insert);
    QCOMPARE(shown.pointer(), QStringLiteral("/items/1"));
    shown.type(QStringLiteral("new"));
    QTRY_COMPARE(shown.document->value()["items"].at(1).toString(), std::string_view("new"));
    QTest::keyClick(shown.tree(), Qt::Key_Delete);
    QCOMPARE(shown.document->value()["items"].size(), 3U);
    shown.tree()->goTo(at(""));
    QTest::keyClick(shown.tree(), Qt::Key_Insert);
    shown.type(QStringLiteral("fresh"));
    QTRY_VERIFY(shown.document->value().find("fresh"));
    shown.tree()->goTo(at(""));
    QTest::keyClick(shown.tree(), Qt::Key_Delete); // not the data itself
    QVERIFY(shown.document->value().find("fresh"));
}

void TestRecordPanel::movesAndDuplicates()
{
    const Shown shown;
    shown.tree()->goTo(at("/items/0"));
    QTest::keyClick(shown.tree(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(shown.pointer(), QStringLiteral("/items/1"));
    QTest::keyClick(shown.tree(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(shown.tree(), Qt::Key_Down, Qt::AltModifier); // is the last already
    QCOMPARE(QString::fromStdString(json::print(shown.document->value()["items"])),
             QStringLiteral(R"(["b","c","a"])"));
    QTest::keyClick(shown.tree(), Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(shown.tree(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(QString::fromStdString(json::print(shown.document->value()["items"])),
             QStringLiteral(R"(["b","a","a","c"])"));
    shown.tree()->goTo(at("/name"));
    QTest::keyClick(shown.tree(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(shown.document->value()["name 2"].toString(), std::string_view("Ada"));
}

void TestRecordPanel::copiesAndPastes()
{
    const Shown shown;
    shown.tree()->goTo(at("/items"));
    QTest::keyClick(shown.tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().simplified().remove(u' '),
             QStringLiteral(R"(["a","b","c"])"));
    QTest::keyClick(shown.tree(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("/items"));

    QApplication::clipboard()->setText(QStringLiteral("{\n \"x\": }"));
    const QString before = shown.text();
    QTest::keyClick(shown.tree(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(shown.text(), before);
    QVERIFY(shown.panel->messageBar()->isVisible());
    QVERIFY2(shown.panel->messageBar()->text().contains(QStringLiteral("Line 2, column 7")),
             qPrintable(shown.panel->messageBar()->text()));

    QApplication::clipboard()->setText(QStringLiteral(R"({"x":1})"));
    QTest::keyClick(shown.tree(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QString::fromStdString(json::print(shown.document->value()["items"])),
             QStringLiteral(R"(["a","b","c",{"x":1}])"));
    shown.tree()->goTo(at("/items"));
    QTest::keyClick(shown.tree(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(QString::fromStdString(json::print(shown.document->value()["items"])),
             QStringLiteral(R"({"x":1})"));
}

void TestRecordPanel::changesTypes()
{
    const Shown shown;
    shown.tree()->goTo(at("/coins"));
    QVERIFY(shown.action("node.changeType.number")->isChecked());
    shown.action("node.changeType.string")->trigger();
    QCOMPARE(shown.document->value()["coins"].toString(), std::string_view("5"));
    shown.tree()->goTo(at("/none"));
    QTest::keyClick(shown.tree(), Qt::Key_Return); // null has no editor, only other types
    QWidget* menu = QApplication::activePopupWidget();
    QVERIFY(qobject_cast<QMenu*>(menu));
    menu->close();
    shown.action("node.changeType.array")->trigger();
    QVERIFY(shown.document->value()["none"].isArray());
}

void TestRecordPanel::undoesByKey()
{
    const Shown shown;
    const QString before = shown.text();
    for (int i = 0; i < 200; ++i) {
        shown.tree()->goTo(at("/vip"));
        QTest::keyClick(shown.tree(), Qt::Key_Space);
        shown.tree()->goTo(at("/items/0"));
        QTest::keyClick(shown.tree(), Qt::Key_D, Qt::ControlModifier);
    }
    const QString after = shown.text();
    QCOMPARE(shown.document->undoStack()->count(), 400);
    for (int i = 0; i < 400; ++i)
        QTest::keyClick(shown.tree(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown.text(), before);
    QVERIFY(!shown.document->isModified());
    for (int i = 0; i < 400; ++i)
        QTest::keyClick(shown.tree(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown.text(), after);
}

void TestRecordPanel::searches()
{
    const Shown shown(R"({"a":{"Sword":1},"b":["sword","shield"],"c":"my sword"})");
    QTest::keyClick(shown.tree(), Qt::Key_F, Qt::ControlModifier);
    auto* text = shown.find<QLineEdit>("search.text");
    auto* count = shown.find<QLabel>("search.count");
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("sword"));
    QTRY_COMPARE(count->text(), QStringLiteral("1 of 3"));
    QCOMPARE(shown.pointer(), QStringLiteral("/a/Sword"));
    QTest::keyClick(text, Qt::Key_F3);
    QCOMPARE(shown.pointer(), QStringLiteral("/b/0"));
    QCOMPARE(count->text(), QStringLiteral("2 of 3"));
    QTest::keyClick(text, Qt::Key_F3);
    QTest::keyClick(text, Qt::Key_F3);
    QCOMPARE(shown.pointer(), QStringLiteral("/a/Sword")); // around the end
    QTest::keyClick(text, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(shown.pointer(), QStringLiteral("/c"));
    text->setText(QStringLiteral("bow"));
    QTRY_COMPARE(count->text(), QStringLiteral("No match"));
    QTest::keyClick(text, Qt::Key_Escape);
    QTRY_VERIFY(shown.tree()->hasFocus());
}

void TestRecordPanel::editsAsText()
{
    const Shown shown(R"({"coins":5})");
    auto* editor = shown.panel->text()->editor();
    QTRY_COMPARE(editor->toPlainText(), QStringLiteral("{\n  \"coins\": 5\n}"));
    shown.document->replace(at("/coins"), json::Value(6));
    QTRY_COMPARE(editor->toPlainText(), QStringLiteral("{\n  \"coins\": 6\n}"));
    QTextCursor cursor(editor->document()->findBlockByNumber(1));
    cursor.movePosition(QTextCursor::EndOfBlock);
    editor->setTextCursor(cursor);
    QTest::keyClicks(editor, QStringLiteral("0"));
    QVERIFY(shown.panel->text()->isPending());
    QVERIFY(!shown.panel->text()->error());
    const int steps = shown.document->undoStack()->count();
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.document->value()["coins"].toInteger(), 60);
    QCOMPARE(shown.document->undoStack()->count(), steps + 1);
    QVERIFY(!shown.panel->text()->isPending());
    shown.document->undoStack()->undo();
    QTRY_COMPARE(editor->toPlainText(), QStringLiteral("{\n  \"coins\": 6\n}"));
}

void TestRecordPanel::showsErrorsOfText()
{
    const Shown shown(R"({"coins":5})");
    auto* editor = shown.panel->text()->editor();
    QTRY_VERIFY(!editor->toPlainText().isEmpty());
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, QStringLiteral("x"));
    QVERIFY(shown.panel->text()->error());
    auto* state = shown.find<QLabel>("json.text.state");
    QVERIFY2(state->text().startsWith(QStringLiteral("Line 3, column 2: ")),
             qPrintable(state->text()));
    QVERIFY(!shown.find<QPushButton>("json.text.apply")->isEnabled());
    QVERIFY(!shown.panel->text()->apply());
    QCOMPARE(shown.document->undoStack()->count(), 0);
    shown.action("record.save")->trigger(); // says why not
    QVERIFY(!shown.panel->findChild<ui::SaveDialog*>());
    QVERIFY(shown.panel->messageBar()->isVisible());
    QTest::mouseClick(shown.find<QPushButton>("json.text.revert"), Qt::LeftButton);
    QTRY_COMPARE(editor->toPlainText(), QStringLiteral("{\n  \"coins\": 5\n}"));
}

void TestRecordPanel::savesWithDialog()
{
    const Shown shown;
    QVERIFY(!shown.action("record.save")->isEnabled());
    shown.document->replace(at("/coins"), json::Value(6));
    QVERIFY(shown.action("record.save")->isEnabled());
    QVERIFY(!shown.action("record.reload")->isEnabled());
    shown.confirmSave();
    QTRY_VERIFY(shown.panel->messageBar()->text().startsWith(QStringLiteral("Saved")));
    QCOMPARE(shown.document->isModified(), false);
    QVERIFY(shown.action("record.reload")->isEnabled());
}

void TestRecordPanel::showsConflicts()
{
    Shown shown(R"({"coins":5,"level":1})");
    shown.document->replace(at("/coins"), json::Value(6));
    shown.fixture.putPlayer("ada", R"({"coins":7,"level":2})");
    shown.confirmSave();
    auto* view = shown.find<ui::ConflictView>("record.conflicts");
    QTRY_VERIFY(view->isVisible());
    QCOMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("/coins"));
    QCOMPARE(shown.action("record.save")->text(), QStringLiteral("Review 1 conflict"));
    auto* list = shown.find<QTreeView>("conflicts.list");
    QTRY_VERIFY(list->hasFocus());
    QVERIFY(!shown.tree()->isVisible());
    auto* again = shown.find<QPushButton>("conflicts.save");
    QCOMPARE(again->text(), QStringLiteral("Choose 1 more"));
    QVERIFY(!again->isEnabled());
    QTest::keyClick(list, Qt::Key_T);
    QCOMPARE(view->model()->choice(0), documents::ConflictModel::Theirs);
    QTest::mouseClick(shown.find<QPushButton>("conflicts.choose1"), Qt::LeftButton);
    QCOMPARE(view->model()->choice(0), documents::ConflictModel::Ours);
    QTest::mouseClick(again, Qt::LeftButton);
    auto* dialog = shown.saveDialog();
    QVERIFY(dialog);
    emit dialog->confirmed();
    QTRY_COMPARE(
        QString::fromStdString(json::print(shown.fixture.stored(shown.document->address()))),
        QStringLiteral(R"({"coins":6,"level":2})"));
}

PLECTRUM_UI_TEST(TestRecordPanel)

} // namespace tst_record_panel

#include "tst_record_panel.moc"
