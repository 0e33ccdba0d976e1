// SPDX-License-Identifier: MIT
// A running task as an object that can be shown: title, progress, cancel, how it ended. Whoever
// runs the task reports here; views only look and cancel.
#pragma once

#include <QObject>
#include <QString>

#include <cstdint>
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

    explicit Operation(QString title, QObject* parent = nullptr);
    ~Operation() override; ///< asks a task that still runs to stop

    QString title() const;
    State state() const;
    bool isRunning() const;
    std::int64_t done() const; ///< steps done so far: keys, bytes
    std::int64_t total() const; ///< steps in all; 0 while nobody knows
    QString failure() const; ///< for Failed: a sentence

    /// What the task is run with.
    std::stop_token stopToken() const;
    /// Asks the task to stop; the state follows when it did.
    void cancel();

    // For the task.
    void setProgress(std::int64_t done, std::int64_t total = 0);
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
};

} // namespace plectrum::documents
