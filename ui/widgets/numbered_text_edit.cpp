// SPDX-License-Identifier: MIT
#include "ui/widgets/numbered_text_edit.h"

#include "documents/basics/tone.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextDocumentLayout>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr int longestFoldable = 4096; ///< characters of a line that is looked at for its bracket

/// The depth of brackets behind a text, texts within left out. `lowest` is set to the least
/// on the way.
int depthAfter(QStringView text, int depth, int& lowest)
{
    bool isInText = false;
    lowest = depth;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text[at];
        if (isInText) {
            if (letter == u'\\')
                ++at;
            else if (letter == u'"')
                isInText = false;
        } else if (letter == u'"') {
            isInText = true;
        } else if (letter == u'{' || letter == u'[') {
            ++depth;
        } else if (letter == u'}' || letter == u']') {
            lowest = std::min(lowest, --depth);
        }
    }
    return depth;
}

} // namespace

NumberedTextEdit::NumberedTextEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new QWidget(this))
{
    m_gutter->setObjectName(QStringLiteral("text.gutter"));
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &NumberedTextEdit::layOutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, &NumberedTextEdit::scrollGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &NumberedTextEdit::revealCursor);
    layOutGutter();
}

bool NumberedTextEdit::canFold(const QTextBlock& line)
{
    if (!line.isValid() || !line.next().isValid() || line.length() > longestFoldable)
        return false;
    const QString text = line.text();
    const QStringView words = QStringView(text).trimmed();
    return words.endsWith(u'{') || words.endsWith(u'[');
}

bool NumberedTextEdit::isFolded(const QTextBlock& line)
{
    return line.isValid() && line.isVisible() && line.next().isValid() && !line.next().isVisible();
}

/// The line with the closing bracket, or the last one.
QTextBlock NumberedTextEdit::endOf(const QTextBlock& line)
{
    int depth = 1; // of the bracket at its end; what is closed before it does not matter
    for (QTextBlock block = line.next(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        int lowest = 0;
        depth = depthAfter(text, depth, lowest);
        if (lowest <= 0)
            return block;
    }
    return line.document()->lastBlock();
}

void NumberedTextEdit::showLines(const QTextBlock& from, const QTextBlock& to, bool isVisible)
{
    for (QTextBlock block = from; block.isValid() && block != to; block = block.next()) {
        block.setVisible(isVisible);
        block.setLineCount(isVisible ? 1 : 0);
    }
    const int begin = from.previous().isValid() ? from.previous().position() : from.position();
    const int end = to.isValid() ? to.position() + to.length() : document()->characterCount();
    document()->markContentsDirty(begin, end - begin);
    auto* layout = static_cast<QPlainTextDocumentLayout*>(document()->documentLayout());
    emit layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
    m_gutter->update();
}

void NumberedTextEdit::fold(const QTextBlock& line)
{
    if (!canFold(line) || isFolded(line))
        return;
    const QTextBlock end = endOf(line);
    if (end == line.next())
        return;
    const int at = textCursor().blockNumber();
    if (at > line.blockNumber() && at < end.blockNumber()) {
        QTextCursor cursor(line);
        cursor.movePosition(QTextCursor::EndOfBlock);
        setTextCursor(cursor);
    }
    showLines(line.next(), end, false);
}

void NumberedTextEdit::unfold(const QTextBlock& line)
{
    QTextBlock end = line.next();
    while (end.isValid() && !end.isVisible())
        end = end.next();
    if (end != line.next())
        showLines(line.next(), end, true);
}

void NumberedTextEdit::toggleFold(const QTextBlock& line)
{
    if (isFolded(line))
        unfold(line);
    else
        fold(line);
}

void NumberedTextEdit::foldAtCursor()
{
    const QTextBlock at = textCursor().block();
    int depth = 0;
    for (QTextBlock block = at; block.isValid(); block = block.previous()) {
        if (block != at) {
            const QString text = block.text();
            int lowest = 0;
            depth += depthAfter(text, 0, lowest);
        }
        if ((block == at || depth > 0) && canFold(block) && !isFolded(block))
            return fold(block);
    }
}

void NumberedTextEdit::unfoldAtCursor()
{
    unfold(textCursor().block());
}

void NumberedTextEdit::unfoldAll()
{
    bool isAnyFolded = false;
    for (QTextBlock block = document()->begin(); block.isValid() && !isAnyFolded;
         block = block.next())
        isAnyFolded = !block.isVisible();
    if (isAnyFolded)
        showLines(document()->begin(), {}, true);
}

void NumberedTextEdit::revealCursor()
{
    QTextBlock line = textCursor().block();
    if (line.isVisible())
        return;
    while (line.isValid() && !line.isVisible())
        line = line.previous();
    unfold(line);
    ensureCursorVisible();
}

int NumberedTextEdit::markWidth() const
{
    return fontMetrics().height();
}

int NumberedTextEdit::gutterWidth() const
{
    int digits = 2;
    for (int lines = blockCount(); lines >= 100; lines /= 10)
        ++digits;
    return documents::spacing::small + digits * fontMetrics().horizontalAdvance(u'9') + markWidth();
}

void NumberedTextEdit::layOutGutter()
{
    const int width = gutterWidth();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    setViewportMargins(isMirrored ? 0 : width, 0, isMirrored ? width : 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(isMirrored ? inside.right() + 1 - width : inside.left(), inside.top(),
                          width, viewport()->height());
}

void NumberedTextEdit::scrollGutter(const QRect& rect, int scrolledBy)
{
    if (scrolledBy != 0)
        m_gutter->scroll(0, scrolledBy);
    else
        m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    if (m_gutter->height() != viewport()->height())
        layOutGutter();
}

void NumberedTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
}

void NumberedTextEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        layOutGutter();
}

bool NumberedTextEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_gutter && event->type() == QEvent::Paint) {
        paintGutter();
        return true;
    }
    if (watched == m_gutter && event->type() == QEvent::MouseButtonPress) {
        clickGutter(static_cast<QMouseEvent*>(event)->position().toPoint());
        return true;
    }
    if (watched == m_gutter && event->type() == QEvent::MouseButtonRelease)
        return true;
    return QPlainTextEdit::eventFilter(watched, event);
}

void NumberedTextEdit::paintGutter()
{
    QPainter painter(m_gutter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(m_gutter->rect(), palette().color(QPalette::Base));
    painter.setFont(font());
    painter.setPen(documents::tone(documents::Tone::Muted, palette()));
    painter.setBrush(painter.pen().color());
    const int current = textCursor().blockNumber();
    const int marks = markWidth();
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= m_gutter->height(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const qreal height = blockBoundingRect(block).height();
        const int line = fontMetrics().height();
        QFont bold = font();
        bold.setBold(block.blockNumber() == current);
        painter.setFont(bold);
        painter.drawText(0, qRound(top), m_gutter->width() - marks, line, Qt::AlignRight,
                         QString::number(block.blockNumber() + 1));
        if (canFold(block)) {
            const qreal side = line / 4.0;
            const QPointF middle(m_gutter->width() - marks / 2.0, top + line / 2.0);
            QPainterPath mark;
            if (isFolded(block)) {
                mark.addPolygon(
                    QPolygonF({middle + QPointF(-side / 2, -side), middle + QPointF(side / 2, 0),
                               middle + QPointF(-side / 2, side)}));
            } else {
                mark.addPolygon(
                    QPolygonF({middle + QPointF(-side, -side / 2),
                               middle + QPointF(side, -side / 2), middle + QPointF(0, side / 2)}));
            }
            mark.closeSubpath();
            painter.fillPath(mark, painter.brush());
        }
        top += height;
    }
}

void NumberedTextEdit::clickGutter(const QPoint& at)
{
    const QTextBlock line = cursorForPosition({0, at.y()}).block();
    if (canFold(line))
        toggleFold(line);
}

} // namespace plectrum::ui

#include "moc_numbered_text_edit.cpp"
