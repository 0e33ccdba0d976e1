// SPDX-License-Identifier: MIT
// The text of a record as an editor: line numbers, folding, search, formatting.
#include "record_panel_fixture.h"
#include "support/waiting.h"
#include "ui/record/json_text_view.h"
#include "ui/record/text_search_bar.h"
#include "ui/widgets/numbered_text_edit.h"

#include <QLabel>
#include <QPushButton>
#include <QTextBlock>

namespace tst_text_editing {

using namespace plectrum;
using namespace Qt::StringLiterals;
using ui::NumberedTextEdit;

const QString folded =
    u"{\n  \"a\": [\n    1,\n    \"]\"\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}"_s;

QList<int> visibleLines(const NumberedTextEdit& edit)
{
    QList<int> lines;
    for (QTextBlock block = edit.document()->begin(); block.isValid(); block = block.next())
        if (block.isVisible())
            lines.append(block.blockNumber() + 1);
    return lines;
}

QTextBlock line(const NumberedTextEdit& edit, int number)
{
    return edit.document()->findBlockByNumber(number - 1);
}

void putCursor(NumberedTextEdit& edit, int number)
{
    edit.setTextCursor(QTextCursor(line(edit, number)));
}

/// A panel whose text is shown.
struct ShownText : Shown
{
    explicit ShownText(const char* text = data)
        : Shown(text)
    {
        [&] { QTRY_VERIFY(!view()->isBusy() && !edit()->document()->isEmpty()); }();
    }
    ui::JsonTextView* view() const { return panel->text(); }
    NumberedTextEdit* edit() const { return view()->lines(); }
    QPushButton* button(const char* name) const { return find<QPushButton>(name); }
    void type(const QString& text) const
    {
        edit()->selectAll();
        edit()->insertPlainText(text);
    }
};

class TextEditingTest : public QObject
{
    Q_OBJECT

private slots:
    void foldsWhatStandsBetweenBrackets()
    {
        NumberedTextEdit edit;
        edit.setPlainText(folded);
        edit.resize(300, 300);
        edit.show();
        for (int number = 1; number <= 9; ++number) {
            QCOMPARE(NumberedTextEdit::canFold(line(edit, number)),
                     number == 1 || number == 2 || number == 6);
        }
        edit.fold(line(edit, 2));
        QCOMPARE(visibleLines(edit), (QList{1, 2, 5, 6, 7, 8, 9}));
        edit.fold(line(edit, 6));
        QCOMPARE(visibleLines(edit), (QList{1, 2, 5, 6, 8, 9}));
        QCOMPARE(edit.toPlainText(), folded);
        edit.unfoldAll();
        QCOMPARE(visibleLines(edit).size(), 9);
        putCursor(edit, 4);
        edit.foldAtCursor();
        QCOMPARE(visibleLines(edit), (QList{1, 2, 5, 6, 7, 8, 9}));
        QCOMPARE(edit.textCursor().blockNumber() + 1, 2);
        edit.unfoldAtCursor();
        QCOMPARE(visibleLines(edit).size(), 9);
    }

    void theGutterFoldsByMouse()
    {
        NumberedTextEdit edit;
        edit.setPlainText(folded);
        edit.resize(300, 300);
        edit.show();
        QVERIFY(test::waitForExposed(&edit));
        QCOMPARE(edit.viewport()->x(), edit.gutter()->geometry().right() + 1);
        const int second = edit.cursorRect(QTextCursor(line(edit, 2))).center().y();
        QTest::mouseClick(edit.gutter(), Qt::LeftButton, {}, {edit.gutterWidth() - 4, second});
        QVERIFY(NumberedTextEdit::isFolded(line(edit, 2)));
        const int sixth = edit.cursorRect(QTextCursor(line(edit, 6))).center().y();
        QTest::mouseClick(edit.gutter(), Qt::LeftButton, {}, {edit.gutterWidth() - 4, sixth});
        QCOMPARE(visibleLines(edit), (QList{1, 2, 5, 6, 8, 9}));
        QTest::mouseClick(edit.gutter(), Qt::LeftButton, {}, {edit.gutterWidth() - 4, second});
        QCOMPARE(visibleLines(edit), (QList{1, 2, 3, 4, 5, 6, 8, 9}));
        const int narrow = edit.gutterWidth();
        edit.setPlainText(QString(20000, u'\n'));
        QVERIFY(edit.gutterWidth() > narrow);
        QCOMPARE(edit.viewport()->x(), edit.gutter()->geometry().right() + 1);
    }

    void theCursorIsNeverInWhatIsFolded()
    {
        NumberedTextEdit edit;
        edit.setPlainText(folded);
        edit.show();
        edit.fold(line(edit, 1));
        QCOMPARE(visibleLines(edit), (QList{1, 9}));
        putCursor(edit, 3);
        QVERIFY(line(edit, 3).isVisible());
    }

    void findsInTheText()
    {
        ShownText shown(R"({"coins":5,"items":["coin","b","COIN"],"name":"Ada"})");
        shown.edit()->setFocus();
        QTRY_VERIFY(shown.view()->hasFocusInside());
        putCursor(*shown.edit(), 1);
        shown.action("edit.find")->trigger();
        auto* bar = shown.view()->search();
        QVERIFY(bar->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), u"coin"_s);
        auto* count = shown.find<QLabel>("text.search.count");
        QTRY_COMPARE(count->text(), u"1 of 3"_s);
        QTRY_VERIFY(!bar->isSearching());
        QCOMPARE(shown.edit()->textCursor().selectedText(), u"coin"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(count->text(), u"2 of 3"_s);
        shown.action("edit.findNext")->trigger();
        QCOMPARE(count->text(), u"3 of 3"_s);
        QCOMPARE(shown.edit()->textCursor().selectedText(), u"COIN"_s);
        shown.action("edit.findNext")->trigger();
        QCOMPARE(count->text(), u"1 of 3"_s);
        shown.action("edit.findPrevious")->trigger();
        QCOMPARE(count->text(), u"3 of 3"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"x"_s);
        QTRY_COMPARE(count->text(), u"No matches"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(shown.edit()->hasFocus());
    }

    void whatIsFoundIsUnfolded()
    {
        ShownText shown(R"({"items":["needle"],"name":"Ada"})");
        shown.edit()->fold(line(*shown.edit(), 1));
        shown.edit()->setFocus();
        QTRY_VERIFY(shown.view()->hasFocusInside());
        shown.action("edit.find")->trigger();
        QTest::keyClicks(QApplication::focusWidget(), u"needle"_s);
        QTRY_COMPARE(shown.edit()->textCursor().selectedText(), u"needle"_s);
        QVERIFY(shown.edit()->textCursor().block().isVisible());
    }

    void formatsWhatWasTyped()
    {
        ShownText shown;
        shown.type(u"{\"coins\":6,\"n\":1.50,\"items\":[\"a\",{}]}"_s);
        QVERIFY(shown.view()->isPending());
        auto* format = shown.button("json.text.format");
        QVERIFY(format->isVisible() && format->isEnabled());
        format->click();
        const QString formatted =
            u"{\n  \"coins\": 6,\n  \"items\": [\n    \"a\",\n    {}\n  ],\n  \"n\": 1.5\n}"_s;
        QTRY_COMPARE(shown.edit()->toPlainText().trimmed(), formatted);
        QVERIFY(shown.view()->isPending());
        shown.edit()->undo();
        QVERIFY(shown.edit()->toPlainText().startsWith(u"{\"coins\":6"_s));
        shown.edit()->redo();
        QVERIFY(shown.view()->apply());
        QCOMPARE(shown.text(), u"{\"coins\":6,\"items\":[\"a\",{}],\"n\":1.5}"_s);
        shown.type(u"{\"coins\":"_s);
        QVERIFY(!format->isEnabled());
        shown.view()->revert();
        QTRY_COMPARE(shown.edit()->toPlainText().trimmed(), formatted);
    }

    /// A long text is put in by slices, and stays what was typed until it is taken over.
    void formatsALongText()
    {
        ShownText shown;
        QString typed = u"{\"list\":["_s;
        for (int i = 0; i < 12000; ++i)
            typed += u"%1{\"n\":%2}"_s.arg(i > 0 ? u","_s : QString()).arg(i);
        shown.type(typed + u"]}"_s);
        QTRY_VERIFY(shown.button("json.text.format")->isEnabled());
        shown.action("text.format")->trigger();
        QTRY_COMPARE(shown.edit()->blockCount() > 36000, true);
        QTRY_VERIFY(!shown.view()->isBusy());
        QVERIFY(shown.view()->isPending());
        QVERIFY(!shown.edit()->isReadOnly());
        QVERIFY(shown.view()->apply());
        QCOMPARE((*shown.document->value().find("list")).size(), std::size_t{12000});
    }

    void textThatIsNotEditedIsNotFormatted()
    {
        ShownText shown;
        shown.view()->setOther(json::Value::object({{"old", 1}}));
        QTRY_VERIFY(shown.edit()->toPlainText().contains(u"old"_s));
        QVERIFY(!shown.button("json.text.format")->isVisible());
    }
};

PLECTRUM_UI_TEST(TextEditingTest)

} // namespace tst_text_editing

#include "tst_text_editing.moc"
