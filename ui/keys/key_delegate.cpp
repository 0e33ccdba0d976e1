// SPDX-License-Identifier: MIT
#include "ui/keys/key_delegate.h"

#include "documents/basics/tone.h"

#include <QPainter>
#include <QStyle>

namespace plectrum::ui {

void paintRowBackground(QPainter* painter, const QStyleOptionViewItem& option)
{
    const QRect row =
        option.rect.adjusted(documents::spacing::tiny, 0, -documents::spacing::tiny, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->setBrush(option.palette.color(QPalette::Highlight));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->setBrush(option.palette.color(QPalette::AlternateBase));
    else
        painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(row, documents::spacing::tiny, documents::spacing::tiny);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(documents::tone(documents::Tone::Accent, option.palette));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5),
                                 documents::spacing::tiny, documents::spacing::tiny);
    }
    painter->restore();
}

void KeyDelegate::setMarked(const QString& text)
{
    m_marked = text;
}

void KeyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
    paintRowBackground(painter, option);
    const QRect area = option.rect.adjusted(
        documents::spacing::large, 0,
        -(documents::spacing::small + documents::spacing::tiny + roomAtTheRight(index)), 0);
    const QString key = index.data(Qt::DisplayRole).toString();
    const QString shown = option.fontMetrics.elidedText(key, Qt::ElideMiddle, area.width());
    paintText(painter, QStyle::visualRect(option.direction, option.rect, area), option, shown);
}

int KeyDelegate::roomAtTheRight(const QModelIndex& /*index*/) const
{
    return 0;
}

void KeyDelegate::paintText(QPainter* painter, const QRect& area,
                            const QStyleOptionViewItem& option, const QString& text) const
{
    painter->save();
    painter->setFont(option.font);
    const qsizetype at = m_marked.isEmpty() ? -1 : text.indexOf(m_marked, 0, Qt::CaseInsensitive);
    if (at >= 0) {
        const int left = option.fontMetrics.horizontalAdvance(text.left(at));
        const int right = option.fontMetrics.horizontalAdvance(text.left(at + m_marked.size()));
        const int before = option.direction == Qt::RightToLeft
            ? area.width() - option.fontMetrics.horizontalAdvance(text)
            : 0;
        painter->fillRect(QRect(area.left() + before + left, area.top() + documents::spacing::tiny,
                                right - left, area.height() - 2 * documents::spacing::tiny),
                          documents::toneFill(documents::Tone::Changed, option.palette));
    }
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    painter->restore();
}

} // namespace plectrum::ui
