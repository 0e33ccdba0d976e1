// SPDX-License-Identifier: MIT
#include "ui/widgets/empty_text.h"

#include "documents/basics/tone.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>

namespace plectrum::ui {

void drawEmptyText(QPainter& painter, const QWidget& view, const QRect& room, const QString& title,
                   const QString& hint)
{
    constexpr int lowest = 160;
    const QRect area = room.adjusted(documents::spacing::large, 0, -documents::spacing::large, 0);
    QFont bold = view.font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(view.palette().color(QPalette::Text));
    const QRect upper(area.left(), std::min(area.height() / 3, lowest), area.width(),
                      view.fontMetrics().height() + documents::spacing::tiny);
    painter.drawText(upper, Qt::AlignHCenter | Qt::AlignTop, title);
    painter.setFont(view.font());
    painter.setPen(documents::tone(documents::Tone::Muted, view.palette()));
    const QRect lower = area.adjusted(0, upper.bottom() + documents::spacing::tiny, 0, 0);
    painter.drawText(lower, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, hint);
}

} // namespace plectrum::ui
