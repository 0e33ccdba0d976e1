// SPDX-License-Identifier: MIT
// What can be done about a lock, as actions for menus: look again, wait for it, stop waiting, break
// it. The window of the widget carries the dialog that asks before it is broken.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace plectrum::documents {
class LockStatus;
} // namespace plectrum::documents

namespace plectrum::ui {

class LockActions final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the actions.
    LockActions(documents::LockStatus* status, QWidget* widget);

    QList<QAction*> all() const { return m_actions; }
    QAction* find(const QString& name) const; ///< must be one of them

private:
    void add(QLatin1StringView id, void (LockActions::*does)());
    void update();
    void refresh();
    void wait();
    void cancelWait();
    void askToBreak();

    documents::LockStatus* m_status;
    QWidget* m_widget;
    QList<QAction*> m_actions;
};

} // namespace plectrum::ui
