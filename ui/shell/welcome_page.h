// SPDX-License-Identifier: MIT
// What the window shows while no record is open: where one is and what to do.
#pragma once

#include <QWidget>

class QAction;
class QMenu;
class QVBoxLayout;

namespace plectrum::ui {

class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    /// Offers these actions with their shortcuts; they must outlive the page.
    WelcomePage(const QString& universe, const QList<QAction*>& actions, QWidget* parent = nullptr);
    /// A button for each menu, which becomes its child: the first action opens, the menu has what
    /// else can be done with the connection.
    void showConnections(const QList<QMenu*>& menus);

private:
    QWidget* m_connections = nullptr;
    QVBoxLayout* m_rows;
};

} // namespace plectrum::ui
