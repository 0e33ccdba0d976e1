// SPDX-License-Identifier: MIT
// Whether records may be written without their lock where the universe's hash maps cannot be
// reached (no place id, a key without the scope): only after the user has agreed to it, once a
// session. A live server that holds such a key would overwrite what we write with its next save.
#pragma once

#include "async/clock.h"
#include "store/lock/lock_service.h"

#include <functional>
#include <memory>

namespace plectrum::editing {

class LockConsent
{
public:
    bool isGiven() const { return m_isGiven; }
    void give() { m_isGiven = true; }
    /// A write has failed because it was not given.
    bool isWanted() const { return m_isWanted && !m_isGiven; }
    /// Gives isGiven(), and notes that it was asked for.
    bool ask()
    {
        m_isWanted = true;
        return m_isGiven;
    }

private:
    bool m_isGiven = false;
    bool m_isWanted = false;
};

/// The same locks, but where they may not be reached at all and `mayGoWithout` agrees, a key counts
/// as taken. Another error is thrown as it is. The clock must outlive its tasks.
std::shared_ptr<store::LockService> dispensableLocks(std::shared_ptr<store::LockService> locks,
                                                     async::Clock& clock,
                                                     std::function<bool()> mayGoWithout);

} // namespace plectrum::editing
