// SPDX-License-Identifier: MIT
#include "store/lock/lock.h"

#include "async/event.h"
#include "async/task_owner.h"
#include "store/error.h"
#include "store/lock/lock_error.h"
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
    async::Duration begun{}; ///< when the try began that set it last; by clock->elapsed()
    async::Duration expiry{};
    bool mayBeSet = false; ///< some try may have set it, as far as the answers tell
    bool isLost = false;
    bool isReleased = false;
    bool isAbandoned = false;
    std::function<void()> onLost;
    std::stop_source stop;
    std::shared_ptr<async::Event> refreshing; ///< while a refresh is under way
    /// Its tasks keep this state alive and end when the lock is lost or released.
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    bool isHeld() const { return !isLost && !isReleased && clock->elapsed() < expiry; }
    /// A try that began at `begin` was answered with yes.
    void taken(async::Duration begin)
    {
        begun = std::max(begun, begin);
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

Error Lock::notInTime(const State& state)
{
    const auto seconds = secondsOf(state.times.patience);
    state.log.write(LogLevel::Error, "failed to acquire lock within time limit",
                    {{"duration", seconds}});
    return {ErrorKind::Locked,
            "Failed to acquire lock for key '" + state.key + "' within " + std::to_string(seconds)
                + " seconds"};
}

Task<bool> Lock::tryOnce(std::shared_ptr<State> state, std::stop_token stop)
{
    const bool wasUncertain = state->mayBeSet;
    state->mayBeSet = true;
    std::optional<Error> failure;
    try {
        const auto begin = co_await state->service->take(state->key, state->id, std::move(stop));
        state->mayBeSet = begin.has_value();
        if (begin)
            state->taken(*begin);
        co_return begin.has_value();
    } catch (const Error& error) {
        failure = error;
    }
    state->mayBeSet = wasUncertain || failure->isOutcomeUnknown();
    if (!state->times.goesOnAfterErrors)
        throw LockError(*failure);
    state->log.write(LogLevel::Warn, "attempt to acquire lock failed",
                     {{"error", failure->text()}});
    co_return false;
}

Task<bool> Lock::tryUntilTaken(std::shared_ptr<State> state, std::stop_token stop)
{
    const auto& times = state->times;
    const auto start = state->clock->elapsed();
    auto delay = times.firstDelay;
    while (true) {
        async::throwIfStopped(stop);
        if (co_await tryOnce(state, stop))
            co_return true;
        const auto waited = state->clock->elapsed() - start;
        if (waited >= times.patience && times.triesAtEnd)
            co_return false;
        const auto rest = std::max(times.patience - waited, async::Duration());
        const bool isLast = times.triesAtEnd && delay >= rest; // however late the clock wakes us
        co_await state->clock->sleep(isLast ? rest : delay, stop);
        if (!isLast && state->clock->elapsed() - start > times.patience)
            co_return false;
        delay = std::min(delay * 2, times.maximumDelay);
    }
}

/// Lets go of what a try may have set, though there will be no lock.
Task<void> Lock::undoTaking(std::shared_ptr<State> state, bool isAwaited)
{
    if (!state->mayBeSet)
        co_return;
    if (isAwaited) [[maybe_unused]]
        const auto released = co_await outcomeOf(letGo(state));
    else
        state->tasks.start(letGo(state));
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

    std::exception_ptr failure;
    bool isError = false;
    try {
        if (!co_await tryUntilTaken(state, stop))
            throw notInTime(*state);
        state->log.write(LogLevel::Info, "lock acquired successfully");
        async::throwIfStopped(stop);
    } catch (const Error& error) {
        state->log.write(LogLevel::Error, "failed to acquire lock", {{"error", error.text()}});
        failure = std::current_exception();
        isError = true;
    } catch (const async::Cancelled&) {
        failure = std::current_exception();
    }
    if (failure) {
        // A person is told the reason at once; nobody waits for a game server's failed load.
        co_await undoTaking(state, !isError || times.goesOnAfterErrors);
        std::rethrow_exception(failure);
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
    // A refresh that is under way would set it again after its release.
    if (const auto refreshing = state->refreshing)
        co_await refreshing->wait();
    co_await state->service->release(state->key, state->id);
}

Task<void> Lock::finished()
{
    return m_state->tasks.finished();
}

Task<void> Lock::keep(std::shared_ptr<State> state)
{
    const auto stop = state->stop.get_token();
    while (true) {
        const auto due = state->begun + state->times.refreshEvery;
        co_await state->clock->sleep(due - state->clock->elapsed(), stop);
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
    const auto refreshing = std::make_shared<async::Event>();
    state->refreshing = refreshing;
    const auto failure = (co_await outcomeOf(takeAnew(state))).error;
    state->refreshing = nullptr;
    refreshing->open(); // whatever came of it: nobody is left waiting
    if (failure)
        std::rethrow_exception(failure);
    co_return state->isHeld();
}

Task<void> Lock::takeAnew(std::shared_ptr<State> state)
{
    std::optional<async::Duration> begin;
    bool mayBeSet = false;
    json::Value::Members context;
    try {
        begin = co_await state->service->take(state->key, state->id, state->stop.get_token());
    } catch (const Error& error) {
        context.emplace_back("error", error.text());
        mayBeSet = error.isOutcomeUnknown();
    } catch (const async::Cancelled&) {
        mayBeSet = true;
    }
    if (state->isReleased)
        co_return; // letGo() waits for this and lets go of it
    if (state->isLost) {
        // The refresh came after the end and must not leave a lock behind.
        if (begin || mayBeSet) [[maybe_unused]]
            const auto released =
                co_await outcomeOf(state->service->release(state->key, state->id));
        co_return;
    }
    if (begin) {
        state->taken(*begin);
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
