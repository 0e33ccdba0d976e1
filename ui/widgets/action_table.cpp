// SPDX-License-Identifier: MIT
#include "ui/widgets/action_table.h"

#include "ui/widgets/icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

#include <algorithm>
#include <string_view>

namespace plectrum::ui {

namespace {

using enum ActionScope;
using Menu = ActionMenu;

// clang-format off: a line an action
#define TEXT(words) words
/// lupdate finds the texts by `-tr-function-alias QT_TR_NOOP+=TEXT`, in the context of the struct.
struct Actions
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
public:
    static constexpr ActionRow rows[] = {
    {"file.openUniverse", TEXT("&Open Universe…"), "folder", "Ctrl+O"},
    {"file.newUniverse", TEXT("&New Universe…"), "add", "Ctrl+N"},
    {"file.openDemo", TEXT("Open &Demo Universe"), "database", "Ctrl+Shift+D"},
    {"file.connect", TEXT("&Connect to Open Cloud…"), "server", "Ctrl+Shift+O"},
    {"file.import", TEXT("&Import…"), "upload", "Ctrl+Shift+I"},
    {"file.export", TEXT("&Export Keys…"), "download", "Ctrl+Alt+E"},
    {"file.exportStore", TEXT("Export S&tore…"), "download", "Ctrl+Alt+X"},
    {"file.production", TEXT("&Unlock for Writing…"), "unlock", "Ctrl+Alt+U"},
    {"file.goToKey", TEXT("&Go to Key…"), "go", "Ctrl+K", Window, Menu::None, 0, true, false, nullptr, true},
    {"file.reloadStores", TEXT("&Reload Stores"), "reload", "Shift+F5"},
    {"file.simulation", TEXT("&Simulation"), "server", "Ctrl+Shift+G", Window, Menu::None, 0, false, true},
    {"file.newTransaction", TEXT("&New Transaction"), "transaction", "Ctrl+T"},
    {"file.unfinished", TEXT("&Unfinished Transactions"), "warning", "Ctrl+Shift+U"},
    {"file.closeTab", TEXT("&Close Record"), "close", "Ctrl+W"},
    {"file.closeAll", TEXT("Close &All Tabs"), "close", "Ctrl+Shift+W"},
    {"file.quit", TEXT("&Quit"), "quit", "Ctrl+Q"},

    {"game.bind", TEXT("&Bind Game Code…"), "script", "Ctrl+Alt+B", Window, Menu::None, 0, false, false,
     TEXT("Bind the game's own code to this store (Ctrl+Alt+B)")},
    {"game.lab", TEXT("&Migration Lab"), "migration", "Ctrl+Alt+M", Window, Menu::None, 0, false, false,
     TEXT("Try the game's migrations on the records of this store (Ctrl+Alt+M)")},
    {"game.reload", TEXT("&Reload Game Code"), "reload", "Ctrl+Alt+R"},

    {"view.keyBrowser", TEXT("&Key Browser"), "sidebar", "Ctrl+B", Window, Menu::None, 0, false, true},
    {"view.tasks", TEXT("&Tasks"), "tasks", "Ctrl+Shift+T", Window, Menu::None, 0, false, true},
    {"view.journal", TEXT("&Journal"), "history", "Ctrl+Shift+J", Window, Menu::None, 0, false, true},
    {"view.log", TEXT("Lo&g"), "text", "Ctrl+Shift+L", Window, Menu::None, 0, false, true},
    {"view.console", TEXT("&Console"), "console", "Ctrl+Alt+C", Window, Menu::None, 0, false, true},
    {"view.focusBrowser", TEXT("Go to Key &List"), "key", "Ctrl+1"},
    {"view.focusRecord", TEXT("Go to &Record"), "braces", "Ctrl+2"},
    {"view.nextTab", TEXT("&Next Record"), "chevron-right", "Ctrl+Tab"},
    {"view.previousTab", TEXT("&Previous Record"), "chevron-left", "Ctrl+Shift+Tab"},
    {"view.keepOpen", TEXT("Keep Record &Open"), "pin", "Ctrl+Shift+K"},
    {"view.appearanceSystem", TEXT("As the &System"), "system", "Ctrl+Alt+0", Window, Menu::None, 0, false, true},
    {"view.appearanceLight", TEXT("&Light"), "sun", "Ctrl+Alt+1", Window, Menu::None, 0, false, true},
    {"view.appearanceDark", TEXT("&Dark"), "moon", "Ctrl+Alt+2", Window, Menu::None, 0, false, true},

    {"view.languageSystem", TEXT("Language of the &System"), "language", "Ctrl+Alt+7", Window, Menu::None, 0, false, true},
    {"view.languageEnglish", TEXT("&English"), "language", "Ctrl+Alt+8", Window, Menu::None, 0, false, true},
    {"view.languageGerman", TEXT("&Deutsch"), "language", "Ctrl+Alt+9", Window, Menu::None, 0, false, true},

    {"view.nextPane", TEXT("Next &Pane"), "chevron-right", "F6"},
    {"view.previousPane", TEXT("Pre&vious Pane"), "chevron-left", "Shift+F6"},

    {"help.palette", TEXT("&Command Palette…"), "search", "Ctrl+Shift+P"},
    {"help.shortcuts", TEXT("&Keyboard Shortcuts"), "keyboard", "F1"},
    {"help.about", TEXT("&About Plectrum"), "info", "Shift+F1"},

    {"record.new", TEXT("New Record…"), "add", "Ctrl+Shift+N"},
    {"record.copyTo", TEXT("&Copy to Another Key…"), "duplicate", "Ctrl+Alt+K"},
    {"record.delete", TEXT("Delete Record…"), "remove", "Ctrl+Shift+Del"},
    {"record.undelete", TEXT("Undelete Record…"), "restore", "Ctrl+Alt+Z"},
    {"record.compare", TEXT("Co&mpare…"), "diff", "Ctrl+Shift+M"},

    {"record.save", TEXT("&Save…"), "save", "Ctrl+S", Pane, Menu::Record, 1, true, false, nullptr, true},
    {"record.reload", TEXT("Re&load"), "reload", "F5", Pane, Menu::Record, 1, true},
    {"record.discard", TEXT("&Discard Changes"), "discard", "", Pane, Menu::Record, 1, true},
    {"lock.saveWhenFree", TEXT("&Save When the Lock Is Free…"), "save", "Ctrl+Shift+S", Pane, Menu::Record, 2},

    {"edit.undo", TEXT("&Undo"), "undo", "Ctrl+Z", Pane, Menu::Edit, 3, true},
    {"edit.redo", TEXT("&Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y", Pane, Menu::Edit, 3, true},
    {"edit.find", TEXT("&Find…"), "search", "Ctrl+F", Pane, Menu::Edit, 3, true},
    {"edit.findNext", TEXT("Find &Next"), "down", "F3", Pane, Menu::Edit, 3},
    {"edit.findPrevious", TEXT("Find Pre&vious"), "up", "Shift+F3", Pane, Menu::Edit, 3},
    {"text.format", TEXT("Forma&t Text"), "text", "Ctrl+Alt+F", Pane, Menu::Edit, 3},
    {"text.fold", TEXT("F&old"), "chevron-right", "Ctrl+Shift+[", Pane, Menu::Edit, 3},
    {"text.unfold", TEXT("Unfo&ld"), "chevron-down", "Ctrl+Shift+]", Pane, Menu::Edit, 3},
    {"text.unfoldAll", TEXT("Unfold &All"), "chevron-down", "Ctrl+Alt+]", Pane, Menu::Edit, 3},

    {"node.edit", TEXT("&Edit Value"), "edit", "Return; Enter", Widget, Menu::Record, 4},
    {"node.rename", TEXT("Re&name"), "rename", "F2", Widget, Menu::Record, 4},
    {"node.add", TEXT("&Add Behind"), "add", "Ins", Widget, Menu::Record, 4},
    {"node.addChild", TEXT("Add &Inside"), "add", "Shift+Ins", Widget, Menu::Record, 4},
    {"node.duplicate", TEXT("D&uplicate"), "duplicate", "Ctrl+D", Widget, Menu::Record, 4},
    {"node.remove", TEXT("&Remove"), "remove", "Del", Widget, Menu::Record, 4},
    {"node.moveUp", TEXT("Move U&p"), "up", "Alt+Up", Widget, Menu::Record, 4},
    {"node.moveDown", TEXT("Move Do&wn"), "down", "Alt+Down", Widget, Menu::Record, 4},
    {"node.copy", TEXT("&Copy as JSON"), "copy", "Ctrl+C", Widget, Menu::Edit, 4},
    {"node.copyLuau", TEXT("Copy as &Luau"), "copy", "Ctrl+Alt+Shift+C", Widget, Menu::Edit, 4},
    {"node.copyPath", TEXT("Copy Pat&h"), "copy", "Ctrl+Shift+C", Widget, Menu::Edit, 4},
    {"node.export", TEXT("E&xport Value…"), "download", "Ctrl+Alt+V", Widget, Menu::Edit, 4},
    {"node.paste", TEXT("&Paste over Value"), "paste", "Ctrl+V", Widget, Menu::Edit, 4},
    {"node.pasteInside", TEXT("Paste In&side"), "paste", "Ctrl+Shift+V", Widget, Menu::Edit, 4},
    {"node.changeType.string", TEXT("String"), "", "", Widget, Menu::ChangeType, 4, false, true},
    {"node.changeType.number", TEXT("Number"), "", "", Widget, Menu::ChangeType, 4, false, true},
    {"node.changeType.boolean", TEXT("Boolean"), "", "", Widget, Menu::ChangeType, 4, false, true},
    {"node.changeType.null", TEXT("Null"), "", "", Widget, Menu::ChangeType, 4, false, true},
    {"node.changeType.object", TEXT("Object"), "", "", Widget, Menu::ChangeType, 4, false, true},
    {"node.changeType.array", TEXT("Array"), "", "", Widget, Menu::ChangeType, 4, false, true},

    {"view.expandAll", TEXT("E&xpand All"), "chevron-down", "Ctrl+Alt++", Pane, Menu::Record, 5},
    {"view.collapseAll", TEXT("Co&llapse All"), "chevron-right", "Ctrl+Alt+-", Pane, Menu::Record, 5},
    {"view.text", TEXT("Show &Text"), "text", "Ctrl+Shift+X", Pane, Menu::Record, 5, true, true},

    {"lock.look", TEXT("&Read the Lock Again"), "reload", "Ctrl+Alt+L", Pane, Menu::Record, 2},
    {"lock.wait", TEXT("&Wait Until the Lock Is Free"), "clock", "Ctrl+Alt+W", Pane, Menu::Record, 2},
    {"lock.cancelWait", TEXT("S&top Waiting for the Lock"), "stop", "Ctrl+Alt+S", Pane, Menu::Record, 2},
    {"lock.break", TEXT("&Break the Lock…"), "lock-break", "", Pane, Menu::Record, 2},

    {"history.restore", TEXT("Restore This Version…"), "restore", "Ctrl+Shift+R", Window, Menu::Record, 6},
    {"history.reload", TEXT("Read the History Again"), "reload", "", Window, Menu::Record, 6, false, false,
     TEXT("Read the list of versions again")},
    {"history.zoomIn", TEXT("Zoom In on the History"), "zoom-in", "Ctrl++; Ctrl+=", Pane, Menu::Record, 6, false, false,
     TEXT("Zoom in (Ctrl++, + on the timeline, or the wheel)")},
    {"history.zoomOut", TEXT("Zoom Out of the History"), "zoom-out", "Ctrl+-", Pane, Menu::Record, 6, false, false,
     TEXT("Zoom out (Ctrl+−, − on the timeline, or the wheel)")},
    {"history.showAll", TEXT("Show the Whole History"), "zoom-all", "Ctrl+0", Pane, Menu::Record, 6, false, false,
     TEXT("Show the whole history (Ctrl+0, or 0 on the timeline)")},
    {"history.close", TEXT("Close the Comparison"), "close", "", Pane, Menu::Record, 6, false, false,
     TEXT("Close the comparison (Escape on the timeline)")},

    {"keys.filter", TEXT("Filter Loaded Keys"), "filter", "Ctrl+F", Pane},
    {"keys.prefix", TEXT("Keys That Start With"), "prefix", "Ctrl+P", Pane},
    {"keys.reload", TEXT("Reload Keys"), "reload", "Ctrl+F5", Pane},
    {"keys.copy", TEXT("Copy Key"), "copy", "Ctrl+Shift+C", Pane},
    {"keys.favourite", TEXT("Favourite"), "star", "Ctrl+Shift+B", Pane, Menu::None, 0, false, true},
    {"keys.favourites", TEXT("Favourites and Keys Opened Last"), "star", "Ctrl+Shift+H", Pane},
    {"keys.order", TEXT("Order and Saved Filters"), "sort", "Ctrl+Shift+Y", Pane},
    {"keys.addToTransaction", TEXT("Add to Transaction"), "transaction", "Ctrl+Shift+A", Pane},
    {"keys.console", TEXT("Open Console for This Store"), "console", "Ctrl+Alt+J", Pane},
    {"keys.elements", TEXT("Array Elements…"), "braces", "Ctrl+Shift+E", Pane},
    {"keys.loadAll", TEXT("Load All"), "load-all", "Ctrl+L", Pane},

    {"transaction.undo", TEXT("Undo"), "undo", "Ctrl+Z", Pane},
    {"transaction.redo", TEXT("Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y", Pane},
    {"transaction.moveTo", TEXT("Move To…"), "", "Ctrl+M", Widget},

    {"journal.undo", TEXT("Undo…"), "undo", "Ctrl+U", Pane},
    {"journal.open", TEXT("Open Record"), "go", "Return", Widget},
    {"journal.onlyRecord", TEXT("Only This Record"), "filter", "Ctrl+E", Pane},
    {"journal.search", TEXT("Search the Journal"), "search", "Ctrl+F", Pane},
    {"journal.all", TEXT("Show All Writes"), "discard", "Ctrl+Backspace", Pane},

    {"log.follow", TEXT("Follow"), "down", "Ctrl+E", Pane, Menu::None, 0, false, true,
     TEXT("Keep the newest line in sight (Ctrl+E)")},
    {"log.copy", TEXT("Copy Lines"), "copy", "Ctrl+C", Pane},
    {"log.export", TEXT("Export…"), "download", "Ctrl+S", Pane},
    {"log.clear", TEXT("Clear the Log"), "discard", "Ctrl+Del", Pane},
    {"log.search", TEXT("Filter the Log"), "search", "Ctrl+F", Pane},

    {"console.run", TEXT("Run"), "go", "Ctrl+Return", Pane, Menu::None, 0, false, false, nullptr, true},
    {"console.stop", TEXT("Stop"), "stop", "Ctrl+.", Pane, Menu::None, 0, false, false, nullptr, true},
    {"console.clear", TEXT("Clear the Console"), "discard", "Ctrl+Shift+Del", Pane},
    {"console.copy", TEXT("Copy Lines"), "copy", "Ctrl+C", Widget},

    {"tasks.pause", TEXT("Pause Task"), "pause", "Ctrl+H", Pane},
    {"tasks.cancel", TEXT("Cancel Task"), "stop", "Del", Pane},
    {"tasks.clear", TEXT("Clear Failed"), "discard", "Ctrl+Del", Pane},
};
};
#undef TEXT
// clang-format on

Qt::ShortcutContext contextOf(ActionScope scope)
{
    switch (scope) {
    case Window:
        break;
    case Pane:
        return Qt::WidgetWithChildrenShortcut;
    case Widget:
        return Qt::WidgetShortcut;
    }
    return Qt::WindowShortcut;
}

QString toolTipOf(const ActionRow& row, const QAction* action)
{
    if (row.toolTip)
        return Actions::tr(row.toolTip);
    const QString plain = action->text().remove(u'&').remove(QChar(0x2026));
    const QKeySequence shortcut = action->shortcut();
    return shortcut.isEmpty()
        ? plain
        : Actions::tr("%1 (%2)").arg(plain, shortcut.toString(QKeySequence::NativeText));
}

} // namespace

std::span<const ActionRow> actionRows()
{
    return Actions::rows;
}

QString actionText(const ActionRow& row)
{
    return Actions::tr(row.text).remove(u'&');
}

const ActionRow& actionRow(QLatin1StringView id)
{
    const auto* const found = std::ranges::find(
        Actions::rows, id, [](const ActionRow& row) { return QLatin1StringView(row.id); });
    Q_ASSERT(found != std::end(Actions::rows));
    return *found;
}

QAction* makeAction(QLatin1StringView id, QWidget* widget)
{
    const ActionRow& row = actionRow(id);
    auto* action = new QAction(Actions::tr(row.text), widget);
    action->setObjectName(id);
    if (*row.icon != '\0')
        action->setIcon(icon(QLatin1StringView(row.icon)));
    action->setShortcuts(QKeySequence::listFromString(QLatin1StringView(row.shortcuts)));
    action->setShortcutContext(contextOf(row.scope));
    action->setCheckable(row.isCheckable);
    action->setToolTip(toolTipOf(row, action));
    widget->addAction(action);
    return action;
}

} // namespace plectrum::ui
