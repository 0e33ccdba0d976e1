// SPDX-License-Identifier: MIT
// The locks that this program holds, as its own lock services report them: so that a watcher can
// tell them from those of others. One thread.
#pragma once

#include "async/clock.h"
#include "store/key_address.h"
#include "store/lock/lock_service.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::editing {

/// Moments are those of Clock::elapsed().
struct OwnLock
{
    std::string id;
    async::Duration refreshed{}; ///< when it was taken or last refreshed
    async::Duration refreshDue{};
    async::Duration expiry{}; ///< when it ends unless it is refreshed

    friend bool operator==(const OwnLock&, const OwnLock&) = default;
};

class OwnLocks : public std::enable_shared_from_this<OwnLocks>
{
public:
    /// The clock must outlive it. Keep it in a shared_ptr.
    explicit OwnLocks(async::Clock& clock);

    /// The same service, whose takes and releases at the keys of `address`'s store are noted here.
    std::shared_ptr<store::LockService> noting(std::shared_ptr<store::LockService> service,
                                               store::KeyAddress address);
    /// The lock that is held at the key; nullopt when there is none or it has expired.
    std::optional<OwnLock> find(const store::KeyAddress& address) const;
    /// Whether this program made the id, be it held still or not.
    bool isOwnId(const std::string& id) const;
    /// Called after each take, refresh and release. One listener; an empty one ends it.
    void onChanged(std::function<void(const store::KeyAddress&)> listener);

    void noteId(std::string id); ///< before it is written
    void noteAcquired(const store::KeyAddress& address, const std::string& id,
                      async::Duration begin);
    void noteGone(const store::KeyAddress& address, const std::string& id);
    async::Clock& clock() const { return m_clock; }

private:
    async::Clock& m_clock;
    std::map<store::KeyAddress, OwnLock> m_held;
    std::deque<std::string> m_ids; ///< the last ones that were made
    std::function<void(const store::KeyAddress&)> m_listener;
};

} // namespace plectrum::editing
