// SPDX-License-Identifier: MIT
#include "ui/record/json_tree_view.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/record/json_conversion.h"
#include "documents/record/json_tree_model.h"
#include "documents/record/record_document.h"
#include "json/luau_printer.h"
#include "json/parser.h"
#include "json/printer.h"
#include "ui/record/json_value_delegate.h"
#include "ui/record/json_value_editors.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QUndoStack>

#include <algorithm>
#include <deque>
#include <utility>

namespace plectrum::ui {

namespace {

/// Rows that expanding everything may open: enough to look around, quick to lay out.
constexpr std::size_t reasonableRows = 5'000;

/// One that is not known here counts as edited: better taken over once too often than lost.
bool isEdited(const QWidget* editor)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(editor))
        return line->isModified();
    const auto* page = qobject_cast<const QPlainTextEdit*>(editor);
    return !page || page->document()->isModified();
}

} // namespace

JsonTreeView::JsonTreeView(documents::RecordDocument* document, documents::JsonTreeModel* model,
                           QWidget* parent)
    : QTreeView(parent)
    , m_document(document)
    , m_model(model)
{
    setObjectName(QStringLiteral("json.tree"));
    setAccessibleName(tr("Data of the record"));
    setModel(model);
    setItemDelegate(new JsonValueDelegate(this));
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(18);
    setEditTriggers(QAbstractItemView::DoubleClicked);
    setExpandsOnDoubleClick(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(documents::JsonTreeModel::NameColumn, QHeaderView::Interactive);
    header()->setSectionResizeMode(documents::JsonTreeModel::ValueColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(documents::JsonTreeModel::TypeColumn, QHeaderView::Fixed);
    header()->setMinimumSectionSize(60);
    header()->resizeSection(documents::JsonTreeModel::NameColumn, 240);
    header()->resizeSection(documents::JsonTreeModel::TypeColumn, 70);
    header()->setHighlightSections(false);
    connect(model, &documents::JsonTreeModel::marksChanged, viewport(),
            qOverload<>(&QWidget::update));
    connect(model, &QAbstractItemModel::modelReset, this, &JsonTreeView::openFirst);
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& at) {
        if (!at.isValid())
            openFirst();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &JsonTreeView::fetchWhatIsSeen);
    openFirst();
}

documents::JsonTreeModel* JsonTreeView::jsonModel() const
{
    return m_model;
}

/// Editors are the only widgets that stand in the viewport; a closed one is hidden and goes later.
QList<QWidget*> JsonTreeView::openEditors() const
{
    auto editors = viewport()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    editors.removeIf([](const QWidget* editor) { return editor->isHidden(); });
    return editors;
}

bool JsonTreeView::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event)
{
    const bool isTaken = QTreeView::edit(index, trigger, event);
    const auto editors = openEditors();
    for (QWidget* editor : editors) {
        if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            connect(line, &QLineEdit::textChanged, this, &JsonTreeView::editsChanged,
                    Qt::UniqueConnection);
        } else if (auto* page = qobject_cast<QPlainTextEdit*>(editor)) {
            connect(page, &QPlainTextEdit::textChanged, this, &JsonTreeView::editsChanged,
                    Qt::UniqueConnection);
        }
    }
    return isTaken;
}

void JsonTreeView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    QTreeView::closeEditor(editor, hint);
    takeBackInserted(hint == QAbstractItemDelegate::RevertModelCache);
    emit editsChanged();
}

/// Who leaves the editor of what was just inserted by Escape did not want it.
void JsonTreeView::takeBackInserted(bool isWanted)
{
    const auto inserted = std::exchange(m_inserted, std::nullopt);
    QUndoStack* steps = m_document->undoStack();
    if (!inserted || !isWanted || steps->index() != inserted->step)
        return;
    steps->undo();
    goTo(inserted->before);
}

bool JsonTreeView::hasEdits() const
{
    return std::ranges::any_of(openEditors(), isEdited);
}

QString JsonTreeView::refusalOf(QWidget* editor) const
{
    if (!m_model->isEditable())
        return tr("This value cannot be changed now.");
    if (const auto* page = qobject_cast<StringPage*>(editor); page && !page->value())
        return tr("An escape in it is not complete or not known.");
    const auto* line = qobject_cast<CheckedLineEdit*>(editor);
    return line && !line->hasAcceptableInput() ? line->check()(line->text()) : QString();
}

bool JsonTreeView::commitEdits()
{
    const auto editors = openEditors();
    for (QWidget* editor : editors) {
        if (isEdited(editor)) {
            const QString why = refusalOf(editor);
            if (!why.isEmpty()) {
                editor->setFocus(Qt::OtherFocusReason);
                emit message(tr("What is typed in the cell is not taken over. %1").arg(why));
                return false;
            }
            commitData(editor);
        }
        closeEditor(editor, QAbstractItemDelegate::NoHint);
    }
    return true;
}

void JsonTreeView::openFirst()
{
    const QModelIndex root = m_model->index(0, 0);
    if (root.isValid()) {
        expand(root);
        if (!currentIndex().isValid())
            setCurrentIndex(root);
    }
}

/// Long containers come in batches: the next one is wanted when the end of one comes into sight.
void JsonTreeView::fetchWhatIsSeen()
{
    QModelIndex last = indexAt(QPoint(documents::spacing::tiny, viewport()->height() - 1));
    while (last.isValid()) {
        const QModelIndex holder = last.parent();
        if (last.row() + 200 > m_model->rowCount(holder) && m_model->canFetchMore(holder)) {
            m_model->fetchMore(holder);
            return;
        }
        last = holder;
    }
}

json::Pointer JsonTreeView::currentPointer() const
{
    return m_model->pointer(currentIndex());
}

json::Value JsonTreeView::currentValue() const
{
    return m_model->valueAt(currentIndex());
}

void JsonTreeView::goTo(const json::Pointer& pointer)
{
    goTo(m_model->indexOf(pointer));
}

void JsonTreeView::goTo(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        expand(above);
    setCurrentIndex(index);
    scrollTo(index);
}

QModelIndex JsonTreeView::valueCell() const
{
    return currentIndex().siblingAtColumn(documents::JsonTreeModel::ValueColumn);
}

void JsonTreeView::editValue()
{
    const QModelIndex cell = valueCell();
    const json::Value value = currentValue();
    if (!cell.isValid())
        return;
    if (value.isContainer()) {
        const QModelIndex row = cell.siblingAtColumn(0);
        setExpanded(row, !isExpanded(row));
    } else if (!m_model->isEditable()) {
        emit message(tr("This value cannot be changed now."));
    } else if (value.isBool()) {
        m_model->setData(cell, QVariant::fromValue(json::Value(!value.toBool())), Qt::EditRole);
    } else if (cell.flags().testFlag(Qt::ItemIsEditable)) {
        edit(cell);
    } else {
        emit typeMenuWanted();
    }
}

void JsonTreeView::renameCurrent()
{
    const QModelIndex name = currentIndex().siblingAtColumn(documents::JsonTreeModel::NameColumn);
    const bool isOnValue = currentIndex().column() == documents::JsonTreeModel::ValueColumn
        && !currentValue().isContainer();
    if (name.isValid() && !isOnValue && name.flags().testFlag(Qt::ItemIsEditable))
        edit(name);
    else
        editValue();
}

void JsonTreeView::insertAndEdit(const json::Pointer& container, std::size_t index,
                                 const json::Value& value)
{
    const json::Value* holder = json::resolve(m_document->value(), container);
    if (!holder || !holder->isContainer())
        return;
    const bool isArray = holder->isArray();
    const json::Pointer pointer = isArray
        ? container / index
        : container / documents::freeName(*holder, tr("name").toStdString());
    const json::Pointer before = currentPointer();
    if (!m_document->insert(pointer, value)) {
        notifyRefused();
    } else {
        goTo(pointer);
        if (isArray && (value.isContainer() || value.isBool()))
            return; // as it is
        m_inserted = Inserted{before, m_document->undoStack()->index()};
        if (isArray)
            editValue();
        else
            edit(currentIndex().siblingAtColumn(documents::JsonTreeModel::NameColumn));
    }
}

void JsonTreeView::addSibling()
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || m_model->isRoot(current)) {
        addChild();
        return;
    }
    const json::Value value =
        m_model->isElement(current) ? documents::emptyOf(currentValue().type()) : json::Value("");
    insertAndEdit(currentPointer().parent(), static_cast<std::size_t>(current.row()) + 1, value);
}

void JsonTreeView::addChild()
{
    const json::Value holder = currentValue();
    if (!holder.isContainer()) {
        emit message(tr("Only arrays and objects hold other values. Change the type first."));
        return;
    }
    const bool hasLast = holder.isArray() && holder.size() > 0;
    const json::Value value =
        hasLast ? documents::emptyOf(holder.at(holder.size() - 1).type()) : json::Value("");
    insertAndEdit(currentPointer(), holder.size(), value);
}

void JsonTreeView::removeCurrent()
{
    const json::Pointer pointer = currentPointer();
    if (!currentIndex().isValid() || pointer.isRoot()) {
        emit message(tr("The data itself cannot be removed, only what is in it."));
        return;
    }
    m_document->remove(pointer);
}

void JsonTreeView::duplicateCurrent()
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || m_model->isRoot(current)) {
        emit message(tr("The data itself cannot be duplicated."));
        return;
    }
    const json::Pointer pointer = currentPointer();
    const json::Pointer parent = pointer.parent();
    const json::Value* holder = json::resolve(m_document->value(), parent);
    if (!holder)
        return;
    const json::Pointer copy = m_model->isElement(current)
        ? parent / (static_cast<std::size_t>(current.row()) + 1)
        : parent / documents::freeName(*holder, pointer.last());
    if (m_document->insert(copy, currentValue()))
        goTo(copy);
}

void JsonTreeView::moveCurrent(int by)
{
    const QModelIndex current = currentIndex();
    if (!m_model->isElement(current)) {
        emit message(tr("Only elements of arrays have an order; members stand by name."));
        return;
    }
    const json::Pointer pointer = currentPointer();
    const json::Value* holder = json::resolve(m_document->value(), pointer.parent());
    const int to = current.row() + by;
    if (holder && to >= 0 && to < static_cast<int>(holder->size())) {
        m_document->move(pointer, static_cast<std::size_t>(to));
        goTo(pointer.parent() / static_cast<std::size_t>(to));
    }
}

void JsonTreeView::copyCurrent() const
{
    if (currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(json::printPretty(currentValue())));
    }
}

void JsonTreeView::copyCurrentLuau() const
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(json::printLuau(currentValue())));
}

void JsonTreeView::copyCurrentPointer() const
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(QString::fromStdString(currentPointer().toString()));
}

std::optional<json::Value> JsonTreeView::clipboardValue()
{
    auto parsed = json::parse(QGuiApplication::clipboard()->text().toStdString());
    if (!parsed) {
        emit message(tr("The clipboard holds no JSON. %1.")
                         .arg(documents::parseErrorTextWithPosition(parsed.error())));
        return std::nullopt;
    }
    return *std::move(parsed);
}

void JsonTreeView::paste()
{
    const auto value = clipboardValue();
    if (value && currentIndex().isValid() && !m_document->replace(currentPointer(), *value))
        notifyRefused();
}

void JsonTreeView::notifyRefused()
{
    if (m_document->isEditable())
        emit message(tr("This would be nested deeper than a data store holds."));
}

void JsonTreeView::pasteInside()
{
    const json::Value holder = currentValue();
    if (!holder.isContainer()) {
        emit message(tr("Only arrays and objects hold other values. Change the type first."));
        return;
    }
    if (const auto value = clipboardValue())
        insertAndEdit(currentPointer(), holder.size(), *value);
}

void JsonTreeView::changeType(json::Type type)
{
    if (currentIndex().isValid())
        m_document->replace(currentPointer(), documents::convertTo(currentValue(), type));
}

void JsonTreeView::expandAllWithinReason()
{
    std::deque<QModelIndex> open{m_model->index(0, 0)};
    std::size_t rows = 1;
    while (!open.empty() && rows < reasonableRows) {
        const QModelIndex index = open.front();
        open.pop_front();
        const int count = m_model->rowCount(index);
        if (rows + static_cast<std::size_t>(count)
            > documents::JsonTreeModel::batch + reasonableRows)
            continue;
        expand(index);
        rows += static_cast<std::size_t>(count);
        for (int row = 0; row < count && open.size() < reasonableRows; ++row) {
            const QModelIndex child = m_model->index(row, 0, index);
            if (m_model->hasChildren(child))
                open.push_back(child);
        }
    }
    if (!open.empty())
        emit message(tr("Only the first levels are open: all rows would be too many."));
}

void JsonTreeView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && currentValue().isBool()) {
        editValue();
        return;
    }
    const bool isArrow = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (isArrow && event->modifiers().testFlag(Qt::AltModifier))
        return; // would move the row; where it cannot, the selection must not move instead
    QTreeView::keyPressEvent(event);
}

/// A chevron instead of the style's lines and boxes.
void JsonTreeView::drawBranches(QPainter* painter, const QRect& rect,
                                const QModelIndex& index) const
{
    if (!m_model->hasChildren(index))
        return;
    const bool isSelected = selectionModel()->isRowSelected(index.row(), index.parent());
    const QColor colour = isSelected && hasFocus()
        ? palette().color(QPalette::HighlightedText)
        : documents::tone(documents::Tone::Muted, palette());
    const QPointF centre(rect.right() - indentation() / 2.0, rect.center().y() + 0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(centre);
    painter->rotate(isExpanded(index) ? 90 : 0);
    painter->drawPolyline(QPolygonF{QPointF(-1.75, -3.5), QPointF(1.75, 0), QPointF(-1.75, 3.5)});
    painter->restore();
}

void JsonTreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentPointerChanged();
}

} // namespace plectrum::ui

#include "moc_json_tree_view.cpp"
