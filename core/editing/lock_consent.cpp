// SPDX-License-Identifier: MIT
#include "editing/lock_consent.h"

#include "store/error.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

namespace plectrum::editing {

namespace {

class DispensableLocks final : public store::LockService,
                               public std::enable_shared_from_this<DispensableLocks>
{
public:
    DispensableLocks(std::shared_ptr<store::LockService> locks, async::Clock& clock,
                     std::function<bool()> mayGoWithout)
        : m_locks(std::move(locks))
        , m_clock(clock)
        , m_mayGoWithout(std::move(mayGoWithout))
    {
    }

    async::Task<store::LockReading> read(std::string key, std::stop_token stop) override
    {
        return m_locks->read(std::move(key), std::move(stop));
    }
    async::Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return m_locks->isActive(std::move(key), std::move(stop));
    }
    async::Task<std::optional<async::Duration>> tryAcquire(std::string key, std::string id,
                                                           std::stop_token stop) override
    {
        const auto self = shared_from_this();
        std::optional<store::Error> failure;
        try {
            co_return co_await m_locks->tryAcquire(key, std::move(id), std::move(stop));
        } catch (const store::Error& error) {
            failure = error;
        }
        if (failure->cause() != datastore::ErrorKind::Denied || !m_mayGoWithout())
            throw *failure;
        m_without.insert(key);
        co_return m_clock.elapsed();
    }
    async::Task<store::LockRemoval> releaseIf(std::string key, std::string id) override
    {
        const auto self = shared_from_this();
        if (m_without.erase(key) > 0)
            co_return store::LockRemoval::Absent;
        co_return co_await m_locks->releaseIf(std::move(key), std::move(id));
    }
    async::Task<store::LockRemoval> breakIf(std::string key, std::string holder,
                                            std::string ownId) override
    {
        return m_locks->breakIf(std::move(key), std::move(holder), std::move(ownId));
    }

private:
    std::shared_ptr<store::LockService> m_locks;
    async::Clock& m_clock;
    std::function<bool()> m_mayGoWithout;
    std::set<std::string> m_without; ///< keys that count as taken
};

} // namespace

std::shared_ptr<store::LockService> dispensableLocks(std::shared_ptr<store::LockService> locks,
                                                     async::Clock& clock,
                                                     std::function<bool()> mayGoWithout)
{
    return std::make_shared<DispensableLocks>(std::move(locks), clock, std::move(mayGoWithout));
}

} // namespace plectrum::editing
