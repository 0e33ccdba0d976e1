// SPDX-License-Identifier: MIT
#include "activity/undo.h"

#include "activity/record_address.h"
#include "activity/undo_result.h"
#include "editing/save_plan.h"

#include <algorithm>
#include <utility>

namespace plectrum::activity {

namespace {

using journal::Act;
using journal::Entry;

bool isOfTransaction(const Entry& entry)
{
    return entry.act == Act::Transaction || entry.act == Act::FinishTransaction;
}

/// It made the key, which can be removed again as long as this is what stands there.
bool isTakenBackByDeletion(const Entry& entry)
{
    return entry.madeData && entry.versionBefore.empty() && !entry.versionAfter.empty()
        && !isOfTransaction(entry);
}

} // namespace

/// What to write to take an entry back, or the result that says why nothing is to be written.
struct Undo::Plan
{
    Entry entry;
    std::optional<UndoResult> result;
    json::Value after; ///< the base of the merge
    json::Value before; ///< the draft of the merge
    std::optional<store::MetadataChange> around;
};

Undo::Undo(journal::Journal& journal, std::string universe, editing::RecordAccess access,
           Commit commit, std::string actor, ErrorHandler onError)
    : m_journal(journal)
    , m_universe(std::move(universe))
    , m_access(access)
    , m_commit(std::move(commit))
    , m_actor(std::move(actor))
    , m_onError(std::move(onError))
{
}

std::optional<Refusal> Undo::refusalOf(const Entry& entry) const
{
    using enum journal::Outcome;
    if (entry.address.universe != m_universe)
        return Refusal::OtherUniverse;
    if (entry.outcome == Failed || entry.outcome == Pending)
        return Refusal::NotDone;
    if (entry.undoneBy)
        return Refusal::AlreadyUndone;
    if (entry.act == Act::Import)
        return Refusal::WholeUniverse;
    if (entry.act == Act::Delete)
        return std::nullopt;
    if (entry.changeCount == 0 && entry.aroundBefore.isNull())
        return Refusal::NothingChanged;
    if (entry.madeData && !isTakenBackByDeletion(entry))
        return Refusal::MadeTheKey;
    return std::nullopt;
}

async::Task<Undo::Plan> Undo::plan(Entry entry, std::stop_token stop)
{
    Plan plan;
    plan.entry = std::move(entry);
    const auto changes = m_journal.changes(plan.entry.id);
    const auto newest = co_await m_access.inspect(addressOf(plan.entry.address), stop);
    if (auto obstacle = editing::obstacleIn(newest)) {
        plan.result = resultFor(plan.entry, UndoState::NotWritable);
        plan.result->damage = std::move(obstacle);
        co_return plan;
    }
    auto reversal = journal::reverse(changes, newest.data.value_or(json::Value()));
    if (!newest.data || !reversal.conflicts.empty()) {
        plan.result = resultFor(plan.entry, UndoState::Conflicts);
        plan.result->conflicts = std::move(reversal.conflicts);
        co_return plan;
    }
    plan.after = std::move(reversal.after);
    plan.before = std::move(reversal.before);
    const auto from = store::metadataFromJson(plan.entry.aroundAfter);
    const auto to = store::metadataFromJson(plan.entry.aroundBefore);
    if (from && to)
        plan.around = store::MetadataChange{*from, *to};
    co_return plan;
}

async::Task<UndoResult> Undo::writePlan(Plan plan, std::string group, store::LockPatience patience,
                                        std::stop_token stop)
{
    const auto address = addressOf(plan.entry.address);
    WriteRecorder recorder(&m_journal, {m_universe, m_actor, std::move(group), plan.entry.id},
                           m_onError);
    editing::RecordAccess access = m_access.observedBy(recorder);
    if (plan.around) {
        co_return resultOf(plan.entry,
                           co_await access.saveDraftAround(address, plan.after, plan.before,
                                                           *plan.around, patience, stop));
    }
    const editing::SaveOptions options{.lockWait = patience.wait,
                                       .keepsTrying = patience.isWithErrors};
    co_return resultOf(plan.entry,
                       co_await access.saveDraft(address, plan.after, plan.before, options, stop));
}

/// A key that was removed comes back as the version that it was, while nothing stands there; one
/// that was made goes while that is what stands there.
async::Task<UndoResult> Undo::writeWhole(Entry entry, std::string group,
                                         store::LockPatience patience, std::stop_token stop)
{
    const auto address = addressOf(entry.address);
    WriteRecorder recorder(&m_journal, {m_universe, m_actor, std::move(group), entry.id},
                           m_onError);
    editing::RecordAccess access = m_access.observedBy(recorder);
    if (entry.act == Act::Delete) {
        const editing::RestoreOptions options{.lockWait = patience.wait,
                                              .expectedVersion = std::string(),
                                              .keepsTrying = patience.isWithErrors};
        co_return resultOf(
            entry, co_await access.restoreVersion(address, entry.versionBefore, options, stop));
    }
    const editing::DeleteOptions options{.lockWait = patience.wait,
                                         .expectedVersion = entry.versionAfter,
                                         .keepsTrying = patience.isWithErrors};
    co_return resultOf(entry, co_await access.deleteKey(address, options, stop));
}

async::Task<UndoResult> Undo::write(Entry entry, std::string group, store::LockPatience patience,
                                    std::stop_token stop)
{
    std::exception_ptr error;
    try {
        if (entry.act == Act::Delete || isTakenBackByDeletion(entry))
            co_return co_await writeWhole(entry, std::move(group), patience, stop);
        Plan planned = co_await plan(entry, stop);
        if (planned.result)
            co_return *std::move(planned.result);
        co_return co_await writePlan(std::move(planned), std::move(group), patience, stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (const journal::Error&) {
        throw;
    } catch (...) {
        error = std::current_exception();
    }
    co_return failed(entry, error);
}

async::Task<UndoResult> Undo::undo(journal::EntryId id, store::LockPatience patience,
                                   std::stop_token stop)
{
    auto entry = m_journal.entry(id);
    if (!entry) {
        Entry none;
        none.id = id;
        co_return refused(none, Refusal::NotFound);
    }
    if (const auto refusal = refusalOf(*entry))
        co_return refused(*entry, *refusal);
    co_return co_await write(*std::move(entry), {}, patience, stop);
}

async::Task<std::vector<UndoResult>> Undo::undoGroup(std::string group,
                                                     store::LockPatience patience,
                                                     std::stop_token stop)
{
    std::vector<UndoResult> results;
    std::vector<Entry> together;
    auto entries = m_journal.group(group);
    std::ranges::reverse(entries);
    const std::string undoGroup = entries.size() > 1 ? m_journal.newGroup() : std::string();
    for (Entry& entry : entries)
        if (const auto refusal = refusalOf(entry))
            results.push_back(refused(entry, *refusal));
        else if (isOfTransaction(entry))
            together.push_back(std::move(entry));
        else
            results.push_back(co_await write(std::move(entry), undoGroup, patience, stop));
    auto committed = co_await commitBack(std::move(together), undoGroup, patience, stop);
    std::ranges::move(committed, std::back_inserter(results));
    co_return results;
}

/// All of a transaction, or nothing.
async::Task<std::vector<UndoResult>> Undo::commitBack(std::vector<Entry> entries, std::string group,
                                                      store::LockPatience patience,
                                                      std::stop_token stop)
{
    std::vector<UndoResult> results;
    if (!m_commit || entries.size() == 1) {
        for (Entry& entry : entries)
            results.push_back(m_commit ? co_await write(std::move(entry), group, patience, stop)
                                       : refused(entry, Refusal::NoTransactions));
        co_return results;
    }
    std::exception_ptr error;
    try {
        editing::CommitRequest request;
        request.lockWait = patience;
        CommitOrigin origin{m_universe, m_actor, group, {}};
        for (const Entry& entry : entries) {
            Plan planned = co_await plan(entry, stop);
            results.push_back(planned.result.value_or(resultFor(entry, UndoState::HeldBack)));
            request.store = entry.address.store;
            request.scope = entry.address.scope;
            request.drafts.push_back({entry.address.key, planned.after, planned.before});
            origin.undoes[entry.address.key] = entry.id;
        }
        const bool isReady = std::ranges::all_of(
            results, [](const UndoResult& result) { return result.state == UndoState::HeldBack; });
        if (entries.empty() || !isReady)
            co_return results;
        const auto committed = co_await commitRecorded(
            &m_journal, std::move(origin), m_onError, m_access, m_commit, std::move(request), stop);
        for (std::size_t i = 0; i < entries.size() && i < committed.keys.size(); ++i)
            results[i] = resultOf(entries[i], committed, committed.keys[i]);
        co_return results;
    } catch (const async::Cancelled&) {
        throw;
    } catch (const journal::Error&) {
        throw;
    } catch (...) {
        error = std::current_exception();
    }
    results.clear();
    for (const Entry& entry : entries)
        results.push_back(failed(entry, error));
    co_return results;
}

} // namespace plectrum::activity
