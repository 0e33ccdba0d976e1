// SPDX-License-Identifier: MIT
#include "opencloud/request_queue.h"

#include <algorithm>
#include <iterator>

namespace plectrum::opencloud {

using async::Duration;

namespace {

std::optional<Duration> timeLeftOf(const Request& request)
{
    return request.timeLeft ? std::optional(request.timeLeft()) : std::nullopt;
}

} // namespace

RequestQueue::RequestQueue(async::Clock& clock, RequestBudgets& budgets,
                           const SchedulerSettings& settings)
    : m_clock(clock)
    , m_budgets(budgets)
    , m_settings(settings)
{
}

RequestQueue::Ticket RequestQueue::add(const Request& request)
{
    auto waiting = std::make_shared<Waiting>(&request);
    waiting->order = m_nextOrder++;
    waiting->since = m_clock.elapsed();
    ++(request.timeLeft ? m_timed : m_untimed[groupOf(request)]);
    const auto rank = [](const Ticket& each) {
        return std::pair(each->request->priority, each->order);
    };
    auto at = m_waiting.end(); // nearly always where it belongs
    while (at != m_waiting.begin() && rank(*std::prev(at)) > rank(waiting))
        --at;
    m_waiting.insert(at, waiting);
    return waiting;
}

void RequestQueue::uncount(const Request& request)
{
    --(request.timeLeft ? m_timed : m_untimed[groupOf(request)]);
}

void RequestQueue::leave(const Ticket& waiting)
{
    if (waiting->gate.isOpen() && !waiting->isRefused && !waiting->isEnded)
        completed(*waiting->request); // it was let go and stopped in the same moment
    if (std::erase(m_waiting, waiting) > 0)
        uncount(*waiting->request);
}

void RequestQueue::end()
{
    m_isEnded = true;
    m_timed = 0;
    m_untimed.clear();
    for (const auto& waiting : std::exchange(m_waiting, {})) {
        waiting->isEnded = true;
        waiting->gate.open();
    }
}

std::size_t RequestQueue::waiting(RequestKind kind) const
{
    return std::size_t(std::ranges::count_if(
        m_waiting, [kind](const Ticket& each) { return each->request->kind == kind; }));
}

Priority RequestQueue::priorityOf(const Waiting& waiting, Duration now) const
{
    const bool isOld = now - waiting.since >= m_settings.agesAfter;
    return isOld ? std::min(waiting.request->priority, Priority::User) : waiting.request->priority;
}

double RequestQueue::partOf(Priority priority) const
{
    return priority == Priority::Lock ? 1
        : priority == Priority::User  ? m_settings.userPart
                                      : m_settings.backgroundPart;
}

bool RequestQueue::hasRoom(Priority priority) const
{
    if (m_underWay >= std::size_t(m_settings.maxAtOnce))
        return false;
    const int kept = std::min(m_settings.keptForLocks, m_settings.maxAtOnce - 1);
    return priority == Priority::Lock || m_notUrgent < std::size_t(m_settings.maxAtOnce - kept);
}

std::optional<Duration> RequestQueue::whenMayGo(const Waiting& waiting, Duration now)
{
    const Request& request = *waiting.request;
    if (m_isPaused && request.priority != Priority::Lock)
        return std::nullopt;
    return m_budgets.when(request, partOf(priorityOf(waiting, now)), now);
}

bool RequestQueue::isHeld(Scan& scan, const Waiting& waiting)
{
    const Request& request = *waiting.request;
    if (scan.held.contains(groupOf(request)))
        return true;
    if (!m_isPaused || request.priority == Priority::Lock) {
        const double part = partOf(priorityOf(waiting, scan.now));
        const auto at = m_budgets.whenOne(request.kind, part, scan.now);
        if (at <= scan.now)
            return false;
        scan.soonest(at);
    }
    scan.held.insert(groupOf(request));
    scan.untimed += m_untimed[groupOf(request)];
    return true;
}

bool RequestQueue::isEnough(const Scan& scan, const Request& request) const
{
    return scan.timed == m_timed
        && (scan.untimed == m_waiting.size() - m_timed || !hasRoom(request.priority));
}

RequestQueue::Turn RequestQueue::turnOf(Scan& scan, const Waiting& waiting)
{
    const Request& request = *waiting.request;
    const bool isWaiting = isHeld(scan, waiting);
    if (isWaiting && !request.timeLeft)
        return Turn::Waits;
    const auto at = whenMayGo(waiting, scan.now);
    if (const auto left = timeLeftOf(request)) {
        const auto wait = at ? *at - scan.now : Duration::zero();
        if (*left <= Duration::zero() || wait >= *left)
            return Turn::IsOver;
        scan.soonest(scan.now + *left);
    }
    if (at && *at > scan.now)
        scan.soonest(*at);
    const bool mayGo = at && *at <= scan.now && hasRoom(priorityOf(waiting, scan.now));
    return mayGo ? Turn::Goes : Turn::Waits;
}

bool RequestQueue::letOneGo(Scan& scan)
{
    for (auto at = m_waiting.begin(); at != m_waiting.end(); ++at) {
        const Request& request = *(*at)->request;
        if (isEnough(scan, request))
            return false;
        scan.timed += request.timeLeft ? 1 : 0;
        const Turn turn = turnOf(scan, **at);
        if (turn == Turn::Waits)
            continue;
        const Ticket waiting = *at;
        m_waiting.erase(at);
        uncount(request);
        waiting->isRefused = turn == Turn::IsOver;
        if (turn == Turn::Goes)
            charge(request, scan.now);
        waiting->gate.open(); // the list may be another one now
        return true;
    }
    return false;
}

std::optional<Duration> RequestQueue::letGo()
{
    for (;;) {
        Scan scan{.now = m_clock.elapsed()};
        if (!letOneGo(scan))
            return scan.next;
    }
}

void RequestQueue::charge(const Request& request, Duration now)
{
    m_budgets.spendBefore(request, now);
    m_notUrgent += request.priority == Priority::Lock ? 0 : 1;
    ++m_underWay;
}

void RequestQueue::completed(const Request& request)
{
    --m_underWay;
    m_notUrgent -= request.priority == Priority::Lock ? 0 : 1;
}

} // namespace plectrum::opencloud
