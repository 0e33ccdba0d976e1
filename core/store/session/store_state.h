// SPDX-License-Identifier: MIT
// The inside of a Store, which its tasks keep alive: which keys are loaded, being loaded or being
// unloaded, and who waits for that. Its coroutines hold it by `self`.
#pragma once

#include "async/event.h"
#include "async/task_owner.h"
#include "store/session/session.h"
#include "store/session/store.h"
#include "store/transaction/session_transaction.h"

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::store {

/// A load or an unload under way, and who waits for it.
struct Operation
{
    async::Event gate;
    std::exception_ptr error;
    std::stop_source stop;
    bool isCancelled = false;
    async::Event ended; ///< of a load: nothing of it runs any more, cancelled or not

    void finish(std::exception_ptr failure)
    {
        error = std::move(failure);
        gate.open();
    }
};

struct Store::State : std::enable_shared_from_this<Store::State>
{
    using OperationPointer = std::shared_ptr<Operation>;
    using SessionPointer = std::shared_ptr<Session>;

    std::shared_ptr<const SessionContext> context;
    std::map<std::string, OperationPointer> loads;
    std::map<std::string, OperationPointer> unloads;
    std::map<std::string, SessionPointer> sessions;
    /// Loads that were cancelled and may have a lock to let go of.
    std::vector<OperationPointer> cancelled;
    /// Sessions that are over and still do something: save, let go, wait for a late refresh.
    std::vector<SessionPointer> ending;
    OperationPointer closing;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    void throwIfClosed(const char* what, const std::string& key, const char* method) const;
    /// It is what calls of its key go to; not any more once its unload has ended or timed out.
    bool isCurrent(const SessionPointer& session) const;
    void cancelLoad(const std::string& key);
    void loaded(const SessionPointer& session);
    void lockLost(const std::string& key, const Session* session);
    OperationPointer startUnload(const std::string& key);
    Task<void> keepUntilFinished(SessionPointer session);
    Task<void> load(std::string key, std::vector<std::int64_t> userIds);
    Task<void> runLoad(OperationPointer load, std::string key, std::vector<std::int64_t> userIds);
    Task<SessionPointer> loadSession(OperationPointer load, std::string key,
                                     std::vector<std::int64_t> userIds);
    Task<void> unload(std::string key);
    Task<void> runUnload(OperationPointer unload, SessionPointer session);
    Task<void> close();
    Task<void> closeSessions();
    Task<void> unloadAll(std::vector<json::Value>* errors);
    Task<void> untilNothingRuns();

    /// The session of a loaded key; nullptr while its load must be waited for. Throws Error.
    SessionPointer sessionNow(const std::string& key);
    Task<SessionPointer> sessionLater(std::string key);
    Task<SessionPointer> freeSession(std::string key);
    Task<json::Value> get(std::string key);
    Task<bool> update(std::string key, MutableTransform transform);
    Task<bool> updateImmutable(std::string key, ImmutableTransform transform);
    Task<void> save(std::string key);
    SessionPointer sessionForTx(const TxJob& job, const std::string& key) const;
    Task<bool> tx(std::vector<std::string> keys, TxTransform transform);
};

} // namespace plectrum::store
