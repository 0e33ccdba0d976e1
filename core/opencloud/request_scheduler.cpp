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

struct RequestScheduler::State : std::enable_shared_from_this<State>
{
    State(Transport& next, async::Clock& time, async::Random& chance, SchedulerSettings wanted)
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
        tasks.start(wake(*time, waking.get_token()));
    }
    Task<void> wake(Duration time, std::stop_token stop)
    {
        const auto self = shared_from_this();
        co_await clock.sleep(time - clock.elapsed(), stop);
        nextLook.reset();
        pump();
    }
    void changed() const
    {
        if (listener)
            listener();
    }

    Task<void> turn(const Request* request, std::stop_token stop)
    {
        const auto self = shared_from_this();
        if (queue.isEnded())
            throw async::Cancelled();
        const auto waiting = queue.add(*request);
        pump();
        try {
            co_await waiting->gate.wait(stop);
        } catch (...) {
            queue.leave(waiting);
            pump();
            throw;
        }
        if (waiting->isEnded)
            throw async::Cancelled();
        if (waiting->isRefused)
            throw datastore::notSent();
    }
    /// What the service tells of its own count. True: it wants a longer silence than is waited for.
    bool applyRateLimit(const Request& request, const Response& answer)
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
    bool completed(const Request& request, const std::optional<Response>& answer)
    {
        queue.completed(request);
        budgets.spendAfter(request, answer ? answer->body.size() : 0, clock.elapsed());
        const bool isTooLong = answer && applyRateLimit(request, *answer);
        pump();
        return isTooLong;
    }

    /// An answer, or nothing: it may be tried again.
    Task<std::optional<Response>> sendOnce(const Request* request, bool isLast, bool* isTooLong,
                                           std::stop_token stop)
    {
        const auto self = shared_from_this();
        co_await turn(request, stop);
        std::optional<Response> answer;
        std::exception_ptr error;
        try {
            datastore::checkTimeLeft(request->timeLeft);
            answer = co_await transport.send(*request, stop);
        } catch (const datastore::Error& failure) {
            if (!request->isIdempotent || !failure.isRetryable() || isLast || queue.isEnded())
                error = std::current_exception();
        } catch (...) {
            error = std::current_exception();
        }
        // After its scheduler nothing is counted any more: the clock may be gone as well.
        if (!queue.isEnded())
            *isTooLong = completed(*request, answer);
        if (error)
            std::rethrow_exception(error);
        co_return answer;
    }
    Task<Response> send(Request request, std::stop_token stop)
    {
        const auto self = shared_from_this();
        int throttledTries = 0;
        for (int tries = 1;; ++tries) {
            const bool isLast = tries >= settings.maxTries;
            bool isTooLong = false;
            auto answer = co_await sendOnce(&request, isLast, &isTooLong, stop);
            if (answer && queue.isEnded())
                co_return *std::move(answer);
            if (answer && answer->status == 429) {
                if (++throttledTries >= settings.maxThrottled || isTooLong)
                    co_return *std::move(answer);
                --tries; // it was not done, and the budget waits as long as it must
                continue;
            }
            if (answer && (!mayGoAgain(request, answer->status) || isLast))
                co_return *std::move(answer);
            co_await clock.sleep(backOff(tries, random), stop);
        }
    }
};

RequestScheduler::RequestScheduler(Transport& transport, async::Clock& clock, async::Random& random,
                                   SchedulerSettings settings)
    : m_state(std::make_shared<State>(transport, clock, random, settings))
{
}

RequestScheduler::~RequestScheduler()
{
    m_state->listener = nullptr;
    m_state->queue.end();
    m_state->tasks.requestStop();
    m_state->waking.request_stop();
}

Task<Response> RequestScheduler::send(Request request, std::stop_token stop)
{
    return m_state->send(std::move(request), std::move(stop));
}

void RequestScheduler::pause()
{
    m_state->queue.setPaused(true);
    m_state->changed();
}

void RequestScheduler::resume()
{
    m_state->queue.setPaused(false);
    m_state->pump();
}

void RequestScheduler::setShare(double share)
{
    m_state->budgets.setShare(std::clamp(share, 0.01, 1.0));
    m_state->pump();
}

SchedulerState RequestScheduler::state() const
{
    const auto now = m_state->clock.elapsed();
    SchedulerState state;
    for (auto& [kind, budget] : m_state->budgets.kinds()) {
        BudgetState one{.kind = kind, .used = budget.used(now), .allowed = budget.allowed()};
        one.waiting = m_state->queue.waiting(kind);
        if (const auto until = budget.blockedUntil(now))
            one.throttledFor = *until - now;
        state.budgets.push_back(one);
    }
    state.waiting = m_state->queue.waiting();
    state.underWay = m_state->queue.underWay();
    state.throttled = m_state->throttled;
    state.isPaused = m_state->queue.isPaused();
    return state;
}

void RequestScheduler::onChange(std::function<void()> listener)
{
    m_state->listener = std::move(listener);
}

} // namespace plectrum::opencloud
