// SPDX-License-Identifier: MIT
#include "editing/own_locks.h"

#include "store/lock/lock.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

namespace {

/// Ids that a late look may still meet.
constexpr std::size_t rememberedIds = 256;

class NotingLocks final : public store::LockService,
                          public std::enable_shared_from_this<NotingLocks>
{
public:
    NotingLocks(std::shared_ptr<OwnLocks> own, std::shared_ptr<store::LockService> inner,
                store::KeyAddress address)
        : m_own(std::move(own))
        , m_inner(std::move(inner))
        , m_address(std::move(address))
    {
    }
    Task<store::LockReading> read(std::string key, std::stop_token stop) override
    {
        return m_inner->read(std::move(key), std::move(stop));
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return m_inner->isActive(std::move(key), std::move(stop));
    }
    Task<std::optional<async::Duration>> tryAcquire(std::string key, std::string id,
                                                    std::stop_token stop) override
    {
        const auto self = shared_from_this();
        m_own->noteId(id);
        const auto begin = co_await m_inner->tryAcquire(key, id, std::move(stop));
        if (begin)
            m_own->noteAcquired(at(key), id, *begin);
        else
            m_own->noteGone(at(key), id);
        co_return begin;
    }
    Task<store::LockRemoval> releaseIf(std::string key, std::string id) override
    {
        const auto self = shared_from_this();
        const auto outcome = co_await m_inner->releaseIf(key, id);
        m_own->noteGone(at(key), id);
        co_return outcome;
    }
    Task<store::LockRemoval> breakIf(std::string key, std::string holder,
                                     std::string ownId) override
    {
        return m_inner->breakIf(std::move(key), std::move(holder), std::move(ownId));
    }

private:
    store::KeyAddress at(std::string key) const
    {
        store::KeyAddress address = m_address;
        address.key = std::move(key);
        return address;
    }

    std::shared_ptr<OwnLocks> m_own;
    std::shared_ptr<store::LockService> m_inner;
    store::KeyAddress m_address;
};

} // namespace

OwnLocks::OwnLocks(async::Clock& clock)
    : m_clock(clock)
{
}

std::shared_ptr<store::LockService> OwnLocks::noting(std::shared_ptr<store::LockService> service,
                                                     store::KeyAddress address)
{
    return std::make_shared<NotingLocks>(shared_from_this(), std::move(service),
                                         std::move(address));
}

std::optional<OwnLock> OwnLocks::find(const store::KeyAddress& address) const
{
    const auto found = m_held.find(address);
    if (found == m_held.end() || m_clock.elapsed() >= found->second.expiry)
        return std::nullopt;
    return found->second;
}

bool OwnLocks::isOwnId(const std::string& id) const
{
    return std::ranges::find(m_ids, id) != m_ids.end();
}

void OwnLocks::onChanged(std::function<void(const store::KeyAddress&)> listener)
{
    m_listener = std::move(listener);
}

void OwnLocks::noteId(std::string id)
{
    if (isOwnId(id))
        return;
    m_ids.push_back(std::move(id));
    if (m_ids.size() > rememberedIds)
        m_ids.pop_front();
}

void OwnLocks::noteAcquired(const store::KeyAddress& address, const std::string& id,
                            async::Duration begin)
{
    const store::LockTimes times;
    m_held[address] = {.id = id,
                       .refreshed = begin,
                       .refreshDue = begin + times.refreshEvery,
                       .expiry = begin + times.lifetime - times.margin};
    if (m_listener)
        m_listener(address);
}

void OwnLocks::noteGone(const store::KeyAddress& address, const std::string& id)
{
    const auto found = m_held.find(address);
    if (found == m_held.end() || found->second.id != id)
        return;
    m_held.erase(found);
    if (m_listener)
        m_listener(address);
}

} // namespace plectrum::editing
