// SPDX-License-Identifier: MIT
#include "documents/migration/lab_apply.h"

#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "async/random.h"
#include "documents/basics/failure_text.h"
#include "documents/locks/keep_trying.h"
#include "documents/migration/lab_text.h"
#include "documents/work/operation.h"
#include "documents/workspace.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace plectrum::documents {

namespace {

constexpr std::chrono::milliseconds betweenApplyLooks{200};
constexpr std::chrono::seconds undoLockWait{3};

} // namespace

/// All that its tasks work on, which go on when this document is gone.
struct LabApply::Job
{
    Job(QPointer<LabApply> shown, Workspace& where, gamecode::ApplyRequest asked)
        : self(std::move(shown))
        , undoer(where.undo())
        , store(asked.store)
        , group(where.journal() ? where.journal()->newGroup() : std::string())
        , recorder(where.journal(),
                   {.universe = where.universeId(), .actor = "migration lab", .group = group},
                   [](const journal::Error&) { })
        , migrations(where.records().observedBy(recorder), where.records().executor(), random,
                     std::move(asked))
    {
    }

    QPointer<LabApply> self;
    activity::Undo* undoer;
    std::string store;
    std::string group;
    async::Random random = async::Random::fromSystem();
    activity::WriteRecorder recorder;
    gamecode::PendingMigrations migrations;
    std::shared_ptr<Operation> operation{};
};

LabApply::LabApply(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(betweenApplyLooks);
    m_soon.callOnTimeout(this, &LabApply::changed);
}

LabApply::~LabApply()
{
    stop();
}

QString LabApply::refusal() const
{
    const Production* const production = m_workspace.production();
    if (production && !production->isWritable())
        return tr("This universe is read-only. Unlock it for writing first.");
    return {};
}

void LabApply::start(gamecode::ApplyRequest request)
{
    if (isBusy())
        return;
    m_job = std::make_shared<Job>(this, m_workspace, std::move(request));
    m_job->migrations.onChanged([self = QPointer(this)] {
        if (self && !self->m_soon.isActive())
            self->m_soon.start();
    });
    resume();
}

void LabApply::resume()
{
    if (isBusy() || !m_job)
        return;
    begin(Phase::Applying,
          tr("Applying migrations to %1").arg(QString::fromStdString(m_job->store)));
    m_workspace.tasks().start(run(m_job, m_workspace.tasks().stopToken()));
}

void LabApply::stop()
{
    if (m_job && m_job->operation)
        m_job->operation->cancel();
}

void LabApply::begin(Phase phase, const QString& title)
{
    m_phase = phase;
    m_failure.clear();
    m_job->operation = m_workspace.operations().begin(title);
    emit changed();
}

async::Task<void> LabApply::run(std::shared_ptr<Job> job, std::stop_token stop)
{
    const auto operation = job->operation;
    std::stop_source attempt;
    const auto end = [&attempt] { attempt.request_stop(); };
    const std::stop_callback follow(stop, end);
    const std::stop_callback cancel(operation->stopToken(), end);
    std::exception_ptr error;
    try {
        co_await job->migrations.run(attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    operation->finish();
    if (!job->self)
        co_return;
    if (!error)
        job->self->end(Phase::Done, {});
    else
        job->self->end(Phase::Stopped, wasCancelled(error) ? QString() : failureText(error));
}

void LabApply::end(Phase phase, const QString& failure)
{
    m_soon.stop();
    m_phase = phase;
    m_failure = failure;
    m_job->operation.reset();
    reloadRecords();
    emit changed();
}

bool LabApply::canUndo() const
{
    return m_job && m_job->undoer && !isBusy() && m_phase != Phase::Undone
        && m_job->migrations.results().count(gamecode::ApplyOutcome::Migrated) > 0;
}

void LabApply::undo()
{
    if (!canUndo())
        return;
    begin(Phase::Undoing,
          tr("Taking migrations of %1 back").arg(QString::fromStdString(m_job->store)));
    m_workspace.tasks().start(takeBack(m_job, m_workspace.tasks().stopToken()));
}

async::Task<void> LabApply::takeBack(std::shared_ptr<Job> job, std::stop_token stop)
{
    const auto operation = job->operation;
    std::stop_source attempt;
    const auto end = [&attempt] { attempt.request_stop(); };
    const std::stop_callback follow(stop, end);
    const std::stop_callback cancel(operation->stopToken(), end);
    std::exception_ptr error;
    std::vector<activity::UndoResult> results;
    try {
        results = co_await job->undoer->undoGroup(job->group, undoLockWait, attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    operation->finish();
    if (!job->self)
        co_return;
    if (error)
        job->self->end(Phase::Stopped, failureText(error));
    else
        job->self->applyUndone(results);
}

void LabApply::applyUndone(const std::vector<activity::UndoResult>& results)
{
    const auto isGood = [](const activity::UndoResult& result) {
        return result.state == activity::UndoState::Undone
            || result.state == activity::UndoState::Unchanged;
    };
    const auto good = std::ranges::count_if(results, isGood);
    const auto bad = std::ssize(results) - good;
    m_isUndoneWhole = bad == 0;
    m_undoText = tr("%n record(s) were taken back.", nullptr, int(good));
    if (bad > 0)
        m_undoText += u' ' % tr("%n could not be: the journal tells why.", nullptr, int(bad));
    end(m_isUndoneWhole ? Phase::Undone : Phase::Done, {});
}

/// Open ones that are not edited show what stands there now.
void LabApply::reloadRecords()
{
    for (RecordDocument* document : m_workspace.documents())
        if (document->address().store == m_job->store && !document->isModified())
            document->reload();
}

const gamecode::ApplyResults* LabApply::results() const
{
    return m_job ? &m_job->migrations.results() : nullptr;
}

gamecode::ApplyProgress LabApply::progress() const
{
    return m_job ? m_job->migrations.progress() : gamecode::ApplyProgress();
}

QString LabApply::statusText() const
{
    switch (m_phase) {
    case Phase::Idle:
        return {};
    case Phase::Applying:
        return applyProgressText(progress());
    case Phase::Undoing:
        return tr("Taking them back…");
    case Phase::Undone:
        return m_undoText;
    case Phase::Stopped:
        return (m_failure.isEmpty() ? tr("Stopped.") : m_failure) % u' '
            % applyResultText(*results());
    case Phase::Done:
        return m_undoText.isEmpty() ? applyResultText(*results()) : m_undoText;
    }
    return {};
}

Tone LabApply::meaning() const
{
    if (isBusy())
        return Tone::Accent;
    if (m_phase == Phase::Undone)
        return Tone::Added;
    const bool isGood = m_phase == Phase::Done && m_isUndoneWhole && results()->isGood();
    return isGood ? Tone::Added : Tone::Warning;
}

} // namespace plectrum::documents

#include "moc_lab_apply.cpp"
