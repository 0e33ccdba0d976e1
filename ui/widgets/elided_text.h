// SPDX-License-Identifier: MIT
// The text of a cell or label in one line, cut with an ellipsis where it has no room.
#pragma once

#include <Qt>

class QPainter;
class QRect;
class QString;

namespace plectrum::ui {

/// In the painter's font and pen.
void drawElided(QPainter& painter, const QRect& rect, const QString& text,
                Qt::TextElideMode mode = Qt::ElideRight,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

} // namespace plectrum::ui
