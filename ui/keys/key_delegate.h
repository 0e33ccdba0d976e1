// SPDX-License-Identifier: MIT
// Paints a key, and within it what the filter found.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::ui {

class KeyDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The text that is marked in each key; empty for none.
    void setMarked(const QString& text);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    /// Room at the right of a row that its key leaves free.
    virtual int roomAtTheRight(const QModelIndex& index) const;

private:
    void paintText(QPainter* painter, const QRect& area, const QStyleOptionViewItem& option,
                   const QString& text) const;

    QString m_marked;
};

/// The background of a row: selected, under the mouse, or with the focus. For all delegates here.
void paintRowBackground(QPainter* painter, const QStyleOptionViewItem& option);

} // namespace plectrum::ui
