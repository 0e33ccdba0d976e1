// SPDX-License-Identifier: MIT
// What happened in the open universe: the journal of our writes, and the log of the engine.
#pragma once

#include <QTabWidget>

namespace plectrum::documents {
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class JournalPanel;
class LogPanel;

class ActivityPanel final : public QTabWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive the panel.
    explicit ActivityPanel(documents::Workspace& workspace, QWidget* parent = nullptr);

    JournalPanel* journal() const { return m_journal; } ///< null when there is no journal
    LogPanel* log() const { return m_log; }
    enum class Page
    {
        Journal,
        Log
    };
    Page page() const; ///< that is in front
    void showPage(Page page); ///< and gives it the focus

private:
    QWidget* makeJournal(documents::Workspace& workspace);

    JournalPanel* m_journal = nullptr;
    LogPanel* m_log;
};

} // namespace plectrum::ui
