// SPDX-License-Identifier: MIT
#include "ui/locks/lock_painter.h"

#include "documents/basics/tone.h"
#include "documents/locks/lock_text.h"
#include "ui/widgets/icon.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr int wholeTurn = 360 * 16; ///< in the units of drawArc
constexpr int top = 90 * 16;

void paintTinted(QPainter* painter, const QRect& area, const QString& name, const QColor& colour)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap picture = icon(name).pixmap(area.size(), ratio);
    QPainter tint(&picture);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(QRect(QPoint(), area.size()), colour);
    tint.end();
    painter->drawPixmap(area.topLeft(), picture);
}

} // namespace

double refreshShare(const editing::LockView& view, async::Duration elapsed)
{
    if (!view.own)
        return 0;
    const auto whole = view.own->refreshDue - view.own->refreshed;
    const auto rest = view.own->refreshDue - elapsed;
    return std::clamp(
        double(rest.count()) / double(std::max<async::Duration::rep>(1, whole.count())), 0.0, 1.0);
}

void paintLock(QPainter* painter, const QRect& area, const editing::LockView& view,
               async::Duration elapsed, const QPalette& palette)
{
    const QColor colour = documents::tone(documents::lockTone(view.state), palette);
    QRect square(0, 0, lockPictureSize, lockPictureSize);
    square.moveCenter(area.center());
    const bool isOurs = view.state == editing::LockState::Ours;
    const int inset = isOurs ? 4 : 1;
    paintTinted(painter, square.adjusted(inset, inset, -inset, -inset),
                documents::lockIcon(view.state), colour);
    if (!isOurs)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF ring = QRectF(square).adjusted(1, 1, -1, -1);
    painter->setPen(QPen(documents::tone(documents::Tone::Line, palette), 1.75));
    painter->drawEllipse(ring);
    painter->setPen(QPen(colour, 1.75, Qt::SolidLine, Qt::FlatCap));
    painter->drawArc(ring, top, qRound(refreshShare(view, elapsed) * wholeTurn));
    painter->restore();
}

} // namespace plectrum::ui
