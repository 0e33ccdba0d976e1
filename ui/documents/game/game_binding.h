// SPDX-License-Identifier: MIT
// A game's code that is bound to a store: loaded off the thread of the window, watched, and loaded
// again when its files change.
#pragma once

#include "async/executor.h"
#include "async/task_owner.h"
#include "documents/game/file_watch.h"
#include "documents/game/game_spec.h"
#include "documents/game/loaded_game.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::documents {

class GameBinding final : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Loading,
        Loaded,
        Failed ///< also when the code has no such store
    };
    Q_ENUM(State)

    /// Loads at once. The executor must outlive the binding and its tasks.
    GameBinding(std::string store, GameSpec spec, async::Executor& executor,
                QObject* parent = nullptr);
    ~GameBinding() override;

    const std::string& store() const { return m_store; }
    /// As the code calls it.
    const std::string& codeStore() const;
    const GameSpec& spec() const { return m_spec; }
    QString name() const; ///< of the file
    State state() const { return m_state; }
    /// Of the last load, also of one that failed.
    const GameReport& report() const { return m_report; }
    /// The last that loaded and has the store; null until there is one. Stays while newer code does
    /// not load.
    const std::shared_ptr<const LoadedGame>& game() const { return m_game; }
    const GameStoreInfo* info() const; ///< of the store, by game(); may be null
    /// A sentence for Failed: what, and at which line. Empty otherwise.
    QString failureText() const;
    /// "Main.luau: loaded", "...: script:line: text".
    QString statusText() const;
    void reload();
    async::Task<void> finished();
    void requestStop();

signals:
    void changed(); ///< state() or report()
    void gameChanged(); ///< game() is another

private:
    async::Task<void> load(std::stop_token stop);
    void apply(std::shared_ptr<const LoadedGame> game);
    void watchFiles();

    std::string m_store;
    GameSpec m_spec;
    async::Executor& m_executor;
    FileWatch m_watch;
    State m_state = State::Loading;
    GameReport m_report;
    std::shared_ptr<const LoadedGame> m_game;
    std::stop_source m_loading; ///< of the load that runs
    int m_loads = 0; ///< to know the newest
    async::TaskOwner m_tasks;
};

/// The bindings of a universe's stores.
class GameBindings final : public QObject
{
    Q_OBJECT

public:
    /// The executor must outlive them.
    explicit GameBindings(async::Executor& executor, QObject* parent = nullptr);
    ~GameBindings() override;

    GameBinding* of(const std::string& store) const; ///< null: nothing is bound
    void bind(const std::string& store, const GameSpec& spec); ///< instead of what is bound
    void unbind(const std::string& store);
    std::map<std::string, GameSpec> specs() const;
    /// What a new key of the store starts from; nullopt when nothing is bound that loads.
    std::optional<json::Value> templateOf(const std::string& store) const;
    /// What saves of the store must pass; empty when nothing is bound that loads.
    editing::DataCheck checkOf(const std::string& store) const;
    async::Task<void> shutDown();

signals:
    void bindingChanged(const QString& store); ///< it is another, or what is known of it
    void bound(const QString& store); ///< or unbound: for whoever remembers specs()
    void gameChanged(const QString& store);

private:
    async::Executor& m_executor;
    std::map<std::string, std::unique_ptr<GameBinding>> m_bindings;
};

/// "script:line: text", or only the text.
QString failureLine(const GameFailure& failure);

} // namespace plectrum::documents
