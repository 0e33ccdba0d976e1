// SPDX-License-Identifier: MIT
#include "editing/held_locks.h"

#include "store/error.h"
#include "store/outcome.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

HeldLocks::HeldLocks(AccessServices services, store::KeyAddress address,
                     store::LockPatience patience)
    : m_services(std::move(services))
    , m_address(std::move(address))
    , m_patience(patience)
{
}

store::Log HeldLocks::logOf(const std::string& key) const
{
    return m_services.log.with({{"store", m_address.store}, {"key", key}});
}

Task<bool> HeldLocks::acquire(std::string key, std::stop_token stop)
{
    if (!m_service)
        m_service = co_await locksOf(m_services, m_address, stop);
    store::LockTimes times;
    times.patience = m_patience.wait;
    times.goesOnAfterErrors = m_patience.isWithErrors;
    times.triesAtEnd = true;
    try {
        m_locks[key] = co_await store::Lock::acquire(
            m_service, m_services.clock, key, m_services.random->guid(), logOf(key), times, stop);
        co_return true;
    } catch (const store::Error& error) {
        m_locks.erase(key);
        if (error.kind() != store::ErrorKind::Locked)
            throw;
    } catch (...) {
        m_locks.erase(key);
        throw;
    }
    co_return false;
}

bool HeldLocks::haveTime(async::Duration duration) const
{
    return std::ranges::all_of(
        m_locks, [duration](const auto& each) { return each.second->hasTime(duration); });
}

async::Duration HeldLocks::timeLeft() const
{
    async::Duration left = store::noTimeLimit;
    for (const auto& [key, lock] : m_locks)
        left = std::min(left, lock->timeLeft());
    return left;
}

Task<bool> HeldLocks::refresh(async::Duration duration)
{
    for (const auto& [key, lock] : m_locks)
        if (!lock->hasTime(duration) && !co_await lock->refresh())
            co_return false;
    co_return haveTime(duration);
}

Task<void> HeldLocks::release()
{
    for (const auto& [key, lock] : m_locks) [[maybe_unused]]
        const auto released = co_await store::outcomeOf(lock->release());
}

void HeldLocks::abandon()
{
    for (const auto& [key, lock] : m_locks)
        lock->abandon();
}

} // namespace plectrum::editing
