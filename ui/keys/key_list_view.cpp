// SPDX-License-Identifier: MIT
#include "ui/keys/key_list_view.h"

#include "documents/basics/tone.h"
#include "ui/widgets/empty_text.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace plectrum::ui {

KeyListView::KeyListView(QWidget* parent)
    : QAbstractItemView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    viewport()->setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
}

int KeyListView::rowHeight() const
{
    return std::max(24, fontMetrics().height() + documents::spacing::small);
}

void KeyListView::setEmptyText(const QString& title, const QString& hint)
{
    if (title == m_emptyTitle && hint == m_emptyHint)
        return;
    m_emptyTitle = title;
    m_emptyHint = hint;
    viewport()->update();
}

int KeyListView::rowCount() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

int KeyListView::rowsPerPage() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

QRect KeyListView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return {0, index.row() * rowHeight() - verticalOffset(), viewport()->width(), rowHeight()};
}

void KeyListView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * rowHeight();
    const int room = viewport()->height() - rowHeight();
    const int offset = verticalOffset();
    int target = offset;
    if (hint == PositionAtTop || (hint == EnsureVisible && top < offset))
        target = top;
    else if (hint == PositionAtBottom || (hint == EnsureVisible && top > offset + room))
        target = top - room;
    else if (hint == PositionAtCenter)
        target = top - room / 2;
    verticalScrollBar()->setValue(target);
}

QModelIndex KeyListView::indexAt(const QPoint& point) const
{
    const int row = (point.y() + verticalOffset()) / rowHeight();
    return point.y() >= 0 && row < rowCount() ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

void KeyListView::keyboardSearch(const QString& text)
{
    emit textTyped(text);
}

void KeyListView::reset()
{
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
    updateGeometries();
    viewport()->update();
    emit shownRowsChanged();
}

QModelIndex KeyListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = rowCount() - 1;
    if (last < 0)
        return {};
    const auto step = [this, action, last] {
        switch (action) {
        case MoveUp:
        case MovePrevious:
            return -1;
        case MoveDown:
        case MoveNext:
            return 1;
        case MovePageUp:
            return -rowsPerPage();
        case MovePageDown:
            return rowsPerPage();
        case MoveHome:
            return -last;
        case MoveEnd:
            return last;
        default:
            return 0;
        }
    };
    const int row =
        currentIndex().isValid() ? currentIndex().row() + step() : (action == MoveEnd ? last : 0);
    return model()->index(std::clamp(row, 0, last), 0, rootIndex());
}

int KeyListView::horizontalOffset() const
{
    return 0;
}

int KeyListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

bool KeyListView::isIndexHidden(const QModelIndex&) const
{
    return false;
}

void KeyListView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRect rows = rect.normalized();
    const QModelIndex first = indexAt(rows.topLeft());
    QModelIndex last = indexAt(rows.bottomLeft());
    if (first.isValid() && !last.isValid() && rows.height() > 1)
        last = model()->index(rowCount() - 1, 0, rootIndex());
    const bool isRange = first.isValid() && last.isValid();
    selectionModel()->select(isRange ? QItemSelection(first, last) : QItemSelection(), flags);
}

QRegion KeyListView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection)
        region += visualRect(range.topLeft()) | visualRect(range.bottomRight());
    return region;
}

void KeyListView::updateGeometries()
{
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, rowCount() * rowHeight() - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void KeyListView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    if (rowCount() == 0) {
        drawEmptyText(painter, *this, viewport()->rect(), m_emptyTitle, m_emptyHint);
        return;
    }
    const QRect area = event->rect();
    const int first = (area.top() + verticalOffset()) / rowHeight();
    const int last = std::min(rowCount() - 1, (area.bottom() + verticalOffset()) / rowHeight());
    for (int row = first; row <= last; ++row)
        paintRow(painter, row);
}

void KeyListView::paintRow(QPainter& painter, int row)
{
    const QModelIndex index = model()->index(row, 0, rootIndex());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    option.state.setFlag(QStyle::State_MouseOver,
                         viewport()->underMouse() && option.rect.contains(mouse));
    itemDelegateForIndex(index)->paint(&painter, option, index);
}

void KeyListView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
    emit shownRowsChanged();
}

void KeyListView::showEvent(QShowEvent* event)
{
    QAbstractItemView::showEvent(event);
    emit shownRowsChanged();
}

void KeyListView::hideEvent(QHideEvent* event)
{
    QAbstractItemView::hideEvent(event);
    emit shownRowsChanged();
}

std::pair<int, int> KeyListView::shownRows() const
{
    if (!isVisible() || window()->isMinimized())
        return {0, -1};
    return {verticalOffset() / rowHeight(),
            std::min(rowCount() - 1, (verticalOffset() + viewport()->height() - 1) / rowHeight())};
}

void KeyListView::scrollContentsBy(int dx, int dy)
{
    QAbstractItemView::scrollContentsBy(dx, dy);
    viewport()->update();
    emit shownRowsChanged();
    const int below = verticalScrollBar()->maximum() - verticalScrollBar()->value();
    if (model() && below < 2 * viewport()->height() && model()->canFetchMore(rootIndex()))
        model()->fetchMore(rootIndex());
}

void KeyListView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    viewport()->update();
    emit shownRowsChanged();
}

void KeyListView::changeEvent(QEvent* event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometries();
}

} // namespace plectrum::ui
