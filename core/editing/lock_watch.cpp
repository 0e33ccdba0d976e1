// SPDX-License-Identifier: MIT
#include "editing/lock_watch.h"

#include "async/task_owner.h"
#include "datastore/error.h"
#include "editing/access_services.h"
#include "editing/known_locks.h"
#include "store/error.h"
#include "store/names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace plectrum::editing {

namespace {

/// Changes of what is watched come in bursts.
constexpr async::Duration gathering{10};

} // namespace

struct LockWatch::Watcher::State
{
    std::shared_ptr<LockWatch::State> watch;
    WatchPriority priority{};
    std::function<void(const store::KeyAddress&)> changed;
    std::set<store::KeyAddress> keys;
    bool isGone = false;
};

struct LockWatch::State : std::enable_shared_from_this<LockWatch::State>
{
    struct Loop
    {
        bool isRunning = false;
        std::stop_source wake;
    };

    State(AccessServices given, PollPolicy policy)
        : services(std::move(given))
        , known(services.ownLocks, *services.clock)
        , schedule(policy)
    {
    }

    AccessServices services;
    KnownLocks known;
    LockSchedule schedule;
    std::vector<std::weak_ptr<Watcher::State>> watchers;
    std::array<Loop, 2> loops;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    Loop& loopOf(WatchPriority priority) { return loops.at(static_cast<std::size_t>(priority)); }
    std::vector<std::shared_ptr<Watcher::State>> living() const;
    std::set<store::KeyAddress> keysOf(WatchPriority priority) const;
    std::optional<bool> hasDataStore(const store::KeyAddress& address) const;
    void applyOwn(const store::KeyAddress& address);
    void notify(const store::KeyAddress& address);
    void keysChanged();
    void begin(WatchPriority priority);
    void stopAll();

    Task<void> run(WatchPriority priority);
    Task<void> readAll(std::vector<store::KeyAddress> keys, std::stop_token stop);
    Task<LockAnswer> ask(store::KeyAddress address, std::stop_token stop);
    Task<LockView> read(store::KeyAddress address, std::stop_token stop);
    Task<WaitOutcome> wait(store::KeyAddress address, std::stop_token stop);
    Task<store::LockRemoval> remove(store::KeyAddress address,
                                    std::vector<store::ObservedLock> seen);
    Task<void> ended();
};

std::vector<std::shared_ptr<LockWatch::Watcher::State>> LockWatch::State::living() const
{
    std::vector<std::shared_ptr<Watcher::State>> all;
    for (const auto& watcher : watchers)
        if (auto one = watcher.lock(); one && !one->isGone)
            all.push_back(std::move(one));
    return all;
}

/// A key that is watched closely is not read once more as a row.
std::set<store::KeyAddress> LockWatch::State::keysOf(WatchPriority priority) const
{
    std::set<store::KeyAddress> keys;
    for (const auto& watcher : living())
        if (watcher->priority == priority)
            keys.insert(watcher->keys.begin(), watcher->keys.end());
    if (priority == WatchPriority::Row)
        for (const auto& key : keysOf(WatchPriority::Closely))
            keys.erase(key);
    return keys;
}

/// Whether the key's store has a data store for locks, as far as it was found a short while ago.
std::optional<bool> LockWatch::State::hasDataStore(const store::KeyAddress& address) const
{
    return services.lockStores->find(store::names::locks(address.store), services.clock->elapsed(),
                                     schedule.policy().storesKnownFor);
}

void LockWatch::State::applyOwn(const store::KeyAddress& address)
{
    if (!known.contains(address))
        return;
    if (known.applyOwn(address))
        notify(address);
    loopOf(WatchPriority::Closely).wake.request_stop();
}

void LockWatch::State::notify(const store::KeyAddress& address)
{
    const store::KeyAddress key = address;
    for (const auto& watcher : living())
        if (!watcher->isGone && watcher->keys.contains(key))
            watcher->changed(key);
}

/// Forgets what nobody watches any more, and reads what is new.
void LockWatch::State::keysChanged()
{
    std::erase_if(watchers, [](const auto& watcher) { return watcher.expired(); });
    auto keys = keysOf(WatchPriority::Closely);
    const bool isAnyClose = !keys.empty();
    const auto rows = keysOf(WatchPriority::Row);
    keys.insert(rows.begin(), rows.end());
    known.setKeys(keys);
    if (isAnyClose)
        begin(WatchPriority::Closely);
    if (!rows.empty())
        begin(WatchPriority::Row);
}

void LockWatch::State::begin(WatchPriority priority)
{
    Loop& loop = loopOf(priority);
    if (tasks.stopToken().stop_requested())
        return;
    if (!loop.isRunning) {
        loop.isRunning = true;
        tasks.start(run(priority));
    } else {
        loop.wake.request_stop();
    }
}

void LockWatch::State::stopAll()
{
    tasks.requestStop();
    for (Loop& loop : loops)
        loop.wake.request_stop();
}

Task<void> LockWatch::State::run(WatchPriority priority)
{
    const auto self = shared_from_this();
    const auto stop = tasks.stopToken();
    async::Clock& clock = *services.clock;
    Loop& loop = loopOf(priority);
    while (true) {
        co_await clock.sleep(gathering, stop);
        auto keys = schedule.dequeue(priority, known.pollStates(keysOf(priority)), clock.elapsed());
        if (!keys.empty())
            co_await readAll(std::move(keys), stop);
        const auto rest =
            schedule.pause(priority, known.pollStates(keysOf(priority)), clock.elapsed());
        if (!rest)
            break;
        loop.wake = {};
        try {
            co_await clock.sleep(*rest, loop.wake.get_token());
        } catch (const async::Cancelled&) {
            // Woken early.
        }
        async::throwIfStopped(stop); // the clock may be gone
    }
    loop.isRunning = false;
}

Task<void> LockWatch::State::readAll(std::vector<store::KeyAddress> keys, std::stop_token stop)
{
    const auto self = shared_from_this();
    // Whether a store has a data store for locks is asked once, not for each of its keys.
    while (!keys.empty() && !hasDataStore(keys.back())) {
        co_await read(keys.back(), stop);
        keys.pop_back();
        if (!keys.empty() && !hasDataStore(keys.back()))
            break; // it cannot be asked now
    }
    std::vector<Task<LockView>> readings;
    readings.reserve(keys.size());
    for (auto& key : keys)
        readings.push_back(read(std::move(key), stop));
    co_await async::all(std::move(readings));
}

Task<LockAnswer> LockWatch::State::ask(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    auto isThere = hasDataStore(address);
    std::exception_ptr failure;
    if (!isThere) {
        try {
            isThere = co_await hasLockDataStore(services, address, stop);
            async::throwIfStopped(stop);
        } catch (const async::Cancelled&) {
            throw;
        } catch (...) {
            failure = std::current_exception();
        }
    }
    async::throwIfStopped(stop);
    LockAnswer answer{.reading = {}, .isDataStoreAsked = isThere.value_or(false)};
    answer.reading =
        co_await services.locksIn(store::LockLocation::HashMap, address)->read(address.key, stop);
    async::throwIfStopped(stop);
    if (answer.isDataStoreAsked) {
        auto second = co_await services.locksIn(store::LockLocation::DataStore, address)
                          ->read(address.key, stop);
        std::ranges::move(second.locks, std::back_inserter(answer.reading.locks));
        if (!answer.reading.failure)
            answer.reading.failure = second.failure;
        async::throwIfStopped(stop);
    }
    if (!answer.reading.failure)
        answer.reading.failure = failure;
    co_return std::move(answer);
}

Task<LockView> LockWatch::State::read(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto begun = known.begin(address);
    auto answer = co_await ask(address, stop);
    async::throwIfStopped(stop);
    if (!known.contains(address))
        co_return known.classify(address, std::move(answer));
    if (known.apply(address, std::move(answer), begun))
        notify(address);
    co_return known.view(address);
}

Task<WaitOutcome> LockWatch::State::wait(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    auto delay = schedule.policy().firstWait;
    while (true) {
        async::throwIfStopped(stop);
        const auto view = co_await read(address, stop);
        if (view.state == LockState::Free)
            co_return WaitOutcome::Free;
        const bool isHopeless = view.state == LockState::Unknown
            && (view.doubt == UnknownReason::NoPlaceId || view.doubt == UnknownReason::Denied);
        if (isHopeless)
            co_return WaitOutcome::CannotTell;
        co_await services.clock->sleep(delay, stop);
        delay = std::min(delay * 2, schedule.policy().longestWait);
    }
}

Task<store::LockRemoval> LockWatch::State::remove(store::KeyAddress address,
                                                  std::vector<store::ObservedLock> seen)
{
    const auto self = shared_from_this();
    auto outcome = store::LockRemoval::Absent;
    for (const store::ObservedLock& lock : seen) {
        const auto ownId = services.random->guid();
        services.ownLocks->noteId(ownId);
        const auto service = services.locksIn(lock.location, address);
        const auto one = co_await service->breakIf(address.key, lock.holder, ownId);
        outcome = store::bothOf(outcome, one);
    }
    co_await read(address, {});
    co_return outcome;
}

Task<void> LockWatch::State::ended()
{
    const auto self = shared_from_this();
    stopAll();
    co_await tasks.finished();
}

LockWatch::Watcher::Watcher(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

LockWatch::Watcher::~Watcher()
{
    m_state->isGone = true;
    m_state->watch->keysChanged();
}

void LockWatch::Watcher::setKeys(std::vector<store::KeyAddress> keys)
{
    std::erase_if(keys, [](const store::KeyAddress& key) {
        return key.kind == store::KeyAddress::Kind::Plain;
    });
    std::set<store::KeyAddress> wanted(keys.begin(), keys.end());
    if (wanted == m_state->keys)
        return;
    m_state->keys = std::move(wanted);
    m_state->watch->keysChanged();
}

LockWatch::LockWatch(AccessServices services, PollPolicy policy)
    : m_state(std::make_shared<State>(std::move(services), policy))
{
    m_state->services.ownLocks->onChanged(
        [state = std::weak_ptr(m_state)](const store::KeyAddress& address) {
            if (const auto self = state.lock())
                self->applyOwn(address);
        });
}

LockWatch::~LockWatch()
{
    m_state->stopAll();
}

void LockWatch::setPolicy(PollPolicy policy)
{
    m_state->schedule.setPolicy(policy);
}

async::Clock& LockWatch::clock() const
{
    return *m_state->services.clock;
}

LockConsent& LockWatch::lockConsent() const
{
    return m_state->services.knowledge->lockConsent;
}

std::unique_ptr<LockWatch::Watcher> LockWatch::watch(
    WatchPriority priority, std::function<void(const store::KeyAddress&)> changed)
{
    auto state = std::make_shared<Watcher::State>();
    state->watch = m_state;
    state->priority = priority;
    state->changed = std::move(changed);
    m_state->watchers.push_back(state);
    return std::unique_ptr<Watcher>(new Watcher(std::move(state)));
}

LockView LockWatch::view(const store::KeyAddress& address) const
{
    return m_state->known.view(address);
}

Task<LockView> LockWatch::poll(store::KeyAddress address, std::stop_token stop)
{
    return m_state->read(std::move(address), std::move(stop));
}

Task<WaitOutcome> LockWatch::waitUntilFree(store::KeyAddress address, std::stop_token stop)
{
    return m_state->wait(std::move(address), std::move(stop));
}

Task<store::LockRemoval> LockWatch::breakLock(store::KeyAddress address,
                                              std::vector<store::ObservedLock> seen)
{
    return m_state->remove(std::move(address), std::move(seen));
}

Task<void> LockWatch::finished()
{
    return m_state->ended();
}

} // namespace plectrum::editing
