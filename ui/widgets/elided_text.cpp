// SPDX-License-Identifier: MIT
#include "ui/widgets/elided_text.h"

#include <QPainter>

namespace plectrum::ui {

void drawElided(QPainter& painter, const QRect& rect, const QString& text, Qt::TextElideMode mode,
                Qt::Alignment alignment)
{
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, mode, rect.width()));
}

} // namespace plectrum::ui
