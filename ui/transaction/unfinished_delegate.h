// SPDX-License-Identifier: MIT
// Paints the rows of UnfinishedModel in two lines: the store, and how many keys and how old.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class UnfinishedDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
