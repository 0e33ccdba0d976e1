// SPDX-License-Identifier: MIT
#include "store/transaction/session_transaction.h"

#include "store/error.h"
#include "store/outcome.h"
#include "store/transaction/lock_all.h"
#include "store/transaction/transaction_commit.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

using JobPointer = std::shared_ptr<TxJob>;

TxData dataOf(const TxJob& job)
{
    TxData data;
    for (const auto& session : job.sessions)
        data.emplace(session->key(), session->data());
    return data;
}

json::Value callTransform(const TxJob& job, TxData& data)
{
    try {
        if (const auto* transform = std::get_if<MutableTxTransform>(&job.transform))
            return (*transform)(data);
        return std::get<ImmutableTxTransform>(job.transform)(data);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        job.log().write(LogLevel::Error, "tx transformFunction failed", {{"error", error.what()}});
        throw Error(ErrorKind::Transform,
                    std::string("Store:tx transformFunction failed: ") + error.what());
    }
}

/// The data in an immutable transform's answer.
TxData dataIn(const json::Value& answer)
{
    TxData data;
    answer.forEachMember([&](std::string_view key, const json::Value& value) {
        data.emplace(std::string(key), value);
    });
    return data;
}

/// Whether an answer says that nothing is to be changed; throws when it says nothing at all.
bool isDeclined(const TxJob& job, const json::Value& answer)
{
    const bool isTrue = answer.isBool() && answer.toBool();
    if (job.isImmutable() && (isTrue || !(answer.isBool() || answer.isContainer())))
        throw Error(ErrorKind::Transform, "transformFunction must return data or false");
    if (!job.isImmutable() && !answer.isBool())
        throw Error(ErrorKind::Transform, "transformFunction must return a boolean");
    return answer.isBool() && !isTrue;
}

void checkKeys(const TxJob& job, const TxData& before, const TxData& after)
{
    const bool isSame = std::ranges::equal(before, after, [](const auto& old, const auto& now) {
        return old.first == now.first && !now.second.isNull();
    });
    if (isSame)
        return;
    job.log().write(LogLevel::Error, "keys changed in transaction");
    throw Error(ErrorKind::Transform, "Keys changed in transaction");
}

void checkSchema(const TxJob& job, const TxData& after)
{
    for (const auto& session : job.sessions) {
        const auto problem = job.context->config.schema(after.at(session->key()));
        if (!problem)
            continue;
        job.log().write(LogLevel::Error,
                        "schema validation for key " + session->key() + " failed: " + *problem);
        throw Error(ErrorKind::Schema,
                    "Store:tx schema validation failed for key '" + session->key()
                        + "': " + *problem);
    }
}

std::shared_ptr<Transaction> transactionOf(const JobPointer& job, const TxData& after)
{
    auto transaction = std::make_shared<Transaction>(
        Transaction{.store = job->context->store, .clock = job->context->clock, .txId = job->txId});
    transaction->parts.reserve(job->sessions.size());
    for (const auto& session : job->sessions) {
        TransactionPart part;
        part.key = session->key();
        part.lock = &session->lock();
        part.before = session->data();
        part.after = after.at(session->key());
        part.draft = session->draft();
        part.options = session->options();
        transaction->parts.push_back(std::move(part));
    }
    transaction->log = job->context->log.isOn() ? job->log() : Log();
    transaction->recordLog = job->context->log;
    transaction->revertsAll = true;
    transaction->newId = [job] { return job->context->random->guid(); };
    transaction->isCalledOff = [limit = job->limit] { return limit->isOver; };
    transaction->onCommitting = [limit = job->limit] { limit->mayBeDone = true; };
    transaction->isInHurry = [job] {
        return std::ranges::any_of(job->sessions,
                                   [](const auto& session) { return session->isUnloading(); });
    };
    transaction->stop = job->stop;
    return transaction;
}

/// What is stored, as the sessions know it afterwards.
void takeRecords(const TxJob& job, Transaction& transaction)
{
    for (std::size_t i = 0; i < job.sessions.size(); ++i) {
        auto& part = transaction.parts[i];
        const bool isCertain = part.state != TransactionPart::State::Uncertain;
        job.sessions[i]->setRecord(part.version, std::move(part.draft.replaced),
                                   std::move(part.draft.orphans),
                                   isCertain && job.sessions[i]->isOpen());
    }
}

/// Memory follows: first all of it, then those who want to know.
void takeCommitted(const TxJob& job, const TxData& before, const TxData& after)
{
    for (const auto& session : job.sessions) {
        session->setData(after.at(session->key()));
        session->setClean();
    }
    if (job.context->log.isOn())
        job.log().write(LogLevel::Debug, "transaction committed successfully");
    for (const auto& session : job.sessions) {
        const auto& old = before.at(session->key());
        if (session->isOpen() && old != session->data())
            session->notifyChanged(old);
    }
}

void settleSessions(const TxJob& job, Transaction& transaction, const TransactionEnd& end,
                    const TxData& before, const TxData& after)
{
    takeRecords(job, transaction);
    switch (end.outcome) {
    case CommitOutcome::Committed:
        takeCommitted(job, before, after);
        return;
    case CommitOutcome::Unknown:
        for (const auto& session : job.sessions)
            session->endUnknown();
        return;
    case CommitOutcome::Unfinished:
        // The next save writes the record plain again.
        for (const auto& session : job.sessions)
            session->setDirty();
        return;
    default:
        return;
    }
}

[[noreturn]] void throwEnd(const TransactionEnd& end)
{
    if (end.outcome != CommitOutcome::Unknown)
        std::rethrow_exception(end.error);
    throw Error(ErrorKind::DataStore, textOf(end.error)).withUnknownOutcome(true);
}

void throwIfAnyClosed(const TxJob& job)
{
    for (const auto& session : job.sessions)
        if (!session->isOpen())
            throw Error(ErrorKind::Closed, "Key is closed: " + session->key());
}

/// What whoever observes the store is told of a commit.
struct ObservedCommit
{
    std::shared_ptr<SessionObserver> observer; ///< null: nobody is told
    std::vector<SessionWrite> writes;
    std::vector<std::int64_t> entered;

    ObservedCommit(const TxJob& job, const TxData& after)
        : observer(job.context->config.observer)
    {
        if (!observer)
            return;
        for (const auto& session : job.sessions) {
            writes.push_back(session->writeOf(after.at(session->key())));
            writes.back().txId = job.txId;
        }
    }

    void begin(Transaction& transaction)
    {
        for (std::size_t i = 0; i < writes.size(); ++i) {
            entered.push_back(observer->begins(writes[i]));
            transaction.parts[i].draft.onShards = [told = observer,
                                                   write = entered.back()](const std::string& id) {
                told->writesShards(write, id);
            };
        }
    }

    void end(const Transaction& transaction, const TransactionEnd& end)
    {
        for (std::size_t i = 0; i < writes.size(); ++i)
            observer->ended(entered[i], endOf(writes[i], transaction.parts[i], end));
    }

private:
    static SessionWriteEnd endOf(const SessionWrite& write, const TransactionPart& part,
                                 const TransactionEnd& end)
    {
        using enum SessionWriteEnd::Kind;
        if (end.outcome == CommitOutcome::Committed)
            return {.kind = Done, .version = part.version};
        // Taken back, a record holds what the session held: that may be more than was stored.
        const bool isAsBefore = end.outcome == CommitOutcome::Reverted
            && (part.state == TransactionPart::State::Untouched || write.before == part.before);
        return {.kind = isAsBefore ? Failed : Unknown, .reason = textOf(end.error)};
    }
};

/// What stands in the records after a commit or its end without one.
void noteStored(const TxJob& job, const Transaction& transaction, const TransactionEnd& end)
{
    for (std::size_t i = 0; i < job.sessions.size(); ++i) {
        const TransactionPart& part = transaction.parts[i];
        if (end.outcome == CommitOutcome::Committed)
            job.sessions[i]->setStored(part.after);
        else if (part.state != TransactionPart::State::Untouched && part.before)
            job.sessions[i]->setStored(*part.before);
    }
}

Task<void> commit(JobPointer job, TxData before, TxData after)
{
    ObservedCommit observed(*job, after);
    if (observed.observer) {
        co_await confirmed(observed.observer, observed.writes, job->limit, job->context->clock);
        throwIfAnyClosed(*job);
    }
    const auto transaction = transactionOf(job, after);
    observed.begin(*transaction);
    const auto end = co_await commitTransaction(transaction);
    observed.end(*transaction, end);
    noteStored(*job, *transaction, end);
    settleSessions(*job, *transaction, end, before, after);
    if (end.outcome != CommitOutcome::Committed)
        throwEnd(end);
}

/// With the turns of all sessions.
Task<void> change(JobPointer job)
{
    const auto before = dataOf(*job);
    const auto after = transformed(*job, before);
    job->isKept = after.has_value();
    if (!after)
        co_return;
    std::vector<std::shared_ptr<Session>> changed;
    for (const auto& session : job->sessions)
        if (after->at(session->key()) != session->data())
            changed.push_back(session);
    if (changed.size() > 1)
        co_await commit(job, before, *after);
    else if (!changed.empty()) {
        // Nothing that must happen together: an ordinary change, saved when its time comes.
        changed.front()->setData(after->at(changed.front()->key()));
        changed.front()->notifyChanged(before.at(changed.front()->key()));
    }
}

Task<Turns> turnsOf(JobPointer job)
{
    std::vector<async::Mutex*> queues;
    queues.reserve(job->sessions.size());
    for (const auto& session : job->sessions)
        queues.push_back(&session->queue());
    auto turns = tryTurns(queues);
    if (turns.empty())
        turns = co_await lockAll(std::move(queues), job->limit->stop.get_token());
    co_return std::move(turns);
}

} // namespace

Log TxJob::log() const
{
    std::vector<json::Value> names(keys.begin(), keys.end());
    return context->log.with({{"immutable", isImmutable()},
                              {"keys", json::Value::array(std::move(names))},
                              {"method", "tx"},
                              {"txId", txId}});
}

std::optional<TxData> transformed(const TxJob& job, const TxData& before)
{
    TxData data = before;
    const auto answer = callTransform(job, data);
    if (isDeclined(job, answer))
        return std::nullopt;
    TxData after = job.isImmutable() ? dataIn(answer) : std::move(data);
    checkKeys(job, before, after);
    checkSchema(job, after);
    return after;
}

Task<void> runTx(std::shared_ptr<TxJob> job)
{
    const auto turns = co_await turnsOf(job);
    throwIfAnyClosed(*job);
    for (const auto& session : job->sessions)
        session->hold();
    const auto failure = (co_await outcomeOf(change(job))).error;
    for (const auto& session : job->sessions)
        session->letGo();
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace plectrum::store
