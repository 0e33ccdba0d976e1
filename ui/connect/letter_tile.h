// SPDX-License-Identifier: MIT
// Stands for a universe whose picture cannot be had: its first letter on a tile.
#pragma once

#include <QPixmap>
#include <QString>

class QPalette;

namespace plectrum::ui {

/// 40 x 40 device-independent pixels. Without a name: a question mark.
QPixmap letterTile(const QString& name, const QPalette& palette, qreal pixelRatio);

} // namespace plectrum::ui
