// SPDX-License-Identifier: MIT
#include "gamecode/migration_lab.h"

#include "gamecode/key_source.h"
#include "gamecode/lab_run.h"
#include "gamecode/lab_state.h"
#include "gamecode/preview_tally.h"
#include "gamecode/record_finding.h"
#include "gamecode/record_reading.h"

#include <stdexcept>
#include <tuple>
#include <utility>

namespace plectrum::gamecode {

namespace {

using Phase = LabProgress::Phase;

/// A failure ends the phase, too.
Task<void> runToEnd(std::shared_ptr<LabState> state, Task<void> phases)
{
    try {
        co_await std::move(phases);
    } catch (const async::Cancelled&) {
        state->enter(Phase::Stopped);
        throw;
    } catch (...) {
        state->enter(Phase::Failed);
        throw;
    }
}

Task<void> previewPhases(std::shared_ptr<LabState> state, LabRequest request,
                         std::shared_ptr<MigrationPreview> preview, std::stop_token stop)
{
    state->progress = {};
    state->enter(Phase::Loading);
    state->code = co_await loadCode(state->workers, request.configuration,
                                    {.storeInUniverse = request.store, .stop = stop});
    state->store = request.store;
    const luau::GameStore& store = state->code->run.store();
    PreviewTally tally(codeInfoOf(state->code->run.code(), store), historyOf(store));
    RecordReader reader(state->access, request.store, request.keys);
    state->enter(Phase::Listing);
    co_await reader.keys().prepare(
        [state](std::size_t counted) {
            state->progress.done = counted;
            state->notify();
        },
        stop);
    state->progress.total = reader.keys().total();
    state->progress.done = 0;
    state->enter(Phase::Previewing);
    Breather breather(state->access.clock());
    for (auto readings = co_await reader.next(stop); !readings.empty();
         readings = co_await reader.next(stop)) {
        for (Reading& reading : readings)
            if (reading)
                tally.add(*reading);
            else
                tally.skip(std::move(reading.error()));
        state->progress.done = tally.records();
        if (breather.isDue())
            state->notify();
        co_await breather.breathe(stop);
    }
    *preview = tally.take();
    state->enter(Phase::Done);
}

Task<MigrationPreview> previewAll(std::shared_ptr<LabState> state, LabRequest request,
                                  std::stop_token stop)
{
    const auto preview = std::make_shared<MigrationPreview>();
    co_await runToEnd(state, previewPhases(state, std::move(request), preview, std::move(stop)));
    co_return std::move(*preview);
}

Task<RecordTrial> tryOne(std::shared_ptr<LabState> state, std::string key, std::stop_token stop)
{
    const auto code = state->code;
    if (!code)
        throw std::logic_error("nothing was run that could be tried");
    RecordTrial trial{.key = key};
    trial.inspection = co_await state->access.inspect({.store = state->store, .key = key}, stop);
    auto record = readingOf(key, trial.inspection);
    if (!record) {
        trial.skipped = std::move(record.error());
        co_return trial;
    }
    trial.hasList = record->applied.has_value();
    trial.applied = record->applied.value_or(std::vector<std::string>());
    MigrationHistory history = historyOf(code->run.store());
    if (trial.hasList)
        history.add(trial.applied, record->data, {});
    trial.warnings = history.warnings();
    const auto guard = co_await code->turns.lock(stop);
    auto work = [code, record = *std::move(record), stop] {
        RecordReport report = code->run.run(record.data, record.applied, stop);
        auto changes = changesOf(report);
        return std::pair(std::move(report), std::move(changes));
    };
    std::tie(trial.report, trial.changes) = co_await state->workers->run(std::move(work), stop);
    co_return trial;
}

} // namespace

MigrationLab::MigrationLab(editing::RecordAccess access, async::Executor& workers)
    : m_state(std::make_shared<LabState>(std::move(access), workers))
{
}

MigrationLab::~MigrationLab()
{
    m_state->onChanged = nullptr;
    m_state->onNewFailure = nullptr;
}

Task<MigrationPreview> MigrationLab::preview(LabRequest request, std::stop_token stop)
{
    return previewAll(m_state, std::move(request), std::move(stop));
}

Task<void> MigrationLab::run(LabRequest request, std::stop_token stop)
{
    return runToEnd(m_state, runPhases(m_state, std::move(request), std::move(stop)));
}

const LabProgress& MigrationLab::progress() const
{
    return m_state->progress;
}

const LabResults& MigrationLab::results() const
{
    return m_state->tally ? m_state->tally->results() : m_state->none;
}

void MigrationLab::onChanged(std::function<void()> listener)
{
    m_state->onChanged = std::move(listener);
}

void MigrationLab::onNewFailure(std::function<void(const FailureGroup&)> listener)
{
    m_state->onNewFailure = std::move(listener);
}

Task<RecordTrial> MigrationLab::tryRecord(std::string key, std::stop_token stop)
{
    return tryOne(m_state, std::move(key), std::move(stop));
}

} // namespace plectrum::gamecode
