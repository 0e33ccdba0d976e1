// SPDX-License-Identifier: MIT
#include "ui/shell/window_actions.h"

#include "ui/icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace plectrum::ui {

namespace {

struct ActionRow
{
    const char* name;
    const char* text;
    const char* shortcut;
    const char* icon;
    bool isCheckable = false;
};

constexpr ActionRow actionRows[] = {
    {"file.openUniverse", QT_TRANSLATE_NOOP("WindowActions", "&Open Universe…"), "Ctrl+O",
     "folder"},
    {"file.newUniverse", QT_TRANSLATE_NOOP("WindowActions", "&New Universe…"), "Ctrl+N", "add"},
    {"file.openDemo", QT_TRANSLATE_NOOP("WindowActions", "Open &Demo Universe"), "Ctrl+Shift+D",
     "database"},
    {"file.goToKey", QT_TRANSLATE_NOOP("WindowActions", "&Go to Key…"), "Ctrl+K", "go"},
    {"file.reloadStores", QT_TRANSLATE_NOOP("WindowActions", "&Reload Stores"), "Shift+F5",
     "reload"},
    {"file.simulation", QT_TRANSLATE_NOOP("WindowActions", "&Simulation"), "Ctrl+Shift+G", "server",
     true},
    {"file.newTransaction", QT_TRANSLATE_NOOP("WindowActions", "&New Transaction"), "Ctrl+T",
     "transaction"},
    {"file.unfinished", QT_TRANSLATE_NOOP("WindowActions", "&Unfinished Transactions"),
     "Ctrl+Shift+U", "warning"},
    {"file.closeTab", QT_TRANSLATE_NOOP("WindowActions", "&Close Record"), "Ctrl+W", "close"},
    {"file.closeAll", QT_TRANSLATE_NOOP("WindowActions", "Close &All Tabs"), "Ctrl+Shift+W",
     "close"},
    {"file.quit", QT_TRANSLATE_NOOP("WindowActions", "&Quit"), "Ctrl+Q", "quit"},
    {"view.keyBrowser", QT_TRANSLATE_NOOP("WindowActions", "&Key Browser"), "Ctrl+B", "sidebar",
     true},
    {"view.tasks", QT_TRANSLATE_NOOP("WindowActions", "&Tasks"), "Ctrl+Shift+T", "tasks", true},
    {"view.journal", QT_TRANSLATE_NOOP("WindowActions", "&Journal"), "Ctrl+Shift+J", "history"},
    {"view.log", QT_TRANSLATE_NOOP("WindowActions", "Lo&g"), "Ctrl+Shift+L", "text"},
    {"view.focusBrowser", QT_TRANSLATE_NOOP("WindowActions", "Go to Key &List"), "Ctrl+1", "key"},
    {"view.focusRecord", QT_TRANSLATE_NOOP("WindowActions", "Go to &Record"), "Ctrl+2", "braces"},
    {"view.nextTab", QT_TRANSLATE_NOOP("WindowActions", "&Next Record"), "Ctrl+Tab",
     "chevron-right"},
    {"view.previousTab", QT_TRANSLATE_NOOP("WindowActions", "&Previous Record"), "Ctrl+Shift+Tab",
     "chevron-left"},
    {"view.keepOpen", QT_TRANSLATE_NOOP("WindowActions", "Keep Record &Open"), "Ctrl+Shift+K",
     "pin"},
    {"view.appearanceSystem", QT_TRANSLATE_NOOP("WindowActions", "As the &System"), "Ctrl+Alt+0",
     "system", true},
    {"view.appearanceLight", QT_TRANSLATE_NOOP("WindowActions", "&Light"), "Ctrl+Alt+1", "sun",
     true},
    {"view.appearanceDark", QT_TRANSLATE_NOOP("WindowActions", "&Dark"), "Ctrl+Alt+2", "moon",
     true},
    {"help.shortcuts", QT_TRANSLATE_NOOP("WindowActions", "&Keyboard Shortcuts"), "F1", "keyboard"},
    {"help.about", QT_TRANSLATE_NOOP("WindowActions", "&About Plectrum"), "Shift+F1", "info"},
};

} // namespace

WindowActions::WindowActions(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    for (const ActionRow& row : actionRows) {
        auto* action = new QAction(icon(QString::fromLatin1(row.icon)),
                                   QCoreApplication::translate("WindowActions", row.text), window);
        action->setObjectName(QLatin1StringView(row.name));
        action->setShortcut(QKeySequence(QString::fromLatin1(row.shortcut)));
        action->setCheckable(row.isCheckable);
        window->addAction(action);
    }
}

QAction* WindowActions::at(QLatin1StringView name) const
{
    return m_window->findChild<QAction*>(name, Qt::FindDirectChildrenOnly);
}

} // namespace plectrum::ui
