// SPDX-License-Identifier: MIT
// Paints the rows of StoreListModel: headings small and muted, stores with the icon of their kind.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class StoreDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
