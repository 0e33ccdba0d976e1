// SPDX-License-Identifier: MIT
#include "ui/record/json_value_delegate.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/record/json_conversion.h"
#include "documents/record/json_tree_model.h"
#include "json/printer.h"
#include "ui/record/json_value_editors.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace plectrum::ui {

namespace {

constexpr int markWidth = 14;
constexpr int problemSize = 14;
constexpr int boxSize = 13;
constexpr std::size_t longString = 80;

json::Value valueOf(const QModelIndex& index)
{
    return index.data(documents::JsonTreeModel::ValueRole).value<json::Value>();
}

QString textOf(const json::Value& value)
{
    return value.isString() ? QString::fromUtf8(QByteArrayView(value.toString()))
                            : QString::fromStdString(json::print(value));
}

bool isLong(const json::Value& value)
{
    return value.isString()
        && (value.size() > longString
            || std::ranges::any_of(value.toString(), [](char c) { return c >= 0 && c < 0x20; })
            || textOf(value).contains(QChar(QChar::LineSeparator))
            || textOf(value).contains(QChar(QChar::ParagraphSeparator)));
}

documents::Tone toneOf(const json::Value& value)
{
    using enum json::Type;
    switch (value.type()) {
    case Bool:
        return documents::Tone::Boolean;
    case Integer:
    case Double:
        return documents::Tone::Number;
    case String:
        return documents::Tone::String;
    case Null:
        return documents::Tone::Null;
    default:
        return documents::Tone::Muted;
    }
}

QColor textColour(const QStyleOptionViewItem& option, documents::Tone meaning)
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected)
        && option.state.testFlag(QStyle::State_Active);
    return isSelected ? option.palette.color(QPalette::HighlightedText)
                      : documents::tone(meaning, option.palette);
}

QRect boxRect(const QRect& cell)
{
    return {cell.left() + documents::spacing::tiny, cell.center().y() - boxSize / 2, boxSize,
            boxSize};
}

/// A mark is a shape as well as a colour: ring for a change inside, disc for a changed value, plus
/// for a new one.
void paintMark(QPainter* painter, const QStyleOptionViewItem& option, const QRect& cell, int mark)
{
    if (mark == documents::JsonTreeModel::Same)
        return;
    const QColor colour =
        textColour(option,
                   mark == documents::JsonTreeModel::Added ? documents::Tone::Added
                                                           : documents::Tone::Changed);
    const QPointF centre(cell.left() + markWidth / 2.0, cell.center().y() + 0.5);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5));
    painter->setBrush(mark == documents::JsonTreeModel::Changed ? QBrush(colour)
                                                                : QBrush(Qt::NoBrush));
    if (mark == documents::JsonTreeModel::Added) {
        painter->drawLine(centre - QPointF(3.5, 0), centre + QPointF(3.5, 0));
        painter->drawLine(centre - QPointF(0, 3.5), centre + QPointF(0, 3.5));
    } else {
        painter->drawEllipse(centre, 2.75, 2.75);
    }
}

void paintText(QPainter* painter, const QStyleOptionViewItem& option, const QRect& cell,
               const QString& text, documents::Tone meaning)
{
    const QRect room = cell.adjusted(documents::spacing::tiny, 0, -documents::spacing::tiny, 0);
    painter->setPen(textColour(option, meaning));
    drawElided(*painter, room, text);
}

void paintBox(QPainter* painter, const QStyleOptionViewItem& option, const QRect& cell,
              bool isChecked)
{
    QStyleOptionButton box;
    box.palette = option.palette;
    box.rect = boxRect(cell);
    box.state = QStyle::State_Enabled | (isChecked ? QStyle::State_On : QStyle::State_Off);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, option.widget);
}

} // namespace

JsonValueDelegate::JsonValueDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

QSize JsonValueDelegate::sizeHint(const QStyleOptionViewItem& option,
                                  const QModelIndex& /*index*/) const
{
    return {100, std::max(rowHeight, option.fontMetrics.height() + documents::spacing::small)};
}

void JsonValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->save();
    painter->setFont(option.font);
    switch (index.column()) {
    case documents::JsonTreeModel::NameColumn:
        paintName(painter, option, index);
        break;
    case documents::JsonTreeModel::ValueColumn:
        paintValue(painter, option, index);
        break;
    default:
        paintText(painter, option, option.rect, index.data().toString(), documents::Tone::Muted);
    }
    painter->restore();
}

void JsonValueDelegate::paintName(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    paintMark(painter, option, option.rect, index.data(documents::JsonTreeModel::MarkRole).toInt());
    const bool isElement = index.data(documents::JsonTreeModel::IsElementRole).toBool();
    const QString name = index.data(documents::JsonTreeModel::NameRole).toString();
    QRect words = option.rect.adjusted(markWidth, 0, 0, 0);
    if (!index.data(documents::JsonTreeModel::ProblemRole).toString().isEmpty()) {
        const bool isHere = index.data(documents::JsonTreeModel::IsProblemHereRole).toBool();
        const QRect picture(words.left(), words.center().y() - problemSize / 2 + 1, problemSize,
                            problemSize);
        icon(isHere ? QStringLiteral("error") : QStringLiteral("warning")).paint(painter, picture);
        words.setLeft(picture.right() + documents::spacing::tiny);
    }
    paintText(painter, option, words,
              name.isEmpty() ? QStringLiteral("\"\"") : documents::visibleName(name),
              isElement ? documents::Tone::Muted : documents::Tone::Name);
}

void JsonValueDelegate::paintValue(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const json::Value value = valueOf(index);
    QRect cell = option.rect;
    if (value.isBool()) {
        paintBox(painter, option, cell, value.toBool());
        cell.setLeft(boxRect(cell).right() + documents::spacing::tiny);
    }
    paintText(painter, option, cell, index.data().toString(), toneOf(value));
}

QWidget* JsonValueDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                         const QModelIndex& index) const
{
    if (index.column() == documents::JsonTreeModel::NameColumn)
        return createNameEditor(parent, index);
    const json::Value value = valueOf(index);
    if (value.isString())
        return createStringEditor(parent, value);
    if (!value.isNumber())
        return nullptr;
    const auto check = [](const QString& text) {
        return documents::parseNumber(text)
            ? QString()
            : tr("A JSON number: digits, with “.” and “e” where needed, up to 1.8e308.");
    };
    return new CheckedLineEdit(check, parent);
}

QWidget* JsonValueDelegate::createNameEditor(QWidget* parent, const QModelIndex& index) const
{
    const QPersistentModelIndex member = index;
    return new CheckedLineEdit(
        [member](const QString& name) {
            const auto* model = qobject_cast<const documents::JsonTreeModel*>(member.model());
            const bool isTaken = model && model->isNameTaken(member, name);
            return isTaken ? tr("The object has a member of this name already.") : QString();
        },
        parent);
}

QWidget* JsonValueDelegate::createStringEditor(QWidget* parent, const json::Value& value) const
{
    if (!isLong(value)) {
        const auto check = [](const QString& text) {
            return text.isValidUtf16() ? QString() : tr("Half of a surrogate pair");
        };
        return new CheckedLineEdit(check, parent);
    }
    auto* page = new StringPage(parent);
    connect(page, &StringPage::accepted, this, &JsonValueDelegate::commitPage);
    return page;
}

void JsonValueDelegate::commitPage()
{
    if (auto* page = qobject_cast<QWidget*>(sender())) {
        const auto* strings = qobject_cast<StringPage*>(page);
        if (strings && !strings->value())
            return; // it says why
        emit commitData(page);
        emit closeEditor(page);
    }
}

void JsonValueDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const QString text = index.column() == documents::JsonTreeModel::NameColumn
        ? index.data(documents::JsonTreeModel::NameRole).toString()
        : textOf(valueOf(index));
    if (auto* line = qobject_cast<CheckedLineEdit*>(editor)) {
        line->setText(text);
        line->selectAll();
    } else if (auto* page = qobject_cast<StringPage*>(editor)) {
        page->setValue(text);
        page->moveCursor(QTextCursor::End); // Return would replace what is selected
    }
}

void JsonValueDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                     const QModelIndex& index) const
{
    const auto* page = qobject_cast<StringPage*>(editor);
    const auto* line = qobject_cast<CheckedLineEdit*>(editor);
    if (line && !line->hasAcceptableInput())
        return;
    const auto typed = page ? page->value() : line ? std::optional(line->text()) : std::nullopt;
    if (!typed)
        return;
    const QString& text = *typed;
    if (index.column() == documents::JsonTreeModel::NameColumn) {
        model->setData(index, text, Qt::EditRole);
        return;
    }
    const json::Value before = valueOf(index);
    const json::Value after = before.isString() ? json::Value(text.toStdString())
                                                : documents::parseNumber(text).value_or(before);
    if (after != before)
        model->setData(index, QVariant::fromValue(after), Qt::EditRole);
}

void JsonValueDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex& /*index*/) const
{
    QRect rect = option.rect;
    if (qobject_cast<StringPage*>(editor) && editor->parentWidget()) {
        const QRect room = editor->parentWidget()->rect();
        rect.setHeight(std::min(room.height(), rowHeight * 7));
        rect.setRight(room.right());
        rect.moveBottom(std::min(rect.bottom(), room.bottom()));
    }
    editor->setGeometry(rect);
}

bool JsonValueDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                    const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isBool = index.column() == documents::JsonTreeModel::ValueColumn
        && index.flags().testFlag(Qt::ItemIsEditable) && valueOf(index).isBool();
    if (isBool && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QRect target = boxRect(option.rect).adjusted(-3, -3, 3, 3);
        if (mouse->button() == Qt::LeftButton && target.contains(mouse->position().toPoint())) {
            return model->setData(index, QVariant::fromValue(json::Value(!valueOf(index).toBool())),
                                  Qt::EditRole);
        }
    }
    return isBool && event->type() == QEvent::MouseButtonDblClick;
}

} // namespace plectrum::ui

#include "moc_json_value_delegate.cpp"
