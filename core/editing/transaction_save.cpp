// SPDX-License-Identifier: MIT
#include "editing/transaction_save.h"

#include "editing/held_locks.h"
#include "editing/save_plan.h"
#include "store/error.h"
#include "store/record/record_reader.h"
#include "store/transaction/transaction_commit.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace plectrum::editing {

namespace {

using Kind = store::TransactionStep::Kind;

/// One key on its way.
struct Part
{
    TransactionDraft draft;
    std::size_t index; ///< in the request
    store::Inspection newest;
    std::optional<SavePlan> plan; ///< none: nothing is to be written
};

struct Work
{
    Work(AccessServices given, CommitRequest asked)
        : services(std::move(given))
        , request(std::move(asked))
        , store(
              services.storeUnderLock({.store = request.store, .key = {}, .scope = request.scope}))
        , locks(services, {.store = request.store, .key = {}, .scope = request.scope},
                request.lockWait)
    {
    }
    KeyResult& resultOf(const Part& part) { return result.keys[part.index]; }

    AccessServices services;
    CommitRequest request;
    store::LyraStore store;
    HeldLocks locks;
    std::vector<Part> parts; ///< in byte order of the keys
    CommitResult result;
    bool isCrashed = false;
};
using WorkPointer = std::shared_ptr<Work>;

void splitRequest(Work& work)
{
    for (std::size_t i = 0; i < work.request.drafts.size(); ++i) {
        work.parts.push_back({work.request.drafts[i], i, {}, {}});
        KeyResult result;
        result.key = work.request.drafts[i].key;
        work.result.keys.push_back(std::move(result));
    }
    std::ranges::sort(work.parts, {}, [](const Part& part) { return part.draft.key; });
    const auto twin = std::ranges::adjacent_find(
        work.parts, {}, [](const Part& part) -> const std::string& { return part.draft.key; });
    if (twin != work.parts.end())
        throw store::Error(store::ErrorKind::Configuration,
                           "Key is given twice: " + twin->draft.key);
}

/// Tells the observer; true when it wants a crash here.
Task<bool> crashes(WorkPointer work, Kind kind, std::string key = {}, std::string txId = {})
{
    if (!work->request.observer)
        co_return false;
    store::TransactionStep step{kind, std::move(key), std::move(txId)};
    const auto answer = co_await work->request.observer(std::move(step));
    work->isCrashed = answer == store::StepAnswer::Crash;
    co_return work->isCrashed;
}

/// False: it ends here, the result is made.
Task<bool> acquireLocks(WorkPointer work, std::stop_token stop)
{
    for (const Part& part : work->parts) {
        if (!co_await work->locks.acquire(part.draft.key, stop)) {
            work->resultOf(part).state = KeyState::Locked;
            work->result.outcome = store::CommitOutcome::NotReady;
            co_return false;
        }
        if (co_await crashes(work, Kind::LockTaken, part.draft.key))
            co_return false;
    }
    co_return true;
}

Task<bool> load(WorkPointer work, std::stop_token stop)
{
    for (Part& part : work->parts) {
        part.newest = co_await store::inspectRecord(work->store, part.draft.key, stop);
        work->resultOf(part).newest = part.newest.data;
        if (co_await crashes(work, Kind::Loaded, part.draft.key))
            co_return false;
    }
    co_return true;
}

KeyState stateOf(SaveOutcome outcome)
{
    switch (outcome) {
    case SaveOutcome::Unchanged:
        return KeyState::Unchanged;
    case SaveOutcome::Conflicts:
        return KeyState::Conflicts;
    case SaveOutcome::Locked:
        return KeyState::Locked;
    default:
        return KeyState::NotWritable;
    }
}

/// By the key's own game code; of the data that it would hold.
std::optional<std::string> schemaProblemOf(const CommitRequest& request, const Part& part)
{
    SaveRequest checks;
    checks.schema = request.schema;
    checks.check = request.check;
    return problemOf(checks, part.plan->data, part.newest);
}

void mergePart(Work& work, Part& part)
{
    auto& result = work.resultOf(part);
    SaveRequest save{part.draft.base, part.draft.draft, {}};
    save.identity = work.services.knowledge->identityOf(work.request.store);
    auto decision = planDraft(part.newest, save);
    if (!decision) {
        auto& refused = decision.error();
        result.state = stateOf(refused.outcome);
        const bool isUnchanged = result.state == KeyState::Unchanged;
        result.merged = isUnchanged ? refused.newest : std::move(refused.written);
        result.conflicts = std::move(refused.conflicts);
        result.damage = std::move(refused.damage);
        return;
    }
    result.merged = decision->data;
    part.plan = *std::move(decision);
}

/// The parts that pass keep their plans. What a game's code says may take long: in a thread of the
/// executor.
Task<void> checkSchemas(WorkPointer work, std::stop_token stop)
{
    if (!work->request.schema && !work->request.check)
        co_return;
    for (Part& part : work->parts) {
        if (!part.plan)
            continue;
        const auto problem = co_await work->services.executor->run(
            [work, checked = &part] { return schemaProblemOf(work->request, *checked); }, stop);
        if (!problem)
            continue;
        work->resultOf(part).state = KeyState::Refused;
        work->resultOf(part).schemaProblem = *problem;
        part.plan.reset();
    }
}

/// False when the merge was the end of it.
bool isReadyToWrite(Work& work)
{
    const bool isReady = std::ranges::all_of(work.result.keys, [](const KeyResult& key) {
        return key.state == KeyState::Ready || key.state == KeyState::Unchanged;
    });
    std::erase_if(work.parts, [](const Part& part) { return !part.plan; });
    work.result.outcome =
        isReady ? store::CommitOutcome::Unchanged : store::CommitOutcome::NotReady;
    return isReady && !work.parts.empty();
}

Task<store::RecordDraft> draftOf(WorkPointer work, const Part* part)
{
    auto draft = recordDraftOf(*part->plan, part->newest);
    draft.orphans = co_await store::orphansLeft(work->store.files, draft);
    if (work->request.onShards)
        draft.onShards = [work, key = part->draft.key](const std::string& id) {
            work->request.onShards(key, id);
        };
    co_return draft;
}

/// One record, plain: nothing that must happen together.
Task<void> writeOne(WorkPointer work)
{
    const Part& part = work->parts.front();
    const auto& key = part.draft.key;
    auto draft = co_await draftOf(work, &part);
    const auto written = co_await store::writeRecord(work->store, key, std::move(draft),
                                                     part.plan->options, work->locks.of(key));
    if (!written) {
        const auto& failure = written.error();
        if (failure.isCertain && failure.leftover)
            co_await store::removeLeftover(work->store, key, *failure.leftover);
        work->result.outcome =
            failure.isCertain ? store::CommitOutcome::Reverted : store::CommitOutcome::Unknown;
        work->result.error = store::textOf(failure.error);
        co_return;
    }
    work->result.outcome = store::CommitOutcome::Committed;
    work->resultOf(part).version = written->info.version;
    if (!co_await crashes(work, Kind::RecordWritten, key))
        co_await store::removeAllShards(work->store.files, written->record.orphanedFiles);
}

Task<std::shared_ptr<store::Transaction>> transactionOf(WorkPointer work, std::stop_token stop)
{
    auto transaction = std::make_shared<store::Transaction>(store::Transaction{
        .store = work->store, .clock = work->services.clock, .txId = work->result.txId});
    for (const Part& part : work->parts) {
        store::TransactionPart record;
        record.key = part.draft.key;
        record.lock = work->locks.of(record.key);
        record.before = part.newest.data;
        record.after = part.plan->data;
        record.draft = co_await draftOf(work, &part);
        record.isNew = !part.newest.entry;
        record.options = part.plan->options;
        record.options.isSentOnce = record.isNew;
        transaction->parts.push_back(std::move(record));
    }
    transaction->observer = work->request.observer;
    transaction->newId = [work] { return work->result.txId = work->services.random->guid(); };
    transaction->isInHurry = [stop] { return stop.stop_requested(); };
    transaction->stop = std::move(stop);
    co_return transaction;
}

Task<void> writeAll(WorkPointer work, std::stop_token stop)
{
    work->result.txId = work->services.random->guid();
    const auto transaction = co_await transactionOf(work, std::move(stop));
    const auto end = co_await store::commitTransaction(transaction);
    work->result.outcome = end.outcome;
    work->result.error = end.error ? store::textOf(end.error) : std::string();
    work->isCrashed = end.outcome == store::CommitOutcome::Crashed;
    for (std::size_t i = 0; i < work->parts.size(); ++i)
        work->resultOf(work->parts[i]).version = transaction->parts[i].version;
    for (const auto& part : transaction->parts) {
        const bool isUncertain = part.state == store::TransactionPart::State::Uncertain;
        if (!work->isCrashed && !isUncertain && end.outcome != store::CommitOutcome::Unknown)
            co_await store::removeAllShards(work->store.files, part.draft.orphans);
    }
}

Task<void> write(WorkPointer work, std::stop_token stop)
{
    if (work->parts.size() == 1)
        co_await writeOne(work);
    else
        co_await writeAll(work, std::move(stop));
}

Task<void> run(WorkPointer work, std::stop_token stop)
{
    if (!co_await acquireLocks(work, stop))
        co_return;
    if (!co_await load(work, stop))
        co_return;
    for (Part& part : work->parts)
        mergePart(*work, part);
    co_await checkSchemas(work, stop);
    if (!isReadyToWrite(*work))
        co_return;
    if (co_await crashes(work, Kind::Merged))
        co_return;
    async::throwIfStopped(stop);
    co_await write(work, std::move(stop));
    if (!work->isCrashed)
        co_await crashes(work, Kind::Done, {}, work->result.txId);
}

} // namespace

Task<CommitResult> commitDrafts(AccessServices services, CommitRequest request,
                                std::stop_token stop)
{
    const auto work = std::make_shared<Work>(std::move(services), std::move(request));
    splitRequest(*work);
    std::exception_ptr error;
    try {
        co_await run(work, std::move(stop));
    } catch (...) {
        error = std::current_exception();
    }
    if (work->isCrashed) {
        work->locks.abandon();
        work->result.outcome = store::CommitOutcome::Crashed;
    }
    co_await work->locks.release(); // of those that are not abandoned
    if (error)
        std::rethrow_exception(error);
    co_return std::move(work->result);
}

} // namespace plectrum::editing
