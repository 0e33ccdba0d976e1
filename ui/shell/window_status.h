// SPDX-License-Identifier: MIT
// The status bar: the last message, what runs, how many keys there are, and the universe.
#pragma once

#include "documents/workspace.h"

#include <QStatusBar>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace plectrum::ui {

class WindowStatus final : public QStatusBar
{
    Q_OBJECT

public:
    /// The workspace must outlive it.
    explicit WindowStatus(documents::Workspace& workspace, QWidget* parent = nullptr);

    /// Shows how the workspace's simulation is, with `toggle` to switch it by a click.
    void addSimulation(QAction* toggle);
    /// Shows that the workspace's universe is production, with `toggle` to unlock it by a click.
    void addProduction(QAction* toggle);
    /// Shows how full the budgets of the workspace's requests are.
    void addRequestMeter();
    /// Stays until the next message.
    void say(const QString& text);
    QString messageText() const;

signals:
    void tasksRequested();

private:
    void showRunning();
    async::Task<void> showRunningSoon(std::stop_token stop);
    void showOperation(const documents::Operation* operation);

    documents::Workspace& m_workspace;
    QLabel* m_message;
    QToolButton* m_running;
    QProgressBar* m_progress;
    bool m_isWaiting = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
