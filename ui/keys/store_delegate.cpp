// SPDX-License-Identifier: MIT
#include "ui/keys/store_delegate.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/game/game_binding.h"
#include "documents/keys/store_list_model.h"
#include "ui/keys/key_delegate.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"

#include <QPainter>
#include <QStyle>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;

void paintHeading(QPainter* painter, const QStyleOptionViewItem& option, const QString& text)
{
    QFont small = option.font;
    small.setPointSizeF(option.font.pointSizeF() * 0.88);
    small.setWeight(QFont::DemiBold);
    painter->setFont(small);
    painter->setPen(documents::tone(documents::Tone::Muted, option.palette));
    painter->drawText(option.rect.adjusted(documents::spacing::medium, 0,
                                           -documents::spacing::small, -documents::spacing::tiny),
                      Qt::AlignBottom | Qt::AlignLeft | Qt::TextSingleLine, text);
}

/// Of the game's code that is bound.
QString markOf(documents::GameBinding::State state)
{
    switch (state) {
    case documents::GameBinding::State::Loading:
        return u"clock"_s;
    case documents::GameBinding::State::Failed:
        return u"warning"_s;
    case documents::GameBinding::State::Loaded:
        break;
    }
    return u"script"_s;
}

} // namespace

void StoreDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const QString text =
        documents::visibleName(index.data(documents::StoreListModel::NameRole).toString());
    painter->save();
    if (index.data(documents::StoreListModel::IsHeadingRole).toBool()) {
        paintHeading(painter, option, text);
        painter->restore();
        return;
    }
    paintRowBackground(painter, option);
    const bool isLyra = index.data(documents::StoreListModel::IsLyraRole).toBool();
    const QRect area =
        option.rect.adjusted(documents::spacing::medium, 0, -documents::spacing::medium, 0);
    const QRect picture(area.left(), area.center().y() - iconSize / 2 + 1, iconSize, iconSize);
    icon(isLyra ? u"store"_s : u"table"_s)
        .paint(painter, QStyle::visualRect(option.direction, option.rect, picture));
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    QRect words = area.adjusted(iconSize + documents::spacing::small, 0, 0, 0);
    const QVariant state = index.data(documents::StoreListModel::BindingStateRole);
    if (state.isValid()) {
        const QRect mark(area.right() - iconSize + 1, area.center().y() - iconSize / 2 + 1,
                         iconSize, iconSize);
        icon(markOf(state.value<documents::GameBinding::State>()))
            .paint(painter, QStyle::visualRect(option.direction, option.rect, mark));
        words.setRight(mark.left() - documents::spacing::tiny);
    }
    drawElided(*painter, QStyle::visualRect(option.direction, option.rect, words), text,
               Qt::ElideMiddle);
    painter->restore();
}

QSize StoreDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int row = std::max(24, option.fontMetrics.height() + documents::spacing::small);
    const bool isHeading = index.data(documents::StoreListModel::IsHeadingRole).toBool();
    return {0, isHeading ? row + documents::spacing::tiny : row};
}

} // namespace plectrum::ui
