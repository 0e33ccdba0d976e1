// SPDX-License-Identifier: MIT
// The table behind LockWatch: what is watched, what is known of it, when it is looked at next.
#pragma once

#include "async/task_owner.h"
#include "editing/lock_watch.h"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plectrum::editing {

using async::Task;

/// What is known of one key.
struct KnownLock
{
    LockView view;
    std::uint64_t sequence = 0; ///< what began before it is out of date
    std::optional<async::Duration> asked;
    int failures = 0; ///< in a row
    std::vector<ObservedLock> lastSigns; ///< also over looks that failed
    async::Duration lastSince{};
};

struct LockWatch::Watcher::State
{
    std::shared_ptr<LockWatch::State> watch;
    WatchPriority interest{};
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
    struct KnownStore
    {
        bool hasDataStore = false;
        async::Duration asked{};
    };

    LockProbe probe;
    async::Clock* clock = nullptr;
    async::Random* random = nullptr;
    std::shared_ptr<OwnLocks> own;
    PollPolicy pace;
    std::map<store::KeyAddress, KnownLock> known;
    std::map<std::string, KnownStore> stores;
    std::vector<std::weak_ptr<Watcher::State>> watchers;
    std::uint64_t sequence = 0;
    std::deque<async::Duration> rowLooks; ///< of the last minute
    std::array<Loop, 2> loops;
    async::TaskOwner tasks{async::TaskOwner::ErrorSink()};

    Loop& loopOf(WatchPriority interest) { return loops.at(static_cast<std::size_t>(interest)); }
    std::vector<std::shared_ptr<Watcher::State>> living() const;
    std::set<store::KeyAddress> keysOf(WatchPriority interest) const;
    async::Duration dueIn(WatchPriority interest, const store::KeyAddress& key) const;
    std::size_t rowBudget();
    std::vector<store::KeyAddress> due(WatchPriority interest);
    std::optional<async::Duration> pause(WatchPriority interest);
    LockView judge(const store::KeyAddress& address, LockReading reading) const;
    void adopt(const store::KeyAddress& address, LockReading reading, std::uint64_t begun);
    void adoptOwn(const store::KeyAddress& address);
    void show(const store::KeyAddress& address, KnownLock& entry, LockView view);
    void tell(const store::KeyAddress& address);
    void keysChanged();
    void begin(WatchPriority interest);
    void stopAll();

    Task<void> run(WatchPriority interest);
    Task<void> lookAtAll(std::vector<store::KeyAddress> keys, std::stop_token stop);
    Task<LockReading> read(store::KeyAddress address, std::stop_token stop);
    Task<LockView> lookNow(store::KeyAddress address, std::stop_token stop);
    Task<WaitOutcome> wait(store::KeyAddress address, std::stop_token stop);
    Task<BreakOutcome> remove(store::KeyAddress address, std::vector<ObservedLock> seen);
    Task<void> ended();
};

} // namespace plectrum::editing
