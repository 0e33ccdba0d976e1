// SPDX-License-Identifier: MIT
// The inside of a Store, which its tasks keep alive: which keys are loaded, being loaded or being
// unloaded, and who waits for that. Its coroutines are static and hold it by `self`.
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

struct Store::Core : std::enable_shared_from_this<Store::Core>
{
    using Self = std::shared_ptr<Core>;
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

    // store_loading.cpp
    void throwIfClosed(const char* what, const std::string& key, const char* method) const;
    /// It is what calls of its key go to; not any more once its unload has ended or timed out.
    bool isCurrent(const SessionPointer& session) const;
    void cancelLoad(const std::string& key);
    void loaded(const SessionPointer& session);
    void lockLost(const std::string& key, const Session* session);
    OperationPointer startUnload(const std::string& key);
    static Task<void> keepUntilFinished(Self self, SessionPointer session);
    static Task<void> load(Self self, std::string key, std::vector<std::int64_t> userIds);
    static Task<void> runLoad(Self self, OperationPointer load, std::string key,
                              std::vector<std::int64_t> userIds);
    static Task<SessionPointer> loadSession(Self self, OperationPointer load, std::string key,
                                            std::vector<std::int64_t> userIds);
    static Task<void> unload(Self self, std::string key);
    static Task<void> runUnload(Self self, OperationPointer unload, SessionPointer session);
    static Task<void> close(Self self);
    static Task<void> closeSessions(Self self);
    static Task<void> unloadAll(Self self, std::vector<json::Value>* errors);
    static Task<void> untilNothingRuns(Self self);

    // store_calls.cpp
    /// The session of a loaded key; nullptr while its load must be waited for. Throws Error.
    SessionPointer sessionNow(const std::string& key);
    static Task<SessionPointer> sessionLater(Self self, std::string key);
    static Task<SessionPointer> freeSession(Self self, std::string key);
    static Task<json::Value> get(Self self, std::string key);
    static Task<bool> update(Self self, std::string key, MutableTransform transform);
    static Task<bool> updateImmutable(Self self, std::string key, ImmutableTransform transform);
    static Task<void> save(Self self, std::string key);
    SessionPointer sessionForTx(const TxJob& job, const std::string& key) const;
    static Task<bool> tx(Self self, std::vector<std::string> keys, TxTransform transform);
};

} // namespace plectrum::store
