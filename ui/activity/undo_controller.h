// SPDX-License-Identifier: MIT
// Taking writes back from the window: shows what would change, asks, does it, and tells how it
// went. Records that are open and not edited show it.
#pragma once

#include "activity/undo.h"
#include "async/task.h"
#include "documents/basics/tone.h"
#include "journal/entry.h"
#include "ui/widgets/message_bar.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QWidget;

namespace plectrum::documents {
class Operation;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class UndoController final : public QObject
{
    Q_OBJECT

public:
    /// What to take back: one write, or all of a group.
    struct Target
    {
        std::vector<journal::Entry> entries; ///< newest first
        bool isGroup = false;
        std::size_t others = 0; ///< of the group, that stay as they are
    };

    /// The workspace must have a journal, and outlive it. Dialogs belong to `window`.
    UndoController(documents::Workspace& workspace, QWidget* window);

    /// Why nothing of it can be taken back; nullopt when it can be tried.
    std::optional<activity::Refusal> refusalOf(const Target& target) const;
    /// Opens the question; told() says how it went.
    void ask(const Target& target);
    bool isRunning() const { return m_isRunning; }

signals:
    void runningChanged(bool isRunning);
    void reported(plectrum::documents::Tone meaning, const QString& what,
                  const QList<plectrum::ui::MessageBar::Choice>& choices = {},
                  bool canBeDismissed = true);

private:
    struct Job
    {
        activity::Undo* undo;
        journal::EntryId entry;
        std::string group; ///< empty for the one entry
        bool keepsTrying = false; ///< errors of the locks are waited out
    };
    static async::Task<std::vector<activity::UndoResult>> undoAll(Job job, std::stop_token stop);
    static async::Task<void> run(QPointer<UndoController> self, Job job,
                                 std::shared_ptr<documents::Operation> operation);
    bool isAsAsked(const Target& target) const;
    void start(const Target& target, bool keepsTrying = false);
    void finish(const std::vector<activity::UndoResult>& results);
    QList<MessageBar::Choice> goOnWith(const std::vector<activity::UndoResult>& results);
    void reload(const journal::RecordAddress& written);
    void setRunning(bool isRunning);

    Target m_target; ///< of the undo that runs or ran last
    documents::Workspace& m_workspace;
    QWidget* m_window;
    bool m_isRunning = false;
};

} // namespace plectrum::ui
