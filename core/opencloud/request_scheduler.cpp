// SPDX-License-Identifier: MIT
#include "opencloud/request_scheduler.h"

#include "async/gate.h"
#include "datastore/error.h"
#include "datastore/limits.h"
#include "opencloud/rate_budget.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <list>
#include <map>
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

bool mayGoAgain(const Request& request, int status)
{
    return request.isIdempotent
        && (status == 500 || status == 502 || status == 503 || status == 504);
}

} // namespace

std::int64_t requestsPerMinute(RequestKind kind, int players)
{
    const auto of = [players](const datastore::limits::RequestBudget& budget) {
        return std::int64_t(budget.base) + std::int64_t(budget.perPlayer) * players;
    };
    switch (kind) {
    case RequestKind::Read:
        return of(datastore::limits::readBudget);
    case RequestKind::Write:
        return of(datastore::limits::writeBudget);
    case RequestKind::List:
        return of(datastore::limits::listBudget);
    case RequestKind::Remove:
        return of(datastore::limits::removeBudget);
    case RequestKind::ReadV1:
    case RequestKind::WriteV1:
        return 300;
    case RequestKind::Task:
        return 5;
    case RequestKind::TaskPoll:
        return 45;
    case RequestKind::Other:
        break;
    }
    return 100; // not documented; few are made
}

struct RequestScheduler::Private : std::enable_shared_from_this<Private>
{
    /// A request that has not gone yet.
    struct Waiting
    {
        const Request* request;
        async::Gate gate;
        std::uint64_t order;
    };
    using Place = std::list<std::shared_ptr<Waiting>>::iterator;

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
    std::map<RequestKind, int> m_throttledInARow;
    std::list<std::shared_ptr<Waiting>> m_waiting; ///< by priority, then order
    std::uint64_t m_nextOrder = 0;
    std::size_t m_underWay = 0;
    std::int64_t m_throttled = 0;
    bool m_isPaused = false;
    bool m_isPumping = false;
    std::optional<Duration> m_wakeAt;
    std::stop_source m_waking;
    std::function<void()> m_listener;
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};

    std::int64_t allowedOf(RequestKind kind) const
    {
        const auto whole = requestsPerMinute(kind, m_settings.players);
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

    /// When it may go; nullopt while it may not for another reason than time.
    std::optional<Duration> whenMayGo(const Waiting& waiting, Duration now)
    {
        const Request& request = *waiting.request;
        if (m_isPaused && request.priority != Priority::Lock)
            return std::nullopt;
        auto time = budgetOf(request.kind).when(1, now);
        if (RateBudget* throughput = throughputOf(request))
            time = std::max(time, throughput->when(costBefore(request), now));
        return time;
    }
    void take(const Request& request, Duration now)
    {
        budgetOf(request.kind).spend(1, now);
        if (isWrite(request.kind)) {
            if (RateBudget* throughput = throughputOf(request))
                throughput->spend(costBefore(request), now);
        }
        ++m_underWay;
    }

    void enqueue(std::shared_ptr<Waiting> waiting)
    {
        const auto rank = [](const auto& each) {
            return std::pair(each->request->priority, each->order);
        };
        const auto place = std::ranges::find_if(
            m_waiting, [&](const auto& each) { return rank(each) > rank(waiting); });
        m_waiting.insert(place, std::move(waiting));
    }

    /// Lets all go that may. A kind that has to wait holds up no other.
    void pump()
    {
        if (std::exchange(m_isPumping, true))
            return;
        std::optional<Duration> next;
        for (bool goesOn = true; goesOn;) {
            goesOn = false;
            next.reset();
            const auto now = m_clock.elapsed();
            for (auto place = m_waiting.begin(); place != m_waiting.end(); ++place) {
                const auto at = whenMayGo(**place, now);
                if (!at)
                    continue;
                if (*at > now) {
                    next = next ? std::min(*next, *at) : *at;
                    continue;
                }
                if (m_underWay >= std::size_t(m_settings.mostAtOnce))
                    continue;
                const auto waiting = *place;
                m_waiting.erase(place);
                take(*waiting->request, now);
                waiting->gate.open();
                goesOn = true; // the list may be another one now
                break;
            }
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
        const auto waiting = std::make_shared<Waiting>();
        waiting->request = request;
        waiting->order = self->m_nextOrder++;
        self->enqueue(waiting);
        self->pump();
        try {
            co_await waiting->gate.wait(stop);
        } catch (...) {
            if (waiting->gate.isOpen())
                --self->m_underWay; // it was let go and stopped in the same moment
            std::erase(self->m_waiting, waiting);
            self->pump();
            throw;
        }
    }
    void cameBack(const Request& request, std::size_t bytes)
    {
        --m_underWay;
        if (isRead(request.kind)) {
            if (RateBudget* throughput = throughputOf(request))
                throughput->spend(kilobytes(bytes), m_clock.elapsed());
        }
    }
    /// What the service tells of its own count.
    void heed(RequestKind kind, const Answer& answer)
    {
        const auto now = m_clock.elapsed();
        if (answer.status == 429) {
            ++m_throttled;
            const int row = ++m_throttledInARow[kind];
            const auto wait = number(answer.header("retry-after"));
            const auto pause =
                wait ? Duration(std::chrono::seconds(*wait)) : backOff(row, m_random);
            budgetOf(kind).block(now + pause);
            return;
        }
        m_throttledInARow[kind] = 0;
        const auto remaining = number(answer.header("x-ratelimit-remaining"));
        const auto reset = number(answer.header("x-ratelimit-reset"));
        if (remaining == 0 && reset)
            budgetOf(kind).block(now + std::chrono::seconds(*reset));
    }

    static Task<Answer> send(std::shared_ptr<Private> self, Request request, std::stop_token stop)
    {
        int throttled = 0;
        for (int tries = 1;; ++tries) {
            co_await turn(self, &request, stop);
            std::optional<Answer> answer;
            std::exception_ptr error;
            try {
                answer = co_await self->m_transport.send(request, stop);
            } catch (const datastore::Error& failure) {
                if (!request.isIdempotent || !failure.isRetryable()
                    || tries >= self->m_settings.mostTries)
                    error = std::current_exception();
            } catch (...) {
                error = std::current_exception();
            }
            self->cameBack(request, answer ? answer->body.size() : 0);
            if (answer)
                self->heed(request.kind, *answer);
            self->pump();
            if (error)
                std::rethrow_exception(error);
            if (answer && answer->status == 429) {
                if (++throttled >= self->m_settings.mostThrottled)
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
