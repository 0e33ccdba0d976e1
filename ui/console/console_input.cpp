// SPDX-License-Identifier: MIT
#include "ui/console/console_input.h"

#include "console/completion.h"
#include "documents/basics/tone.h"
#include "documents/console/console_document.h"
#include "ui/console/luau_highlighter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextBlock>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostInputLines = 12;
constexpr int inputMargin = documents::spacing::small;

QString candidateText(const console::Candidate& candidate)
{
    QString text = QString::fromStdString(candidate.text);
    if (!candidate.detail.empty())
        text += u"  "_s + QString::fromStdString(candidate.detail);
    return text;
}

} // namespace

ConsoleInput::ConsoleInput(documents::ConsoleDocument& document, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_document(document)
    , m_highlighter(new LuauHighlighter(this))
    , m_completer(new QCompleter(this))
    , m_candidates(new QStandardItemModel(this))
{
    setObjectName(u"console.input"_s);
    setAccessibleName(tr("Luau input"));
    setPlaceholderText(tr("Luau: an expression or statements. Return runs it, Tab completes"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true); // where there is nothing to complete
    setTabStopDistance(4.0 * fontMetrics().horizontalAdvance(u' '));
    m_completer->setModel(m_candidates);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setCompletionRole(Qt::UserRole);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setObjectName(u"console.completions"_s);
    m_completer->popup()->setFont(font());
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this,
            &ConsoleInput::insertCompletion);
    connect(this, &QPlainTextEdit::textChanged, this, &ConsoleInput::fitHeight);
    fitHeight();
}

QSize ConsoleInput::sizeHint() const
{
    return {400, minimumHeight()};
}

void ConsoleInput::fitHeight()
{
    const int lines = std::clamp(document()->blockCount(), 2, mostInputLines);
    const int height = lines * fontMetrics().lineSpacing() + 2 * inputMargin;
    setFixedHeight(height);
}

void ConsoleInput::runAll()
{
    if (m_document.isRunning() || toPlainText().trimmed().isEmpty())
        return;
    const QString text = toPlainText();
    m_place = -1;
    clear();
    m_document.run(text);
}

void ConsoleInput::keyPressEvent(QKeyEvent* event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
        case Qt::Key_Escape:
            event->ignore(); // they are the list's
            return;
        default:
            break;
        }
    }
    if (handleKey(event))
        return;
    QPlainTextEdit::keyPressEvent(event);
    const bool isTyped = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (m_completer->popup()->isVisible() || isTyped)
        complete(false);
}

bool ConsoleInput::handleKey(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier)) {
        runAll();
        return true;
    }
    if (isReturn && !event->modifiers().testFlag(Qt::ShiftModifier)
        && console::isComplete(toPlainText().toStdString())) {
        runAll();
        return true;
    }
    const bool asksForList =
        event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (asksForList || (event->key() == Qt::Key_Tab && isBehindText())) {
        complete(true);
        return true;
    }
    if (event->key() == Qt::Key_Up && textCursor().blockNumber() == 0)
        return recall(-1);
    if (event->key() == Qt::Key_Down && textCursor().blockNumber() == document()->blockCount() - 1)
        return recall(1);
    return false;
}

bool ConsoleInput::isBehindText() const
{
    const QString before = textCursor().block().text().first(textCursor().positionInBlock());
    return !before.trimmed().isEmpty();
}

bool ConsoleInput::focusNextPrevChild(bool isNext)
{
    return (isNext && isBehindText()) ? false : QPlainTextEdit::focusNextPrevChild(isNext);
}

/// False: there is nothing further on that side.
bool ConsoleInput::recall(int step)
{
    const QStringList& history = m_document.history();
    if (history.isEmpty() || (m_place < 0 && step > 0))
        return false;
    if (m_place < 0) {
        m_typed = toPlainText();
        m_place = history.size();
    }
    m_place = std::clamp<qsizetype>(m_place + step, 0, history.size());
    showHistory();
    return true;
}

void ConsoleInput::showHistory()
{
    const QStringList& history = m_document.history();
    const bool isTyped = m_place >= history.size();
    setPlainText(isTyped ? m_typed : history.at(m_place));
    if (isTyped)
        m_place = -1;
    moveCursor(QTextCursor::End);
}

/// `isAsked`: by a key for that; a single candidate is taken at once then.
void ConsoleInput::complete(bool isAsked)
{
    const qsizetype cursor = textCursor().position();
    const auto completion = m_document.complete(toPlainText(), cursor);
    m_completionBegin = qsizetype(completion.begin);
    const QString prefix = toPlainText().mid(m_completionBegin, cursor - m_completionBegin);
    const bool isBehindSign =
        m_completionBegin > 0 && u".:\"'"_s.contains(toPlainText().at(m_completionBegin - 1));
    const bool isExact = completion.candidates.size() == 1
        && QString::fromStdString(completion.candidates[0].text) == prefix;
    if (completion.candidates.empty() || isExact
        || (!isAsked && prefix.size() < (isBehindSign ? 0 : 2))) {
        m_completer->popup()->hide();
        return;
    }
    if (isAsked && completion.candidates.size() == 1) {
        insertCompletion(QString::fromStdString(completion.candidates[0].text));
        return;
    }
    m_candidates->clear();
    for (const console::Candidate& each : completion.candidates) {
        auto* item = new QStandardItem(candidateText(each));
        item->setData(QString::fromStdString(each.text), Qt::UserRole);
        item->setToolTip(QString::fromStdString(each.summary));
        m_candidates->appendRow(item);
    }
    QRect place = cursorRect();
    QTextCursor begin = textCursor();
    begin.setPosition(int(m_completionBegin));
    place.setLeft(cursorRect(begin).left());
    place.setWidth(m_completer->popup()->sizeHintForColumn(0)
                   + m_completer->popup()->verticalScrollBar()->sizeHint().width()
                   + 2 * documents::spacing::small);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void ConsoleInput::insertCompletion(const QString& text)
{
    QTextCursor cursor = textCursor();
    const int end = cursor.position();
    cursor.setPosition(int(m_completionBegin));
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void ConsoleInput::focusInEvent(QFocusEvent* event)
{
    m_completer->setWidget(this);
    QPlainTextEdit::focusInEvent(event);
}

void ConsoleInput::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette();
}

} // namespace plectrum::ui

#include "moc_console_input.cpp"
