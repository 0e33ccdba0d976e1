// SPDX-License-Identifier: MIT
#include "ui/connect/letter_tile.h"

#include "documents/basics/tone.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPalette>

namespace plectrum::ui {

QPixmap letterTile(const QString& name, const QPalette& palette, qreal pixelRatio)
{
    constexpr int side = 40;
    constexpr qreal corner = 8;
    QPixmap tile(QSizeF(side * pixelRatio, side * pixelRatio).toSize());
    tile.setDevicePixelRatio(pixelRatio);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(documents::toneFill(
        name.isEmpty() ? documents::Tone::Muted : documents::Tone::Accent, palette));
    painter.drawRoundedRect(QRectF(0, 0, side, side), corner, corner);
    QFont font = QGuiApplication::font();
    font.setPixelSize(side / 2);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(documents::tone(
        name.isEmpty() ? documents::Tone::Muted : documents::Tone::Accent, palette));
    const QString letter = name.trimmed().left(1).toUpper();
    painter.drawText(QRect(0, 0, side, side), Qt::AlignCenter,
                     letter.isEmpty() ? QStringLiteral("?") : letter);
    return tile;
}

} // namespace plectrum::ui
