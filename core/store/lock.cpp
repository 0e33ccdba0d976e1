// SPDX-License-Identifier: MIT
#include "store/lock.h"

#include "async/gate.h"
#include "async/task_owner.h"
#include "store/error.h"
#include "store/outcome.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace plectrum::store {

struct Lock::State
{
    std::shared_ptr<LockService> service;
    async::Clock* clock;
    std::string key;
    std::string id;
    Log log;
    LockTimes times;
    async::Duration expiry{}; ///< by clock->elapsed()
    bool isLost = false;
    bool isReleased = false;
    bool isAbandoned = false;
    std::function<void()> onLost;
    std::stop_source stop;
    std::shared_ptr<async::Gate> refreshing; ///< while a refresh is under way
    /// Its tasks keep this state alive and end when the lock is lost or released.
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    bool isHeld() const { return !isLost && !isReleased && clock->elapsed() < expiry; }
    /// A take that began at `begin` was answered with yes.
    void taken(async::Duration begin)
    {
        expiry = std::max(expiry, begin + times.lifetime - times.margin);
    }
    void lose();
};

void Lock::State::lose()
{
    if (isLost || isReleased)
        return;
    isLost = true;
    log.write(LogLevel::Warn,
              "lock expiry timer fired or refresh failed, invoking onLockLost callbacks");
    stop.request_stop();
    if (const auto callback = std::exchange(onLost, nullptr))
        callback();
}

namespace {

std::int64_t secondsOf(async::Duration duration)
{
    return std::chrono::duration_cast<std::chrono::seconds>(duration).count();
}

} // namespace

Task<bool> Lock::tryUntilTaken(std::shared_ptr<State> state, std::stop_token stop)
{
    const auto& times = state->times;
    const auto start = state->clock->elapsed();
    auto delay = times.firstDelay;
    while (true) {
        async::throwIfStopped(stop);
        const auto begin = state->clock->elapsed();
        if (co_await state->service->take(state->key, state->id)) {
            state->taken(begin);
            co_return true;
        }
        const auto waited = state->clock->elapsed() - start;
        if (waited >= times.patience)
            co_return false;
        const auto rest = times.patience - waited;
        const bool isLast = times.triesAtEnd && delay >= rest; // however late the clock wakes us
        co_await state->clock->sleep(isLast ? rest : delay, stop);
        if (!isLast && state->clock->elapsed() - start > times.patience)
            co_return false;
        delay = std::min(delay * 2, times.maximumDelay);
    }
}

Task<std::unique_ptr<Lock>> Lock::acquire(std::shared_ptr<LockService> service, async::Clock* clock,
                                          std::string key, std::string id, Log log, LockTimes times,
                                          std::stop_token stop)
{
    const auto state = std::make_shared<State>();
    state->service = std::move(service);
    state->clock = clock;
    state->key = key;
    state->id = id;
    state->log = log.with({{"key", key}, {"lockId", id}, {"method", "acquireLock"}});
    state->times = times;

    bool isTaken = false;
    std::optional<Error> failure;
    try {
        isTaken = co_await tryUntilTaken(state, stop);
    } catch (const Error& error) {
        failure = error;
    }
    if (!isTaken && !failure) {
        state->log.write(LogLevel::Error, "failed to acquire lock within time limit",
                         {{"duration", secondsOf(times.patience)}});
        failure = Error(ErrorKind::Locked,
                        "Failed to acquire lock for key '" + key + "' within "
                            + std::to_string(secondsOf(times.patience)) + " seconds");
    }
    if (failure) {
        state->log.write(LogLevel::Error, "failed to acquire lock", {{"error", failure->text()}});
        // The lock may have been set although its answer was an error.
        if (failure->isOutcomeUnknown())
            state->tasks.start(letGo(state));
        throw *failure;
    }
    state->log.write(LogLevel::Info, "lock acquired successfully");
    if (stop.stop_requested()) {
        co_await letGo(state);
        throw async::Cancelled();
    }
    state->tasks.start(keep(state));
    state->tasks.start(expire(state));
    co_return std::unique_ptr<Lock>(new Lock(state));
}

Lock::Lock(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

Lock::~Lock()
{
    m_state->onLost = nullptr;
    if (!m_state->isLost && !m_state->isReleased)
        m_state->tasks.start(letGo(m_state));
}

bool Lock::isHeld() const
{
    return m_state->isHeld();
}

bool Lock::hasTime(async::Duration duration) const
{
    return m_state->isHeld() && m_state->clock->elapsed() + duration <= m_state->expiry;
}

async::Duration Lock::timeLeft() const
{
    return m_state->isHeld() ? m_state->expiry - m_state->clock->elapsed()
                             : async::Duration::zero();
}

void Lock::onLost(std::function<void()> callback)
{
    m_state->onLost = std::move(callback);
}

Task<void> Lock::release()
{
    return letGo(m_state);
}

void Lock::abandon()
{
    m_state->onLost = nullptr;
    m_state->isReleased = true;
    m_state->isAbandoned = true;
    m_state->stop.request_stop();
}

Task<void> Lock::letGo(std::shared_ptr<State> state)
{
    if (state->isLost || state->isReleased)
        co_return;
    state->isReleased = true;
    state->stop.request_stop();
    co_await state->service->release(state->key, state->id);
}

Task<void> Lock::keep(std::shared_ptr<State> state)
{
    const auto stop = state->stop.get_token();
    while (true) {
        co_await state->clock->sleep(state->times.refreshEvery, stop);
        if (!co_await refreshed(state))
            co_return;
    }
}

Task<bool> Lock::refresh()
{
    return refreshed(m_state);
}

Task<bool> Lock::refreshed(std::shared_ptr<State> state)
{
    if (state->refreshing) {
        const auto refreshing = state->refreshing;
        co_await refreshing->wait();
        co_return state->isHeld();
    }
    if (!state->isHeld())
        co_return false;
    const auto refreshing = std::make_shared<async::Gate>();
    state->refreshing = refreshing;
    co_await takeAnew(state);
    state->refreshing = nullptr;
    refreshing->open();
    co_return state->isHeld();
}

Task<void> Lock::takeAnew(std::shared_ptr<State> state)
{
    const auto begin = state->clock->elapsed();
    bool isOurs = false;
    json::Value::Members context;
    try {
        isOurs = co_await state->service->take(state->key, state->id);
    } catch (const Error& error) {
        context.emplace_back("error", error.text());
    }
    if (state->isAbandoned)
        co_return;
    if (state->isLost || state->isReleased) {
        // The refresh came after the end and must not leave a lock behind.
        if (isOurs) [[maybe_unused]]
            const auto released =
                co_await outcomeOf(state->service->release(state->key, state->id));
        co_return;
    }
    if (isOurs) {
        state->taken(begin);
        co_return;
    }
    state->log.write(LogLevel::Warn, "failed to refresh lock, lock considered lost",
                     std::move(context));
    state->lose();
}

Task<void> Lock::expire(std::shared_ptr<State> state)
{
    const auto stop = state->stop.get_token();
    while (state->clock->elapsed() < state->expiry)
        co_await state->clock->sleep(state->expiry - state->clock->elapsed(), stop);
    state->lose();
}

} // namespace plectrum::store
