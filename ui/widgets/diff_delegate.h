// SPDX-License-Identifier: MIT
// Paints a row of changes: a drawn sign and the word for its kind, the place, the value before and
// the value after; the rest of an elided text stands in its tooltip.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class DiffDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    static constexpr int rowHeight = 24;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
