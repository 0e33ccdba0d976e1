// SPDX-License-Identifier: MIT
#include "editing/known_locks.h"

#include "datastore/error.h"
#include "store/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

UnknownReason doubtOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& known) {
        if (known.code() == datastore::noPlaceIdCode)
            return UnknownReason::NoPlaceId;
        return known.kind() == datastore::ErrorKind::Denied ? UnknownReason::Denied
                                                            : UnknownReason::Failed;
    } catch (...) {
        return UnknownReason::Failed;
    }
}

void KnownLocks::setKeys(const std::set<store::KeyAddress>& keys)
{
    std::erase_if(m_known, [&keys](const auto& entry) { return !keys.contains(entry.first); });
    for (const auto& key : keys)
        m_known.try_emplace(key);
}

LockView KnownLocks::view(const store::KeyAddress& address) const
{
    const auto found = m_known.find(address);
    return found == m_known.end() ? LockView() : found->second.view;
}

LockSchedule::Keys KnownLocks::pollStates(const std::set<store::KeyAddress>& keys) const
{
    LockSchedule::Keys states;
    for (const auto& key : keys)
        states.emplace(key, m_known.at(key).poll);
    return states;
}

std::uint64_t KnownLocks::begin(const store::KeyAddress& address)
{
    if (const auto found = m_known.find(address); found != m_known.end())
        found->second.poll.asked = m_clock.elapsed();
    return ++m_sequence;
}

LockView KnownLocks::classify(const store::KeyAddress& address, LockAnswer answer) const
{
    LockView view;
    view.isDataStoreAsked = answer.isDataStoreAsked;
    view.lookedAt = m_clock.elapsed();
    view.since = view.lookedAt;
    const auto held = m_own->find(address);
    // One of ours that is just being let go of.
    std::erase_if(answer.reading.locks, [&](const store::ObservedLock& lock) {
        return m_own->isOwnId(lock.holder) && !(held && held->id == lock.holder);
    });
    view.locks = std::move(answer.reading.locks);
    const bool isOurs = held && std::ranges::all_of(view.locks, [&](const auto& lock) {
                            return lock.holder == held->id;
                        });
    if (!view.locks.empty()) {
        view.state = isOurs ? LockState::Ours : LockState::Another;
        view.own = isOurs ? held : std::nullopt;
    } else if (answer.reading.failure) {
        view.doubt = doubtOf(answer.reading.failure);
        view.failure = store::textOf(answer.reading.failure);
    } else {
        view.state = LockState::Free;
    }
    return view;
}

bool KnownLocks::apply(const store::KeyAddress& address, LockAnswer answer, std::uint64_t begun)
{
    const auto found = m_known.find(address);
    if (found == m_known.end())
        return false;
    Known& entry = found->second;
    if (begun < entry.sequence) {
        entry.poll.asked.reset();
        return false;
    }
    entry.sequence = begun;
    LockView view = classify(address, std::move(answer));
    entry.poll.failures = view.state == LockState::Unknown ? entry.poll.failures + 1 : 0;
    if (view.state == entry.view.state && view.state != LockState::Another)
        view.since = entry.view.since;
    if (view.state == LockState::Another) {
        const bool wasHeld = !entry.lastLocks.empty();
        const bool isSame = wasHeld && store::isSameHolder(entry.lastLocks, view.locks);
        view.since = isSame ? entry.lastSince : view.lookedAt;
        view.takeovers = entry.view.takeovers + (wasHeld && !isSame ? 1 : 0);
    }
    if (view.state != LockState::Unknown) {
        entry.lastLocks =
            view.state == LockState::Another ? view.locks : std::vector<store::ObservedLock>();
        entry.lastSince = view.since;
    } else {
        view.takeovers = entry.view.takeovers;
    }
    return show(entry, std::move(view));
}

bool KnownLocks::applyOwn(const store::KeyAddress& address)
{
    const auto found = m_known.find(address);
    if (found == m_known.end())
        return false;
    Known& entry = found->second;
    entry.sequence = ++m_sequence;
    entry.poll.asked.reset();
    entry.lastLocks.clear();
    LockView view;
    view.own = m_own->find(address);
    view.state = view.own ? LockState::Ours : LockState::Free;
    view.isDataStoreAsked = entry.view.isDataStoreAsked;
    view.lookedAt = m_clock.elapsed();
    view.since = view.state == entry.view.state ? entry.view.since : view.lookedAt;
    if (view.own && entry.view.own && entry.view.own->id == view.own->id)
        view.locks = entry.view.locks;
    return show(entry, std::move(view));
}

bool KnownLocks::show(Known& entry, LockView view)
{
    const bool isNews = !view.saysTheSameAs(entry.view);
    entry.view = std::move(view);
    return isNews;
}

} // namespace plectrum::editing
