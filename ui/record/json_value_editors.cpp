// SPDX-License-Identifier: MIT
#include "ui/record/json_value_editors.h"

#include "documents/basics/tone.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextDocument>
#include <QToolTip>
#include <QValidator>

#include <algorithm>
#include <limits>
#include <utility>

namespace plectrum::ui {

namespace {

class CheckValidator final : public QValidator
{
public:
    explicit CheckValidator(CheckedLineEdit* editor)
        : QValidator(editor)
        , m_editor(editor)
    {
    }
    State validate(QString& text, int& /*position*/) const override
    {
        return m_editor->check()(text).isEmpty() ? Acceptable : Intermediate;
    }

private:
    CheckedLineEdit* m_editor;
};

/// Whether a text document would change this character, or lay it out as something else.
bool isChanged(QChar c)
{
    const ushort code = c.unicode();
    return (code < 0x20 && c != u'\n' && c != u'\t') || code == 0x7f
        || (code >= 0x80 && code < 0xa0) || code == QChar::LineSeparator
        || code == QChar::ParagraphSeparator || code == QChar::ObjectReplacementCharacter
        || (code >= 0xfdd0 && code <= 0xfdef) || code >= 0xfffe;
}

QString escaped(const QString& text)
{
    QString out;
    for (const QChar c : text)
        if (c == u'\\')
            out += QStringLiteral("\\\\");
        else if (c == u'\r')
            out += QStringLiteral("\\r");
        else if (isChanged(c))
            out += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            out += c;
    return out;
}

/// The character of the escape behind a backslash, and how many characters it has.
std::pair<QChar, qsizetype> readEscape(QStringView escape)
{
    constexpr QStringView letters = u"\\/\"bfnrt";
    constexpr QStringView meanings = u"\\/\"\b\f\n\r\t";
    if (escape.isEmpty())
        return {};
    if (const qsizetype at = letters.indexOf(escape.front()); at >= 0)
        return {meanings[at], 1};
    bool isNumber = false;
    const ushort code =
        escape.sliced(1, std::min<qsizetype>(4, escape.size() - 1)).toUShort(&isNumber, 16);
    const bool isWhole = escape.front() == u'u' && escape.size() >= 5 && isNumber;
    return isWhole ? std::pair<QChar, qsizetype>(QChar(code), 5) : std::pair<QChar, qsizetype>();
}

std::optional<QString> unescaped(const QString& text)
{
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'\\') {
            out += text[at];
            continue;
        }
        const auto [meaning, length] = readEscape(QStringView(text).sliced(at + 1));
        if (length == 0)
            return std::nullopt;
        out += meaning;
        at += length;
    }
    return out;
}

} // namespace

CheckedLineEdit::CheckedLineEdit(Check check, QWidget* parent)
    : QLineEdit(parent)
    , m_check(std::move(check))
{
    setFrame(false);
    setAutoFillBackground(true);
    setMaxLength(std::numeric_limits<int>::max()); // else a long paste is cut without a word
    setValidator(new CheckValidator(this));
    connect(this, &QLineEdit::textChanged, this, &CheckedLineEdit::showComplaint);
}

void CheckedLineEdit::showComplaint()
{
    const QString complaint = m_check(text());
    QPalette colours = parentWidget() ? parentWidget()->palette() : palette();
    if (!complaint.isEmpty()) {
        colours.setColor(QPalette::Text, documents::tone(documents::Tone::Danger, colours));
        QToolTip::showText(mapToGlobal(QPoint(0, height())), complaint, this);
    } else {
        QToolTip::hideText();
    }
    setPalette(colours);
    setAccessibleDescription(complaint);
}

StringPage::StringPage(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setAutoFillBackground(true);
    setToolTip(tr("Ctrl+Return takes the text over, Escape leaves it as it was."));
    connect(this, &QPlainTextEdit::textChanged, this, &StringPage::showComplaint);
}

void StringPage::setValue(const QString& value)
{
    m_isEscaped = false;
    if (std::ranges::any_of(value, isChanged))
        escapeAll();
    setPlainText(m_isEscaped ? escaped(value) : value);
}

std::optional<QString> StringPage::value() const
{
    const QString text = exactText(*this);
    auto value = m_isEscaped ? unescaped(text) : text;
    return value && value->isValidUtf16() ? value : std::nullopt;
}

void StringPage::escapeAll()
{
    m_isEscaped = true;
    setToolTip(tr("This text has characters that cannot be seen. They are shown as escapes, as in "
                  "JSON: \\r, \\u2028; a backslash is \\\\. Ctrl+Return takes the text over, "
                  "Escape leaves it as it was."));
    setAccessibleDescription(toolTip());
}

/// What is pasted is held exactly, too.
void StringPage::insertFromMimeData(const QMimeData* source)
{
    const QString text = source->text();
    if (!m_isEscaped && std::ranges::any_of(text, isChanged)) {
        const int start = textCursor().selectionStart();
        const int end = textCursor().selectionEnd();
        const QString all = exactText(*this);
        const QString head = escaped(all.first(start));
        escapeAll();
        setPlainText(head + escaped(all.sliced(end)));
        QTextCursor cursor = textCursor();
        cursor.setPosition(static_cast<int>(head.size()));
        setTextCursor(cursor);
    }
    textCursor().insertText(m_isEscaped ? escaped(text) : text);
}

void StringPage::showComplaint()
{
    QPalette colours = parentWidget() ? parentWidget()->palette() : palette();
    const bool isWrong = !value();
    if (isWrong) {
        colours.setColor(QPalette::Text, documents::tone(documents::Tone::Danger, colours));
        QToolTip::showText(mapToGlobal(QPoint(0, height())),
                           tr("An escape is not complete: \\uXXXX takes four digits, a backslash "
                              "is \\\\."),
                           this);
    }
    setPalette(colours);
}

QString exactText(const QPlainTextEdit& editor)
{
    QString text = editor.document()->toRawText();
    text.replace(QChar(QChar::ParagraphSeparator), QChar(u'\n'));
    return text;
}

void StringPage::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier)) {
        emit accepted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace plectrum::ui

#include "moc_json_value_editors.cpp"
