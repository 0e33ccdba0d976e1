// SPDX-License-Identifier: MIT
// A line of the console: its text as it was said, with a sign for what it is.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class ConsoleDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
