// SPDX-License-Identifier: MIT
#include "ui/widgets/window_actions.h"

#include "ui/widgets/action_table.h"

#include <QAction>
#include <QWidget>

namespace plectrum::ui {

WindowActions::WindowActions(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    for (const ActionRow& row : actionRows())
        if (row.scope == ActionScope::Window && row.menu == ActionMenu::None)
            makeAction(QLatin1StringView(row.id), window);
}

QAction* WindowActions::at(QLatin1StringView name) const
{
    return m_window->findChild<QAction*>(name, Qt::FindDirectChildrenOnly);
}

} // namespace plectrum::ui
