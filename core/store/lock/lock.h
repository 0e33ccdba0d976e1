// SPDX-License-Identifier: MIT
// One key's lock: taken with patience, refreshed while held, told when lost. A lock that is
// destroyed while held is let go in the background.
#pragma once

#include "async/clock.h"
#include "async/task.h"
#include "store/error.h"
#include "store/lock/lock_service.h"
#include "store/log.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace plectrum::store {

/// The times of the lock, as the library has them.
struct LockTimes
{
    async::Duration patience = std::chrono::seconds(90); ///< no try begins later than this
    async::Duration firstDelay = std::chrono::seconds(1); ///< between tries; doubles
    async::Duration maximumDelay = std::chrono::seconds(30);
    async::Duration refreshEvery = std::chrono::seconds(60); ///< from the try that set it
    async::Duration lifetime = lockLifetime;
    async::Duration margin = std::chrono::milliseconds(200); ///< own expiry is taken this early
    /// The last try is made when the patience ends; the library lets its last pause run out.
    bool triesAtEnd = false;
    /// As the library's loads do: an error counts like a lock of another's, and the patience ends
    /// it. Else the error is thrown at once, as a LockError.
    bool goesOnAfterErrors = false;
};

/// No write begins with less time left than this, so that it is over before the lock is.
inline constexpr async::Duration writeMargin = std::chrono::seconds(5);

class Lock
{
public:
    /// Takes the lock of `key` under a new id. `Failed to acquire lock for key 'K' within N
    /// seconds` (ErrorKind::Locked) when another holds it all the time. When the token stops, no
    /// further try is made, and what may have been taken meanwhile is let go before Cancelled is
    /// thrown. The clock must outlive all.
    static Task<std::unique_ptr<Lock>> acquire(std::shared_ptr<LockService> service,
                                               async::Clock* clock, std::string key, std::string id,
                                               Log log, LockTimes times = {},
                                               std::stop_token stop = {});
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

    /// As far as we know: neither lost nor released, and not yet due to expire.
    bool isHeld() const;
    /// Held, and for that much longer at least.
    bool hasTime(async::Duration duration) const;
    /// How much longer it is held; zero when it is not.
    async::Duration timeLeft() const;
    /// Takes it anew (or waits for a refresh that is under way); gives isHeld(). A refresh that
    /// fails loses the lock, as any does.
    Task<bool> refresh();
    /// Called once when the lock is lost.
    void onLost(std::function<void()> callback);
    /// Ends the refreshing and lets go. A lock that was lost is not touched.
    Task<void> release();
    /// Ends the refreshing without letting go, as a crash would: it expires by itself.
    void abandon();
    /// Comes back when nothing of it runs any more, after its end: no late refresh leaves a lock.
    Task<void> finished();

private:
    struct State;
    explicit Lock(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::store
