// SPDX-License-Identifier: MIT
#include "ui/widgets/panel_action.h"

#include "ui/widgets/icon.h"

#include <QAction>
#include <QToolButton>

namespace plectrum::ui {

QToolButton* makePanelButton(QAction* action, QWidget* parent, bool hasText)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(hasText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace plectrum::ui
