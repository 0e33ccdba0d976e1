// SPDX-License-Identifier: MIT
// The locks of several keys, taken one after the other in byte order of the keys, so that two who
// take several do not wait for each other.
#pragma once

#include "async/task.h"
#include "store/access_services.h"
#include "store/lock.h"
#include "store/lock_patience.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::store {

class HeldLocks
{
public:
    /// `place` names the store; its key is not looked at.
    HeldLocks(AccessServices services, KeyAddress place, LockPatience patience);

    /// Takes one more. False when another server holds it all that time, or errors were waited out
    /// in vain. Throws Error, Cancelled.
    Task<bool> take(std::string key, std::stop_token stop);
    Lock* of(const std::string& key) const { return m_locks.at(key).get(); }
    /// All of them are held, for that much longer at least.
    bool haveTime(async::Duration duration) const;
    /// How much longer the first of them to end is held.
    async::Duration timeLeft() const;
    /// Refreshes those with less time than that; false when one is lost.
    Task<bool> refresh(async::Duration duration);
    /// Lets go of all; what fails then expires by itself.
    Task<void> release();
    /// Ends the refreshing of all without letting go, as a crash would.
    void abandon();

private:
    Log logOf(const std::string& key) const;

    AccessServices m_services;
    KeyAddress m_place;
    LockPatience m_patience;
    std::shared_ptr<LockService> m_service;
    std::map<std::string, std::unique_ptr<Lock>> m_locks;
};

} // namespace plectrum::store
