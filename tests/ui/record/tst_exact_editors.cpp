// SPDX-License-Identifier: MIT
// Editors hold every value exactly, or refuse it: what was not edited is never touched.
#include "record_panel_fixture.h"
#include "support/test.h"
#include "ui/record/json_text_view.h"
#include "ui/record/json_value_editors.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace tst_exact_editors {

using namespace plectrum;

namespace {

/// The data of a record of a case.
std::string dataOf(const char* file, const char* key)
{
    QFile input(QStringLiteral(PLECTRUM_SOURCE_DIR "/tests/data/cases/") + QLatin1StringView(file));
    [&] { QVERIFY2(input.open(QIODevice::ReadOnly), qPrintable(input.fileName())); }();
    const json::Value all = parsed(input.readAll().toStdString());
    return json::print(all["lyra/records/Notes"][key]["file"]["data"]["committedData"]);
}

/// Puts the cursor behind the first occurrence of a text and types.
void typeBehind(QPlainTextEdit* editor, const QString& what, const QString& typed)
{
    editor->moveCursor(QTextCursor::Start);
    QVERIFY2(editor->find(what), qPrintable(what));
    QTextCursor cursor = editor->textCursor();
    cursor.setPosition(cursor.selectionEnd());
    editor->setTextCursor(cursor);
    editor->insertPlainText(typed);
}

QPlainTextEdit* shownText(const Shown& shown)
{
    auto* editor = shown.panel->text()->editor();
    [&] { QTRY_VERIFY(!editor->toPlainText().isEmpty()); }();
    return editor;
}

void paste(const QString& text)
{
    auto* mime = new QMimeData;
    mime->setText(text);
    QGuiApplication::clipboard()->setMimeData(mime);
}

ui::StringPage* openPage(const Shown& shown, const char* pointer)
{
    shown.tree()->goTo(at(pointer));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    return qobject_cast<ui::StringPage*>(QApplication::focusWidget());
}

} // namespace

class TestExactEditors final : public QObject
{
    Q_OBJECT

private slots:
    void textViewKeepsSpacesOfAllKinds();
    void textViewTakesOnlyWhatWasEdited();
    void textViewTakesTypedNoBreakSpaces();
    void textViewHoldsLineSeparators();
    void textViewHoldsWholeNumbersBeyond64Bits();
    void textViewRefusesWhatIsNestedTooDeep();
    void textViewPassesOverAByteOrderMark();
    void treeKeepsWholeNumbersBeyond64Bits();
    void treeRefusesWhatIsNestedTooDeep();
    void acceptingALongTextChangesNothing();
    void editingALongTextKeepsItsLineEnds();
    void pageRefusesBrokenEscapes();
    void pageTakesPastedSeparatorsAsTheyAre();
    void linesHoldLongPastes();
    void showsNamesSoThatNoTwoLookAlike();
};

void TestExactEditors::textViewKeepsSpacesOfAllKinds()
{
    const std::string before = dataOf("R02-import.json", "p1");
    const Shown shown(before.c_str());
    auto* editor = shownText(shown);
    editor->moveCursor(QTextCursor::Start);
    QVERIFY(editor->find(QStringLiteral("\"coins\": 1")));
    editor->insertPlainText(QStringLiteral("\"coins\": 2"));
    QTRY_VERIFY(shown.panel->text()->isPending());
    QVERIFY(shown.panel->text()->apply());
    QCOMPARE(json::print(shown.document->value()),
             json::print(parsed(before).withMember("coins", json::Value(2))));
}

/// Values that no text tells exactly stay the ones that they were, also after a second edit.
void TestExactEditors::textViewTakesOnlyWhatWasEdited()
{
    const Shown shown(R"({"big":100000000000000000001,"bytes":0,"n":1,"whole":0,"x":[1,2]})");
    shown.document->replace(at("/bytes"), json::Value::buffer("ab"));
    shown.document->replace(at("/whole"), json::Value(1.0));
    shown.document->replace(at("/x/1"), json::Value(-0.0));
    const json::Value before = shown.document->value();
    QPlainTextEdit* editor = shownText(shown);
    QTRY_VERIFY(editor->toPlainText().contains(QStringLiteral("base64")));
    typeBehind(editor, QStringLiteral("\"n\": 1"), QStringLiteral("7"));
    QVERIFY(shown.panel->text()->apply());
    const auto isSame = [&](const char* name) {
        const json::Value now = shown.document->value()[name];
        return now.type() == before[name].type() && now.isSameNode(before[name]);
    };
    for (const char* name : {"big", "bytes", "whole", "x"})
        QVERIFY2(isSame(name), name);
    QCOMPARE(shown.document->value()["n"].toInteger(), 17);
    typeBehind(editor, QStringLiteral("\"n\": 17"), QStringLiteral(",\n\"added\": true"));
    QVERIFY(shown.panel->text()->apply());
    for (const char* name : {"big", "bytes", "whole", "x"})
        QVERIFY2(isSame(name), name);
    QVERIFY(shown.document->value()["added"].toBool());
}

void TestExactEditors::textViewTakesTypedNoBreakSpaces()
{
    const Shown shown(R"({"motd":"10 000"})");
    typeBehind(shownText(shown), QStringLiteral("10"), QString(QChar(0xa0)));
    QTRY_VERIFY(shown.panel->text()->isPending());
    QVERIFY(shown.panel->text()->apply());
    QCOMPARE(shown.document->value()["motd"].toString(), "10\u00a0 000");
    shown.document->replace(at("/motd"), json::Value("\u00a0"));
    QTRY_VERIFY(shownText(shown)->toPlainText().contains(QStringLiteral("\"\\u00a0\"")));
}

void TestExactEditors::textViewHoldsLineSeparators()
{
    const std::string before = dataOf("R02-import.json", "p2");
    const Shown shown(before.c_str());
    typeBehind(shownText(shown), QStringLiteral("\"coins\": 1"), QStringLiteral("7"));
    QVERIFY2(!shown.panel->text()->error(), "valid");
    QVERIFY(shown.panel->text()->apply());
    QCOMPARE(json::print(shown.document->value()),
             json::print(parsed(before).withMember("coins", json::Value(17))));
}

void TestExactEditors::textViewHoldsWholeNumbersBeyond64Bits()
{
    const Shown shown(R"({"id":18446744073709551615,"n":1})");
    typeBehind(shownText(shown), QStringLiteral("\"n\": 1"), QStringLiteral("8446744073709551616"));
    QVERIFY(shown.panel->text()->apply());
    QCOMPARE(shown.text(),
             QStringLiteral(R"({"id":18446744073709551615,"n":18446744073709551616})"));
}

void TestExactEditors::textViewRefusesWhatIsNestedTooDeep()
{
    const Shown shown(R"({"a":1})");
    auto* editor = shownText(shown);
    // Three levels of the record stand around the data.
    const auto arrays = [](int depth) -> QString {
        return QString(depth, u'[') + QString(depth, u']');
    };
    editor->setPlainText(arrays(998));
    QTRY_VERIFY(shown.panel->text()->error());
    QCOMPARE(shown.panel->text()->error()->kind, json::ParseErrorKind::TooDeep);
    QVERIFY(!shown.panel->text()->apply());
    editor->setPlainText(arrays(997));
    QTRY_VERIFY(!shown.panel->text()->error());
}

void TestExactEditors::textViewPassesOverAByteOrderMark()
{
    const Shown shown(R"({"a":1})");
    auto* editor = shownText(shown);
    editor->selectAll();
    paste(QChar(QChar::ByteOrderMark) + QStringLiteral("{\"a\": 2}"));
    editor->paste();
    QTRY_VERIFY(shown.panel->text()->isPending());
    QVERIFY(shown.panel->text()->apply());
    QCOMPARE(shown.text(), QStringLiteral(R"({"a":2})"));
}

void TestExactEditors::treeKeepsWholeNumbersBeyond64Bits()
{
    const Shown shown;
    shown.tree()->goTo(at("/coins"));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    shown.type(QStringLiteral("18446744073709551615"));
    QTRY_COMPARE(json::print(shown.document->value()["coins"]), "18446744073709551615");
    QTest::keyClick(shown.tree(), Qt::Key_Return); // accepted as it is
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(shown.document->undoStack()->count(), 1);
    paste(QStringLiteral("18446744073709551617"));
    shown.tree()->goTo(at("/none"));
    shown.action("node.paste")->trigger();
    QCOMPARE(json::print(shown.document->value()["none"]), "18446744073709551617");
}

void TestExactEditors::treeRefusesWhatIsNestedTooDeep()
{
    const Shown shown;
    paste(QString(997, u'[') + QString(997, u']'));
    shown.tree()->goTo(at("/none"));
    shown.action("node.paste")->trigger();
    QVERIFY(!shown.document->isModified());
    QVERIFY(shown.document->replace({}, parsed(std::string(997, '[') + std::string(997, ']'))));
}

void TestExactEditors::acceptingALongTextChangesNothing()
{
    const std::string before = dataOf("R02-import.json", "p3");
    const Shown shown(before.c_str());
    auto* page = openPage(shown, "/mail");
    QVERIFY(page);
    QVERIFY(page->isEscaped());
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(shown.tree()->hasFocus());
    QVERIFY(!shown.document->isModified());
    QCOMPARE(json::print(shown.document->value()), before);
}

void TestExactEditors::editingALongTextKeepsItsLineEnds()
{
    const Shown shown(R"({"mail":"a\\b\r\nsecond\u00a0third\rlast\u2028\u2029\u0000\ufdd0"})");
    const std::string before(shown.document->value()["mail"].toString());
    auto* page = openPage(shown, "/mail");
    QVERIFY(page);
    page->moveCursor(QTextCursor::End);
    QTest::keyClicks(page, QStringLiteral("!"));
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shown.document->value()["mail"].toString(), before + '!');
}

void TestExactEditors::pageRefusesBrokenEscapes()
{
    const Shown shown(R"({"mail":"a\rb\nc"})");
    auto* page = openPage(shown, "/mail");
    QVERIFY(page);
    page->moveCursor(QTextCursor::End);
    QTest::keyClicks(page, QStringLiteral("\\u20"));
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(page->isVisible());
    QVERIFY(!shown.document->isModified());
    QTest::keyClicks(page, QStringLiteral("ac\\\\"));
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shown.document->value()["mail"].toString(), "a\rb\nc\u20ac\\");
}

void TestExactEditors::pageTakesPastedSeparatorsAsTheyAre()
{
    const Shown shown(R"({"mail":"one\ntwo \\ three"})");
    auto* page = openPage(shown, "/mail");
    QVERIFY(page);
    QVERIFY(!page->isEscaped());
    page->moveCursor(QTextCursor::End);
    paste(QStringLiteral("\u2028x\r\ny\u00a0"));
    page->paste();
    QVERIFY(page->isEscaped());
    QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shown.document->value()["mail"].toString(), "one\ntwo \\ three\u2028x\r\ny\u00a0");
}

void TestExactEditors::linesHoldLongPastes()
{
    const Shown shown;
    shown.tree()->goTo(at("/name"));
    QTest::keyClick(shown.tree(), Qt::Key_Return);
    auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(line);
    const QString text = QStringLiteral("0123456789\u00a0").repeated(4000);
    paste(text);
    line->paste();
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(shown.document->value()["name"].toString(), text.toStdString());
}

void TestExactEditors::showsNamesSoThatNoTwoLookAlike()
{
    Shown shown;
    shown.fixture.putPlayer("a\u202eb ", "{\"caf\u00e9\":1,\"cafe\u0301\":\"x\u00a0y\",\"z\":2}");
    shown.show(RecordFixture::player("a\u202eb "));
    QCOMPARE(shown.document->title(), QStringLiteral("a\\u{202e}b\\u{20}"));
    auto* model = shown.tree()->jsonModel();
    const QModelIndex twin = model->indexOf(at("/cafe\u0301"));
    QCOMPARE(twin.data(Qt::AccessibleTextRole).toString(), QStringLiteral("cafe\\u{301}"));
    QCOMPARE(twin.data(JsonTreeModel::NameRole).toString(), QString::fromUtf8("cafe\u0301"));
    QCOMPARE(twin.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString(),
             QStringLiteral("\"x\\u00a0y\""));
    QVERIFY(shown.document->remove(at("/cafe\u0301")));
    QCOMPARE(shown.document->undoStack()->undoText(), QStringLiteral("removal of cafe\\u{301}"));
    QCOMPARE(shown.text(), QString::fromUtf8("{\"caf\u00e9\":1,\"z\":2}"));
}

PLECTRUM_UI_TEST(TestExactEditors)

} // namespace tst_exact_editors

#include "tst_exact_editors.moc"
