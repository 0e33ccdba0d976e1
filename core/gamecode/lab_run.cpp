// SPDX-License-Identifier: MIT
#include "gamecode/lab_run.h"

#include "gamecode/key_source.h"
#include "gamecode/migration_history.h"
#include "gamecode/record_finding.h"
#include "gamecode/record_reading.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace plectrum::gamecode {

using Phase = LabProgress::Phase;

namespace {

constexpr std::size_t recordsAtOnce = 64; ///< of a batch

std::size_t countOfRuns(std::size_t wanted)
{
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp<std::size_t>(wanted == 0 ? processors : wanted, 1, 16);
}

using Findings = std::vector<std::pair<RecordFinding, bool>>; ///< with isInTransaction

Findings findOutAll(LoadedCode& code, const std::vector<ReadRecord>& records,
                    std::chrono::nanoseconds slowFrom, const std::stop_token& stop)
{
    Findings findings;
    for (const ReadRecord& record : records)
        findings.emplace_back(findOut(code.run, code.stepNames, record, slowFrom, stop),
                              record.isInTransaction);
    return findings;
}

/// What the traits of a step are told by: a record as it comes to it.
StepTraits examineWith(LoadedCode& code, std::size_t step, const ReadRecord& record,
                       bool* isExamined, const std::stop_token& stop)
{
    const RecordReport report = code.run.run(record.data, record.applied, stop);
    *isExamined = report.steps.at(step).outcome == StepOutcome::Applied;
    return *isExamined ? code.run.examine(step, report.steps[step].before, stop) : StepTraits();
}

/// One run under way.
struct LabRun
{
    LabRun(std::shared_ptr<LabState> theState, LabRequest theRequest)
        : state(std::move(theState))
        , request(std::move(theRequest))
        , reader(state->access, request.store, request.keys)
        , tally(state->tally)
        , history(historyOf(state->code->run.store()))
    {
    }

    Task<std::vector<ReadRecord>> readBatch(std::stop_token token);
    /// Whether it is worth trying; else it is counted.
    bool take(Reading& reading);
    void add(const Findings& findings);
    void report();

    std::shared_ptr<LabState> state;
    LabRequest request;
    RecordReader reader;
    std::shared_ptr<LabTally> tally;
    MigrationHistory history;
    std::stop_source stop;
    std::exception_ptr error; ///< of the first lane that failed
};

bool LabRun::take(Reading& reading)
{
    if (!reading) {
        tally->skip(std::move(reading.error()));
        return false;
    }
    if (reading->applied)
        history.add(*reading->applied, reading->data, reading->key);
    if (request.keys.kind != KeySelection::Kind::Pending
        || !pendingSteps(state->code->stepNames, reading->applied).empty())
        return true;
    tally->add({.key = reading->key,
                .isUpToDate = true,
                .before = reading->bytes,
                .after = reading->bytes},
               reading->isInTransaction);
    return false;
}

Task<std::vector<ReadRecord>> LabRun::readBatch(std::stop_token token)
{
    std::vector<ReadRecord> records;
    std::size_t bytes = 0;
    Breather breather(state->access.clock());
    while (records.size() < recordsAtOnce && bytes < RecordReader::bytesAtOnce) {
        auto readings = co_await reader.next(token);
        if (readings.empty())
            break;
        for (Reading& reading : readings) {
            if (!take(reading))
                continue;
            bytes += reading->bytes;
            records.push_back(*std::move(reading));
        }
        if (breather.isDue() && !records.empty())
            break;
        if (records.empty())
            report();
        co_await breather.breathe(token);
    }
    co_return records;
}

void LabRun::add(const Findings& findings)
{
    for (const auto& [finding, isInTransaction] : findings)
        tally->add(finding, isInTransaction);
    report();
}

void LabRun::report()
{
    if (state->tally != tally)
        return; // another run has begun
    state->progress.done = tally->results().records;
    state->progress.failed = tally->results().failed;
    state->progress.rejected = tally->results().rejected;
    state->notify();
}

Task<void> tryBatches(std::shared_ptr<LabRun> run)
{
    const std::stop_token stop = run->stop.get_token();
    const auto code = co_await loadCode(
        run->state->workers, run->request.configuration,
        {.storeInUniverse = run->request.store, .canExamine = false, .stop = stop});
    while (true) {
        auto records = co_await run->readBatch(stop);
        if (records.empty())
            co_return;
        auto work = [code, records = std::move(records), slowFrom = run->request.slowFrom, stop] {
            return findOutAll(*code, records, slowFrom, stop);
        };
        run->add(co_await run->state->workers->run(std::move(work), stop));
    }
}

/// One of several side by side. The first that fails ends all.
Task<void> lane(std::shared_ptr<LabRun> run)
{
    try {
        co_await tryBatches(run);
    } catch (...) {
        if (!run->error)
            run->error = std::current_exception();
        run->stop.request_stop();
    }
}

Task<void> examineStep(std::shared_ptr<LabRun> run, std::size_t step, std::stop_token stop)
{
    const auto code = run->state->code;
    const auto keys = run->tally->results().steps[step].keys;
    for (std::size_t i = 0; i < keys.size() && i < lab_limits::examinedRecords; ++i) {
        auto record = co_await readForCode(run->state->access, run->request.store, keys[i], stop);
        if (!record)
            continue;
        const auto guard = co_await code->turns.lock(stop);
        auto work = [code, step, record = *std::move(record), stop] {
            bool isExamined = false;
            StepTraits traits = examineWith(*code, step, record, &isExamined, stop);
            return std::pair(isExamined, std::move(traits));
        };
        const auto [isExamined, traits] = co_await run->state->workers->run(std::move(work), stop);
        if (isExamined)
            run->tally->addTraits(step, keys[i], traits);
    }
    const auto guard = co_await code->turns.lock(stop);
    auto onTemplate = [code, step, stop] {
        return code->run.examine(step, code->run.store().templateData, stop).failsOnTemplate;
    };
    run->tally->setTemplateFailure(step,
                                   co_await run->state->workers->run(std::move(onTemplate), stop));
}

Task<void> runLanes(std::shared_ptr<LabRun> run, std::stop_token stop)
{
    std::stop_callback link(stop, [&run] { run->stop.request_stop(); });
    std::vector<Task<void>> lanes;
    for (std::size_t i = 0; i < countOfRuns(run->request.maxRuns); ++i)
        lanes.push_back(lane(run));
    co_await async::all(std::move(lanes));
    run->tally->setWarnings(run->history.warnings());
    async::throwIfStopped(stop);
    if (run->error)
        std::rethrow_exception(run->error);
}

} // namespace

Task<void> runPhases(std::shared_ptr<LabState> state, LabRequest request, std::stop_token stop)
{
    state->progress = {};
    state->tally = nullptr;
    state->enter(Phase::Loading);
    state->code = co_await loadCode(state->workers, request.configuration,
                                    {.storeInUniverse = request.store, .stop = stop});
    state->store = request.store;
    state->tally = std::make_shared<LabTally>(
        codeInfoOf(state->code->run.code(), state->code->run.store()), request.slowFrom);
    state->tally->onNewFailure([weak = std::weak_ptr(state)](const FailureGroup& group) {
        const auto self = weak.lock();
        const auto listener = self ? self->onNewFailure : nullptr;
        if (listener)
            listener(group);
    });
    const auto run = std::make_shared<LabRun>(state, std::move(request));
    state->enter(Phase::Listing);
    co_await run->reader.keys().prepare(
        [state](std::size_t counted) {
            state->progress.done = counted;
            state->notify();
        },
        stop);
    state->progress.done = 0;
    state->progress.total = run->reader.keys().total();
    state->enter(Phase::Running);
    co_await runLanes(run, stop);
    state->enter(Phase::Examining);
    for (std::size_t step = 0; step < run->tally->results().steps.size(); ++step)
        co_await examineStep(run, step, stop);
    state->enter(Phase::Done);
}

} // namespace plectrum::gamecode
