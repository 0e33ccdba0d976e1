// SPDX-License-Identifier: MIT
#include "ui/history/eliding_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace plectrum::ui {

QSize ElidingLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidingLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect place = contentsRect();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(place, static_cast<int>(alignment()),
                     fontMetrics().elidedText(text(), Qt::ElideRight, place.width()));
}

bool ElidingLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const bool isElided = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), isElided ? text() : QString(),
                       this);
    return true;
}

} // namespace plectrum::ui

#include "moc_eliding_label.cpp"
