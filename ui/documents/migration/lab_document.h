// SPDX-License-Identifier: MIT
// The migration lab of one store: what a run would do, the run, what came out, one record of it
// step by step, and the report. Follows the code that is bound to the store: when its files change
// it reads again what is pending, and runs again where it has run. Nothing is written to the
// universe.
#pragma once

#include "async/task_owner.h"
#include "documents/game/game_binding.h"
#include "documents/migration/lab_tables.h"
#include "gamecode/load_trial.h"
#include "gamecode/migration_lab.h"
#include "gamecode/migration_report.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>

namespace plectrum::documents {

class Operation;
class Workspace;

class LabDocument final : public QObject
{
    Q_OBJECT

public:
    enum class Phase
    {
        Unbound, ///< no code is bound to the store
        Previewing,
        Ready, ///< what is pending is known
        Running,
        Done,
        Stopped, ///< what was found until then stays
        Failed ///< failure() says why
    };
    Q_ENUM(Phase)
    enum class ReportFormat
    {
        Html,
        Json,
        JUnit
    };

    /// The workspace must outlive the document.
    explicit LabDocument(Workspace& workspace, QObject* parent = nullptr);
    ~LabDocument() override;

    const std::string& store() const { return m_store; }
    /// Begins to look at another store.
    void setStore(const std::string& store);
    GameBinding* binding() const;
    const gamecode::KeySelection& keys() const { return m_keys; }
    void setKeys(const gamecode::KeySelection& keys);
    /// Runs again by itself when the code has changed, once it has run.
    void setFollowing(bool isFollowing) { m_isFollowing = isFollowing; }
    bool isFollowing() const { return m_isFollowing; }

    Phase phase() const { return m_phase; }
    bool isBusy() const { return m_phase == Phase::Previewing || m_phase == Phase::Running; }
    /// Of a load of the code, or another error; for Failed.
    const GameFailure& failure() const { return m_failure; }
    LabFindings findings() const;
    gamecode::LabProgress progress() const { return m_lab->progress(); }
    /// What to say of it now, in a sentence.
    QString statusText() const;
    /// The text of a script of the bound code; empty when it cannot be read.
    QString sourceOf(const std::string& script) const;

    void preview();
    void run();
    void stop();
    /// Takes a record through the steps on a copy; recordTried() tells.
    void tryRecord(const std::string& key);
    const std::optional<gamecode::RecordTrial>& trial() const { return m_trial; }
    /// Loads a record on a copy as a server of the game would; loadTried() tells.
    void tryLoad(const std::string& key);
    const std::optional<gamecode::LoadTrial>& loadTrial() const { return m_loadTrial; }
    const std::string& triedKey() const { return m_triedKey; }
    /// Writes what was found to a file; exported() tells.
    void exportTo(const QString& path, ReportFormat format);
    gamecode::LabRequest request() const;

signals:
    void phaseChanged();
    void found(); ///< there is something new: findings(), progress()
    void recordTried();
    void loadTried();
    void trialFailed(const QString& why);
    void exported(const QString& path, const QString& why); ///< `why` is empty when it went well

private:
    using Report = gamecode::MigrationReport;
    static QString write(const QString& path, ReportFormat format, const Report& report);
    void setPhase(Phase phase);
    void previewIfCheap();
    void begin(Phase phase);
    void end(const std::exception_ptr& error);
    void noteChange();
    void showFound();
    void followCode(const QString& store);
    async::Task<void> previewNow(gamecode::LabRequest request, std::stop_source attempt,
                                 std::stop_token stop);
    async::Task<void> runNow(gamecode::LabRequest request, std::stop_source attempt,
                             std::stop_token stop);
    async::Task<void> tryRecordNow(std::string key, std::stop_source attempt, std::stop_token stop);
    async::Task<void> tryLoadNow(gamecode::LoadTrialRequest request, std::stop_source attempt,
                                 std::stop_token stop);
    async::Task<void> exportNow(QString path, ReportFormat format, std::stop_token stop);

    Workspace& m_workspace;
    std::string m_store;
    gamecode::KeySelection m_keys;
    Phase m_phase = Phase::Unbound;
    GameFailure m_failure;
    bool m_isFollowing = true;
    bool m_hasRun = false; ///< since the store was chosen
    bool m_isStale = false; ///< the code changed while it was busy
    std::unique_ptr<gamecode::MigrationLab> m_lab;
    std::optional<gamecode::MigrationPreview> m_preview;
    std::optional<gamecode::RecordTrial> m_trial;
    std::optional<gamecode::LoadTrial> m_loadTrial;
    std::string m_triedKey;
    std::stop_source m_attempt;
    std::stop_source m_trialAttempt;
    std::stop_source m_loadAttempt;
    std::shared_ptr<Operation> m_operation; ///< of what runs, for the list of tasks
    QTimer m_soon; ///< gathers what is found
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
