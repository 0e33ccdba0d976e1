// SPDX-License-Identifier: MIT
// Our definition of Luau: which part of a line is what.
#include "support/test.h"
#include "ui/console/luau_highlighter.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextLayout>

namespace tst_luau_highlighter {

using namespace Qt::StringLiterals;
using namespace plectrum;

namespace {

/// Collects "FORMAT(text)" of what has a format of its own.
class Parts final : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    explicit Parts(const KSyntaxHighlighting::Definition& definition) { setDefinition(definition); }
    QString of(const QString& text)
    {
        m_found.clear();
        KSyntaxHighlighting::State state;
        for (const QString& line : text.split(u'\n')) {
            m_line = line;
            state = highlightLine(line, state);
        }
        return m_found.join(u' ');
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override
    {
        const QString part = m_line.mid(offset, length);
        if (length > 0 && format.name() != u"Normal" && format.name() != u"Operator")
            m_found.append(u"%1(%2)"_s.arg(format.name(), part));
    }

private:
    QString m_line;
    QStringList m_found;
};

} // namespace

class TestLuauHighlighter : public QObject
{
    Q_OBJECT

private slots:
    void isKnownToEveryRepository()
    {
        const KSyntaxHighlighting::Repository repository;
        QVERIFY(repository.definitionForName(u"Luau"_s).isValid());
        QCOMPARE(repository.definitionForFileName(u"Store.luau"_s).name(), u"Luau"_s);
        QVERIFY(!repository.definitionForName(u"Luau"_s).formats().isEmpty());
    }

    void parts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("local x = nil", "Control(local) Constant(nil)");
        row("for i = 1, 2 do continue end",
            "Control(for) Number(1) Number(2) Control(do) Control(continue) Control(end)");
        row("x += 1_000", "Number(1_000)");
        row("x = 0xFF_FF + 0b1010_1 + 1.5e-3", "Number(0xFF_FF) Number(0b1010_1) Number(1.5e-3)");
        row("a and not b", "Keyword(and) Keyword(not)");
        row("x = 'a\\n' .. \"b\"", "String('a) Escape(\\n) String(') String(\"b\")");
        row("x = `n is {n + 1}!`", "String(`n is ) Escape({) Number(1) Escape(}) String(!`)");
        row("x = `{ {1, 2}[1] }`",
            "String(`) Escape({) Number(1) Number(2) Number(1) Escape(}) String(`)");
        row("-- note", "Comment(-- note)");
        row("--!strict", "Directive(--!strict)");
        row("--[[ a\nb ]] x = 1", "Comment(--[[ a) Comment(b ]]) Number(1)");
        row("x = [==[ a\n]] b ]==]", "String([==[ a) String(]] b ]==])");
        row("local n: number = 1", "Control(local) Type(number) Number(1)");
        row("type Data = { coins: number }", "Control(type ) Type(Data) Type(number)");
        row("export type Data = Other", "Control(export type ) Type(Data)");
        row("x = y :: Data", "Type(Data)");
        row("@native function f() end",
            "Attribute(@native) Control(function) Function(f) Control(end)");
        row("store:loadAsync('p')", "Library(store) Function(loadAsync) String('p')");
        row("print(type(x))", "Builtin(print) Builtin(type)");
    }
    void parts()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const KSyntaxHighlighting::Repository repository;
        Parts parts(repository.definitionForName(u"Luau"_s));
        QCOMPARE(parts.of(text), expected);
    }

    void coloursAnEditor()
    {
        QPlainTextEdit editor;
        ui::LuauHighlighter highlighter(&editor);
        editor.setPlainText(u"local x = 'text'"_s);
        const auto formats = [&] { return editor.document()->firstBlock().layout()->formats(); };
        QTRY_VERIFY(formats().size() >= 2);
        QVERIFY(formats().first().format.foreground() != formats().last().format.foreground());
    }
};

PLECTRUM_UI_TEST(TestLuauHighlighter)

} // namespace tst_luau_highlighter

#include "tst_luau_highlighter.moc"
