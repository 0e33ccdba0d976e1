// SPDX-License-Identifier: MIT
#include "ui/activity/panel_action.h"

#include "ui/icon.h"

#include <QAction>
#include <QToolButton>

namespace plectrum::ui {

QAction* makePanelAction(const QString& name, const QString& text, const QString& shortcut,
                         const QString& iconName, QWidget* owner)
{
    auto* action = new QAction(icon(iconName), text, owner);
    action->setObjectName(name);
    action->setShortcut(QKeySequence(shortcut));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(action);
    return action;
}

QToolButton* makePanelButton(QAction* action, QWidget* parent, bool hasText)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(hasText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace plectrum::ui
