// SPDX-License-Identifier: MIT
// The locks of several keys, taken one after the other in byte order of the keys, so that two who
// take several do not wait for each other.
#pragma once

#include "async/task.h"
#include "editing/access_services.h"
#include "store/lock/lock.h"
#include "store/lock/lock_patience.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace plectrum::editing {

using async::Task;

class HeldLocks
{
public:
    /// `address` names the store; its key is not looked at.
    HeldLocks(AccessServices services, store::KeyAddress address, store::LockPatience patience);

    /// Takes one more. False when another server holds it all that time, or errors were waited out
    /// in vain. Throws Error, Cancelled.
    Task<bool> acquire(std::string key, std::stop_token stop);
    store::Lock* of(const std::string& key) const { return m_locks.at(key).get(); }
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
    store::Log logOf(const std::string& key) const;

    AccessServices m_services;
    store::KeyAddress m_address;
    store::LockPatience m_patience;
    std::shared_ptr<store::LockService> m_service;
    std::map<std::string, std::unique_ptr<store::Lock>> m_locks;
};

} // namespace plectrum::editing
