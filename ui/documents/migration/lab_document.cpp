// SPDX-License-Identifier: MIT
#include "documents/migration/lab_document.h"

#include "documents/basics/failure_text.h"
#include "documents/locks/keep_trying.h"
#include "documents/migration/lab_text.h"
#include "documents/work/operation.h"
#include "documents/workspace.h"
#include "json/printer.h"

#include <QSaveFile>

#include <chrono>
#include <utility>

namespace plectrum::documents {

namespace {

constexpr std::chrono::milliseconds betweenLooks{200};

std::unique_ptr<gamecode::MigrationLab> makeLab(Workspace& workspace)
{
    return std::make_unique<gamecode::MigrationLab>(workspace.records(),
                                                    workspace.records().executor());
}

} // namespace

LabDocument::LabDocument(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_lab(makeLab(workspace))
    , m_tasks([this](const std::exception_ptr& error) { end(error); })
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(betweenLooks);
    m_soon.callOnTimeout(this, &LabDocument::showFound);
    m_lab->onChanged([this] { noteChange(); });
    // The first failures at once.
    m_lab->onNewFailure([this](const gamecode::FailureGroup&) { m_soon.start(0); });
    connect(&workspace.games(), &GameBindings::gameChanged, this, &LabDocument::followCode);
    connect(&workspace.games(), &GameBindings::bindingChanged, this, [this](const QString& store) {
        if (store.toStdString() == m_store)
            emit phaseChanged();
    });
}

LabDocument::~LabDocument()
{
    m_lab->onChanged({});
    m_lab->onNewFailure({});
    m_attempt.request_stop();
    m_trialAttempt.request_stop();
    m_loadAttempt.request_stop();
    if (m_operation)
        m_operation->finish();
}

GameBinding* LabDocument::binding() const
{
    return m_workspace.games().of(m_store);
}

void LabDocument::setStore(const std::string& store)
{
    if (store == m_store)
        return;
    stop();
    m_store = store;
    m_hasRun = false;
    m_preview.reset();
    m_trial.reset();
    m_loadTrial.reset();
    m_lab->onChanged({});
    m_lab->onNewFailure({});
    m_lab = makeLab(m_workspace);
    m_lab->onChanged([this] { noteChange(); });
    m_lab->onNewFailure([this](const gamecode::FailureGroup&) { m_soon.start(0); });
    setPhase(Phase::Unbound);
    emit found();
    previewIfCheap();
}

/// Of a universe behind Open Cloud all records are read only when somebody wants that.
void LabDocument::previewIfCheap()
{
    if (!binding() || !binding()->game())
        return; // followCode() comes when it is loaded
    if (m_workspace.isPlayground())
        preview();
    else
        setPhase(Phase::Ready);
}

void LabDocument::setKeys(const gamecode::KeySelection& keys)
{
    m_keys = keys;
}

gamecode::LabRequest LabDocument::request() const
{
    gamecode::LabRequest request;
    request.store = m_store;
    request.keys = m_keys;
    if (const GameBinding* bound = binding())
        request.configuration = configurationOf(bound->spec());
    return request;
}

LabFindings LabDocument::findings() const
{
    return {.preview = m_preview ? &*m_preview : nullptr,
            .results = m_hasRun ? &m_lab->results() : nullptr};
}

QString LabDocument::sourceOf(const std::string& script) const
{
    const GameBinding* const bound = binding();
    if (!bound || script.empty())
        return {};
    if (bound->report().failure && bound->report().failure->place.script == script)
        return QString::fromStdString(bound->report().failure->source);
    return bound->game() ? QString::fromStdString(bound->game()->sourceOf(script)) : QString();
}

QString LabDocument::statusText() const
{
    switch (m_phase) {
    case Phase::Unbound:
        return binding() ? QString() : tr("No game code is bound to this store.");
    case Phase::Previewing:
    case Phase::Running:
        return progressText(m_lab->progress());
    case Phase::Ready:
        return m_preview ? previewText(*m_preview) : tr("Which steps are pending is not read yet.");
    case Phase::Done:
        return resultText(m_lab->results());
    case Phase::Stopped:
        return m_hasRun ? tr("Stopped. %1").arg(resultText(m_lab->results())) : tr("Stopped.");
    case Phase::Failed:
        return failureLine(m_failure);
    }
    return {};
}

void LabDocument::setPhase(Phase phase)
{
    m_phase = phase;
    emit phaseChanged();
}

void LabDocument::begin(Phase phase)
{
    m_attempt = {};
    m_isStale = false;
    m_failure = {};
    m_triedKey.clear();
    m_trialAttempt.request_stop(); // its code goes
    m_loadAttempt.request_stop();
    m_operation = m_workspace.operations().begin(
        phase == Phase::Running
            ? tr("Trying migrations of %1").arg(QString::fromStdString(m_store))
            : tr("Reading pending migrations of %1").arg(QString::fromStdString(m_store)));
    setPhase(phase);
    m_soon.start();
}

void LabDocument::preview()
{
    if (isBusy() || !binding())
        return;
    begin(Phase::Previewing);
    m_tasks.start(previewNow(request(), m_attempt, m_tasks.stopToken()));
}

void LabDocument::run()
{
    if (isBusy() || !binding())
        return;
    m_hasRun = true;
    m_trial.reset();
    m_loadTrial.reset();
    begin(Phase::Running);
    m_tasks.start(runNow(request(), m_attempt, m_tasks.stopToken()));
}

void LabDocument::stop()
{
    m_attempt.request_stop();
}

async::Task<void> LabDocument::previewNow(gamecode::LabRequest request, std::stop_source attempt,
                                          std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    const auto operation = m_operation;
    const std::stop_callback cancel(operation->stopToken(),
                                    [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    std::optional<gamecode::MigrationPreview> preview;
    // All keys: what is pending is asked of all, whichever are run.
    request.keys = {};
    try {
        preview = co_await m_lab->preview(std::move(request), attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (preview)
        m_preview = std::move(preview);
    end(error);
}

async::Task<void> LabDocument::runNow(gamecode::LabRequest request, std::stop_source attempt,
                                      std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    const auto operation = m_operation;
    const std::stop_callback cancel(operation->stopToken(),
                                    [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    try {
        co_await m_lab->run(std::move(request), attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    end(error);
}

void LabDocument::end(const std::exception_ptr& error)
{
    m_soon.stop();
    const bool wasRun = m_phase == Phase::Running;
    if (const auto operation = std::exchange(m_operation, nullptr))
        operation->finish();
    const bool isStopped = error && wasCancelled(error);
    if (error && !isStopped) {
        m_failure = gameFailureOf(error);
        m_failure.source = sourceOf(m_failure.place.script).toStdString();
    }
    setPhase(isStopped    ? Phase::Stopped
                 : error  ? Phase::Failed
                 : wasRun ? Phase::Done
                          : Phase::Ready);
    emit found();
    if (m_isStale)
        followCode(QString::fromStdString(m_store));
}

void LabDocument::noteChange()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void LabDocument::showFound()
{
    const gamecode::LabProgress now = m_lab->progress();
    if (m_operation)
        m_operation->setProgress(std::int64_t(now.done), std::int64_t(now.total.value_or(0)));
    emit found();
}

void LabDocument::followCode(const QString& store)
{
    if (store.toStdString() != m_store)
        return;
    if (isBusy()) {
        m_isStale = true; // it runs code that is old by now
        return stop();
    }
    m_isStale = false;
    if (!binding()) {
        m_preview.reset();
        m_hasRun = false;
        setPhase(Phase::Unbound);
        emit found();
    } else if (m_hasRun && m_isFollowing) {
        run();
    } else {
        m_hasRun = false;
        m_preview.reset();
        previewIfCheap();
    }
}

void LabDocument::tryRecord(const std::string& key)
{
    if (m_phase == Phase::Unbound || isBusy())
        return;
    m_trialAttempt.request_stop();
    m_trialAttempt = {};
    m_triedKey = key;
    m_tasks.start(tryRecordNow(key, m_trialAttempt, m_tasks.stopToken()));
}

async::Task<void> LabDocument::tryRecordNow(std::string key, std::stop_source attempt,
                                            std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    std::optional<gamecode::RecordTrial> trial;
    try {
        trial = co_await m_lab->tryRecord(std::move(key), attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (attempt.stop_requested())
        co_return; // another one is wanted
    m_trial = std::move(trial);
    if (error)
        emit trialFailed(failureLine(gameFailureOf(error)));
    else
        emit recordTried();
}

void LabDocument::tryLoad(const std::string& key)
{
    const GameBinding* const bound = binding();
    if (!bound)
        return;
    m_loadAttempt.request_stop();
    m_loadAttempt = {};
    gamecode::LoadTrialRequest request;
    request.store = m_store;
    request.configuration = configurationOf(bound->spec());
    request.key = key;
    m_tasks.start(tryLoadNow(std::move(request), m_loadAttempt, m_tasks.stopToken()));
}

async::Task<void> LabDocument::tryLoadNow(gamecode::LoadTrialRequest request,
                                          std::stop_source attempt, std::stop_token stop)
{
    const std::stop_callback follow(stop, [attempt]() mutable { attempt.request_stop(); });
    std::exception_ptr error;
    std::optional<gamecode::LoadTrial> trial;
    try {
        trial = co_await gamecode::tryLoad(m_workspace.records(), &m_workspace.records().executor(),
                                           std::move(request), attempt.get_token());
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (attempt.stop_requested())
        co_return;
    m_loadTrial = std::move(trial);
    if (error)
        emit trialFailed(failureLine(gameFailureOf(error)));
    else
        emit loadTried();
}

void LabDocument::exportTo(const QString& path, ReportFormat format)
{
    m_tasks.start(exportNow(path, format, m_tasks.stopToken()));
}

async::Task<void> LabDocument::exportNow(QString path, ReportFormat format, std::stop_token stop)
{
    // A copy: the next run may begin meanwhile.
    const auto results = std::make_shared<const gamecode::LabResults>(m_lab->results());
    Report report;
    report.universe = m_workspace.universeTitle().toStdString();
    report.store = m_store;
    report.selection = gamecode::describe(m_keys);
    report.time = m_workspace.clock().now();
    QString why;
    try {
        for (const std::string& key : gamecode::keysWorthShowing(*results)) {
            auto trial = co_await m_lab->tryRecord(key, stop);
            async::throwIfStopped(stop);
            report.trials.push_back(std::move(trial));
        }
        auto job = [path, format, report = std::move(report), results]() mutable {
            report.results = results.get();
            return write(path, format, report);
        };
        why = co_await m_workspace.records().executor().run(std::move(job), stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        why = failureText(std::current_exception());
    }
    async::throwIfStopped(stop);
    emit exported(path, why);
}

/// Why it could not be written; empty when it was.
QString LabDocument::write(const QString& path, ReportFormat format, const Report& report)
{
    std::string text;
    switch (format) {
    case ReportFormat::Html:
        text = gamecode::toHtml(report);
        break;
    case ReportFormat::Json:
        text = json::print(gamecode::toJson(report)) + '\n';
        break;
    case ReportFormat::JUnit:
        text = gamecode::toJUnit(report);
        break;
    }
    QSaveFile file(path);
    const bool isGood = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), qint64(text.size())) == qint64(text.size()) && file.commit();
    return isGood ? QString() : file.errorString();
}

} // namespace plectrum::documents

#include "moc_lab_document.cpp"
