// SPDX-License-Identifier: MIT
// Paints an operation: its title, and below how far it is or why it failed.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class OperationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// How far it is: "12,000 so far · 800/s", "3 of 8 · 2 s left", "Paused · 3 of 8", or the
    /// failure.
    static QString detail(const QModelIndex& index);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
