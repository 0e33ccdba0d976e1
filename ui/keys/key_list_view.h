// SPDX-License-Identifier: MIT
// A list of rows of one height whose layout costs the same for ten rows and for a million. Asks its
// model for more before the end comes into sight.
#pragma once

#include <QAbstractItemView>

#include <utility>

namespace plectrum::ui {

class KeyListView final : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit KeyListView(QWidget* parent = nullptr);

    int rowHeight() const;
    /// What the empty list says; a title and a line below.
    void setEmptyText(const QString& title, const QString& hint);

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void keyboardSearch(const QString& text) override;
    void reset() override;

    /// The first and the last row that are seen; the last is before the first when none is.
    std::pair<int, int> shownRows() const;

signals:
    void shownRowsChanged();
    /// Letters were typed while the list had the focus.
    void textTyped(const QString& text);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void changeEvent(QEvent* event) override;

private:
    int rowCount() const;
    int rowsPerPage() const;
    void paintRow(QPainter& painter, int row);

    QString m_emptyTitle;
    QString m_emptyHint;
};

} // namespace plectrum::ui
