// SPDX-License-Identifier: MIT
#include "ui/widgets/diff_delegate.h"

#include "documents/basics/tone.h"
#include "documents/history/diff_model.h"
#include "json/diff.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr double signSize = 14;
constexpr int wordDistance = 6; ///< from the sign to its word

json::ChangeKind kindOf(const QModelIndex& index)
{
    return static_cast<json::ChangeKind>(index.data(documents::DiffModel::KindRole).toInt());
}

documents::Tone toneOf(json::ChangeKind kind)
{
    switch (kind) {
    case json::ChangeKind::Added:
        return documents::Tone::Added;
    case json::ChangeKind::Removed:
        return documents::Tone::Removed;
    case json::ChangeKind::Replaced:
        break;
    }
    return documents::Tone::Changed;
}

QString wordOf(json::ChangeKind kind)
{
    switch (kind) {
    case json::ChangeKind::Added:
        return DiffDelegate::tr("Added");
    case json::ChangeKind::Removed:
        return DiffDelegate::tr("Removed");
    case json::ChangeKind::Replaced:
        break;
    }
    return DiffDelegate::tr("Changed");
}

int widestWord(const QFontMetrics& metrics)
{
    using enum json::ChangeKind;
    return std::max({metrics.horizontalAdvance(wordOf(Added)),
                     metrics.horizontalAdvance(wordOf(Removed)),
                     metrics.horizontalAdvance(wordOf(Replaced))});
}

/// A rounded square with a plus, a minus or a dot.
void drawSign(QPainter& painter, QPointF middle, json::ChangeKind kind, const QPalette& palette)
{
    const QColor color = documents::tone(toneOf(kind), palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(documents::toneFill(toneOf(kind), palette));
    const double half = signSize / 2;
    painter.drawRoundedRect(QRectF(middle.x() - half, middle.y() - half, signSize, signSize), 4, 4);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(color);
    constexpr double arm = 3;
    if (kind == json::ChangeKind::Replaced) {
        painter.drawEllipse(middle, 1.25, 1.25);
    } else {
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0));
        if (kind == json::ChangeKind::Added)
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm));
    }
    painter.restore();
}

} // namespace

void DiffDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false); // the selected row says it
    const json::ChangeKind kind = kindOf(index);
    const bool isSelected = option->state.testFlag(QStyle::State_Selected);
    QColor color = documents::tone(documents::Tone::Name, option->palette);
    if (index.column() == documents::DiffModel::KindColumn) {
        option->text = wordOf(kind);
        color = documents::tone(toneOf(kind), option->palette);
    } else if (index.column() == documents::DiffModel::PointerColumn) {
        option->textElideMode = Qt::ElideMiddle;
    } else {
        option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        option->fontMetrics = QFontMetrics(option->font);
        if (!index.data(documents::DiffModel::HasValueRole).toBool()) {
            option->text = QStringLiteral("—");
            color = documents::tone(documents::Tone::Muted, option->palette);
        } else if (index.column() == documents::DiffModel::BeforeColumn) {
            color = documents::tone(documents::Tone::Removed, option->palette);
        } else {
            color = documents::tone(documents::Tone::Added, option->palette);
        }
    }
    if (!isSelected)
        option->palette.setColor(QPalette::Text, color);
}

void DiffDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    if (index.column() != documents::DiffModel::KindColumn) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, {});
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const double left = item.rect.left() + documents::spacing::small;
    const bool isReversed = option.direction == Qt::RightToLeft;
    const double middle = left + signSize / 2;
    const double mirrored = item.rect.left() + item.rect.right() - middle;
    drawSign(*painter, {isReversed ? mirrored : middle, item.rect.top() + item.rect.height() / 2.0},
             kindOf(index), option.palette);
    const double room = documents::spacing::small + signSize + wordDistance;
    const QRectF text =
        QRectF(item.rect).adjusted(isReversed ? 0 : room, 0, isReversed ? -room : 0, 0);
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    painter->setPen(item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(item.font);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, word);
}

QSize DiffDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == documents::DiffModel::KindColumn)
        size.setWidth(widestWord(option.fontMetrics) + 2 * documents::spacing::small + wordDistance
                      + static_cast<int>(signSize));
    return {size.width(), std::max(rowHeight, size.height())};
}

bool DiffDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                             const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(documents::DiffModel::PreviewRole).toString();
    const QString html =
        QStringLiteral("<pre style='white-space:pre-wrap'>%1</pre>").arg(text.toHtmlEscaped());
    QToolTip::showText(event->globalPos(), text.isEmpty() ? QString() : html, view->viewport(),
                       option.rect);
    return true;
}

} // namespace plectrum::ui

#include "moc_diff_delegate.cpp"
