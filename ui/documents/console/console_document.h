// SPDX-License-Identifier: MIT
// A Luau console on the open universe, for the window: runs inputs, keeps what was said and typed,
// asks before each write. The session is made with the first input.
#pragma once

#include "async/event.h"
#include "async/task_owner.h"
#include "console/completion.h"
#include "console/session.h"
#include "documents/console/console_model.h"
#include "documents/workspace.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::documents {

/// Writes that belong together, and somebody is asked for.
struct ConsoleQuestion
{
    std::string store;
    std::vector<store::SessionWrite> writes;
    async::Event answered{};
    bool isConfirmed = false;
};

class ConsoleDocument final : public QObject
{
    Q_OBJECT

public:
    /// Keys that are known beside those that are loaded, by store.
    using KeySource = std::function<std::map<std::string, std::vector<std::string>>()>;

    /// The workspace must outlive it.
    explicit ConsoleDocument(Workspace& workspace, QObject* parent = nullptr);
    ~ConsoleDocument() override;

    /// Whether this build can run Luau.
    static bool isAvailable();

    ConsoleModel* lines() const { return m_lines; }
    bool isRunning() const { return m_isRunning; }
    /// False while a production universe is read-only.
    bool isWritable() const;
    /// Runs a text; nothing happens while one runs, or when there is nothing in it.
    void run(const QString& input);
    void stop();

    /// What the inputs find as `store`; empty: nothing.
    void setStore(const std::string& name);
    const std::string& store() const { return m_store; }
    std::vector<console::LoadedKey> loadedKeys() const;
    void setKeySource(KeySource source) { m_keySource = std::move(source); }
    void setConfigOf(console::ConfigOf configOf) { m_configOf = std::move(configOf); }

    /// What was run, oldest first.
    const QStringList& history() const { return m_history; }
    void setHistory(const QStringList& history) { m_history = history; }
    /// `cursor`: characters before it.
    console::Completion complete(const QString& text, qsizetype cursor) const;

    /// The writes that wait for an answer; null: none.
    std::shared_ptr<const ConsoleQuestion> question() const;
    /// Answers question(); `isForAll`: what else this input writes is not asked for.
    void answer(bool isConfirmed, bool isForAll = false);

    /// Ends the session without writing: what was not saved is kept as drafts. Cannot be cancelled.
    async::Task<void> shutDown();

signals:
    void runningChanged(bool isRunning);
    void inputEnded(bool isGood); ///< its results are the last lines
    void questionChanged(); ///< another one waits, or none
    void keysChanged(); ///< loadedKeys(), store()
    void historyChanged();
    void writableChanged();

private:
    void open();
    void say(const console::Line& line);
    void note(ConsoleLine::Kind kind, const QString& text);
    async::Task<void> runInput(std::string source, std::string name);
    void show(const console::Result& result);
    async::Task<bool> ask(std::string store, std::vector<store::SessionWrite> writes,
                          std::stop_token stop);
    void remember(const QString& input);

    Workspace& m_workspace;
    ConsoleModel* m_lines;
    std::unique_ptr<console::Session> m_session;
    std::stop_source m_stop;
    std::string m_store;
    KeySource m_keySource;
    console::ConfigOf m_configOf;
    QStringList m_history;
    std::deque<std::shared_ptr<ConsoleQuestion>> m_questions;
    int m_inputs = 0;
    bool m_isRunning = false;
    bool m_isAllowed = false; ///< the input under way need not ask
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
