// SPDX-License-Identifier: MIT
#include "ui/widgets/tone_label.h"

#include "ui/widgets/elided_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace plectrum::ui {

ToneLabel::ToneLabel(documents::Tone meaning, QWidget* parent)
    : QLabel(parent)
    , m_meaning(meaning)
{
    setTextFormat(Qt::PlainText);
}

QSize ToneLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    return wordWrap() ? hint : QSize(0, hint.height());
}

void ToneLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect rect = contentsRect();
    painter.setPen(documents::tone(m_meaning, palette()));
    if (wordWrap()) {
        painter.drawText(rect, static_cast<int>(alignment()) | Qt::TextWordWrap, text());
        return;
    }
    drawElided(painter, rect, text(), Qt::ElideRight, alignment());
}

bool ToneLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const bool isElided =
        !wordWrap() && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), isElided ? text() : QString(),
                       this);
    return true;
}

} // namespace plectrum::ui

#include "moc_tone_label.cpp"
