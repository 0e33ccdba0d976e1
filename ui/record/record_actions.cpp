// SPDX-License-Identifier: MIT
#include "ui/record/record_actions.h"

#include "documents/record/json_display.h"
#include "documents/record/json_tree_model.h"
#include "documents/record/record_document.h"
#include "json/pointer.h"
#include "ui/record/json_tree_view.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/edit_host.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

bool isOfType(const json::Value& value, json::Type type)
{
    return value.type() == type || (type == json::Type::Double && value.isNumber());
}

} // namespace

RecordActions::RecordActions(documents::RecordDocument* document, JsonTreeView* tree,
                             QWidget* panel)
    : QObject(panel)
    , m_document(document)
    , m_tree(tree)
{
    makeRecordActions(panel);
    makeNodeActions();
    makeTypeActions();
    makeViewActions(panel);
    connect(document, &documents::RecordDocument::phaseChanged, this, &RecordActions::update);
    connect(document, &documents::RecordDocument::loaded, this, &RecordActions::update);
    connect(document, &documents::RecordDocument::modifiedChanged, this, &RecordActions::update);
    connect(document->undoStack(), &QUndoStack::indexChanged, this, &RecordActions::update);
    connect(tree, &JsonTreeView::currentPointerChanged, this, &RecordActions::update);
    connect(tree->jsonModel(), &QAbstractItemModel::modelReset, this, &RecordActions::update);
    update();
}

QList<QAction*> RecordActions::all() const
{
    return m_actions;
}

QAction* RecordActions::find(const QString& name) const
{
    const auto found = std::ranges::find(m_actions, name, &QAction::objectName);
    Q_ASSERT(found != m_actions.end());
    return *found;
}

QList<QAction*> RecordActions::typeActions() const
{
    return m_types;
}

QAction* RecordActions::add(QLatin1StringView id, QWidget* widget)
{
    m_actions.append(makeAction(id, widget));
    return m_actions.back();
}

void RecordActions::makeRecordActions(QWidget* panel)
{
    add("record.save"_L1, panel);
    add("record.reload"_L1, panel);
    QAction* discard = add("record.discard"_L1, panel);
    QAction* undo = add("edit.undo"_L1, panel);
    QAction* redo = add("edit.redo"_L1, panel);
    // What is typed and not taken over yet would come after them, as an edit of something else.
    const auto doAfterEdits = [this, panel](QAction* action, auto does) {
        connect(action, &QAction::triggered, this, [panel, does] {
            if (commitEdits(panel))
                does();
        });
    };
    doAfterEdits(discard, [document = m_document] { document->discard(); });
    doAfterEdits(undo, [stack = m_document->undoStack()] { stack->undo(); });
    doAfterEdits(redo, [stack = m_document->undoStack()] { stack->redo(); });
}

void RecordActions::addNode(QLatin1StringView id, void (JsonTreeView::*does)())
{
    connect(add(id, m_tree), &QAction::triggered, m_tree, [this, does] {
        if (m_tree->commitEdits())
            (m_tree->*does)();
    });
}

void RecordActions::makeNodeActions()
{
    using View = JsonTreeView;
    addNode("node.edit"_L1, &View::editValue);
    addNode("node.rename"_L1, &View::renameCurrent);
    addNode("node.add"_L1, &View::addSibling);
    addNode("node.addChild"_L1, &View::addChild);
    addNode("node.duplicate"_L1, &View::duplicateCurrent);
    addNode("node.remove"_L1, &View::removeCurrent);
    connect(add("node.moveUp"_L1, m_tree), &QAction::triggered, m_tree,
            [this] { moveCurrent(-1); });
    connect(add("node.moveDown"_L1, m_tree), &QAction::triggered, m_tree,
            [this] { moveCurrent(1); });
    connect(add("node.copy"_L1, m_tree), &QAction::triggered, m_tree, &View::copyCurrent);
    connect(add("node.copyLuau"_L1, m_tree), &QAction::triggered, m_tree, &View::copyCurrentLuau);
    connect(add("node.export"_L1, m_tree), &QAction::triggered, m_tree, &View::exportWanted);
    connect(add("node.copyPath"_L1, m_tree), &QAction::triggered, m_tree,
            &View::copyCurrentPointer);
    addNode("node.paste"_L1, &View::paste);
    addNode("node.pasteInside"_L1, &View::pasteInside);
}

void RecordActions::moveCurrent(int by)
{
    if (m_tree->commitEdits())
        m_tree->moveCurrent(by);
}

void RecordActions::makeTypeActions()
{
    using enum json::Type;
    constexpr std::pair<json::Type, QLatin1StringView> types[] = {
        {String, "node.changeType.string"_L1}, {Double, "node.changeType.number"_L1},
        {Bool, "node.changeType.boolean"_L1},  {Null, "node.changeType.null"_L1},
        {Object, "node.changeType.object"_L1}, {Array, "node.changeType.array"_L1},
    };
    for (const auto& [type, id] : types) {
        QAction* action = add(id, m_tree);
        action->setText(documents::typeText(type));
        action->setToolTip(tr("Change the type to %1").arg(documents::typeText(type)));
        action->setData(static_cast<int>(type));
        connect(action, &QAction::triggered, m_tree, [this, wanted = type] {
            if (m_tree->commitEdits())
                m_tree->changeType(wanted);
            update();
        });
        m_types.append(action);
    }
}

void RecordActions::makeViewActions(QWidget* panel)
{
    QAction* expand = add("view.expandAll"_L1, panel);
    QAction* collapse = add("view.collapseAll"_L1, panel);
    QAction* findText = add("edit.find"_L1, panel);
    QAction* next = add("edit.findNext"_L1, panel);
    QAction* previous = add("edit.findPrevious"_L1, panel);
    add("view.text"_L1, panel);
    connect(expand, &QAction::triggered, m_tree, &JsonTreeView::expandAllWithinReason);
    connect(collapse, &QAction::triggered, m_tree, [this] {
        m_tree->collapseAll();
        m_tree->expand(m_tree->jsonModel()->index(0, 0));
    });
    connect(findText, &QAction::triggered, this, [this] { emit findWanted(Find::Open); });
    connect(next, &QAction::triggered, this, [this] { emit findWanted(Find::Next); });
    connect(previous, &QAction::triggered, this, [this] { emit findWanted(Find::Previous); });
    for (const auto id : {"text.format"_L1, "text.fold"_L1, "text.unfold"_L1, "text.unfoldAll"_L1})
        add(id, panel);
}

void RecordActions::update()
{
    const bool canEdit = m_document->isEditable();
    const QModelIndex current = m_tree->currentIndex();
    const documents::JsonTreeModel& model = *m_tree->jsonModel();
    const json::Value value = m_tree->currentValue();
    const bool isNode = canEdit && current.isValid();
    const bool isChild = isNode && !model.isRoot(current);
    const bool isElement = isNode && model.isElement(current);
    const auto enable = [this](const QString& name, bool can) { find(name)->setEnabled(can); };
    enable(QStringLiteral("record.discard"), canEdit && m_document->isModified());
    enable(QStringLiteral("record.reload"),
           !m_document->isModified()
               && m_document->phase() != documents::RecordDocument::Phase::Loading
               && m_document->phase() != documents::RecordDocument::Phase::Saving);
    enable(QStringLiteral("edit.undo"), canEdit && m_document->undoStack()->canUndo());
    enable(QStringLiteral("edit.redo"), canEdit && m_document->undoStack()->canRedo());
    enable(QStringLiteral("node.edit"), current.isValid());
    enable(QStringLiteral("node.rename"), isNode);
    enable(QStringLiteral("node.add"), isNode);
    enable(QStringLiteral("node.addChild"), isNode && value.isContainer());
    enable(QStringLiteral("node.duplicate"), isChild);
    enable(QStringLiteral("node.remove"), isChild);
    enable(QStringLiteral("node.moveUp"), isElement && current.row() > 0);
    enable(QStringLiteral("node.moveDown"),
           isElement
               && static_cast<std::size_t>(current.row()) + 1
                   < model.valueAt(current.parent()).size());
    enable(QStringLiteral("node.copy"), current.isValid());
    enable(QStringLiteral("node.copyPath"), current.isValid());
    enable(QStringLiteral("node.copyLuau"), current.isValid());
    enable(QStringLiteral("node.export"), current.isValid());
    enable(QStringLiteral("node.paste"), isNode);
    enable(QStringLiteral("node.pasteInside"), isNode && value.isContainer());
    const bool hasRows = model.rowCount() > 0;
    for (const char16_t* name :
         {u"view.expandAll", u"view.collapseAll", u"edit.find", u"edit.findNext",
          u"edit.findPrevious", u"text.format", u"text.fold", u"text.unfold", u"text.unfoldAll"})
        enable(QString::fromUtf16(name), hasRows);
    for (QAction* action : std::as_const(m_types)) {
        action->setEnabled(isNode);
        action->setChecked(current.isValid()
                           && isOfType(value, static_cast<json::Type>(action->data().toInt())));
    }
}

QMenu* RecordActions::makeContextMenu(QWidget* parent) const
{
    auto* menu = new QMenu(parent);
    const auto put = [this, menu](std::initializer_list<const char16_t*> names) {
        for (const char16_t* name : names)
            menu->addAction(find(QString::fromUtf16(name)));
        menu->addSeparator();
    };
    put({u"node.edit", u"node.rename"});
    QMenu* types = menu->addMenu(tr("Change &type"));
    types->addActions(m_types);
    types->menuAction()->setEnabled(m_types.front()->isEnabled());
    put({u"node.add", u"node.addChild", u"node.duplicate", u"node.remove"});
    put({u"node.moveUp", u"node.moveDown"});
    put({u"node.copy", u"node.copyLuau", u"node.copyPath", u"node.export"});
    put({u"node.paste", u"node.pasteInside"});
    put({u"view.expandAll", u"view.collapseAll"});
    return menu;
}

} // namespace plectrum::ui

#include "moc_record_actions.cpp"
