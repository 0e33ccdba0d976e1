// SPDX-License-Identifier: MIT
// A running task as an object that can be shown: title, progress, rate, pause, cancel, how it
// ended. Whoever runs the task reports here; views only show, pause and cancel.
#pragma once

#include "async/clock.h"
#include "async/event.h"
#include "async/task.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>

namespace plectrum::documents {

class Operation final : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Running,
        Done,
        Failed,
        Cancelled
    };
    Q_ENUM(State)

    /// The clock tells the rate; it must outlive the operation. Null: there is no rate.
    explicit Operation(QString title, async::Clock* clock = nullptr, QObject* parent = nullptr);
    ~Operation() override; ///< asks a task that still runs to stop

    QString title() const;
    State state() const;
    bool isRunning() const;
    std::int64_t done() const; ///< steps done so far: keys, bytes
    std::int64_t total() const; ///< steps in all; 0 while nobody knows
    QString failure() const; ///< for Failed: a sentence
    /// Steps a second since it began, pauses left out; 0 while it cannot be told.
    double rate() const;
    /// What is left at that rate; nullopt while it cannot be told.
    std::optional<std::chrono::seconds> remaining() const;

    /// What the task is run with.
    std::stop_token stopToken() const;
    /// Asks the task to stop; the state follows when it did.
    void cancel();

    /// Its task waits where it is told to (see proceed()).
    bool canPause() const { return m_canPause && isRunning(); }
    bool isPaused() const { return m_paused != nullptr; }
    void pause();
    void resume();

    // For the task.
    void setProgress(std::int64_t done, std::int64_t total = 0);
    /// For a task that calls proceed().
    void setPausable() { m_canPause = true; }
    /// Between two steps: waits while it is paused. Throws async::Cancelled when it shall stop.
    async::Task<void> proceed();
    void finish();
    void fail(const QString& failure);

signals:
    void progressChanged();
    void ended();

private:
    void end(State state);

    QString m_title;
    QString m_failure;
    State m_state = State::Running;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
    std::stop_source m_stop;
    bool m_canPause = false;
    std::shared_ptr<async::Event> m_paused; ///< opens when it goes on
    async::Clock* m_clock;
    async::Duration m_begun{};
    async::Duration m_pausedAt{};
    async::Duration m_pauses{}; ///< in all, without the one that lasts
};

} // namespace plectrum::documents
