// SPDX-License-Identifier: MIT
// Applies pending migrations to the records of a store now, and takes all of that back: one group
// of the journal. Can be stopped and gone on with.
#pragma once

#include "documents/basics/tone.h"
#include "gamecode/pending_migrations.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace plectrum::activity {
struct UndoResult;
}

namespace plectrum::documents {

class Workspace;

class LabApply final : public QObject
{
    Q_OBJECT

public:
    enum class Phase
    {
        Idle,
        Applying,
        Stopped, ///< resume() goes on
        Done,
        Undoing,
        Undone
    };
    Q_ENUM(Phase)

    /// The workspace must outlive it, and its tasks are the workspace's.
    explicit LabApply(Workspace& workspace, QObject* parent = nullptr);
    ~LabApply() override;

    Phase phase() const { return m_phase; }
    bool isBusy() const { return m_phase == Phase::Applying || m_phase == Phase::Undoing; }
    /// Why nothing can be written now; empty when it can.
    QString refusal() const;
    void start(gamecode::ApplyRequest request);
    void stop();
    void resume();
    /// Writes that were made can be taken back.
    bool canUndo() const;
    void undo();
    const gamecode::ApplyResults* results() const; ///< null before the first start()
    gamecode::ApplyProgress progress() const;
    /// What to say of it now, and with what meaning.
    QString statusText() const;
    Tone meaning() const;

signals:
    void changed();

private:
    struct Job;
    static async::Task<void> run(std::shared_ptr<Job> job, std::stop_token stop);
    static async::Task<void> takeBack(std::shared_ptr<Job> job, std::stop_token stop);
    void begin(Phase phase, const QString& title);
    void end(Phase phase, const QString& failure);
    void applyUndone(const std::vector<activity::UndoResult>& results);
    void reloadRecords();

    Workspace& m_workspace;
    std::shared_ptr<Job> m_job;
    Phase m_phase = Phase::Idle;
    QString m_failure;
    QString m_undoText;
    bool m_isUndoneWhole = true;
    QTimer m_soon;
};

} // namespace plectrum::documents
