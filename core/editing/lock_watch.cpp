// SPDX-License-Identifier: MIT
#include "editing/lock_watch.h"

#include "datastore/error.h"
#include "editing/lock_watch_state.h"
#include "store/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

namespace {

/// Changes of what is watched come in bursts.
constexpr async::Duration gathering{10};

} // namespace

Task<void> LockWatch::State::run(WatchPriority interest)
{
    const auto self = shared_from_this();
    const auto stop = tasks.stopToken();
    Loop& loop = loopOf(interest);
    while (true) {
        co_await clock->sleep(gathering, stop);
        const auto keys = due(interest);
        if (!keys.empty())
            co_await lookAtAll(keys, stop);
        const auto rest = pause(interest);
        if (!rest)
            break;
        loop.wake = {};
        try {
            co_await clock->sleep(*rest, loop.wake.get_token());
        } catch (const async::Cancelled&) {
            // Woken early.
        }
        async::throwIfStopped(stop); // the clock may be gone
    }
    loop.isRunning = false;
}

Task<void> LockWatch::State::lookAtAll(std::vector<store::KeyAddress> keys, std::stop_token stop)
{
    const auto self = shared_from_this();
    // Whether a store has a data store for locks is asked once, not for each of its keys.
    while (!keys.empty() && !stores.contains(keys.back().store)) {
        co_await lookNow(keys.back(), stop);
        keys.pop_back();
        if (!keys.empty() && !stores.contains(keys.back().store))
            break; // it cannot be asked now
    }
    std::vector<Task<LockView>> looks;
    looks.reserve(keys.size());
    for (auto& key : keys)
        looks.push_back(lookNow(std::move(key), stop));
    co_await async::all(std::move(looks));
}

Task<LockReading> LockWatch::State::read(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto before = stores.find(address.store);
    bool isKnown =
        before != stores.end() && clock->elapsed() - before->second.asked < pace.storesKnownFor;
    bool hasDataStore = isKnown && before->second.hasDataStore;
    std::exception_ptr error;
    if (!isKnown) {
        try {
            hasDataStore = co_await hasLockDataStore(probe, address.store, stop);
            async::throwIfStopped(stop);
            stores[address.store] = {hasDataStore, clock->elapsed()};
        } catch (const async::Cancelled&) {
            throw;
        } catch (...) {
            error = std::current_exception();
        }
    }
    async::throwIfStopped(stop);
    auto reading = co_await readLock(probe, std::move(address), hasDataStore, stop);
    if (error && !reading.doubt) {
        reading.doubt = doubtOf(error);
        reading.failure = store::textOf(error);
    }
    co_return reading;
}

Task<LockView> LockWatch::State::lookNow(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto begun = ++sequence;
    if (const auto found = known.find(address); found != known.end())
        found->second.asked = clock->elapsed();
    auto reading = co_await read(address, stop);
    async::throwIfStopped(stop);
    adopt(address, reading, begun);
    const auto found = known.find(address);
    co_return found != known.end() ? found->second.view : judge(address, std::move(reading));
}

Task<WaitOutcome> LockWatch::State::wait(store::KeyAddress address, std::stop_token stop)
{
    const auto self = shared_from_this();
    auto delay = pace.firstWait;
    while (true) {
        async::throwIfStopped(stop);
        const auto view = co_await lookNow(address, stop);
        if (view.state == LockState::Free)
            co_return WaitOutcome::Free;
        const bool isHopeless = view.state == LockState::Unknown
            && (view.doubt == UnknownReason::NoPlace || view.doubt == UnknownReason::Denied);
        if (isHopeless)
            co_return WaitOutcome::CannotTell;
        co_await clock->sleep(delay, stop);
        delay = std::min(delay * 2, pace.longestWait);
    }
}

Task<BreakOutcome> LockWatch::State::remove(store::KeyAddress address,
                                            std::vector<ObservedLock> seen)
{
    const auto self = shared_from_this();
    auto outcome = BreakOutcome::AlreadyFree;
    for (const ObservedLock& sign : seen) {
        const auto ownId = random->guid();
        own->noteId(ownId);
        const auto one = co_await removeLock(probe, address, sign, ownId);
        if (one == BreakOutcome::Changed || outcome == BreakOutcome::AlreadyFree)
            outcome = one;
    }
    co_await lookNow(address, {});
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

LockWatch::LockWatch(datastore::Universe& universe, async::Clock& clock, async::Random& random,
                     std::shared_ptr<OwnLocks> own, PollPolicy pace)
    : m_state(std::make_shared<State>())
{
    m_state->probe = {&universe, &clock};
    m_state->clock = &clock;
    m_state->random = &random;
    m_state->own = std::move(own);
    m_state->pace = pace;
    m_state->own->onChanged([state = std::weak_ptr(m_state)](const store::KeyAddress& address) {
        if (const auto self = state.lock())
            self->adoptOwn(address);
    });
}

LockWatch::~LockWatch()
{
    m_state->stopAll();
}

void LockWatch::setPace(PollPolicy pace)
{
    m_state->pace = pace;
}

async::Clock& LockWatch::clock() const
{
    return *m_state->clock;
}

std::unique_ptr<LockWatch::Watcher> LockWatch::watch(
    WatchPriority interest, std::function<void(const store::KeyAddress&)> changed)
{
    auto state = std::make_shared<Watcher::State>();
    state->watch = m_state;
    state->interest = interest;
    state->changed = std::move(changed);
    m_state->watchers.push_back(state);
    return std::unique_ptr<Watcher>(new Watcher(std::move(state)));
}

LockView LockWatch::view(const store::KeyAddress& address) const
{
    const auto found = m_state->known.find(address);
    return found == m_state->known.end() ? LockView() : found->second.view;
}

Task<LockView> LockWatch::look(store::KeyAddress address, std::stop_token stop)
{
    return m_state->lookNow(std::move(address), std::move(stop));
}

Task<WaitOutcome> LockWatch::waitUntilFree(store::KeyAddress address, std::stop_token stop)
{
    return m_state->wait(std::move(address), std::move(stop));
}

Task<BreakOutcome> LockWatch::breakLock(store::KeyAddress address, std::vector<ObservedLock> seen)
{
    return m_state->remove(std::move(address), std::move(seen));
}

Task<void> LockWatch::finished()
{
    return m_state->ended();
}

} // namespace plectrum::editing
