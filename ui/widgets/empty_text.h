// SPDX-License-Identifier: MIT
// What a view paints where it has no rows: a title over a hint.
#pragma once

class QPainter;
class QRect;
class QString;
class QWidget;

namespace plectrum::ui {

/// In the font and colours of the view, in the upper third of `room`.
void drawEmptyText(QPainter& painter, const QWidget& view, const QRect& room, const QString& title,
                   const QString& hint);

} // namespace plectrum::ui
