// SPDX-License-Identifier: MIT
#include "ui/widgets/source_view.h"

#include "documents/basics/tone.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace plectrum::ui {

/// The strip beside the text.
class LineNumbers final : public QWidget
{
public:
    explicit LineNumbers(SourceView* view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent* event) override { m_view->paintNumbers(event); }

private:
    SourceView* m_view;
};

SourceView::SourceView(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_numbers(new LineNumbers(this))
{
    setReadOnly(true);
    setLineWrapMode(NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabStopDistance(4 * QFontMetricsF(font()).horizontalAdvance(u' '));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Source of the script"));
    connect(this, &QPlainTextEdit::updateRequest, m_numbers, [this](const QRect& area, int by) {
        if (by != 0)
            m_numbers->scroll(0, by);
        else
            m_numbers->update(0, area.y(), m_numbers->width(), area.height());
    });
}

void SourceView::showSource(const QString& text, int markedLine)
{
    setPlainText(text);
    m_marked = markedLine;
    setViewportMargins(numbersWidth(), 0, 0, 0);
    mark();
    const QTextBlock block = document()->findBlockByNumber(std::max(0, markedLine - 1));
    setTextCursor(QTextCursor(block));
    centerCursor();
}

void SourceView::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QTextBlock block = document()->findBlockByNumber(m_marked - 1);
    if (m_marked > 0 && block.isValid()) {
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(block);
        line.format.setBackground(documents::toneFill(documents::Tone::Danger, palette()));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(line);
    }
    setExtraSelections(marks);
}

int SourceView::numbersWidth() const
{
    const int digits = int(QString::number(std::max(1, blockCount())).size());
    return fontMetrics().horizontalAdvance(u'0') * std::max(3, digits)
        + 2 * documents::spacing::small;
}

void SourceView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect area = contentsRect();
    m_numbers->setGeometry(area.left(), area.top(), numbersWidth(), area.height());
}

void SourceView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_numbers)
        mark();
}

void SourceView::paintNumbers(QPaintEvent* event)
{
    QPainter painter(m_numbers);
    painter.setFont(font());
    const int right = m_numbers->width() - documents::spacing::small;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > event->rect().bottom())
            break;
        const bool isMarked = block.blockNumber() + 1 == m_marked;
        painter.setPen(documents::tone(isMarked ? documents::Tone::Danger : documents::Tone::Muted,
                                       palette()));
        painter.drawText(QRectF(0, area.top(), right, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
    }
}

} // namespace plectrum::ui

#include "moc_source_view.cpp"
