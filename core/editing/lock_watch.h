// SPDX-License-Identifier: MIT
// Polls the locks of keys: once, again and again while somebody watches, or until one is free; and
// breaks one on purpose. Only breaking writes. One thread; what it is made with must outlive it
// and its tasks (finished()).
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "editing/access_services.h"
#include "editing/lock_schedule.h"
#include "editing/lock_view.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace plectrum::editing {

using async::Task;

enum class WaitOutcome
{
    Free,
    CannotTell, ///< this universe does not let anybody see its locks
};

class LockWatch
{
public:
    /// Looks at its keys for as long as it lives, and tells when what is known of one changes.
    class Watcher
    {
    public:
        Watcher(const Watcher&) = delete;
        Watcher& operator=(const Watcher&) = delete;
        ~Watcher();
        /// Instead of those before. Keys of plain data stores have no locks and are left out. None:
        /// nothing is asked.
        void setKeys(std::vector<store::KeyAddress> keys);

    private:
        friend class LockWatch;
        struct State;
        explicit Watcher(std::shared_ptr<State> state);
        std::shared_ptr<State> m_state;
    };

    explicit LockWatch(AccessServices services, PollPolicy policy = {});
    LockWatch(const LockWatch&) = delete;
    LockWatch& operator=(const LockWatch&) = delete;
    ~LockWatch();

    void setPolicy(PollPolicy policy);
    async::Clock& clock() const;
    /// Whether writes may go without locks that cannot be reached.
    LockConsent& lockConsent() const;

    /// `changed` is never called from inside setKeys(), and not after the watcher is gone. It tells
    /// news alone: what another watcher made known before setKeys() is there to be read in view().
    std::unique_ptr<Watcher> watch(WatchPriority priority,
                                   std::function<void(const store::KeyAddress&)> changed);
    /// As last seen; NotAsked for a key that nobody watches.
    LockView view(const store::KeyAddress& address) const;
    /// Looks now, without retries: a service that fails gives Unknown.
    Task<LockView> poll(store::KeyAddress address, std::stop_token stop = {});
    /// Looks until it is free.
    Task<WaitOutcome> waitUntilFree(store::KeyAddress address, std::stop_token stop = {});
    /// Removes another's lock where it is still the one that was seen. Throws store::Error. Not
    /// cancellable: a write that has begun is seen through.
    Task<store::LockRemoval> breakLock(store::KeyAddress address,
                                       std::vector<store::ObservedLock> seen);

    /// Ends all watching; comes back when nothing is under way.
    Task<void> finished();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::editing
