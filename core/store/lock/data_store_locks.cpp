// SPDX-License-Identifier: MIT
#include "store/lock/data_store_locks.h"

#include "store/lock/seen_holder.h"
#include "store/lock/try_clock.h"

#include <utility>

namespace plectrum::store {

namespace {

/// A removal is sent only while the lock lives so much longer: the time that it may be under way,
/// and the difference of the clocks.
constexpr std::chrono::seconds removalMargin{5};

bool isAlive(const std::optional<datastore::Entry>& entry, async::Time now)
{
    return entry && now - entry->info.updatedTime < lockLifetime;
}

bool hasId(const std::optional<datastore::Entry>& entry, const std::string& id)
{
    return entry && entry->value.toString() == id;
}

datastore::Written lockOf(const std::string& id)
{
    return {json::Value(id), {}, json::Value::object()};
}

class DataStoreLocks final : public LockService, public std::enable_shared_from_this<DataStoreLocks>
{
public:
    explicit DataStoreLocks(RetryingDataStore store)
        : m_store(store)
    {
    }

    Task<LockReading> read(std::string key, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        LockReading reading;
        try {
            const auto entry = co_await m_store.once().get(std::move(key), std::move(stop));
            if (isAlive(entry, m_store.once().serverTime(m_store.clock())))
                reading.locks.push_back({LockLocation::DataStore,
                                         std::string(entry->value.toString()),
                                         entry->info.updatedTime});
        } catch (const async::Cancelled&) {
            throw;
        } catch (...) {
            reading.failure = std::current_exception();
        }
        co_return std::move(reading);
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        const auto entry = co_await m_store.get(std::move(key), std::move(stop));
        co_return isAlive(entry, m_store.serverTime());
    }
    Task<std::optional<async::Duration>> tryAcquire(std::string key, std::string id,
                                                    std::stop_token stop) override
    {
        const auto self = shared_from_this();
        auto acquire =
            [id, store = m_store](
                const std::optional<datastore::Entry>& entry) -> std::optional<datastore::Written> {
            if (isAlive(entry, store.serverTime()) && !hasId(entry, id))
                return std::nullopt;
            return lockOf(id);
        };
        const TryClock begun(m_store.clock());
        const auto entry = co_await m_store.update(std::move(key), std::move(acquire), begun.note(),
                                                   std::move(stop));
        co_return begun.ifAcquired(entry.has_value());
    }
    Task<LockRemoval> releaseIf(std::string key, std::string id) override
    {
        const auto self = shared_from_this();
        // Another's lock must not be removed. A lock that is about to run out goes by itself, as
        // does one that the service could not remove on the condition that it is ours.
        const auto seen = std::make_shared<SeenHolder>();
        auto isOurs = [seen, id = std::move(id), store = m_store](const datastore::Entry& entry) {
            return seen->note(true, entry.value.toString() == id)
                && store.serverTime() - entry.info.updatedTime < lockLifetime - removalMargin;
        };
        co_await m_store.removeIf(std::move(key), std::move(isOurs));
        co_return seen->outcome();
    }
    Task<LockRemoval> breakIf(std::string key, std::string holder, std::string ownId) override
    {
        const auto self = shared_from_this();
        const auto seen = std::make_shared<SeenHolder>();
        auto claim =
            [seen, holder, ownId, store = m_store](
                const std::optional<datastore::Entry>& entry) -> std::optional<datastore::Written> {
            const bool isThere = isAlive(entry, store.serverTime());
            const bool isWanted = isThere && (hasId(entry, ownId) || hasId(entry, holder));
            if (!seen->note(isThere, isWanted))
                return std::nullopt;
            return lockOf(ownId);
        };
        co_await m_store.update(key, std::move(claim), [] { });
        if (seen->outcome() == LockRemoval::Removed) {
            auto isOurs = [ownId](const datastore::Entry& entry) {
                return entry.value.toString() == ownId;
            };
            try {
                co_await m_store.removeIf(key, std::move(isOurs));
            } catch (const Error&) {
                // Ours now, and refreshed by nobody: it ends by itself.
            }
        }
        co_return seen->outcome();
    }

private:
    RetryingDataStore m_store;
};

} // namespace

std::shared_ptr<LockService> dataStoreLocks(RetryingDataStore store)
{
    return std::make_shared<DataStoreLocks>(store);
}

} // namespace plectrum::store
