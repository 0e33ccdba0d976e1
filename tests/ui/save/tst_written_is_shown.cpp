// SPDX-License-Identifier: MIT
// What is written is what the question shows: open editors are taken over or refused first, and a
// draft that has changed since is asked about again.
#include "documents/history/diff_model.h"
#include "record_panel_fixture.h"
#include "support/test.h"
#include "ui/record/json_text_view.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"

#include <QPlainTextEdit>
#include <QPushButton>

namespace tst_written_is_shown {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

/// Opens the editor of a value and types, without Return.
QWidget* typeInto(Shown& shown, const char* pointer, const QString& text)
{
    shown.tree()->setFocus();
    shown.tree()->goTo(at(pointer));
    shown.tree()->editValue();
    [&] { QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget())); }();
    QTest::keyClicks(QApplication::focusWidget(), text);
    return QApplication::focusWidget();
}

SaveDialog* dialogOf(const Shown& shown)
{
    for (auto* dialog : shown.panel->findChildren<SaveDialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

/// "/coins 5 -> 6", row by row.
QStringList rowsOf(const SaveDialog* dialog)
{
    const auto* model = dialog->findChild<DiffView*>()->model();
    QStringList rows;
    for (int i = 0; i < model->rowCount(); ++i) {
        const auto text = [&](int column) { return model->index(i, column).data().toString(); };
        rows += model->index(i, 0).data(DiffModel::PointerRole).toString() % u' '
            % text(DiffModel::BeforeColumn) % u" -> " % text(DiffModel::AfterColumn);
    }
    return rows;
}

void confirm(const SaveDialog* dialog)
{
    QTest::mouseClick(dialog->findChild<QPushButton*>(u"save.confirm"_s), Qt::LeftButton);
}

QString storedIn(Shown& shown)
{
    return QString::fromStdString(json::print(shown.fixture.stored(shown.document->address())));
}

} // namespace

class TestWrittenIsShown final : public QObject
{
    Q_OBJECT

private slots:
    void savingTakesTheOpenEditorOver()
    {
        Shown shown(R"({"coins":661,"name":"Ada"})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        QTest::keyClick(typeInto(shown, "/name", u"TYPED"_s), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialogOf(shown));
        QTRY_COMPARE(rowsOf(dialogOf(shown)),
                     QStringList({u"/coins 661 -> 5"_s, u"/name \"Ada\" -> \"TYPED\""_s}));
        QTest::keyClick(dialogOf(shown), Qt::Key_Escape);
        QTRY_VERIFY(!dialogOf(shown));
        QTest::keyClick(typeInto(shown, "/name", u"SHOWN"_s), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialogOf(shown));
        QTRY_COMPARE(rowsOf(dialogOf(shown)).value(1), u"/name \"Ada\" -> \"SHOWN\""_s);
        confirm(dialogOf(shown));
        QTRY_COMPARE(storedIn(shown), uR"({"coins":5,"name":"SHOWN"})"_s);
    }

    void savesWhatIsTypedAsTheFirstChange()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(!shown.action("record.save")->isEnabled());
        QWidget* editor = typeInto(shown, "/coins", u"7"_s);
        QVERIFY(shown.action("record.save")->isEnabled());
        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialogOf(shown));
        confirm(dialogOf(shown));
        QTRY_COMPARE(storedIn(shown), uR"({"coins":7})"_s);
        QTRY_VERIFY(!shown.action("record.save")->isEnabled());
    }

    void refusesWhatCannotBeTakenOver()
    {
        Shown shown(R"({"coins":661})");
        QPointer<QWidget> editor = typeInto(shown, "/coins", u"7x"_s);
        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!dialogOf(shown));
        QVERIFY(editor && editor->isVisible());
        QCOMPARE(qobject_cast<QLineEdit*>(editor)->text(), u"7x"_s);
        QVERIFY(shown.panel->messageBar()->isVisible());
        QVERIFY(shown.panel->messageBar()->text().contains(u"not taken over"_s));
        QTest::keyClick(editor, Qt::Key_Backspace);
        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialogOf(shown));
    }

    void asksAgainWhenTheDraftHasChanged()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        shown.action("record.save")->trigger();
        QPointer<SaveDialog> first = dialogOf(shown);
        QVERIFY(first);
        QVERIFY(shown.document->replace(at("/coins"), json::Value(6)));
        confirm(first);
        QTRY_VERIFY(!first);
        QVERIFY(dialogOf(shown));
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        QTRY_COMPARE(rowsOf(dialogOf(shown)), QStringList(u"/coins 661 -> 6"_s));
        confirm(dialogOf(shown));
        QTRY_COMPARE(storedIn(shown), uR"({"coins":6})"_s);
    }

    void writesNothingButTheAgreedDraft()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        const DraftState agreed = shown.document->draft();
        QVERIFY(shown.document->replace(at("/coins"), json::Value(6)));
        QSignalSpy failed(shown.document.get(), &RecordDocument::saveFailed);
        shown.document->save(agreed);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
    }

    void undoTakesTheOpenEditorOver()
    {
        Shown shown(R"({"coins":661,"name":"Ada"})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        typeInto(shown, "/name", u"TYPED"_s);
        shown.action("edit.undo")->trigger(); // as from the menu
        QCOMPARE(shown.text(), uR"({"coins":5,"name":"Ada"})"_s);
        shown.action("edit.redo")->trigger();
        QCOMPARE(shown.text(), uR"({"coins":5,"name":"TYPED"})"_s);
    }

    void textAndTreeLoseNothingOfEachOther()
    {
        Shown shown(R"({"coins":661,"name":"Ada"})");
        QPlainTextEdit* text = shown.panel->text()->editor();
        QTRY_VERIFY(text->toPlainText().contains(u"Ada"_s));
        text->setFocus();
        QTextCursor cursor = text->document()->find(u"Ada"_s);
        text->setTextCursor(cursor);
        QTest::keyClicks(text, u"Eve"_s);
        QTRY_VERIFY(shown.panel->text()->isPending());
        QTest::keyClick(typeInto(shown, "/coins", u"7"_s), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialogOf(shown));
        QCOMPARE(shown.text(), uR"({"coins":7,"name":"Eve"})"_s);
    }

    void invalidTextIsRefused()
    {
        Shown shown(R"({"coins":661})");
        QPlainTextEdit* text = shown.panel->text()->editor();
        QTRY_VERIFY(text->toPlainText().contains(u"661"_s));
        text->setFocus();
        QTest::keyClicks(text, u"x"_s);
        QTRY_VERIFY(shown.panel->text()->isPending());
        shown.action("record.save")->trigger();
        QVERIFY(!dialogOf(shown));
        QVERIFY(shown.panel->messageBar()->text().contains(u"not valid JSON"_s));
    }
};

PLECTRUM_UI_TEST(TestWrittenIsShown)

} // namespace tst_written_is_shown

#include "tst_written_is_shown.moc"
