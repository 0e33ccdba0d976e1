// SPDX-License-Identifier: MIT
#include "opencloud/request_scheduler.h"

#include "datastore/data_store_limits.h"
#include "datastore/error.h"
#include "opencloud/rate_headers.h"
#include "opencloud/request_budgets.h"
#include "opencloud/request_limits.h"
#include "opencloud/request_queue.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace plectrum::opencloud {

namespace {

using async::Duration;
using namespace std::chrono_literals;

constexpr Duration firstPause = 1s;
constexpr Duration longestPause = 60s;

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
    return requestLimitOf(kind).perMinute(players);
}

struct RequestScheduler::Private : std::enable_shared_from_this<Private>
{
    Private(Transport& next, async::Clock& time, async::Random& chance, SchedulerSettings wanted)
        : transport(next)
        , clock(time)
        , random(chance)
        , settings(wanted)
        , budgets(wanted.share, wanted.players)
        , queue(time, budgets, settings)
    {
    }

    Transport& transport;
    async::Clock& clock;
    async::Random& random;
    SchedulerSettings settings;
    RequestBudgets budgets;
    RequestQueue queue;
    std::map<RequestKind, int> throttledInARow;
    std::int64_t throttled = 0;
    bool isPumping = false;
    std::optional<Duration> nextLook;
    std::stop_source waking;
    std::function<void()> listener;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    void pump()
    {
        if (std::exchange(isPumping, true))
            return;
        const auto next = queue.letGo();
        isPumping = false;
        wakeAt(next);
        budgets.forgetIdleKeys(clock.elapsed());
        changed();
    }
    void wakeAt(std::optional<Duration> time)
    {
        if (!time || (nextLook && *nextLook <= *time))
            return;
        waking.request_stop();
        waking = std::stop_source();
        nextLook = time;
        tasks.start(wake(shared_from_this(), *time, waking.get_token()));
    }
    static Task<void> wake(std::shared_ptr<Private> self, Duration time, std::stop_token stop)
    {
        co_await self->clock.sleep(time - self->clock.elapsed(), stop);
        self->nextLook.reset();
        self->pump();
    }
    void changed() const
    {
        if (listener)
            listener();
    }

    static Task<void> turn(std::shared_ptr<Private> self, const Request* request,
                           std::stop_token stop)
    {
        if (self->queue.isEnded())
            throw async::Cancelled();
        const auto waiting = self->queue.add(*request);
        self->pump();
        try {
            co_await waiting->gate.wait(stop);
        } catch (...) {
            self->queue.leave(waiting);
            self->pump();
            throw;
        }
        if (waiting->isEnded)
            throw async::Cancelled();
        if (waiting->isRefused)
            throw datastore::notSent();
    }
    /// What the service tells of its own count. True: it wants a longer silence than is waited for.
    bool applyRateLimit(const Request& request, const Answer& answer)
    {
        budgets.learnLimit(request.kind, answer);
        const auto now = clock.elapsed();
        if (answer.status == 429) {
            ++throttled;
            const auto least = backOff(++throttledInARow[request.kind], random);
            const auto asked = retryAfterOf(answer).value_or(Duration::zero());
            const auto pause = std::clamp(asked, least, std::max(least, settings.longestWait));
            budgets.block(request, isThrottledByKey(answer), now + pause);
            return asked > settings.longestWait;
        }
        throttledInARow[request.kind] = 0;
        const auto reset = wholeNumberIn(answer, "x-ratelimit-reset");
        // A moment instead of a time from now, or nonsense: a window is never longer than that.
        if (wholeNumberIn(answer, "x-ratelimit-remaining") == 0 && reset)
            budgets.block(request, false, now + std::min(RateBudget::window, secondsOf(*reset)));
        return false;
    }
    bool completed(const Request& request, const std::optional<Answer>& answer)
    {
        queue.completed(request);
        budgets.spendAfter(request, answer ? answer->body.size() : 0, clock.elapsed());
        const bool isTooLong = answer && applyRateLimit(request, *answer);
        pump();
        return isTooLong;
    }

    /// An answer, or nothing: it may be tried again.
    static Task<std::optional<Answer>> sendOnce(std::shared_ptr<Private> self,
                                                const Request* request, bool isLast,
                                                bool* isTooLong, std::stop_token stop)
    {
        co_await turn(self, request, stop);
        std::optional<Answer> answer;
        std::exception_ptr error;
        try {
            datastore::checkTimeLeft(request->timeLeft);
            answer = co_await self->transport.send(*request, stop);
        } catch (const datastore::Error& failure) {
            if (!request->isIdempotent || !failure.isRetryable() || isLast)
                error = std::current_exception();
        } catch (...) {
            error = std::current_exception();
        }
        *isTooLong = self->completed(*request, answer);
        if (error)
            std::rethrow_exception(error);
        co_return answer;
    }
    static Task<Answer> send(std::shared_ptr<Private> self, Request request, std::stop_token stop)
    {
        int throttled = 0;
        for (int tries = 1;; ++tries) {
            const bool isLast = tries >= self->settings.mostTries;
            bool isTooLong = false;
            auto answer = co_await sendOnce(self, &request, isLast, &isTooLong, stop);
            if (answer && answer->status == 429) {
                if (++throttled >= self->settings.mostThrottled || isTooLong)
                    co_return *std::move(answer);
                --tries; // it was not done, and the budget waits as long as it must
                continue;
            }
            if (answer && (!mayGoAgain(request, answer->status) || isLast))
                co_return *std::move(answer);
            co_await self->clock.sleep(backOff(tries, self->random), stop);
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
    m_private->listener = nullptr;
    m_private->queue.end();
    m_private->tasks.requestStop();
    m_private->waking.request_stop();
}

Task<Answer> RequestScheduler::send(Request request, std::stop_token stop)
{
    return Private::send(m_private, std::move(request), std::move(stop));
}

void RequestScheduler::pause()
{
    m_private->queue.setPaused(true);
    m_private->changed();
}

void RequestScheduler::resume()
{
    m_private->queue.setPaused(false);
    m_private->pump();
}

void RequestScheduler::setShare(double share)
{
    m_private->budgets.setShare(std::clamp(share, 0.01, 1.0));
    m_private->pump();
}

SchedulerState RequestScheduler::state() const
{
    const auto now = m_private->clock.elapsed();
    SchedulerState state;
    for (auto& [kind, budget] : m_private->budgets.kinds()) {
        BudgetState one{.kind = kind, .used = budget.used(now), .allowed = budget.allowed()};
        one.waiting = m_private->queue.waiting(kind);
        if (const auto until = budget.blockedUntil(now))
            one.throttledFor = *until - now;
        state.budgets.push_back(one);
    }
    state.waiting = m_private->queue.waiting();
    state.underWay = m_private->queue.underWay();
    state.throttled = m_private->throttled;
    state.isPaused = m_private->queue.isPaused();
    return state;
}

void RequestScheduler::onChange(std::function<void()> listener)
{
    m_private->listener = std::move(listener);
}

} // namespace plectrum::opencloud
