// SPDX-License-Identifier: MIT
// Paints the rows of a JSON tree in the tones of their types, with a mark where they differ from
// the base, and makes the editor that fits the type.
#pragma once

#include <QStyledItemDelegate>

namespace plectrum::json {
class Value;
}

namespace plectrum::ui {

class JsonValueDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit JsonValueDelegate(QObject* parent = nullptr);

    static constexpr int rowHeight = 25;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    void paintName(QPainter* painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;
    void paintValue(QPainter* painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;
    QWidget* createNameEditor(QWidget* parent, const QModelIndex& index) const;
    QWidget* createStringEditor(QWidget* parent, const json::Value& value) const;
    void commitPage();
};

} // namespace plectrum::ui
