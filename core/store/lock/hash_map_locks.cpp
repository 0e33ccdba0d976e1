// SPDX-License-Identifier: MIT
#include "store/lock/hash_map_locks.h"

#include "store/lock/seen_holder.h"
#include "store/lock/try_clock.h"

#include <utility>

namespace plectrum::store {

namespace {

class HashMapLocks final : public LockService, public std::enable_shared_from_this<HashMapLocks>
{
public:
    explicit HashMapLocks(RetryingHashMap map)
        : m_map(map)
    {
    }

    Task<LockReading> read(std::string key, std::stop_token stop) override
    {
        const auto self = shared_from_this();
        LockReading reading;
        try {
            if (const auto value = co_await m_map.once().get(std::move(key), std::move(stop)))
                reading.locks.push_back(
                    {LockLocation::HashMap, std::string(value->toString()), std::nullopt});
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
        co_return (co_await m_map.get(std::move(key), std::move(stop))).has_value();
    }
    Task<std::optional<async::Duration>> tryAcquire(std::string key, std::string id,
                                                    std::stop_token stop) override
    {
        const auto self = shared_from_this();
        auto acquire = [id](const std::optional<json::Value>& value) -> std::optional<json::Value> {
            if (value && value->toString() != id)
                return std::nullopt;
            return json::Value(id);
        };
        const TryClock begun(m_map.clock());
        const auto value = co_await m_map.update(std::move(key), std::move(acquire), lockLifetime,
                                                 begun.note(), std::move(stop));
        co_return begun.ifAcquired(value.has_value());
    }
    Task<LockRemoval> releaseIf(std::string key, std::string id) override
    {
        const auto self = shared_from_this();
        const auto seen = std::make_shared<SeenHolder>();
        auto expire = [seen,
                       id](const std::optional<json::Value>& value) -> std::optional<json::Value> {
            if (!seen->note(value.has_value(), value && value->toString() == id))
                return std::nullopt;
            return value;
        };
        co_await m_map.update(std::move(key), std::move(expire), std::chrono::seconds(0), [] { });
        co_return seen->outcome();
    }
    Task<LockRemoval> breakIf(std::string key, std::string holder, std::string /*ownId*/) override
    {
        return releaseIf(std::move(key), std::move(holder));
    }

private:
    RetryingHashMap m_map;
};

} // namespace

std::shared_ptr<LockService> hashMapLocks(RetryingHashMap map)
{
    return std::make_shared<HashMapLocks>(map);
}

} // namespace plectrum::store
