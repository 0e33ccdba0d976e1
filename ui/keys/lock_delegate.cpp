// SPDX-License-Identifier: MIT
#include "ui/keys/lock_delegate.h"

#include "documents/basics/tone.h"
#include "documents/keys/key_list_model.h"
#include "documents/locks/lock_text.h"
#include "ui/locks/lock_painter.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <optional>

namespace plectrum::ui {

namespace {

/// Unknown is for the record itself: a list full of question marks helps nobody.
std::optional<editing::LockView> badgeOf(const QModelIndex& index)
{
    const QVariant state = index.data(documents::KeyListModel::LockRole);
    editing::LockView view;
    view.state = static_cast<editing::LockState>(state.toInt());
    const bool isHeld =
        view.state == editing::LockState::Another || view.state == editing::LockState::Ours;
    return state.isValid() && isHeld ? std::optional(view) : std::nullopt;
}

} // namespace

int LockDelegate::roomAtTheRight(const QModelIndex& index) const
{
    return badgeOf(index) ? lockPictureSize + documents::spacing::tiny : 0;
}

void LockDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    KeyDelegate::paint(painter, option, index);
    const auto badge = badgeOf(index);
    if (!badge)
        return;
    QRect area = option.rect;
    area.setLeft(area.right() - lockPictureSize - documents::spacing::small
                 - documents::spacing::tiny);
    area.setWidth(lockPictureSize);
    paintLock(painter, QStyle::visualRect(option.direction, option.rect, area), *badge, {},
              option.palette);
}

bool LockDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                             const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto badge = badgeOf(index);
    if (event->type() != QEvent::ToolTip || !badge)
        return KeyDelegate::helpEvent(event, view, option, index);
    const QString key = index.data(Qt::DisplayRole).toString();
    QToolTip::showText(event->globalPos(), tr("%1\nLock: %2").arg(key, documents::lockWord(*badge)),
                       view);
    return true;
}

} // namespace plectrum::ui

#include "moc_lock_delegate.cpp"
