// SPDX-License-Identifier: MIT
#include "ui/record/record_actions.h"

#include "json/pointer.h"
#include "ui/icon.h"
#include "ui/record/edit_host.h"
#include "ui/record/json_display.h"
#include "ui/record/json_tree_model.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_document.h"
#include "ui/record/search_bar.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr auto redoKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_Z;

bool isOfType(const json::Value& value, json::Type type)
{
    return value.type() == type || (type == json::Type::Double && value.isNumber());
}

} // namespace

RecordActions::RecordActions(RecordDocument* document, JsonTreeView* tree, SearchBar* search,
                             QWidget* panel)
    : QObject(panel)
    , m_document(document)
    , m_tree(tree)
    , m_search(search)
{
    makeRecordActions(panel);
    makeNodeActions();
    makeTypeActions();
    makeViewActions(panel);
    connect(document, &RecordDocument::phaseChanged, this, &RecordActions::update);
    connect(document, &RecordDocument::loaded, this, &RecordActions::update);
    connect(document, &RecordDocument::modifiedChanged, this, &RecordActions::update);
    connect(document->undoStack(), &QUndoStack::indexChanged, this, &RecordActions::update);
    connect(tree, &JsonTreeView::currentPlaceChanged, this, &RecordActions::update);
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

QAction* RecordActions::add(const QString& name, const QString& iconName, const QString& text,
                            const QList<QKeySequence>& shortcuts)
{
    auto* action = new QAction(iconName.isEmpty() ? QIcon() : icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcuts(shortcuts);
    const QString plain = QString(text).remove(u'&').remove(QChar(0x2026));
    action->setToolTip(
        shortcuts.isEmpty()
            ? plain
            : tr("%1 (%2)").arg(plain, shortcuts.first().toString(QKeySequence::NativeText)));
    m_actions.append(action);
    return action;
}

void RecordActions::makeRecordActions(QWidget* panel)
{
    add(QStringLiteral("record.save"), QStringLiteral("save"), tr("&Save…"), {QKeySequence::Save});
    add(QStringLiteral("record.reload"), QStringLiteral("reload"), tr("Re&load"),
        {QKeySequence(Qt::Key_F5)});
    add(QStringLiteral("record.discard"), QStringLiteral("discard"), tr("&Discard changes"));
    QAction* undo =
        add(QStringLiteral("edit.undo"), QStringLiteral("undo"), tr("&Undo"), {QKeySequence::Undo});
    QAction* redo = add(QStringLiteral("edit.redo"), QStringLiteral("redo"), tr("&Redo"),
                        {QKeySequence(redoKeys), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    for (QAction* action : std::as_const(m_actions)) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        panel->addAction(action);
    }
    // What is typed and not taken over yet would come after them, as an edit of something else.
    const auto doAfterEdits = [this, panel](QAction* action, auto does) {
        connect(action, &QAction::triggered, this, [panel, does] {
            if (takeOverEdits(panel))
                does();
        });
    };
    doAfterEdits(find(QStringLiteral("record.discard")),
                 [document = m_document] { document->discard(); });
    doAfterEdits(undo, [stack = m_document->undoStack()] { stack->undo(); });
    doAfterEdits(redo, [stack = m_document->undoStack()] { stack->redo(); });
}

QAction* RecordActions::addNode(const QString& name, const QString& iconName, const QString& text,
                                const QKeySequence& shortcut, void (JsonTreeView::*does)())
{
    QAction* action =
        add(name, iconName, text, shortcut.isEmpty() ? QList<QKeySequence>() : QList{shortcut});
    action->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(action);
    connect(action, &QAction::triggered, m_tree, [this, does] {
        if (m_tree->takeOverEdits())
            (m_tree->*does)();
    });
    return action;
}

void RecordActions::makeNodeActions()
{
    using View = JsonTreeView;
    QAction* edit = addNode(QStringLiteral("node.edit"), QStringLiteral("edit"), tr("&Edit value"),
                            QKeySequence(Qt::Key_Return), &View::editValue);
    edit->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    addNode(QStringLiteral("node.rename"), QStringLiteral("rename"), tr("Re&name"),
            QKeySequence(Qt::Key_F2), &View::renameCurrent);
    addNode(QStringLiteral("node.add"), QStringLiteral("add"), tr("&Add behind"),
            QKeySequence(Qt::Key_Insert), &View::addSibling);
    addNode(QStringLiteral("node.addChild"), QStringLiteral("add"), tr("Add &inside"),
            QKeySequence(Qt::SHIFT | Qt::Key_Insert), &View::addChild);
    addNode(QStringLiteral("node.duplicate"), QStringLiteral("duplicate"), tr("D&uplicate"),
            QKeySequence(Qt::CTRL | Qt::Key_D), &View::duplicateCurrent);
    addNode(QStringLiteral("node.remove"), QStringLiteral("remove"), tr("&Remove"),
            QKeySequence(Qt::Key_Delete), &View::removeCurrent);
    QAction* up = add(QStringLiteral("node.moveUp"), QStringLiteral("up"), tr("Move u&p"),
                      {QKeySequence(Qt::ALT | Qt::Key_Up)});
    QAction* down = add(QStringLiteral("node.moveDown"), QStringLiteral("down"), tr("Move do&wn"),
                        {QKeySequence(Qt::ALT | Qt::Key_Down)});
    connect(up, &QAction::triggered, m_tree, [this] { moveCurrent(-1); });
    connect(down, &QAction::triggered, m_tree, [this] { moveCurrent(1); });
    QAction* copy = add(QStringLiteral("node.copy"), QStringLiteral("copy"), tr("&Copy as JSON"),
                        {QKeySequence::Copy});
    QAction* path = add(QStringLiteral("node.copyPath"), QStringLiteral("copy"), tr("Copy pat&h"),
                        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    connect(copy, &QAction::triggered, m_tree, &View::copyCurrent);
    connect(path, &QAction::triggered, m_tree, &View::copyCurrentPlace);
    for (QAction* action : {up, down, copy, path}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_tree->addAction(action);
    }
    addNode(QStringLiteral("node.paste"), QStringLiteral("paste"), tr("&Paste over value"),
            QKeySequence(QKeySequence::Paste), &View::paste);
    addNode(QStringLiteral("node.pasteInside"), QStringLiteral("paste"), tr("Paste in&side"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), &View::pasteInside);
}

void RecordActions::moveCurrent(int by)
{
    if (m_tree->takeOverEdits())
        m_tree->moveCurrent(by);
}

void RecordActions::makeTypeActions()
{
    using enum json::Type;
    const std::pair<json::Type, QString> types[] = {
        {String, QStringLiteral("string")}, {Double, QStringLiteral("number")},
        {Bool, QStringLiteral("boolean")},  {Null, QStringLiteral("null")},
        {Object, QStringLiteral("object")}, {Array, QStringLiteral("array")},
    };
    for (const auto& [type, name] : types) {
        QAction* action = add(QStringLiteral("node.changeType.") + name, {}, typeText(type));
        action->setToolTip(tr("Change the type to %1").arg(typeText(type)));
        action->setData(static_cast<int>(type));
        action->setCheckable(true);
        connect(action, &QAction::triggered, m_tree, [this, wanted = type] {
            if (m_tree->takeOverEdits())
                m_tree->changeType(wanted);
            update();
        });
        m_types.append(action);
    }
}

void RecordActions::makeViewActions(QWidget* panel)
{
    const qsizetype first = m_actions.size();
    QAction* expand = add(QStringLiteral("view.expandAll"), QStringLiteral("chevron-down"),
                          tr("E&xpand all"), {QKeySequence(Qt::CTRL | Qt::Key_Plus)});
    QAction* collapse = add(QStringLiteral("view.collapseAll"), QStringLiteral("chevron-right"),
                            tr("Co&llapse all"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    QAction* findText = add(QStringLiteral("edit.find"), QStringLiteral("search"), tr("&Find…"),
                            {QKeySequence::Find});
    QAction* next = add(QStringLiteral("edit.findNext"), QStringLiteral("down"), tr("Find &next"),
                        {QKeySequence(Qt::Key_F3)});
    QAction* previous = add(QStringLiteral("edit.findPrevious"), QStringLiteral("up"),
                            tr("Find pre&vious"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)});
    QAction* text = add(QStringLiteral("view.text"), QStringLiteral("text"), tr("Show &text"),
                        {QKeySequence(Qt::CTRL | Qt::Key_T)});
    text->setCheckable(true);
    for (QAction* action : m_actions.sliced(first)) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        panel->addAction(action);
    }
    connect(expand, &QAction::triggered, m_tree, &JsonTreeView::expandAllWithinReason);
    connect(collapse, &QAction::triggered, m_tree, [this] {
        m_tree->collapseAll();
        m_tree->expand(m_tree->jsonModel()->index(0, 0));
    });
    connect(findText, &QAction::triggered, m_search, &SearchBar::open);
    connect(next, &QAction::triggered, m_search, &SearchBar::next);
    connect(previous, &QAction::triggered, m_search, &SearchBar::previous);
}

void RecordActions::update()
{
    const bool canEdit = m_document->isEditable();
    const QModelIndex current = m_tree->currentIndex();
    const JsonTreeModel& model = *m_tree->jsonModel();
    const json::Value value = m_tree->currentValue();
    const bool isNode = canEdit && current.isValid();
    const bool isChild = isNode && !model.isRoot(current);
    const bool isElement = isNode && model.isElement(current);
    const auto enable = [this](const QString& name, bool can) { find(name)->setEnabled(can); };
    enable(QStringLiteral("record.discard"), canEdit && m_document->isModified());
    enable(QStringLiteral("record.reload"),
           !m_document->isModified() && m_document->phase() != RecordDocument::Phase::Loading
               && m_document->phase() != RecordDocument::Phase::Saving);
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
    enable(QStringLiteral("node.paste"), isNode);
    enable(QStringLiteral("node.pasteInside"), isNode && value.isContainer());
    const bool hasRows = model.rowCount() > 0;
    for (const char16_t* name : {u"view.expandAll", u"view.collapseAll", u"edit.find",
                                 u"edit.findNext", u"edit.findPrevious"})
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
    put({u"node.copy", u"node.copyPath", u"node.paste", u"node.pasteInside"});
    put({u"view.expandAll", u"view.collapseAll"});
    return menu;
}

} // namespace plectrum::ui

#include "moc_record_actions.cpp"
