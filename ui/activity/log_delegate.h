// SPDX-License-Identifier: MIT
// Paints a line of the log: the level with an icon and a word, secondary columns muted.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class LogDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
