// SPDX-License-Identifier: MIT
// The requests that have not gone yet, by priority and order, and which of them may go: where its
// budgets allow it, a place is free, and it has time left. A kind that has to wait holds up no
// other.
#pragma once

#include "async/clock.h"
#include "async/event.h"
#include "opencloud/request_budgets.h"
#include "opencloud/request_scheduler.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace plectrum::opencloud {

class RequestQueue
{
public:
    struct Waiting
    {
        const Request* request;
        async::Event gate{};
        std::uint64_t order = 0;
        async::Duration since{};
        bool isRefused = false; ///< it may not go any more
        bool isEnded = false; ///< the scheduler is gone
    };
    using Ticket = std::shared_ptr<Waiting>;

    /// All must outlive it.
    RequestQueue(async::Clock& clock, RequestBudgets& budgets, const SchedulerSettings& settings);

    /// The request must stay until its gate is open or leave() was called.
    Ticket add(const Request& request);
    /// Who does not want to wait any more.
    void leave(const Ticket& waiting);
    /// Lets all go that may and opens their gates. When another look is worth it; nullopt: only
    /// after something has happened.
    std::optional<async::Duration> letGo();
    /// One of those that went is back; its place is free.
    void completed(const Request& request);
    /// Opens all gates for good.
    void end();
    void setPaused(bool isPaused) { m_isPaused = isPaused; }

    bool isPaused() const { return m_isPaused; }
    bool isEnded() const { return m_isEnded; }
    std::size_t waiting() const { return m_waiting.size(); }
    std::size_t waiting(RequestKind kind) const;
    std::size_t underWay() const { return m_underWay; }

private:
    using Group = std::pair<Priority, RequestKind>;
    /// One look at those that wait, the most urgent first.
    struct Scan
    {
        async::Duration now;
        std::optional<async::Duration> next{}; ///< when another look is worth it
        std::set<Group> held{}; ///< whose oldest may not go, so none of them may
        std::size_t untimed = 0; ///< how many are in those without a time of their own
        std::size_t timed = 0; ///< how many with one were looked at

        void soonest(async::Duration time) { next = next ? std::min(*next, time) : time; }
    };
    enum class Turn
    {
        Waits,
        Goes,
        IsOver, ///< it may not go any more
    };

    static Group groupOf(const Request& request) { return {request.priority, request.kind}; }
    /// It has been taken out of those that wait.
    void uncount(const Request& request);
    Priority priorityOf(const Waiting& waiting, async::Duration now) const;
    /// Of each budget: how much a request of this priority may use.
    double partOf(Priority priority) const;
    bool hasRoom(Priority priority) const;
    /// When it may go; nullopt while it may not for another reason than time.
    std::optional<async::Duration> whenMayGo(const Waiting& waiting, async::Duration now);
    /// All of its group have to wait: for the whole group it is found out once.
    bool isHeld(Scan& scan, const Waiting& waiting);
    /// None of those behind may go either.
    bool isEnough(const Scan& scan, const Request& request) const;
    Turn turnOf(Scan& scan, const Waiting& waiting);
    bool letOneGo(Scan& scan);
    void charge(const Request& request, async::Duration now);

    async::Clock& m_clock;
    RequestBudgets& m_budgets;
    const SchedulerSettings& m_settings;
    std::list<Ticket> m_waiting; ///< by priority, then order
    std::uint64_t m_nextOrder = 0;
    std::size_t m_timed = 0; ///< of those waiting: with a time that they have left
    std::map<Group, std::size_t> m_untimed; ///< the others
    std::size_t m_underWay = 0;
    std::size_t m_notUrgent = 0; ///< of those under way: not for locks
    bool m_isPaused = false;
    bool m_isEnded = false;
};

} // namespace plectrum::opencloud
