// SPDX-License-Identifier: MIT
#include "editing/own_locks.h"

#include "store/lock/lock.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

namespace {

/// Ids that a late look may still meet.
constexpr std::size_t rememberedIds = 256;

class NotingLocks final : public store::LockService
{
public:
    NotingLocks(std::shared_ptr<OwnLocks> own, std::shared_ptr<store::LockService> inner,
                store::KeyAddress place)
        : m_own(std::move(own))
        , m_inner(std::move(inner))
        , m_place(std::move(place))
    {
    }
    Task<std::optional<async::Duration>> take(std::string key, std::string id,
                                              std::stop_token stop) override
    {
        return takeNoting(m_own, m_inner, at(std::move(key)), std::move(id), std::move(stop));
    }
    Task<void> release(std::string key, std::string id) override
    {
        return releaseNoting(m_own, m_inner, at(std::move(key)), std::move(id));
    }
    Task<bool> isActive(std::string key, std::stop_token stop) override
    {
        return m_inner->isActive(std::move(key), std::move(stop));
    }

private:
    store::KeyAddress at(std::string key) const
    {
        store::KeyAddress address = m_place;
        address.key = std::move(key);
        return address;
    }
    static Task<std::optional<async::Duration>> takeNoting(
        std::shared_ptr<OwnLocks> own, std::shared_ptr<store::LockService> inner,
        store::KeyAddress address, std::string id, std::stop_token stop)
    {
        own->noteId(id);
        const auto begin = co_await inner->take(address.key, id, std::move(stop));
        if (begin)
            own->noteTaken(address, id, *begin);
        else
            own->noteGone(address, id);
        co_return begin;
    }
    static Task<void> releaseNoting(std::shared_ptr<OwnLocks> own,
                                    std::shared_ptr<store::LockService> inner,
                                    store::KeyAddress address, std::string id)
    {
        co_await inner->release(address.key, id);
        own->noteGone(address, id);
    }

    std::shared_ptr<OwnLocks> m_own;
    std::shared_ptr<store::LockService> m_inner;
    store::KeyAddress m_place;
};

} // namespace

OwnLocks::OwnLocks(async::Clock& clock)
    : m_clock(clock)
{
}

std::shared_ptr<store::LockService> OwnLocks::noting(std::shared_ptr<store::LockService> service,
                                                     store::KeyAddress place)
{
    return std::make_shared<NotingLocks>(shared_from_this(), std::move(service), std::move(place));
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

void OwnLocks::noteTaken(const store::KeyAddress& address, const std::string& id,
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
