// SPDX-License-Identifier: MIT
#include "store/lock_service.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <utility>

namespace plectrum::store {

namespace {

using Taken = std::optional<async::Duration>;

/// Notes when each try begins; the last one counts.
class TryClock
{
public:
    explicit TryClock(async::Clock& clock)
        : m_clock(&clock)
    {
    }
    std::function<void()> note() const
    {
        return [clock = m_clock, begun = m_begun] { *begun = clock->elapsed(); };
    }
    Taken ifTaken(bool isTaken) const { return isTaken ? Taken(*m_begun) : std::nullopt; }

private:
    async::Clock* m_clock;
    std::shared_ptr<async::Duration> m_begun = std::make_shared<async::Duration>();
};

class HashMapLocks final : public LockService
{
public:
    explicit HashMapLocks(RetryingHashMap map)
        : m_map(map)
    {
    }
    Task<Taken> take(std::string key, std::string id, std::stop_token stop) override
    {
        return takeIn(m_map, std::move(key), std::move(id), std::move(stop));
    }
    Task<void> release(std::string key, std::string id) override
    {
        return releaseIn(m_map, std::move(key), std::move(id));
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return isActiveIn(m_map, std::move(key), std::move(stop));
    }

private:
    static Task<Taken> takeIn(RetryingHashMap map, std::string key, std::string id,
                              std::stop_token stop)
    {
        auto take = [id](const std::optional<json::Value>& value) -> std::optional<json::Value> {
            if (value && value->toString() != id)
                return std::nullopt;
            return json::Value(id);
        };
        const TryClock begun(map.clock());
        const auto value = co_await map.update(std::move(key), std::move(take), lockLifetime,
                                               begun.note(), std::move(stop));
        co_return begun.ifTaken(value.has_value());
    }
    static Task<void> releaseIn(RetryingHashMap map, std::string key, std::string id)
    {
        auto letGo = [id](const std::optional<json::Value>& value) -> std::optional<json::Value> {
            if (!value || value->toString() != id)
                return std::nullopt;
            return json::Value(id);
        };
        co_await map.update(std::move(key), std::move(letGo), std::chrono::seconds(0), [] { });
    }
    static Task<bool> isActiveIn(RetryingHashMap map, std::string key, std::stop_token stop)
    {
        co_return (co_await map.get(std::move(key), std::move(stop))).has_value();
    }

    RetryingHashMap m_map;
};

/// Alive while it was written less than its lifetime ago.
bool isAlive(const std::optional<datastore::Entry>& entry, async::Time now)
{
    return entry && now - entry->info.updatedTime < lockLifetime;
}

/// A removal is sent only while the lock lives so much longer: the time that it may be under way,
/// and the difference of the clocks.
constexpr std::chrono::seconds removalMargin{5};

bool hasId(const std::optional<datastore::Entry>& entry, const std::string& id)
{
    return entry && entry->value.toString() == id;
}

class DataStoreLocks final : public LockService
{
public:
    explicit DataStoreLocks(RetryingDataStore store)
        : m_store(store)
    {
    }
    Task<Taken> take(std::string key, std::string id, std::stop_token stop) override
    {
        return takeIn(m_store, std::move(key), std::move(id), std::move(stop));
    }
    Task<void> release(std::string key, std::string id) override
    {
        return releaseIn(m_store, std::move(key), std::move(id));
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return isActiveIn(m_store, std::move(key), std::move(stop));
    }

private:
    static Task<Taken> takeIn(RetryingDataStore store, std::string key, std::string id,
                              std::stop_token stop)
    {
        auto take =
            [id, clock = &store.clock()](
                const std::optional<datastore::Entry>& entry) -> std::optional<datastore::Written> {
            if (isAlive(entry, clock->now()) && !hasId(entry, id))
                return std::nullopt;
            return datastore::Written{json::Value(id), {}, json::Value::object()};
        };
        const TryClock begun(store.clock());
        const auto entry =
            co_await store.update(std::move(key), std::move(take), begun.note(), std::move(stop));
        co_return begun.ifTaken(entry.has_value());
    }
    static Task<void> releaseIn(RetryingDataStore store, std::string key, std::string id)
    {
        // Another's lock must not be removed; the service has no conditional removal. A lock that
        // is about to run out may be another's when the removal arrives, and goes by itself.
        auto isOurs = [id = std::move(id), clock = &store.clock()](const datastore::Entry& entry) {
            return entry.value.toString() == id
                && clock->now() - entry.info.updatedTime < lockLifetime - removalMargin;
        };
        co_await store.removeIf(std::move(key), std::move(isOurs));
    }
    static Task<bool> isActiveIn(RetryingDataStore store, std::string key, std::stop_token stop)
    {
        const auto entry = co_await store.get(std::move(key), std::move(stop));
        co_return isAlive(entry, store.clock().now());
    }

    RetryingDataStore m_store;
};

class BothLocks final : public LockService
{
public:
    BothLocks(std::shared_ptr<LockService> first, std::shared_ptr<LockService> second)
        : m_first(std::move(first))
        , m_second(std::move(second))
    {
    }
    Task<Taken> take(std::string key, std::string id, std::stop_token stop) override
    {
        return takeBoth(m_first, m_second, std::move(key), std::move(id), std::move(stop));
    }
    Task<void> release(std::string key, std::string id) override
    {
        return releaseBoth(m_first, m_second, std::move(key), std::move(id));
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return isEitherActive(m_first, m_second, std::move(key), std::move(stop));
    }

private:
    using Service = std::shared_ptr<LockService>;
    static Task<Taken> takeBoth(Service first, Service second, std::string key, std::string id,
                                std::stop_token stop)
    {
        const auto begun = co_await first->take(key, id, stop);
        if (!begun)
            co_return std::nullopt;
        std::exception_ptr failure;
        try {
            if (const auto later = co_await second->take(key, id, std::move(stop)))
                co_return std::min(*begun, *later);
        } catch (...) {
            failure = std::current_exception();
        }
        co_await first->release(key, id);
        if (failure)
            std::rethrow_exception(failure);
        co_return std::nullopt;
    }
    static Task<void> releaseBoth(Service first, Service second, std::string key, std::string id)
    {
        std::vector<Task<void>> releases;
        releases.push_back(first->release(key, id));
        releases.push_back(second->release(key, id));
        co_await async::all(std::move(releases));
    }
    static Task<bool> isEitherActive(Service first, Service second, std::string key,
                                     std::stop_token stop)
    {
        if (co_await first->isActive(key, stop))
            co_return true;
        co_return co_await second->isActive(key, stop);
    }

    Service m_first;
    Service m_second;
};

} // namespace

std::shared_ptr<LockService> hashMapLocks(RetryingHashMap map)
{
    return std::make_shared<HashMapLocks>(map);
}

std::shared_ptr<LockService> dataStoreLocks(RetryingDataStore store)
{
    return std::make_shared<DataStoreLocks>(store);
}

std::shared_ptr<LockService> bothLocks(std::shared_ptr<LockService> first,
                                       std::shared_ptr<LockService> second)
{
    return std::make_shared<BothLocks>(std::move(first), std::move(second));
}

} // namespace plectrum::store
