// SPDX-License-Identifier: MIT
#include "activity/recorded_commit.h"

#include "activity/record_address.h"
#include "json/merge.h"
#include "store/error.h"

#include <memory>
#include <utility>

namespace plectrum::activity {

namespace {

using journal::Outcome;
using store::TransactionStep;

json::Value mergedOf(const editing::TransactionDraft& draft, const store::Inspection& newest,
                     const json::ElementIdentity& identity)
{
    if (!draft.base || !newest.data)
        return draft.draft;
    return json::mergeThreeWay(*draft.base, *newest.data, draft.draft, identity).merged;
}

/// What is entered while the commit runs.
class CommitRecorder
{
public:
    CommitRecorder(journal::Journal* journal, CommitOrigin origin, ErrorHandler onError,
                   editing::RecordAccess access, const editing::CommitRequest& request)
        : m_journal(journal)
        , m_origin(std::move(origin))
        , m_onError(std::move(onError))
        , m_access(access)
        , m_store(request.store)
        , m_scope(request.scope)
        , m_drafts(request.drafts)
        , m_next(request.observer)
    {
    }

    async::Task<store::StepAnswer> see(TransactionStep step)
    {
        if (step.kind == TransactionStep::Kind::Merged)
            co_await enter();
        if (m_next)
            co_return co_await m_next(std::move(step));
        co_return store::StepAnswer::GoOn;
    }

    void noteShards(const std::string& key, const std::string& shardId) const
    {
        if (const auto entry = m_entries.find(key); entry != m_entries.end())
            recorderOf(key).writesShards(entry->second, shardId);
    }

    void complete(const editing::CommitResult& result)
    {
        if (result.outcome == store::CommitOutcome::Crashed)
            return; // as after a crash: settled by the next start
        for (const auto& [key, entry] : m_entries) {
            std::string version;
            for (const auto& each : result.keys)
                version = each.key == key ? each.version : version;
            const auto outcome = outcomeOf(result.outcome);
            recorderOf(key).ended(entry, outcome, version, result.error);
        }
    }

    void fail(const std::exception_ptr& error)
    {
        for (const auto& [key, entry] : m_entries)
            recorderOf(key).ended(entry, Outcome::Unknown, {}, store::textOf(error));
    }

private:
    static Outcome outcomeOf(store::CommitOutcome outcome)
    {
        switch (outcome) {
        case store::CommitOutcome::Committed:
            return Outcome::Done;
        case store::CommitOutcome::Unchanged:
        case store::CommitOutcome::NotReady:
        case store::CommitOutcome::Reverted:
            return Outcome::Failed;
        default:
            return Outcome::Unknown; // somebody may still finish it
        }
    }

    WriteRecorder recorderOf(const std::string& key) const
    {
        const auto undoes = m_origin.undoes.find(key);
        Origin origin{m_origin.universe, m_origin.actor, m_origin.group, {}};
        if (undoes != m_origin.undoes.end())
            origin.undoes = undoes->second;
        return {m_journal, std::move(origin), m_onError};
    }

    /// Under the locks of all keys, so what is read is what is written over.
    async::Task<void> enter()
    {
        for (const auto& draft : m_drafts) {
            const store::KeyAddress address{.store = m_store, .key = draft.key, .scope = m_scope};
            const auto newest = co_await m_access.inspect(address);
            journal::Intent intent;
            intent.address = recordAddressOf(m_origin.universe, address);
            intent.act = journal::Act::Transaction;
            intent.before = newest.data;
            intent.identity = m_access.identityOf(m_store);
            intent.after = mergedOf(draft, newest, intent.identity);
            if (intent.before == intent.after)
                continue;
            intent.versionBefore = newest.entry ? newest.entry->info.version : std::string();
            m_entries[draft.key] = recorderOf(draft.key).begins(std::move(intent));
        }
    }

    journal::Journal* m_journal;
    CommitOrigin m_origin;
    ErrorHandler m_onError;
    editing::RecordAccess m_access;
    std::string m_store;
    std::string m_scope;
    std::vector<editing::TransactionDraft> m_drafts;
    store::TransactionObserver m_next;
    std::map<std::string, std::int64_t> m_entries;
};

} // namespace

async::Task<editing::CommitResult> commitRecorded(journal::Journal* journal, CommitOrigin origin,
                                                  ErrorHandler onError,
                                                  editing::RecordAccess access, Commit commit,
                                                  editing::CommitRequest request,
                                                  std::stop_token stop)
{
    const auto record = std::make_shared<CommitRecorder>(journal, std::move(origin),
                                                         std::move(onError), access, request);
    request.observer = [record](TransactionStep step) { return record->see(std::move(step)); };
    request.onShards = [record](const std::string& key, const std::string& id) {
        record->noteShards(key, id);
    };
    std::exception_ptr error;
    std::optional<editing::CommitResult> result;
    try {
        result = co_await commit(std::move(request), stop);
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        record->fail(error);
        std::rethrow_exception(error);
    }
    record->complete(*result);
    co_return *std::move(result);
}

} // namespace plectrum::activity
