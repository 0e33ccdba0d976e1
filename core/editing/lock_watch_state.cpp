// SPDX-License-Identifier: MIT
#include "editing/lock_watch_state.h"

#include <algorithm>
#include <utility>

namespace plectrum::editing {

namespace {

constexpr async::Duration minute = std::chrono::minutes(1);
/// Between the parts of a list that is too long to be asked for at once.
constexpr async::Duration betweenParts{100};
/// Doublings of a pause.
constexpr int mostDoublings = 8;

bool isSameHolder(const std::vector<ObservedLock>& one, const std::vector<ObservedLock>& other)
{
    return std::ranges::equal(one, other, [](const ObservedLock& a, const ObservedLock& b) {
        return a.place == b.place && a.holder == b.holder;
    });
}

} // namespace

std::vector<std::shared_ptr<LockWatch::Watcher::State>> LockWatch::State::living() const
{
    std::vector<std::shared_ptr<Watcher::State>> all;
    for (const auto& watcher : watchers)
        if (auto one = watcher.lock(); one && !one->isGone)
            all.push_back(std::move(one));
    return all;
}

/// A key that is watched closely is not looked at once more as a row.
std::set<store::KeyAddress> LockWatch::State::keysOf(WatchPriority interest) const
{
    std::set<store::KeyAddress> keys;
    for (const auto& watcher : living())
        if (watcher->interest == interest)
            keys.insert(watcher->keys.begin(), watcher->keys.end());
    if (interest == WatchPriority::Row)
        for (const auto& key : keysOf(WatchPriority::Closely))
            keys.erase(key);
    return keys;
}

async::Duration LockWatch::State::dueIn(WatchPriority interest, const store::KeyAddress& key) const
{
    const KnownLock& entry = known.at(key);
    if (!entry.asked)
        return {};
    auto every = interest == WatchPriority::Closely ? pace.closely : pace.rows;
    for (int i = 0; i < std::min(entry.failures, mostDoublings); ++i)
        every *= 2;
    if (entry.failures > 0)
        every = std::min(every, pace.longestPause);
    return std::max(async::Duration(0), *entry.asked + every - clock->elapsed());
}

std::size_t LockWatch::State::rowBudget()
{
    while (!rowLooks.empty() && rowLooks.front() + minute <= clock->elapsed())
        rowLooks.pop_front();
    return pace.rowLooksPerMinute - std::min(pace.rowLooksPerMinute, rowLooks.size());
}

/// Those that wait longest first; of rows only as many as the budget allows.
std::vector<store::KeyAddress> LockWatch::State::due(WatchPriority interest)
{
    std::vector<store::KeyAddress> keys;
    for (const auto& key : keysOf(interest))
        if (dueIn(interest, key) == async::Duration(0))
            keys.push_back(key);
    std::ranges::stable_sort(keys, {}, [this](const store::KeyAddress& key) {
        return known.at(key).asked.value_or(async::Duration::min());
    });
    if (interest == WatchPriority::Row) {
        keys.resize(std::min({keys.size(), pace.atOnce, rowBudget()}));
        rowLooks.insert(rowLooks.end(), keys.size(), clock->elapsed());
    }
    return keys;
}

/// Until something is due; nullopt: nobody watches.
std::optional<async::Duration> LockWatch::State::pause(WatchPriority interest)
{
    std::optional<async::Duration> shortest;
    for (const auto& key : keysOf(interest))
        shortest = std::min(shortest.value_or(async::Duration::max()), dueIn(interest, key));
    if (!shortest)
        return {};
    if (interest == WatchPriority::Row && rowBudget() == 0 && !rowLooks.empty())
        shortest = std::max(*shortest, rowLooks.front() + minute - clock->elapsed());
    return std::max(*shortest, betweenParts);
}

LockView LockWatch::State::judge(const store::KeyAddress& address, LockReading reading) const
{
    LockView view;
    view.isDataStoreAsked = reading.isDataStoreAsked;
    view.lookedAt = clock->elapsed();
    view.since = view.lookedAt;
    const auto held = own->find(address);
    // One of ours that is just being let go of.
    std::erase_if(reading.signs, [&](const ObservedLock& sign) {
        return own->isOwnId(sign.holder) && !(held && held->id == sign.holder);
    });
    view.signs = std::move(reading.signs);
    const bool isOurs = held && std::ranges::all_of(view.signs, [&](const ObservedLock& sign) {
                            return sign.holder == held->id;
                        });
    if (!view.signs.empty()) {
        view.state = isOurs ? LockState::Ours : LockState::Another;
        view.own = isOurs ? held : std::nullopt;
    } else if (reading.doubt) {
        view.doubt = *reading.doubt;
        view.failure = std::move(reading.failure);
    } else {
        view.state = LockState::Free;
    }
    return view;
}

void LockWatch::State::adopt(const store::KeyAddress& address, LockReading reading,
                             std::uint64_t begun)
{
    const auto found = known.find(address);
    if (found == known.end())
        return;
    KnownLock& entry = found->second;
    if (begun < entry.sequence) {
        entry.asked.reset();
        return;
    }
    entry.sequence = begun;
    LockView view = judge(address, std::move(reading));
    entry.failures = view.state == LockState::Unknown ? entry.failures + 1 : 0;
    if (view.state == entry.view.state && view.state != LockState::Another)
        view.since = entry.view.since;
    if (view.state == LockState::Another) {
        const bool wasHeld = !entry.lastSigns.empty();
        const bool isSame = wasHeld && isSameHolder(entry.lastSigns, view.signs);
        view.since = isSame ? entry.lastSince : view.lookedAt;
        view.takeovers = entry.view.takeovers + (wasHeld && !isSame ? 1 : 0);
    }
    if (view.state != LockState::Unknown) {
        entry.lastSigns =
            view.state == LockState::Another ? view.signs : std::vector<ObservedLock>();
        entry.lastSince = view.since;
    } else {
        view.takeovers = entry.view.takeovers;
    }
    show(address, entry, std::move(view));
}

/// Known at once, without a look; the next one finds out where it stands.
void LockWatch::State::adoptOwn(const store::KeyAddress& address)
{
    const auto found = known.find(address);
    if (found == known.end())
        return;
    KnownLock& entry = found->second;
    entry.sequence = ++sequence;
    entry.asked.reset();
    entry.lastSigns.clear();
    LockView view;
    view.own = own->find(address);
    view.state = view.own ? LockState::Ours : LockState::Free;
    view.isDataStoreAsked = entry.view.isDataStoreAsked;
    view.lookedAt = clock->elapsed();
    view.since = view.state == entry.view.state ? entry.view.since : view.lookedAt;
    if (view.own && entry.view.own && entry.view.own->id == view.own->id)
        view.signs = entry.view.signs;
    show(address, entry, std::move(view));
    loopOf(WatchPriority::Closely).wake.request_stop();
}

void LockWatch::State::show(const store::KeyAddress& address, KnownLock& entry, LockView view)
{
    const bool isNews = !view.saysTheSameAs(entry.view);
    entry.view = std::move(view);
    if (isNews)
        tell(address);
}

void LockWatch::State::tell(const store::KeyAddress& address)
{
    const store::KeyAddress key = address;
    for (const auto& watcher : living())
        if (!watcher->isGone && watcher->keys.contains(key))
            watcher->changed(key);
}

/// Forgets what nobody watches any more, and looks at what is new.
void LockWatch::State::keysChanged()
{
    std::erase_if(watchers, [](const auto& watcher) { return watcher.expired(); });
    const auto close = keysOf(WatchPriority::Closely);
    const auto rows = keysOf(WatchPriority::Row);
    std::erase_if(known, [&](const auto& entry) {
        return !close.contains(entry.first) && !rows.contains(entry.first);
    });
    for (const auto* keys : {&close, &rows})
        for (const auto& key : *keys)
            known.try_emplace(key);
    if (!close.empty())
        begin(WatchPriority::Closely);
    if (!rows.empty())
        begin(WatchPriority::Row);
}

void LockWatch::State::begin(WatchPriority interest)
{
    Loop& loop = loopOf(interest);
    if (tasks.stopToken().stop_requested())
        return;
    if (!loop.isRunning) {
        loop.isRunning = true;
        tasks.start(run(interest));
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

} // namespace plectrum::editing
