// SPDX-License-Identifier: MIT
#include "opencloud/request_scheduler.h"

#include "async/gate.h"
#include "datastore/data_store_limits.h"
#include "datastore/error.h"
#include "datastore/limits.h"
#include "opencloud/rate_budget.h"
#include "opencloud/request_limits.h"
#include "opencloud/server_time.h"
#include "opencloud/wire_error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <utility>

namespace plectrum::opencloud {

namespace {

using async::Duration;
using namespace std::chrono_literals;

constexpr std::int64_t kilobyte = 1024; // of throughput, to which each request is rounded up
constexpr Duration firstPause = 1s;
constexpr Duration longestPause = 60s;

bool isShared(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Task:
    case RequestKind::TaskPoll:
    case RequestKind::Other:
        return false; // counted per owner of the key; the game has no part in it
    default:
        return true;
    }
}

bool isWrite(RequestKind kind)
{
    return kind == RequestKind::Write || kind == RequestKind::WriteV1;
}

bool isRead(RequestKind kind)
{
    return kind == RequestKind::Read || kind == RequestKind::ReadV1;
}

std::int64_t kilobytes(std::size_t bytes)
{
    return std::max<std::int64_t>((std::int64_t(bytes) + kilobyte - 1) / kilobyte, 1);
}

std::optional<std::int64_t> number(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

/// Doubles each time, and never the same for all.
Duration backOff(int failures, async::Random& random)
{
    const double whole =
        double(firstPause.count()) * std::pow(2.0, double(std::min(failures, 10) - 1));
    const double capped = std::min(whole, double(longestPause.count()));
    return Duration(std::int64_t(capped * (0.5 + random.fraction() / 2)));
}

Duration secondsOf(std::int64_t count)
{
    return std::chrono::seconds(std::clamp<std::int64_t>(count, 0, 100 * 365 * 86'400LL));
}

/// A number of seconds, or a date, which is meant by the service's own clock.
std::optional<Duration> secondsAskedFor(const Answer& answer)
{
    const std::string after = answer.header("retry-after");
    if (const auto count = number(after))
        return secondsOf(*count);
    const auto until = httpDateOf(after);
    const auto now = httpDateOf(answer.header("date"));
    if (!until || !now)
        return std::nullopt;
    return std::max(*until - *now, Duration::zero());
}

/// Throttled for the throughput of one key, not for the requests of all.
bool isOfKey(const Answer& answer)
{
    const Complaint complaint = complaintOf(answer);
    return complaint.code.contains("Throughput") || complaint.message.contains("hroughput");
}

bool mayGoAgain(const Request& request, int status)
{
    return request.isIdempotent
        && (status == 500 || status == 502 || status == 503 || status == 504);
}

} // namespace

std::int64_t requestsPerMinute(RequestKind kind, int players)
{
    return requestLimitOf(kind).perMinute(players);
}

struct RequestScheduler::Private : std::enable_shared_from_this<Private>
{
    /// A request that has not gone yet.
    struct Waiting
    {
        const Request* request;
        async::Gate gate;
        std::uint64_t order;
        Duration since{};
        bool isRefused = false; ///< it may not go any more
        bool isEnded = false; ///< the scheduler is gone
    };
    using Group = std::pair<Priority, RequestKind>;

    Private(Transport& transport, async::Clock& clock, async::Random& random,
            SchedulerSettings settings)
        : m_transport(transport)
        , m_clock(clock)
        , m_random(random)
        , m_settings(settings)
    {
    }

    Transport& m_transport;
    async::Clock& m_clock;
    async::Random& m_random;
    SchedulerSettings m_settings;
    std::map<RequestKind, RateBudget> m_budgets;
    std::map<std::string, RateBudget> m_throughput; ///< by "r" or "w" and key, in kilobytes
    std::map<RequestKind, RateBudget> m_bytes; ///< of v1, in kilobytes
    std::map<RequestKind, int> m_throttledInARow;
    std::map<RequestKind, std::int64_t> m_told; ///< a minute: by the service, or by its pages
    std::list<std::shared_ptr<Waiting>> m_waiting; ///< by priority, then order
    std::uint64_t m_nextOrder = 0;
    std::size_t m_underWay = 0;
    std::size_t m_timed = 0; ///< of those waiting: with a time that they have left
    std::map<Group, std::size_t> m_untimed; ///< the others
    std::size_t m_notUrgent = 0; ///< of those under way: not for locks
    std::int64_t m_throttled = 0;
    bool m_isPaused = false;
    bool m_isEnded = false;
    bool m_isPumping = false;
    std::optional<Duration> m_wakeAt;
    std::stop_source m_waking;
    std::function<void()> m_listener;
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};

    std::int64_t allowedOf(RequestKind kind) const
    {
        const auto told = m_told.find(kind);
        const auto whole = told != m_told.end() ? told->second : requestLimitOf(kind).careful;
        if (!isShared(kind))
            return whole;
        return std::max<std::int64_t>(std::int64_t(double(whole) * m_settings.share), 1);
    }
    RateBudget& budgetOf(RequestKind kind)
    {
        return m_budgets.try_emplace(kind, allowedOf(kind)).first->second;
    }
    RateBudget* throughputOf(const Request& request)
    {
        if (request.throughputKey.empty() || (!isRead(request.kind) && !isWrite(request.kind)))
            return nullptr;
        const bool writes = isWrite(request.kind);
        const auto limit =
            writes ? datastore::limits::keyWriteThroughput : datastore::limits::keyReadThroughput;
        return &m_throughput
                    .try_emplace((writes ? "w " : "r ") + request.throughputKey,
                                 std::int64_t(limit) / kilobyte)
                    .first->second;
    }
    /// What a request is known to cost before it goes; a read is known when it is back.
    static std::int64_t costBefore(const Request& request)
    {
        return isWrite(request.kind) ? kilobytes(request.body.size()) : 1;
    }

    /// What v1 counts in bytes beside requests.
    RateBudget* bytesOf(RequestKind kind)
    {
        if (kind != RequestKind::ReadV1 && kind != RequestKind::WriteV1)
            return nullptr;
        const auto& limit = kind == RequestKind::ReadV1 ? datastore::limits::v1ReadBytes
                                                        : datastore::limits::v1WrittenBytes;
        const auto allowed = double(limit) * m_settings.share / double(kilobyte);
        return &m_bytes.try_emplace(kind, std::int64_t(allowed)).first->second;
    }
    Priority priorityOf(const Waiting& waiting, Duration now) const
    {
        const bool isOld = now - waiting.since >= m_settings.agesAfter;
        return isOld ? std::min(waiting.request->priority, Priority::User)
                     : waiting.request->priority;
    }
    /// Up to where a request of this priority may use a budget.
    std::int64_t mostFor(Priority priority, std::int64_t allowed) const
    {
        const double part = priority == Priority::Lock ? 1
            : priority == Priority::User               ? m_settings.userPart
                                                       : m_settings.backgroundPart;
        return std::max<std::int64_t>(std::int64_t(double(allowed) * part), 1);
    }
    bool hasPlace(Priority priority) const
    {
        if (m_underWay >= std::size_t(m_settings.mostAtOnce))
            return false;
        const int kept = std::min(m_settings.keptForLocks, m_settings.mostAtOnce - 1);
        return priority == Priority::Lock
            || m_notUrgent < std::size_t(m_settings.mostAtOnce - kept);
    }

    /// When it may go; nullopt while it may not for another reason than time.
    std::optional<Duration> whenMayGo(const Waiting& waiting, Duration now)
    {
        const Request& request = *waiting.request;
        if (m_isPaused && request.priority != Priority::Lock)
            return std::nullopt;
        RateBudget& budget = budgetOf(request.kind);
        auto time = budget.when(1, now, mostFor(priorityOf(waiting, now), budget.allowed()));
        if (RateBudget* bytes = bytesOf(request.kind))
            time = std::max(time, bytes->when(costBefore(request), now));
        if (RateBudget* throughput = throughputOf(request))
            time = std::max(time, throughput->when(costBefore(request), now));
        return time;
    }
    void take(const Request& request, Duration now)
    {
        budgetOf(request.kind).spend(1, now);
        if (RateBudget* bytes = isWrite(request.kind) ? bytesOf(request.kind) : nullptr)
            bytes->spend(costBefore(request), now);
        m_notUrgent += request.priority == Priority::Lock ? 0 : 1;
        if (isWrite(request.kind)) {
            if (RateBudget* throughput = throughputOf(request))
                throughput->spend(costBefore(request), now);
        }
        ++m_underWay;
    }

    static std::optional<Duration> timeLeftOf(const Request& request)
    {
        return request.timeLeft ? std::optional(request.timeLeft()) : std::nullopt;
    }
    void end()
    {
        m_isEnded = true;
        m_timed = 0;
        m_untimed.clear();
        for (const auto& waiting : std::exchange(m_waiting, {})) {
            waiting->isEnded = true;
            waiting->gate.open();
        }
    }

    static Group groupOf(const Request& request) { return {request.priority, request.kind}; }
    void enqueue(std::shared_ptr<Waiting> waiting)
    {
        waiting->since = m_clock.elapsed();
        ++(waiting->request->timeLeft ? m_timed : m_untimed[groupOf(*waiting->request)]);
        const auto rank = [](const auto& each) {
            return std::pair(each->request->priority, each->order);
        };
        auto place = m_waiting.end(); // nearly always where it belongs
        while (place != m_waiting.begin() && rank(*std::prev(place)) > rank(waiting))
            --place;
        m_waiting.insert(place, std::move(waiting));
    }
    /// It has been taken out of those that wait.
    void leave(const Request& request)
    {
        --(request.timeLeft ? m_timed : m_untimed[groupOf(request)]);
    }

    /// One look at those that wait, the most urgent first.
    struct Look
    {
        Duration now;
        std::optional<Duration> next{}; ///< when another look is worth it
        std::set<Group> held{}; ///< whose oldest may not go, so none of them may
        std::size_t untimed = 0; ///< how many are in those without a time of their own
        std::size_t timed = 0; ///< how many with one were looked at

        void soonest(Duration time) { next = next ? std::min(*next, time) : time; }
    };
    /// All of its group have to wait: for the whole group it is found out once.
    bool isHeld(Look& look, const Waiting& waiting)
    {
        const Request& request = *waiting.request;
        if (look.held.contains(groupOf(request)))
            return true;
        if (!m_isPaused || request.priority == Priority::Lock) {
            RateBudget& budget = budgetOf(request.kind);
            const auto most = mostFor(priorityOf(waiting, look.now), budget.allowed());
            const auto at = budget.when(1, look.now, most);
            if (at <= look.now)
                return false;
            look.soonest(at);
        }
        look.held.insert(groupOf(request));
        look.untimed += m_untimed[groupOf(request)];
        return true;
    }
    /// None of those behind may go either.
    bool isEnough(const Look& look, const Request& request) const
    {
        return look.timed == m_timed
            && (look.untimed == m_waiting.size() - m_timed || !hasPlace(request.priority));
    }
    enum class Turn
    {
        Waits,
        Goes,
        IsOver, ///< it may not go any more
    };
    Turn turnOf(Look& look, const Waiting& waiting)
    {
        const Request& request = *waiting.request;
        const bool isWaiting = isHeld(look, waiting);
        if (isWaiting && !request.timeLeft)
            return Turn::Waits;
        const auto at = whenMayGo(waiting, look.now);
        if (const auto left = timeLeftOf(request)) {
            const auto wait = at ? *at - look.now : Duration::zero();
            if (*left <= Duration::zero() || wait >= *left)
                return Turn::IsOver;
            look.soonest(look.now + *left);
        }
        if (at && *at > look.now)
            look.soonest(*at);
        const bool mayGo = at && *at <= look.now && hasPlace(priorityOf(waiting, look.now));
        return mayGo ? Turn::Goes : Turn::Waits;
    }
    bool letOneGo(Look& look)
    {
        for (auto place = m_waiting.begin(); place != m_waiting.end(); ++place) {
            const Request& request = *(*place)->request;
            if (isEnough(look, request))
                return false;
            look.timed += request.timeLeft ? 1 : 0;
            const Turn turn = turnOf(look, **place);
            if (turn == Turn::Waits)
                continue;
            const auto waiting = *place;
            m_waiting.erase(place);
            leave(request);
            waiting->isRefused = turn == Turn::IsOver;
            if (turn == Turn::Goes)
                take(request, look.now);
            waiting->gate.open(); // the list may be another one now
            return true;
        }
        return false;
    }
    /// Lets all go that may. A kind that has to wait holds up no other.
    void pump()
    {
        if (std::exchange(m_isPumping, true))
            return;
        std::optional<Duration> next;
        for (bool goesOn = true; goesOn;) {
            Look look{.now = m_clock.elapsed()};
            goesOn = letOneGo(look);
            next = look.next;
        }
        m_isPumping = false;
        wakeAt(next);
        forgetIdleKeys();
        changed();
    }
    void wakeAt(std::optional<Duration> time)
    {
        if (!time || (m_wakeAt && *m_wakeAt <= *time))
            return;
        m_waking.request_stop();
        m_waking = std::stop_source();
        m_wakeAt = time;
        m_tasks.start(wake(shared_from_this(), *time, m_waking.get_token()));
    }
    static Task<void> wake(std::shared_ptr<Private> self, Duration time, std::stop_token stop)
    {
        co_await self->m_clock.sleep(time - self->m_clock.elapsed(), stop);
        self->m_wakeAt.reset();
        self->pump();
    }
    void forgetIdleKeys()
    {
        if (m_throughput.size() < 1000)
            return;
        const auto now = m_clock.elapsed();
        std::erase_if(m_throughput, [now](auto& each) { return each.second.isIdle(now); });
    }
    void changed() const
    {
        if (m_listener)
            m_listener();
    }

    static Task<void> turn(std::shared_ptr<Private> self, const Request* request,
                           std::stop_token stop)
    {
        if (self->m_isEnded)
            throw async::Cancelled();
        const auto waiting = std::make_shared<Waiting>();
        waiting->request = request;
        waiting->order = self->m_nextOrder++;
        self->enqueue(waiting);
        self->pump();
        try {
            co_await waiting->gate.wait(stop);
        } catch (...) {
            if (waiting->gate.isOpen() && !waiting->isRefused && !waiting->isEnded)
                self->cameBack(*request, 0); // it was let go and stopped in the same moment
            if (std::erase(self->m_waiting, waiting) > 0)
                self->leave(*request);
            self->pump();
            throw;
        }
        if (waiting->isEnded)
            throw async::Cancelled();
        if (waiting->isRefused)
            throw datastore::notSent();
    }
    void cameBack(const Request& request, std::size_t bytes)
    {
        --m_underWay;
        m_notUrgent -= request.priority == Priority::Lock ? 0 : 1;
        if (RateBudget* read = isRead(request.kind) ? bytesOf(request.kind) : nullptr)
            read->spend(kilobytes(bytes), m_clock.elapsed());
        if (isRead(request.kind)) {
            if (RateBudget* throughput = throughputOf(request))
                throughput->spend(kilobytes(bytes), m_clock.elapsed());
        }
    }
    /// Until an answer comes only the smallest number is used that any page of the service says.
    void learnLimit(RequestKind kind, const Answer& answer)
    {
        if (!isSuccess(answer))
            return;
        const auto limit = number(answer.header("x-ratelimit-limit"));
        const auto whole =
            limit && *limit > 0 ? *limit : requestsPerMinute(kind, m_settings.players);
        auto& told = m_told[kind];
        if (told == whole)
            return;
        told = whole;
        budgetOf(kind).setAllowed(allowedOf(kind));
    }
    /// What the service tells of its own count. True: it wants a longer silence than is waited for.
    bool heed(const Request& request, const Answer& answer)
    {
        learnLimit(request.kind, answer);
        const auto now = m_clock.elapsed();
        const RequestKind kind = request.kind;
        if (answer.status == 429) {
            ++m_throttled;
            const auto least = backOff(++m_throttledInARow[kind], m_random);
            const auto asked = secondsAskedFor(answer).value_or(Duration::zero());
            const auto pause = std::clamp(asked, least, std::max(least, m_settings.longestWait));
            RateBudget* const key = isOfKey(answer) ? throughputOf(request) : nullptr;
            (key ? *key : budgetOf(kind)).block(now + pause);
            return asked > m_settings.longestWait;
        }
        m_throttledInARow[kind] = 0;
        const auto remaining = number(answer.header("x-ratelimit-remaining"));
        const auto reset = number(answer.header("x-ratelimit-reset"));
        // A moment instead of a time from now, or nonsense: a window is never longer than that.
        if (remaining == 0 && reset)
            budgetOf(kind).block(now + std::min(RateBudget::window, secondsOf(*reset)));
        return false;
    }

    static Task<Answer> send(std::shared_ptr<Private> self, Request request, std::stop_token stop)
    {
        int throttled = 0;
        for (int tries = 1;; ++tries) {
            co_await turn(self, &request, stop);
            std::optional<Answer> answer;
            std::exception_ptr error;
            try {
                datastore::checkTimeLeft(request.timeLeft);
                answer = co_await self->m_transport.send(request, stop);
            } catch (const datastore::Error& failure) {
                if (!request.isIdempotent || !failure.isRetryable()
                    || tries >= self->m_settings.mostTries)
                    error = std::current_exception();
            } catch (...) {
                error = std::current_exception();
            }
            self->cameBack(request, answer ? answer->body.size() : 0);
            const bool isTooLong = answer && self->heed(request, *answer);
            self->pump();
            if (error)
                std::rethrow_exception(error);
            if (answer && answer->status == 429) {
                if (++throttled >= self->m_settings.mostThrottled || isTooLong)
                    co_return *std::move(answer);
                --tries; // it was not done, and the budget waits as long as it must
                continue;
            }
            if (answer
                && (!mayGoAgain(request, answer->status) || tries >= self->m_settings.mostTries))
                co_return *std::move(answer);
            co_await self->m_clock.sleep(backOff(tries, self->m_random), stop);
        }
    }
};

RequestScheduler::RequestScheduler(Transport& transport, async::Clock& clock, async::Random& random,
                                   SchedulerSettings settings)
    : m_private(std::make_shared<Private>(transport, clock, random, settings))
{
}

RequestScheduler::~RequestScheduler()
{
    m_private->m_listener = nullptr;
    m_private->end();
    m_private->m_tasks.requestStop();
    m_private->m_waking.request_stop();
}

Task<Answer> RequestScheduler::send(Request request, std::stop_token stop)
{
    return Private::send(m_private, std::move(request), std::move(stop));
}

void RequestScheduler::pause()
{
    m_private->m_isPaused = true;
    m_private->changed();
}

void RequestScheduler::resume()
{
    m_private->m_isPaused = false;
    m_private->pump();
}

void RequestScheduler::setShare(double share)
{
    m_private->m_settings.share = std::clamp(share, 0.01, 1.0);
    for (auto& [kind, budget] : m_private->m_budgets)
        budget.setAllowed(m_private->allowedOf(kind));
    m_private->pump();
}

SchedulerState RequestScheduler::state() const
{
    const auto now = m_private->m_clock.elapsed();
    SchedulerState state;
    for (auto& [kind, budget] : m_private->m_budgets) {
        BudgetState one{.kind = kind, .used = budget.used(now), .allowed = budget.allowed()};
        one.waiting =
            std::size_t(std::ranges::count_if(m_private->m_waiting, [k = kind](const auto& each) {
                return each->request->kind == k;
            }));
        if (const auto until = budget.blockedUntil(now))
            one.throttledFor = *until - now;
        state.budgets.push_back(one);
    }
    state.waiting = m_private->m_waiting.size();
    state.underWay = m_private->m_underWay;
    state.throttled = m_private->m_throttled;
    state.isPaused = m_private->m_isPaused;
    return state;
}

void RequestScheduler::onChange(std::function<void()> listener)
{
    m_private->m_listener = std::move(listener);
}

} // namespace plectrum::opencloud
