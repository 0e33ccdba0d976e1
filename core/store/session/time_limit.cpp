// SPDX-License-Identifier: MIT
#include "store/session/time_limit.h"

#include "async/event.h"
#include "store/error.h"
#include "store/outcome.h"

#include <algorithm>
#include <utility>

namespace plectrum::store {

namespace {

/// Who is first, the work or the time limit.
struct Race
{
    async::Event gate;
    std::exception_ptr error;
    std::stop_source timer;

    void finish(std::exception_ptr failure)
    {
        if (gate.isOpen())
            return;
        error = std::move(failure);
        timer.request_stop();
        gate.open();
    }
};

Task<void> runWork(std::shared_ptr<Race> race, Task<void> work)
{
    race->finish((co_await outcomeOf(std::move(work))).error);
}

Task<void> runTimer(std::shared_ptr<Race> race, std::shared_ptr<TimeLimit> limit,
                    async::Clock* clock)
{
    async::Duration left = queueLimit;
    while (left.count() > 0) {
        co_await clock->sleep(left, race->timer.get_token());
        if (race->gate.isOpen())
            co_return;
        left = limit->takePaused(clock->elapsed());
    }
    const Error error(ErrorKind::TimedOut, "Queue item timed out");
    limit->isOver = true;
    race->finish(std::make_exception_ptr(Error(error).withUnknownOutcome(limit->mayBeDone)));
    limit->stop.request_stop();
}

} // namespace

void TimeLimit::resume(async::Duration now)
{
    if (m_pausedAt)
        m_paused += now - *m_pausedAt;
    m_pausedAt.reset();
}

async::Duration TimeLimit::takePaused(async::Duration now)
{
    if (m_pausedAt) {
        // At least a while, so that whoever waits does not turn in circles.
        constexpr async::Duration least = std::chrono::seconds(1);
        m_paused += std::max(now - *m_pausedAt, least);
        m_pausedAt = std::max(now, *m_pausedAt + least);
    }
    return std::exchange(m_paused, {});
}

Task<void> withinLimit(Task<void> work, std::shared_ptr<TimeLimit> limit, async::Clock* clock,
                       async::TaskOwner* owner)
{
    if (work.isReady()) {
        co_await std::move(work);
        co_return;
    }
    const auto race = std::make_shared<Race>();
    owner->start(runWork(race, std::move(work)));
    owner->start(runTimer(race, std::move(limit), clock));
    co_await race->gate.wait();
    if (race->error)
        std::rethrow_exception(race->error);
}

Task<void> confirmed(std::shared_ptr<SessionObserver> observer, std::vector<SessionWrite> writes,
                     std::shared_ptr<TimeLimit> limit, async::Clock* clock)
{
    limit->pause(clock->elapsed());
    const auto refusal = (co_await outcomeOf(observer->confirm(std::move(writes)))).error;
    limit->resume(clock->elapsed());
    if (refusal)
        std::rethrow_exception(refusal);
}

} // namespace plectrum::store
