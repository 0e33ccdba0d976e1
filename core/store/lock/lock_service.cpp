// SPDX-License-Identifier: MIT
#include "store/lock/lock_service.h"

#include "store/lock/data_store_locks.h"
#include "store/lock/hash_map_locks.h"
#include "store/names.h"

#include <algorithm>
#include <set>
#include <utility>

namespace plectrum::store {

namespace {

using Acquired = std::optional<async::Duration>;

/// In both or in neither of them.
class BothLocks : public LockService, public std::enable_shared_from_this<BothLocks>
{
public:
    BothLocks(std::shared_ptr<LockService> first, std::shared_ptr<LockService> second)
        : m_first(std::move(first))
        , m_second(std::move(second))
    {
    }
    Task<LockReading> read(std::string key, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        LockReading reading = co_await m_first->read(key, stop);
        LockReading second = co_await m_second->read(std::move(key), stop);
        std::ranges::move(second.locks, std::back_inserter(reading.locks));
        if (!reading.failure)
            reading.failure = second.failure;
        co_return std::move(reading);
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        if (co_await m_first->isActive(key, stop))
            co_return true;
        co_return co_await m_second->isActive(key, stop);
    }
    Task<Acquired> tryAcquire(std::string key, std::string id, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        const auto begun = co_await m_first->tryAcquire(key, id, stop);
        if (!begun)
            co_return std::nullopt;
        std::exception_ptr failure;
        try {
            if (const auto later = co_await acquireSecond(key, id, *begun, std::move(stop)))
                co_return std::min(*begun, *later);
        } catch (...) {
            failure = std::current_exception();
        }
        co_await m_first->releaseIf(key, id);
        if (failure)
            std::rethrow_exception(failure);
        co_return std::nullopt;
    }
    Task<LockRemoval> releaseIf(std::string key, std::string id) override
    {
        return both(m_first->releaseIf(key, id), m_second->releaseIf(key, id));
    }
    Task<LockRemoval> breakIf(std::string key, std::string holder, std::string ownId) override
    {
        return both(m_first->breakIf(key, holder, ownId), m_second->breakIf(key, holder, ownId));
    }

protected:
    virtual Task<Acquired> acquireSecond(std::string key, std::string id, async::Duration /*begun*/,
                                         std::stop_token stop)
    {
        return m_second->tryAcquire(std::move(key), std::move(id), std::move(stop));
    }
    LockService& first() { return *m_first; }
    LockService& second() { return *m_second; }

private:
    static Task<LockRemoval> both(Task<LockRemoval> first, Task<LockRemoval> second)
    {
        std::vector<Task<LockRemoval>> removals;
        removals.push_back(std::move(first));
        removals.push_back(std::move(second));
        const auto done = co_await async::all(std::move(removals));
        co_return bothOf(done[0], done[1]);
    }

    std::shared_ptr<LockService> m_first;
    std::shared_ptr<LockService> m_second;
};

class SuspectingLocks final : public BothLocks
{
public:
    SuspectingLocks(std::shared_ptr<LockService> first, const LockHome& home,
                    std::function<void()> onSeen)
        : BothLocks(std::move(first), locksIn(LockLocation::DataStore, home))
        , m_store(home.dataStores->dataStore(names::locks(home.store), home.scope), *home.clock)
        , m_onSeen(std::move(onSeen))
    {
    }
    Task<LockRemoval> releaseIf(std::string key, std::string id) override
    {
        if (m_acquired.erase(key) > 0)
            return BothLocks::releaseIf(std::move(key), std::move(id));
        return first().releaseIf(std::move(key), std::move(id));
    }

protected:
    /// `begun` where there is nothing to take.
    Task<Acquired> acquireSecond(std::string key, std::string id, async::Duration begun,
                                 std::stop_token stop) override
    {
        const auto self = shared_from_this();
        const bool isThere = (co_await m_store.get(key, stop)).has_value();
        if (!isThere && !m_acquired.contains(key))
            co_return begun;
        m_onSeen();
        m_acquired.insert(key); // whatever the answer says, a release lets go of it
        co_return co_await second().tryAcquire(key, std::move(id), std::move(stop));
    }

private:
    RetryingDataStore m_store;
    std::function<void()> m_onSeen;
    std::set<std::string> m_acquired; ///< keys whose second lock may be ours, too
};

} // namespace

std::shared_ptr<LockService> locksIn(LockLocation location, const LockHome& home)
{
    const std::string name = names::locks(home.store);
    if (location == LockLocation::HashMap)
        return hashMapLocks(RetryingHashMap(home.memoryStores->hashMap(name), *home.clock));
    return dataStoreLocks(
        RetryingDataStore(home.dataStores->dataStore(name, home.scope), *home.clock));
}

std::shared_ptr<LockService> bothLocks(std::shared_ptr<LockService> first,
                                       std::shared_ptr<LockService> second)
{
    return std::make_shared<BothLocks>(std::move(first), std::move(second));
}

std::shared_ptr<LockService> suspectingLocks(std::shared_ptr<LockService> first,
                                             const LockHome& home, std::function<void()> onSeen)
{
    return std::make_shared<SuspectingLocks>(std::move(first), home, std::move(onSeen));
}

bool isSameHolder(const std::vector<ObservedLock>& one, const std::vector<ObservedLock>& other)
{
    return std::ranges::equal(one, other, [](const ObservedLock& a, const ObservedLock& b) {
        return a.location == b.location && a.holder == b.holder;
    });
}

LockRemoval bothOf(LockRemoval first, LockRemoval second)
{
    for (const auto outcome : {LockRemoval::Changed, LockRemoval::Removed})
        if (first == outcome || second == outcome)
            return outcome;
    return LockRemoval::Absent;
}

} // namespace plectrum::store
