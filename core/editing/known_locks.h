// SPDX-License-Identifier: MIT
// The table of what is known of the locks of watched keys. Moments are those of Clock::elapsed().
#pragma once

#include "editing/lock_schedule.h"
#include "editing/lock_view.h"
#include "editing/own_locks.h"
#include "store/lock/lock_service.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace plectrum::editing {

/// One reading of a key's lock.
struct LockAnswer
{
    store::LockReading reading;
    bool isDataStoreAsked = false;
};

/// What an error of a service says about the knowledge of a lock.
UnknownReason doubtOf(const std::exception_ptr& error);

class KnownLocks
{
public:
    /// The clock must outlive it.
    KnownLocks(std::shared_ptr<OwnLocks> own, async::Clock& clock)
        : m_own(std::move(own))
        , m_clock(clock)
    {
    }

    /// Forgets all other keys and begins with new ones.
    void setKeys(const std::set<store::KeyAddress>& keys);
    /// As last seen; NotAsked for a key that is not watched.
    LockView view(const store::KeyAddress& address) const;
    bool contains(const store::KeyAddress& address) const { return m_known.contains(address); }
    LockSchedule::Keys pollStates(const std::set<store::KeyAddress>& keys) const;

    /// A reading begins; gives its number, which apply() wants.
    std::uint64_t begin(const store::KeyAddress& address);
    /// What a reading says by itself.
    LockView classify(const store::KeyAddress& address, LockAnswer answer) const;
    /// Takes a reading over, unless something newer is known. Gives whether it is news.
    bool apply(const store::KeyAddress& address, LockAnswer answer, std::uint64_t begun);
    /// Our own lock was taken, refreshed or let go: known at once; the next reading finds out where
    /// it stands. Gives whether it is news.
    bool applyOwn(const store::KeyAddress& address);

private:
    struct Known
    {
        LockView view;
        PollState poll;
        std::uint64_t sequence = 0; ///< what began before it is out of date
        std::vector<store::ObservedLock> lastLocks; ///< also over readings that failed
        async::Duration lastSince{};
    };

    static bool show(Known& entry, LockView view);

    std::shared_ptr<OwnLocks> m_own;
    async::Clock& m_clock;
    std::map<store::KeyAddress, Known> m_known;
    std::uint64_t m_sequence = 0;
};

} // namespace plectrum::editing
