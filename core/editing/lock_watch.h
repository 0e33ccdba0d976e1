// SPDX-License-Identifier: MIT
// Looks at the locks of keys: once, again and again while somebody watches, or until one is free;
// and breaks one on purpose. Only breaking writes. One thread; what it is made with must outlive it
// and its tasks (finished()).
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task.h"
#include "datastore/universe.h"
#include "editing/lock_probe.h"
#include "editing/lock_view.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace plectrum::editing {

using async::Task;

/// How often it looks. A look costs one call, two where the store has a data store for locks.
struct PollPolicy
{
    async::Duration closely = std::chrono::seconds(2); ///< between looks at an open record's key
    async::Duration rows = std::chrono::seconds(10); ///< between looks at a listed key
    std::size_t atOnce = 25; ///< keys of a list that are asked for together
    std::size_t rowLooksPerMinute = 240; ///< for all lists together, over any minute
    async::Duration longestPause = std::chrono::seconds(60); ///< pauses double while it fails
    async::Duration storesKnownFor = std::chrono::seconds(60); ///< whether a data store is there
    async::Duration firstWait = std::chrono::seconds(1); ///< until it is free; doubles
    async::Duration longestWait = std::chrono::seconds(10);
};

enum class WaitOutcome
{
    Free,
    CannotTell, ///< this universe does not let anybody see its locks
};

class LockWatch
{
public:
    enum class WatchPriority
    {
        Closely, ///< an open record
        Row, ///< a row of a list, within the budget
    };

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

    LockWatch(datastore::Universe& universe, async::Clock& clock, async::Random& random,
              std::shared_ptr<OwnLocks> own, PollPolicy pace = {});
    LockWatch(const LockWatch&) = delete;
    LockWatch& operator=(const LockWatch&) = delete;
    ~LockWatch();

    void setPace(PollPolicy pace);
    async::Clock& clock() const;

    /// `changed` is never called from inside setKeys(), and not after the watcher is gone. It tells
    /// news alone: what another watcher made known before setKeys() is there to be read in view().
    std::unique_ptr<Watcher> watch(WatchPriority interest,
                                   std::function<void(const store::KeyAddress&)> changed);
    /// As last seen; NotAsked for a key that nobody watches.
    LockView view(const store::KeyAddress& address) const;
    /// Looks now, without retries: a service that fails gives Unknown.
    Task<LockView> look(store::KeyAddress address, std::stop_token stop = {});
    /// Looks until it is free.
    Task<WaitOutcome> waitUntilFree(store::KeyAddress address, std::stop_token stop = {});
    /// Removes another's lock where it is still the one that was seen. Throws store::Error. Not
    /// cancellable: a write that has begun is seen through.
    Task<BreakOutcome> breakLock(store::KeyAddress address, std::vector<ObservedLock> seen);

    /// Ends all watching; comes back when nothing is under way.
    Task<void> finished();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::editing
