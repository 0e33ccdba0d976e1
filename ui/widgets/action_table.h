// SPDX-License-Identifier: MIT
// All actions of the window in one table: what each is called, its text, icon and shortcuts, where
// its keys are heard, and which menu and tool bar it stands in. What an action does is its maker's.
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <span>

class QAction;
class QWidget;

namespace plectrum::ui {

/// The menu that lists an action of a record; the other menus are filled by hand.
enum class ActionMenu
{
    None,
    Edit,
    Record,
    ChangeType, ///< within Record
};

/// Where the keys of an action are heard.
enum class ActionScope
{
    Window,
    Pane, ///< in its widget and what is in that
    Widget, ///< only while its widget has the focus
};

struct ActionRow
{
    const char* id; ///< the object name: "file.goToKey"
    const char* text; ///< to be translated in the context "Actions"
    const char* icon; ///< its name for icon(); may be empty
    const char* shortcuts; ///< portable, with "; " between several
    ActionScope scope = ActionScope::Window;
    ActionMenu menu = ActionMenu::None;
    int group = 0; ///< a line parts different ones in menus and tool bars
    bool isOnToolBar = false;
    bool isCheckable = false;
    const char* toolTip = nullptr; ///< null: the text with its first shortcut
    bool hasTextOnToolBar = false; ///< beside its icon
};

std::span<const ActionRow> actionRows();
/// Its text in the user's language, without the mark of its letter.
QString actionText(const ActionRow& row);
/// The row of that id; there must be one.
const ActionRow& actionRow(QLatin1StringView id);
/// As the row says, a child of the widget, which hears its keys and lists it in its context menu.
QAction* makeAction(QLatin1StringView id, QWidget* widget);

} // namespace plectrum::ui
