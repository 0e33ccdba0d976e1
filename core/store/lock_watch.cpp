// SPDX-License-Identifier: MIT
// Longer than most: the state of the watch is one table, with the few decisions about it.
#include "store/lock_watch.h"

#include "async/task_owner.h"
#include "datastore/error.h"
#include "store/error.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <utility>

namespace plectrum::store {

namespace {

/// Changes of what is watched come in bursts.
constexpr async::Duration settle{10};
constexpr async::Duration minute = std::chrono::minutes(1);
/// Between the parts of a list that is too long to be asked for at once.
constexpr async::Duration betweenParts{100};
/// Doublings of a pause.
constexpr int mostDoublings = 8;

struct Known
{
    LockView view;
    std::uint64_t sequence = 0; ///< what began before it is out of date
    std::optional<async::Duration> asked;
    int failures = 0; ///< in a row
    std::vector<LockSign> lastSigns; ///< also over looks that failed
    async::Duration lastSince{};
};

bool isSameHolder(const std::vector<LockSign>& one, const std::vector<LockSign>& other)
{
    return std::ranges::equal(one, other, [](const LockSign& a, const LockSign& b) {
        return a.place == b.place && a.holder == b.holder;
    });
}

} // namespace

struct LockWatch::Watcher::State
{
    std::shared_ptr<LockWatch::State> watch;
    Interest interest{};
    std::function<void(const KeyAddress&)> changed;
    std::set<KeyAddress> keys;
    bool isGone = false;
};

struct LockWatch::State : std::enable_shared_from_this<LockWatch::State>
{
    struct Loop
    {
        bool isRunning = false;
        std::stop_source wake;
    };
    struct KnownStore
    {
        bool hasDataStore = false;
        async::Duration asked{};
    };

    LockProbe probe;
    async::Clock* clock = nullptr;
    async::Random* random = nullptr;
    std::shared_ptr<OwnLocks> own;
    LockPace pace;
    std::map<KeyAddress, Known> known;
    std::map<std::string, KnownStore> stores;
    std::vector<std::weak_ptr<Watcher::State>> watchers;
    std::uint64_t sequence = 0;
    std::deque<async::Duration> rowLooks; ///< of the last minute
    std::array<Loop, 2> loops;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    Loop& loopOf(Interest interest) { return loops.at(static_cast<std::size_t>(interest)); }
    std::vector<std::shared_ptr<Watcher::State>> living() const;
    std::set<KeyAddress> keysOf(Interest interest) const;
    async::Duration dueIn(Interest interest, const KeyAddress& key) const;
    std::size_t rowBudget();
    std::vector<KeyAddress> due(Interest interest);
    std::optional<async::Duration> pause(Interest interest);
    LockView judge(const KeyAddress& address, LockReading reading) const;
    void adopt(const KeyAddress& address, LockReading reading, std::uint64_t begun);
    void adoptOwn(const KeyAddress& address);
    void show(const KeyAddress& address, Known& entry, LockView view);
    void tell(const KeyAddress& address);
    void keysChanged();
    void begin(Interest interest);
    void stopAll();

    static Task<void> run(std::shared_ptr<State> self, Interest interest);
    static Task<void> lookAtAll(std::shared_ptr<State> self, std::vector<KeyAddress> keys,
                                std::stop_token stop);
    static Task<LockReading> read(std::shared_ptr<State> self, KeyAddress address,
                                  std::stop_token stop);
    static Task<LockView> lookNow(std::shared_ptr<State> self, KeyAddress address,
                                  std::stop_token stop);
    static Task<WaitOutcome> wait(std::shared_ptr<State> self, KeyAddress address,
                                  std::stop_token stop);
    static Task<BreakOutcome> remove(std::shared_ptr<State> self, KeyAddress address,
                                     std::vector<LockSign> seen);
    static Task<void> ended(std::shared_ptr<State> self);
};

std::vector<std::shared_ptr<LockWatch::Watcher::State>> LockWatch::State::living() const
{
    std::vector<std::shared_ptr<Watcher::State>> all;
    for (const auto& watcher : watchers)
        if (auto one = watcher.lock(); one && !one->isGone)
            all.push_back(std::move(one));
    return all;
}

/// A key that is watched closely is not looked at once more as a row.
std::set<KeyAddress> LockWatch::State::keysOf(Interest interest) const
{
    std::set<KeyAddress> keys;
    for (const auto& watcher : living())
        if (watcher->interest == interest)
            keys.insert(watcher->keys.begin(), watcher->keys.end());
    if (interest == Interest::Row)
        for (const auto& key : keysOf(Interest::Closely))
            keys.erase(key);
    return keys;
}

async::Duration LockWatch::State::dueIn(Interest interest, const KeyAddress& key) const
{
    const Known& entry = known.at(key);
    if (!entry.asked)
        return {};
    auto every = interest == Interest::Closely ? pace.closely : pace.rows;
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
std::vector<KeyAddress> LockWatch::State::due(Interest interest)
{
    std::vector<KeyAddress> keys;
    for (const auto& key : keysOf(interest))
        if (dueIn(interest, key) == async::Duration(0))
            keys.push_back(key);
    std::ranges::stable_sort(keys, {}, [this](const KeyAddress& key) {
        return known.at(key).asked.value_or(async::Duration::min());
    });
    if (interest == Interest::Row) {
        keys.resize(std::min({keys.size(), pace.atOnce, rowBudget()}));
        rowLooks.insert(rowLooks.end(), keys.size(), clock->elapsed());
    }
    return keys;
}

/// Until something is due; nullopt: nobody watches.
std::optional<async::Duration> LockWatch::State::pause(Interest interest)
{
    std::optional<async::Duration> shortest;
    for (const auto& key : keysOf(interest))
        shortest = std::min(shortest.value_or(async::Duration::max()), dueIn(interest, key));
    if (!shortest)
        return {};
    if (interest == Interest::Row && rowBudget() == 0 && !rowLooks.empty())
        shortest = std::max(*shortest, rowLooks.front() + minute - clock->elapsed());
    return std::max(*shortest, betweenParts);
}

LockView LockWatch::State::judge(const KeyAddress& address, LockReading reading) const
{
    LockView view;
    view.isDataStoreAsked = reading.isDataStoreAsked;
    view.lookedAt = clock->elapsed();
    view.since = view.lookedAt;
    const auto held = own->find(address);
    // One of ours that is just being let go of.
    std::erase_if(reading.signs, [&](const LockSign& sign) {
        return own->isOwnId(sign.holder) && !(held && held->id == sign.holder);
    });
    view.signs = std::move(reading.signs);
    const bool isOurs = held && std::ranges::all_of(view.signs, [&](const LockSign& sign) {
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

void LockWatch::State::adopt(const KeyAddress& address, LockReading reading, std::uint64_t begun)
{
    const auto found = known.find(address);
    if (found == known.end())
        return;
    Known& entry = found->second;
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
        entry.lastSigns = view.state == LockState::Another ? view.signs : std::vector<LockSign>();
        entry.lastSince = view.since;
    } else {
        view.takeovers = entry.view.takeovers;
    }
    show(address, entry, std::move(view));
}

/// Known at once, without a look; the next one finds out where it stands.
void LockWatch::State::adoptOwn(const KeyAddress& address)
{
    const auto found = known.find(address);
    if (found == known.end())
        return;
    Known& entry = found->second;
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
    loopOf(Interest::Closely).wake.request_stop();
}

void LockWatch::State::show(const KeyAddress& address, Known& entry, LockView view)
{
    const bool isNews = !view.saysTheSameAs(entry.view);
    entry.view = std::move(view);
    if (isNews)
        tell(address);
}

void LockWatch::State::tell(const KeyAddress& address)
{
    const KeyAddress key = address;
    for (const auto& watcher : living())
        if (!watcher->isGone && watcher->keys.contains(key))
            watcher->changed(key);
}

/// Forgets what nobody watches any more, and looks at what is new.
void LockWatch::State::keysChanged()
{
    std::erase_if(watchers, [](const auto& watcher) { return watcher.expired(); });
    const auto close = keysOf(Interest::Closely);
    const auto rows = keysOf(Interest::Row);
    std::erase_if(known, [&](const auto& entry) {
        return !close.contains(entry.first) && !rows.contains(entry.first);
    });
    for (const auto* keys : {&close, &rows})
        for (const auto& key : *keys)
            known.try_emplace(key);
    if (!close.empty())
        begin(Interest::Closely);
    if (!rows.empty())
        begin(Interest::Row);
}

void LockWatch::State::begin(Interest interest)
{
    Loop& loop = loopOf(interest);
    if (tasks.stopToken().stop_requested())
        return;
    if (!loop.isRunning) {
        loop.isRunning = true;
        tasks.start(run(shared_from_this(), interest));
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

Task<void> LockWatch::State::run(std::shared_ptr<State> self, Interest interest)
{
    const auto stop = self->tasks.stopToken();
    Loop& loop = self->loopOf(interest);
    while (true) {
        co_await self->clock->sleep(settle, stop);
        const auto keys = self->due(interest);
        if (!keys.empty())
            co_await lookAtAll(self, keys, stop);
        const auto pause = self->pause(interest);
        if (!pause)
            break;
        loop.wake = {};
        try {
            co_await self->clock->sleep(*pause, loop.wake.get_token());
        } catch (const async::Cancelled&) {
            // Woken early.
        }
        async::throwIfStopped(stop); // the clock may be gone
    }
    loop.isRunning = false;
}

Task<void> LockWatch::State::lookAtAll(std::shared_ptr<State> self, std::vector<KeyAddress> keys,
                                       std::stop_token stop)
{
    // Whether a store has a data store for locks is asked once, not for each of its keys.
    while (!keys.empty() && !self->stores.contains(keys.back().store)) {
        co_await lookNow(self, keys.back(), stop);
        keys.pop_back();
        if (!keys.empty() && !self->stores.contains(keys.back().store))
            break; // it cannot be asked now
    }
    std::vector<Task<LockView>> looks;
    looks.reserve(keys.size());
    for (auto& key : keys)
        looks.push_back(lookNow(self, std::move(key), stop));
    co_await async::all(std::move(looks));
}

Task<LockReading> LockWatch::State::read(std::shared_ptr<State> self, KeyAddress address,
                                         std::stop_token stop)
{
    const auto before = self->stores.find(address.store);
    bool isKnown = before != self->stores.end()
        && self->clock->elapsed() - before->second.asked < self->pace.storesKnownFor;
    bool hasDataStore = isKnown && before->second.hasDataStore;
    std::exception_ptr error;
    if (!isKnown) {
        try {
            hasDataStore = co_await hasLockDataStore(self->probe, address.store, stop);
            async::throwIfStopped(stop);
            self->stores[address.store] = {hasDataStore, self->clock->elapsed()};
        } catch (const async::Cancelled&) {
            throw;
        } catch (...) {
            error = std::current_exception();
        }
    }
    async::throwIfStopped(stop);
    auto reading = co_await readLock(self->probe, std::move(address), hasDataStore, stop);
    if (error && !reading.doubt) {
        reading.doubt = doubtOf(error);
        reading.failure = textOf(error);
    }
    co_return reading;
}

Task<LockView> LockWatch::State::lookNow(std::shared_ptr<State> self, KeyAddress address,
                                         std::stop_token stop)
{
    const auto begun = ++self->sequence;
    if (const auto found = self->known.find(address); found != self->known.end())
        found->second.asked = self->clock->elapsed();
    auto reading = co_await read(self, address, stop);
    async::throwIfStopped(stop);
    self->adopt(address, reading, begun);
    const auto found = self->known.find(address);
    co_return found != self->known.end() ? found->second.view
                                         : self->judge(address, std::move(reading));
}

Task<WaitOutcome> LockWatch::State::wait(std::shared_ptr<State> self, KeyAddress address,
                                         std::stop_token stop)
{
    auto delay = self->pace.firstWait;
    while (true) {
        async::throwIfStopped(stop);
        const auto view = co_await lookNow(self, address, stop);
        if (view.state == LockState::Free)
            co_return WaitOutcome::Free;
        const bool isHopeless = view.state == LockState::Unknown
            && (view.doubt == LockDoubt::NoPlace || view.doubt == LockDoubt::Denied);
        if (isHopeless)
            co_return WaitOutcome::CannotTell;
        co_await self->clock->sleep(delay, stop);
        delay = std::min(delay * 2, self->pace.longestWait);
    }
}

Task<BreakOutcome> LockWatch::State::remove(std::shared_ptr<State> self, KeyAddress address,
                                            std::vector<LockSign> seen)
{
    auto outcome = BreakOutcome::AlreadyFree;
    for (const LockSign& sign : seen) {
        const auto ownId = self->random->guid();
        self->own->noteId(ownId);
        const auto one = co_await removeLock(self->probe, address, sign, ownId);
        if (one == BreakOutcome::Changed || outcome == BreakOutcome::AlreadyFree)
            outcome = one;
    }
    co_await lookNow(self, address, {});
    co_return outcome;
}

Task<void> LockWatch::State::ended(std::shared_ptr<State> self)
{
    self->stopAll();
    co_await self->tasks.finished();
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

void LockWatch::Watcher::setKeys(std::vector<KeyAddress> keys)
{
    std::erase_if(keys, [](const KeyAddress& key) { return key.kind == KeyAddress::Kind::Plain; });
    std::set<KeyAddress> wanted(keys.begin(), keys.end());
    if (wanted == m_state->keys)
        return;
    m_state->keys = std::move(wanted);
    m_state->watch->keysChanged();
}

LockWatch::LockWatch(datastore::Universe& universe, async::Clock& clock, async::Random& random,
                     std::shared_ptr<OwnLocks> own, LockPace pace)
    : m_state(std::make_shared<State>())
{
    m_state->probe = {&universe, &clock};
    m_state->clock = &clock;
    m_state->random = &random;
    m_state->own = std::move(own);
    m_state->pace = pace;
    m_state->own->onChanged([state = std::weak_ptr(m_state)](const KeyAddress& address) {
        if (const auto self = state.lock())
            self->adoptOwn(address);
    });
}

LockWatch::~LockWatch()
{
    m_state->stopAll();
}

void LockWatch::setPace(LockPace pace)
{
    m_state->pace = pace;
}

async::Clock& LockWatch::clock() const
{
    return *m_state->clock;
}

std::unique_ptr<LockWatch::Watcher> LockWatch::watch(Interest interest,
                                                     std::function<void(const KeyAddress&)> changed)
{
    auto state = std::make_shared<Watcher::State>();
    state->watch = m_state;
    state->interest = interest;
    state->changed = std::move(changed);
    m_state->watchers.push_back(state);
    return std::unique_ptr<Watcher>(new Watcher(std::move(state)));
}

LockView LockWatch::view(const KeyAddress& address) const
{
    const auto found = m_state->known.find(address);
    return found == m_state->known.end() ? LockView() : found->second.view;
}

Task<LockView> LockWatch::look(KeyAddress address, std::stop_token stop)
{
    return State::lookNow(m_state, std::move(address), std::move(stop));
}

Task<WaitOutcome> LockWatch::waitUntilFree(KeyAddress address, std::stop_token stop)
{
    return State::wait(m_state, std::move(address), std::move(stop));
}

Task<BreakOutcome> LockWatch::breakLock(KeyAddress address, std::vector<LockSign> seen)
{
    return State::remove(m_state, std::move(address), std::move(seen));
}

Task<void> LockWatch::finished()
{
    return State::ended(m_state);
}

} // namespace plectrum::store
