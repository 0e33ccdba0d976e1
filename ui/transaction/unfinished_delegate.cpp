// SPDX-License-Identifier: MIT
#include "ui/transaction/unfinished_delegate.h"

#include "documents/basics/tone.h"
#include "documents/transaction/unfinished_model.h"
#include "ui/keys/key_delegate.h"
#include "ui/widgets/elided_text.h"

#include <QPainter>

namespace plectrum::ui {

void UnfinishedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    painter->save();
    paintRowBackground(painter, option);
    const QRect area =
        option.rect.adjusted(documents::spacing::medium, documents::spacing::small,
                             -documents::spacing::medium, -documents::spacing::small);
    const int half = area.height() / 2;
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    drawElided(*painter, area.adjusted(0, 0, 0, -half),
               index.data(documents::UnfinishedModel::StoreRole).toString());
    painter->setPen(documents::tone(documents::Tone::Muted, option.palette));
    drawElided(*painter, area.adjusted(0, half, 0, 0),
               index.data(documents::UnfinishedModel::FactsRole).toString());
    painter->restore();
}

QSize UnfinishedDelegate::sizeHint(const QStyleOptionViewItem& option,
                                   const QModelIndex& /*index*/) const
{
    return {0, 2 * option.fontMetrics.height() + 3 * documents::spacing::small};
}

} // namespace plectrum::ui

#include "moc_unfinished_delegate.cpp"
