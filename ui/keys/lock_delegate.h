// SPDX-License-Identifier: MIT
// A key with the badge of its lock at the right: none while it is free or not known to be held.
#pragma once

#include "ui/keys/key_delegate.h"

namespace plectrum::ui {

class LockDelegate final : public KeyDelegate
{
    Q_OBJECT

public:
    using KeyDelegate::KeyDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    int roomAtTheRight(const QModelIndex& index) const override;
};

} // namespace plectrum::ui
