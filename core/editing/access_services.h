// SPDX-License-Identifier: MIT
// What the doors of record_access.h and transaction_access.h work with, by value, so that their
// tasks need neither. What it points at must outlive those tasks.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "editing/lock_consent.h"
#include "editing/own_locks.h"
#include "json/element_identity.h"
#include "store/key_address.h"
#include "store/lock/lock_service.h"
#include "store/lock/lock_stores.h"
#include "store/log.h"
#include "store/lyra_store.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::editing {

using async::Task;

/// What this program knows beside what is stored, of its own or from its user. One for all copies
/// of an access.
struct AccessKnowledge
{
    /// Whether our own journal says that this transaction was rolled back.
    std::function<bool(const std::string& txId)> wasRolledBack{};
    /// By which members the elements of arrays can be told apart, by store; those of
    /// the empty name are for all others. Beside the usual ones.
    std::map<std::string, json::ElementIdentity> identities{};
    /// Whether its user lets us write without locks that cannot be reached.
    LockConsent lockConsent{};

    json::ElementIdentity identityOf(const std::string& store) const;
};

struct AccessServices
{
    datastore::Universe* universe;
    async::Clock* clock;
    async::Random* random;
    async::Executor* executor;
    std::shared_ptr<OwnLocks> ownLocks;
    store::Log log{}; ///< what is done under whose locks
    std::shared_ptr<store::LockStores> lockStores = std::make_shared<store::LockStores>();
    std::shared_ptr<AccessKnowledge> knowledge = std::make_shared<AccessKnowledge>();

    store::LyraStore storeOf(const store::KeyAddress& address) const;
    /// The same for what is done while its lock is held.
    store::LyraStore storeUnderLock(const store::KeyAddress& address) const;
    store::RetryingDataStore plainStoreOf(const store::KeyAddress& address) const;
    store::LockHome lockHomeOf(const store::KeyAddress& address) const;
    std::shared_ptr<store::LockService> locksIn(store::LockLocation location,
                                                const store::KeyAddress& address) const;
};

/// Whether the address's store has a data store for locks; notes the answer in `lockStores`. Throws
/// datastore::Error.
Task<bool> hasLockDataStore(AccessServices services, store::KeyAddress address,
                            std::stop_token stop);
/// The names of all data stores that begin so.
Task<std::vector<std::string>> allDataStores(datastore::DataStoreService* service,
                                             std::string prefix, std::stop_token stop);
/// The locks of the address's store. Whether the game uses data store locks is not known here;
/// where their data store exists, both kinds are taken. The data stores are listed for it once in a
/// few minutes, and the lock itself is looked at each time. Hash maps that may not be reached are
/// done without where the store has a data store for locks, or after the user's consent.
Task<std::shared_ptr<store::LockService>> locksOf(AccessServices services,
                                                  store::KeyAddress address, std::stop_token stop);

} // namespace plectrum::editing
