// SPDX-License-Identifier: MIT
// Lets the requests of one universe go within its budgets: who is urgent first, then in the order
// of coming. A part of each budget and of the requests at once is kept for what is done under a
// lock, for a lock that cannot be refreshed or a save that waits keeps a player out of the game.
// What the service throttles waits and goes again; what failed goes again only when
// that is safe. Its state can be shown while it works. One thread.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "opencloud/transport.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace plectrum::opencloud {

struct SchedulerSettings
{
    /// Of the budgets of data stores that the live game draws on, too; above 0, at most 1.
    double share = 0.5;
    int players = 0; ///< of the live game, by which those budgets grow
    int maxAtOnce = 8; ///< requests under way
    int maxTries = 6; ///< of one request, throttled ones not counted
    int maxThrottled = 12; ///< times that one request is throttled before its 429 is given back
    /// Of each budget and of `maxAtOnce`: what scans may use, and what all but locks may use.
    double backgroundPart = 0.6;
    double userPart = 0.9;
    int keptForLocks = 2; ///< of `maxAtOnce`
    async::Duration agesAfter = std::chrono::seconds(60); ///< then a scan's request is as a user's
    /// A longer wait that the service asks for is not waited: the 429 is given back.
    async::Duration longestWait = std::chrono::seconds(120);
};

/// Requests a minute of a universe, before the share is taken (create.roblox.com, Open Cloud).
std::int64_t requestsPerMinute(RequestKind kind, int players);

struct BudgetState
{
    RequestKind kind{};
    std::int64_t used = 0; ///< in the last minute
    std::int64_t allowed = 0; ///< in a minute
    std::size_t waiting = 0;
    std::optional<async::Duration> throttledFor{}; ///< how much longer the service wants silence

    friend bool operator==(const BudgetState&, const BudgetState&) = default;
};

struct SchedulerState
{
    std::vector<BudgetState> budgets; ///< of each kind that was used
    std::size_t waiting = 0;
    std::size_t underWay = 0;
    std::int64_t throttled = 0; ///< answers 429 so far
    bool isPaused = false;
};

class RequestScheduler final : public Transport
{
public:
    /// All of them must outlive it and its tasks.
    RequestScheduler(Transport& transport, async::Clock& clock, async::Random& random,
                     SchedulerSettings settings = {});
    ~RequestScheduler() override;

    /// Waits its turn, sends, and gives the answer whatever its status. Throws what the transport
    /// throws, and Cancelled, also to those who wait when it ends; datastore::notSent() for what
    /// may not go any more by then.
    Task<Response> send(Request request, std::stop_token stop = {}) override;

    /// What has not gone yet waits until resume(); locks go on, for to lose one is worse.
    void pause();
    void resume();
    void setShare(double share);
    SchedulerState state() const;
    /// Called after each change of the state; one listener.
    void onChange(std::function<void()> listener);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::opencloud
