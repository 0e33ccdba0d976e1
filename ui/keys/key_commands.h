// SPDX-License-Identifier: MIT
// Making, copying, removing and bringing back whole keys from the window: which key is meant, the
// question that shows what would be written, the write, and what is told of it.
#pragma once

#include "async/task.h"
#include "editing/key_copy.h"
#include "editing/record_access.h"
#include "store/lock/lock_patience.h"
#include "store/record/inspection.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

class QAction;

namespace plectrum::documents {
class Operation;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyBrowser;
class KeyQuestion;
class MessageBar;
class RecordPanel;
class WindowActions;

class KeyCommands final : public QObject
{
    Q_OBJECT

public:
    /// "record.new", "record.copyTo", "record.delete" and "record.undelete" of `actions` become
    /// its own. All of them must outlive it; dialogs open over `window`.
    KeyCommands(documents::Workspace& workspace, KeyBrowser* browser, WindowActions* actions,
                MessageBar* message, QWidget* window);

    /// The record that is shown may ask to be made; null for none.
    void watch(RecordPanel* panel);
    /// The key that is meant: the chosen one while the list has the focus, else the record that is
    /// shown, else the chosen one.
    std::optional<store::KeyAddress> target() const;

    void newRecord();
    /// Of that key, in that store.
    void newRecordAt(const store::KeyAddress& address);
    void copyRecord();
    void deleteRecord();
    void undeleteRecord();

private:
    /// A write that a person has said yes to.
    struct Job
    {
        store::KeyAddress address;
        std::function<async::Task<editing::SaveResult>(store::LockPatience, std::stop_token)> write;
        QString doing; ///< "Making player_1"
        QString done; ///< a sentence
        bool isRemoval = false;
    };
    /// What the question that is open shows: written as it is, or not at all.
    struct Plan
    {
        store::KeyAddress to;
        editing::KeyCopy copy;
    };
    /// What the question is about: a record to copy, or none for a new one.
    using Source = std::optional<store::Inspection>;

    void update();
    void open(KeyQuestion* question, const Source& source);
    void plan(KeyQuestion* question, const store::KeyAddress& to, const store::Inspection& target,
              const Source& source);
    void writePlan(const store::KeyAddress& address, bool isCopy);
    void askToCopy(const store::KeyAddress& from, const store::Inspection& source);
    void askToDelete(const store::KeyAddress& address, const store::Inspection& now);
    void askToUndelete(const store::KeyAddress& address, const store::Inspection& version);
    void start(const Job& job, bool keepsTrying = false);
    void finish(const Job& job, const editing::SaveResult& result);
    void fail(const Job& job, const std::exception_ptr& error);
    void say(const QString& problem);

    /// A look at a key, and what is done with it; errors are told.
    using Seen = std::function<void(KeyCommands*, const store::Inspection&)>;
    void look(const store::KeyAddress& address, Seen seen);
    static async::Task<void> lookAt(QPointer<KeyCommands> self, editing::RecordAccess records,
                                    store::KeyAddress address, Seen seen, std::stop_token stop);
    static async::Task<void> lookForVersion(QPointer<KeyCommands> self,
                                            editing::RecordAccess records,
                                            store::KeyAddress address, std::stop_token stop);
    static async::Task<void> run(QPointer<KeyCommands> self, Job job, store::LockPatience patience,
                                 std::shared_ptr<documents::Operation> operation);

    documents::Workspace& m_workspace;
    KeyBrowser* m_browser;
    QAction* m_new;
    QAction* m_copy;
    QAction* m_delete;
    QAction* m_undelete;
    MessageBar* m_message;
    QWidget* m_window;
    QPointer<RecordPanel> m_watched;
    std::optional<Plan> m_plan;
};

} // namespace plectrum::ui
