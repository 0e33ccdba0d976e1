// SPDX-License-Identifier: MIT
// Paints a row of the journal: the outcome with an icon and a word, secondary columns muted, what
// was undone struck out.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class JournalDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace plectrum::ui
