// SPDX-License-Identifier: MIT
// Draws a lock's state: an icon of its own shape in the colour of its meaning and, where the lock
// is ours, a ring around it that empties until the refresh.
#pragma once

#include "async/clock.h"
#include "editing/lock_view.h"

#include <QRect>

class QColor;
class QPainter;
class QPalette;

namespace plectrum::ui {

/// The side of the square that paintLock() fills.
inline constexpr int lockPictureSize = 18;

/// What is left until the refresh, 1 to 0; 0 when it is not ours.
double refreshShare(const editing::LockView& view, async::Duration elapsed);
/// Into the middle of `area`.
void paintLock(QPainter* painter, const QRect& area, const editing::LockView& view,
               async::Duration elapsed, const QPalette& palette);

} // namespace plectrum::ui
