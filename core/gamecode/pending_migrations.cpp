// SPDX-License-Identifier: MIT
#include "gamecode/pending_migrations.h"

#include "datastore/error.h"
#include "editing/save_plan.h"
#include "gamecode/apply_state.h"
#include "gamecode/loaded_code.h"
#include "gamecode/record_finding.h"
#include "gamecode/record_reading.h"
#include "store/error.h"
#include "store/lock/lock_error.h"
#include "store/record/record_metadata.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace plectrum::gamecode {

void ApplyState::enter(ApplyProgress::Phase phase)
{
    progress.phase = phase;
    began = access.clock().elapsed();
    notify();
}

void ApplyState::notify()
{
    progress.elapsed = access.clock().elapsed() - began;
    progress.setAside = setAside.size();
    const auto listener = onChanged;
    if (listener)
        listener();
}

void ApplyState::settle(ApplyProblem outcome, bool mayWait)
{
    const bool isFailure = outcome.outcome == ApplyOutcome::WriteFailed;
    failuresInARow = isFailure ? failuresInARow + 1 : 0;
    if (outcome.outcome == ApplyOutcome::Locked && mayWait) {
        setAside.push_back(std::move(outcome.key));
        notify();
        return;
    }
    ++progress.done;
    ++results.counts[static_cast<std::size_t>(outcome.outcome)];
    const bool isGood =
        outcome.outcome == ApplyOutcome::Migrated || outcome.outcome == ApplyOutcome::UpToDate;
    if (!isGood && results.problems.size() < lab_limits::failingKeys)
        results.problems.push_back(std::move(outcome));
    notify();
}

/// What the code makes of one key's record, or why nothing is to be written.
struct ApplyDecision
{
    std::optional<ApplyProblem> settled{};
    store::Inspection seen{};
    json::Value data{};
    store::RecordMetadata metadata{};
    std::string detail{};
};

namespace {

using ApplyPhase = ApplyProgress::Phase;

constexpr int triesOfAKey = 3; ///< when somebody writes it in between
constexpr std::size_t maxFailuresInARow = 5; ///< then the service is not to be had

std::string textOfSkip(const SkippedRecord& skipped)
{
    if (!skipped.text.empty())
        return skipped.text;
    switch (skipped.reason) {
    case SkipReason::NotLyra:
        return "not in Lyra's format";
    case SkipReason::NoData:
        return "a record without data";
    case SkipReason::Absent:
        return "there is no such key";
    case SkipReason::Damaged:
    case SkipReason::Unreadable:
        break;
    }
    return "cannot be read";
}

/// Runs in a worker.
ApplyDecision decide(LoadedCode& code, const ReadRecord& record, store::Inspection seen,
                     const std::vector<std::size_t>& pending, const std::stop_token& stop)
{
    ApplyDecision decision;
    ApplyProblem problem{.key = record.key};
    RecordResult result = code.run.migrate(record.data, record.applied, stop);
    if (!result.migrated) {
        problem.outcome = ApplyOutcome::StepFailed;
        problem.step = result.failedStep;
        problem.text = luau::Error(result.failure).what();
        decision.settled = std::move(problem);
        return decision;
    }
    if (result.schemaProblem) {
        problem.outcome = ApplyOutcome::Rejected;
        problem.text = *std::move(result.schemaProblem);
        decision.settled = std::move(problem);
        return decision;
    }
    decision.data = *std::move(result.migrated);
    decision.metadata = store::metadataOf(seen);
    decision.seen = std::move(seen);
    decision.detail = "migration steps";
    auto applied = record.applied.value_or(std::vector<std::string>());
    for (const std::size_t step : pending) {
        applied.push_back(code.stepNames[step]);
        decision.detail += (step == pending.front() ? " " : ", ") + code.stepNames[step];
    }
    decision.metadata.appliedMigrations = std::move(applied);
    return decision;
}

Task<ApplyDecision> decideOn(std::shared_ptr<ApplyState> state, std::shared_ptr<LoadedCode> code,
                             std::string key, std::stop_token stop)
{
    ApplyDecision decision;
    auto seen = co_await state->access.inspect({.store = state->request.store, .key = key}, stop);
    auto record = readingOf(key, seen);
    if (!record) {
        decision.settled = ApplyProblem{
            .key = key, .outcome = ApplyOutcome::NotWritable, .text = textOfSkip(record.error())};
        co_return decision;
    }
    const auto pending = pendingSteps(code->stepNames, record->applied);
    if (pending.empty()) {
        decision.settled = ApplyProblem{.key = key, .outcome = ApplyOutcome::UpToDate};
        co_return decision;
    }
    if (const auto obstacle = editing::obstacleIn(seen)) {
        decision.settled =
            ApplyProblem{.key = key, .outcome = ApplyOutcome::NotWritable, .text = obstacle->text};
        co_return decision;
    }
    auto work = [code, record = *std::move(record), seen = std::move(seen), pending, stop] {
        return decide(*code, record, seen, pending, stop);
    };
    co_return co_await state->workers->run(std::move(work), stop);
}

ApplyProblem problemOf(const std::string& key, const editing::SaveResult& saved)
{
    using enum editing::SaveOutcome;
    switch (saved.outcome) {
    case Saved:
        return {.key = key, .outcome = ApplyOutcome::Migrated};
    case Unchanged:
        return {.key = key, .outcome = ApplyOutcome::UpToDate};
    case Conflicts:
        return {.key = key,
                .outcome = ApplyOutcome::Changing,
                .text = "somebody changed it again and again"};
    case Locked:
        return {.key = key, .outcome = ApplyOutcome::Locked, .text = "a game server holds it"};
    case NotWritable:
    case Refused:
        break;
    }
    return {.key = key,
            .outcome = ApplyOutcome::NotWritable,
            .text = saved.damage ? saved.damage->text : saved.schemaProblem};
}

Task<ApplyProblem> migrateOnce(std::shared_ptr<ApplyState> state, std::shared_ptr<LoadedCode> code,
                               std::string key, std::stop_token stop)
{
    auto decision = co_await decideOn(state, code, key, stop);
    if (decision.settled)
        co_return *std::move(decision.settled);
    const auto saved = co_await state->access.replaceInspected(
        {.store = state->request.store, .key = key}, std::move(decision.seen),
        std::move(decision.data), std::move(decision.metadata), std::move(decision.detail), {},
        stop);
    co_return problemOf(key, saved);
}

/// Of a key whose service refused; throws what would happen to all others, too.
ApplyProblem failureOf(const std::string& key, const std::exception_ptr& error)
{
    const auto isForAll = [](std::optional<datastore::ErrorKind> cause) {
        return cause == datastore::ErrorKind::Denied || cause == datastore::ErrorKind::Storage;
    };
    try {
        std::rethrow_exception(error);
    } catch (const store::LockError& problem) {
        if (isForAll(problem.cause()))
            throw;
        return {.key = key, .outcome = ApplyOutcome::Locked, .text = problem.text()};
    } catch (const store::Error& problem) {
        if (isForAll(problem.cause()))
            throw;
        return {.key = key,
                .outcome =
                    problem.isOutcomeUnknown() ? ApplyOutcome::Unknown : ApplyOutcome::WriteFailed,
                .text = problem.text()};
    } catch (const datastore::Error& problem) {
        if (isForAll(problem.kind()))
            throw;
        return {.key = key, .outcome = ApplyOutcome::WriteFailed, .text = problem.text()};
    }
}

Task<ApplyProblem> migrateKey(std::shared_ptr<ApplyState> state, std::shared_ptr<LoadedCode> code,
                              std::string key, std::stop_token stop)
{
    std::exception_ptr error;
    try {
        for (int tries = 1;; ++tries) {
            auto outcome = co_await migrateOnce(state, code, key, stop);
            if (outcome.outcome != ApplyOutcome::Changing || tries == triesOfAKey)
                co_return outcome;
        }
    } catch (...) {
        error = std::current_exception();
    }
    auto failure = failureOf(key, error);
    if (failure.outcome == ApplyOutcome::WriteFailed
        && state->failuresInARow + 1 >= maxFailuresInARow)
        std::rethrow_exception(error);
    co_return failure;
}

struct ApplyLanes
{
    std::shared_ptr<ApplyState> state;
    std::stop_source stop{};
    std::exception_ptr error{}; ///< the first
};

Task<std::shared_ptr<LoadedCode>> codeFor(std::shared_ptr<ApplyState> state, std::stop_token stop)
{
    RunOptions options{.storeInUniverse = state->request.store,
                       .clock = &state->access.clock(),
                       .seed = static_cast<std::uint32_t>(state->random->bits()),
                       .canExamine = false,
                       .stop = std::move(stop)};
    auto code = co_await loadCode(state->workers, state->request.configuration, std::move(options));
    state->results.stepNames = code->stepNames;
    co_return code;
}

Task<void> applyKeys(std::shared_ptr<ApplyLanes> lanes)
{
    const auto state = lanes->state;
    const std::stop_token stop = lanes->stop.get_token();
    const auto code = co_await codeFor(state, stop);
    Breather breather(state->access.clock());
    while (true) {
        const auto keys = co_await state->keys.next(1, stop);
        if (keys.empty())
            co_return;
        bool isSettled = false;
        std::exception_ptr error;
        try {
            auto outcome = co_await migrateKey(state, code, keys.front(), stop);
            isSettled = true;
            state->settle(std::move(outcome), true);
        } catch (...) {
            error = std::current_exception();
        }
        if (!isSettled)
            state->keys.giveBack(keys);
        if (error)
            std::rethrow_exception(error);
        co_await breather.breathe(stop);
    }
}

Task<void> applyLane(std::shared_ptr<ApplyLanes> lanes)
{
    try {
        co_await applyKeys(lanes);
    } catch (...) {
        if (!lanes->error)
            lanes->error = std::current_exception();
        lanes->stop.request_stop();
    }
}

Task<void> applyAll(std::shared_ptr<ApplyState> state, std::stop_token stop)
{
    const auto lanes = std::make_shared<ApplyLanes>(state);
    std::stop_callback link(stop, [&lanes] { lanes->stop.request_stop(); });
    std::vector<Task<void>> tasks;
    for (std::size_t i = 0; i < std::clamp<std::size_t>(state->request.sideBySide, 1, 16); ++i)
        tasks.push_back(applyLane(lanes));
    co_await async::all(std::move(tasks));
    async::throwIfStopped(stop);
    if (lanes->error)
        std::rethrow_exception(lanes->error);
}

/// Tries the keys that were set aside once more. What is still locked stays aside.
Task<void> retrySetAside(std::shared_ptr<ApplyState> state, std::shared_ptr<LoadedCode> code,
                         bool mayWait, std::stop_token stop)
{
    for (std::size_t left = state->setAside.size(); left > 0; --left) {
        auto outcome = co_await migrateKey(state, code, state->setAside.front(), stop);
        state->setAside.erase(state->setAside.begin());
        state->settle(std::move(outcome), mayWait);
    }
}

Task<void> waitForLocks(std::shared_ptr<ApplyState> state, std::stop_token stop)
{
    if (state->setAside.empty())
        co_return;
    state->enter(ApplyPhase::WaitingForLocks);
    const auto code = co_await codeFor(state, stop);
    async::Clock& clock = state->access.clock();
    const async::Duration end = clock.elapsed() + state->request.lockPatience;
    while (!state->setAside.empty()) {
        const async::Duration left = end - clock.elapsed();
        const bool isLast = left <= state->request.retryEvery;
        co_await clock.sleep(
            std::clamp(left, async::Duration(0), async::Duration(state->request.retryEvery)), stop);
        co_await retrySetAside(state, code, !isLast, stop);
    }
}

Task<void> applyPhases(std::shared_ptr<ApplyState> state, std::stop_token stop)
{
    state->enter(ApplyPhase::Loading);
    if (!state->isPrepared) {
        co_await state->keys.prepare([](std::size_t) { }, stop);
        state->progress.total = state->keys.total();
        state->isPrepared = true;
    }
    state->enter(ApplyPhase::Applying);
    state->failuresInARow = 0;
    co_await applyAll(state, stop);
    co_await waitForLocks(state, stop);
    state->enter(ApplyPhase::Done);
}

Task<void> applyToEnd(std::shared_ptr<ApplyState> state, std::stop_token stop)
{
    if (std::exchange(state->isRunning, true))
        throw std::logic_error("migrations are being applied already");
    try {
        co_await applyPhases(state, std::move(stop));
        state->isRunning = false;
    } catch (const async::Cancelled&) {
        state->isRunning = false;
        state->enter(ApplyPhase::Stopped);
        throw;
    } catch (...) {
        state->isRunning = false;
        state->enter(ApplyPhase::Failed);
        throw;
    }
}

} // namespace

PendingMigrations::PendingMigrations(editing::RecordAccess access, async::Executor& workers,
                                     async::Random& random, ApplyRequest request)
    : m_state(std::make_shared<ApplyState>(std::move(access), workers, random, std::move(request)))
{
}

PendingMigrations::~PendingMigrations()
{
    m_state->onChanged = nullptr;
}

Task<void> PendingMigrations::run(std::stop_token stop)
{
    return applyToEnd(m_state, std::move(stop));
}

const ApplyProgress& PendingMigrations::progress() const
{
    return m_state->progress;
}

const ApplyResults& PendingMigrations::results() const
{
    return m_state->results;
}

void PendingMigrations::onChanged(std::function<void()> listener)
{
    m_state->onChanged = std::move(listener);
}

} // namespace plectrum::gamecode
