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

struct Lock::State : std::enable_shared_from_this<Lock::State>
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
    std::stop_source life;
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
    Error notInTime() const;
    Task<bool> tryUntilAcquired(std::stop_token stop);
    Task<bool> tryOnce(std::stop_token stop);
    Task<void> undoTaking(bool isAwaited);
    Task<void> keep();
    Task<bool> refreshed();
    Task<void> reacquire();
    Task<void> expire();
    Task<void> letGo();
};

void Lock::State::lose()
{
    if (isLost || isReleased)
        return;
    isLost = true;
    log.write(LogLevel::Warn,
              "lock expiry timer fired or refresh failed, invoking onLockLost callbacks");
    life.request_stop();
    if (const auto callback = std::exchange(onLost, nullptr))
        callback();
}

namespace {

std::int64_t secondsOf(async::Duration duration)
{
    return std::chrono::duration_cast<std::chrono::seconds>(duration).count();
}

} // namespace

Error Lock::State::notInTime() const
{
    const auto seconds = secondsOf(times.patience);
    log.write(LogLevel::Error, "failed to acquire lock within time limit", {{"duration", seconds}});
    return {ErrorKind::Locked,
            "Failed to acquire lock for key '" + key + "' within " + std::to_string(seconds)
                + " seconds"};
}

Task<bool> Lock::State::tryOnce(std::stop_token stop)
{
    const auto self = shared_from_this();
    const bool wasUncertain = mayBeSet;
    mayBeSet = true;
    std::optional<Error> failure;
    try {
        const auto begin = co_await service->tryAcquire(key, id, std::move(stop));
        mayBeSet = begin.has_value();
        if (begin)
            taken(*begin);
        co_return begin.has_value();
    } catch (const Error& error) {
        failure = error;
    }
    mayBeSet = wasUncertain || failure->isOutcomeUnknown();
    if (!times.goesOnAfterErrors)
        throw LockError(*failure);
    log.write(LogLevel::Warn, "attempt to acquire lock failed", {{"error", failure->text()}});
    co_return false;
}

Task<bool> Lock::State::tryUntilAcquired(std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto start = clock->elapsed();
    auto delay = times.firstDelay;
    while (true) {
        async::throwIfStopped(stop);
        if (co_await tryOnce(stop))
            co_return true;
        const auto waited = clock->elapsed() - start;
        if (waited >= times.patience && times.triesAtEnd)
            co_return false;
        const auto rest = std::max(times.patience - waited, async::Duration());
        const bool isLast = times.triesAtEnd && delay >= rest; // however late the clock wakes us
        co_await clock->sleep(isLast ? rest : delay, stop);
        if (!isLast && clock->elapsed() - start > times.patience)
            co_return false;
        delay = std::min(delay * 2, times.maximumDelay);
    }
}

/// Lets go of what a try may have set, though there will be no lock.
Task<void> Lock::State::undoTaking(bool isAwaited)
{
    const auto self = shared_from_this();
    if (!mayBeSet)
        co_return;
    if (isAwaited) [[maybe_unused]]
        const auto released = co_await outcomeOf(letGo());
    else
        tasks.start(letGo());
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
        if (!co_await state->tryUntilAcquired(stop))
            throw state->notInTime();
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
        co_await state->undoTaking(!isError || times.goesOnAfterErrors);
        std::rethrow_exception(failure);
    }
    state->tasks.start(state->keep());
    state->tasks.start(state->expire());
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
        m_state->tasks.start(m_state->letGo());
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
    return m_state->letGo();
}

void Lock::abandon()
{
    m_state->onLost = nullptr;
    m_state->isReleased = true;
    m_state->isAbandoned = true;
    m_state->life.request_stop();
}

Task<void> Lock::State::letGo()
{
    const auto self = shared_from_this();
    if (isLost || isReleased)
        co_return;
    isReleased = true;
    life.request_stop();
    // A refresh that is under way would set it again after its release.
    if (const auto refresh = refreshing)
        co_await refresh->wait();
    co_await service->releaseIf(key, id);
}

Task<void> Lock::finished()
{
    return m_state->tasks.finished();
}

Task<void> Lock::State::keep()
{
    const auto self = shared_from_this();
    const auto over = life.get_token();
    while (true) {
        const auto due = begun + times.refreshEvery;
        co_await clock->sleep(due - clock->elapsed(), over);
        if (!co_await refreshed())
            co_return;
    }
}

Task<bool> Lock::refresh()
{
    return m_state->refreshed();
}

Task<bool> Lock::State::refreshed()
{
    const auto self = shared_from_this();
    if (refreshing) {
        const auto another = refreshing;
        co_await another->wait();
        co_return isHeld();
    }
    if (!isHeld())
        co_return false;
    const auto ended = std::make_shared<async::Event>();
    refreshing = ended;
    const auto failure = (co_await outcomeOf(reacquire())).error;
    refreshing = nullptr;
    ended->open(); // whatever came of it: nobody is left waiting
    if (failure)
        std::rethrow_exception(failure);
    co_return isHeld();
}

Task<void> Lock::State::reacquire()
{
    const auto self = shared_from_this();
    std::optional<async::Duration> begin;
    bool isPerhapsSet = false;
    json::Value::Members context;
    try {
        begin = co_await service->refresh(key, id, life.get_token());
    } catch (const Error& error) {
        context.emplace_back("error", error.text());
        isPerhapsSet = error.isOutcomeUnknown();
    } catch (const async::Cancelled&) {
        isPerhapsSet = true;
    }
    if (isReleased)
        co_return; // letGo() waits for this and lets go of it
    if (isLost) {
        // The refresh came after the end and must not leave a lock behind.
        if (begin || isPerhapsSet) [[maybe_unused]]
            const auto released = co_await outcomeOf(service->releaseIf(key, id));
        co_return;
    }
    if (begin) {
        taken(*begin);
        co_return;
    }
    log.write(LogLevel::Warn, "failed to refresh lock, lock considered lost", std::move(context));
    lose();
}

Task<void> Lock::State::expire()
{
    const auto self = shared_from_this();
    const auto over = life.get_token();
    while (clock->elapsed() < expiry)
        co_await clock->sleep(expiry - clock->elapsed(), over);
    lose();
}

} // namespace plectrum::store
