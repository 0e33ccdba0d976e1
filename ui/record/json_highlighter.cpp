// SPDX-License-Identifier: MIT
#include "ui/record/json_highlighter.h"

#include "documents/basics/tone.h"

#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// Whether a line of printed JSON is one of an object: a name with its colon, or the end.
bool isInObject(QStringView line)
{
    const QStringView words = line.trimmed();
    if (words.startsWith(u'}'))
        return true;
    if (!words.startsWith(u'"'))
        return false;
    for (qsizetype at = 1; at < words.size(); ++at)
        if (words[at] == u'\\')
            ++at;
        else if (words[at] == u'"')
            return words.sliced(at + 1).trimmed().startsWith(u':');
    return false;
}

} // namespace

std::shared_ptr<JsonSyntax> JsonSyntax::load()
{
    auto syntax = std::make_shared<JsonSyntax>();
    syntax->definition = syntax->repository.definitionForName(QStringLiteral("JSON"));
    [[maybe_unused]] const auto formats = syntax->definition.formats(); // reads it
    return syntax;
}

JsonHighlighter::JsonHighlighter(QPlainTextEdit* editor, std::shared_ptr<JsonSyntax> syntax)
    : SyntaxHighlighter(static_cast<QObject*>(editor))
    , m_syntax(std::move(syntax))
    , m_editor(editor)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    setDefinition(m_syntax->definition);
    setPalette(editor->palette());
    m_inObject = highlightLine(u"{", {});
    m_inArray = highlightLine(u"[", {});
    connect(m_soon, &QTimer::timeout, this, &JsonHighlighter::highlightSeen);
    connect(editor, &QPlainTextEdit::updateRequest, this, [this](const QRect&, int scrolledBy) {
        if (m_isLong && scrolledBy != 0)
            m_soon->start();
    });
    connect(editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isLong && !m_isShowing)
            m_soon->start();
    });
    connect(editor->verticalScrollBar(), &QScrollBar::rangeChanged, m_soon,
            qOverload<>(&QTimer::start));
    setDocument(editor->document());
}

void JsonHighlighter::setLong(bool isLong)
{
    m_isLong = isLong;
}

void JsonHighlighter::setPalette(const QPalette& palette)
{
    setTheme(m_syntax->repository.themeForPalette(palette));
    if (m_isLong)
        m_soon->start();
    else
        rehighlight();
}

void JsonHighlighter::highlightBlock(const QString& text)
{
    if (!m_isLong)
        SyntaxHighlighter::highlightBlock(text);
    else if (m_isShowing)
        highlightLine(text, isInObject(text) ? m_inObject : m_inArray);
}

/// The colours of the tree: what is blue there is blue here.
void JsonHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    using Theme = KSyntaxHighlighting::Theme;
    using documents::Tone;
    if (length == 0)
        return;
    const bool isOfName = format.name().contains(u"Key"_s);
    auto meaning = Tone::Name;
    switch (format.textStyle()) {
    case Theme::String:
    case Theme::Char:
    case Theme::SpecialChar:
        meaning = isOfName ? Tone::Name : Tone::String;
        break;
    case Theme::DecVal:
    case Theme::Float:
    case Theme::Keyword:
    case Theme::Constant: {
        const QString text = currentBlock().text().mid(offset, length);
        meaning = text == u"null"                 ? Tone::Null
            : text == u"true" || text == u"false" ? Tone::Boolean
                                                  : Tone::Number;
        break;
    }
    case Theme::Error:
        meaning = Tone::Danger;
        break;
    default:
        meaning = isOfName ? Tone::Name : Tone::Muted;
    }
    QTextCharFormat shown;
    shown.setForeground(documents::tone(meaning, m_editor->palette()));
    setFormat(offset, length, shown);
}

void JsonHighlighter::highlightSeen()
{
    if (!m_isLong)
        return;
    const QScopedValueRollback showing(m_isShowing, true);
    const int bottom = m_editor->viewport()->height();
    QTextBlock block = m_editor->cursorForPosition({0, 0}).block();
    const int lines = bottom / std::max(1, m_editor->fontMetrics().height()) + 2;
    for (int line = 0; line < lines && block.isValid(); ++line, block = block.next())
        rehighlightBlock(block);
}

} // namespace plectrum::ui

#include "moc_json_highlighter.cpp"
