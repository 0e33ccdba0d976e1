// SPDX-License-Identifier: MIT
// The keys of a selection, page by page, for several who take them side by side; and pauses, so
// that a thread with an event loop is not kept by services that answer at once.
#pragma once

#include "async/clock.h"
#include "async/mutex.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "gamecode/migration_lab.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::gamecode {

using async::Task;

/// Gives the event loop a turn whenever a few milliseconds have gone by since the last one.
class Breather
{
public:
    static constexpr async::Duration slice{5};

    /// The clock must outlive it.
    explicit Breather(async::Clock& clock)
        : m_clock(clock)
        , m_began(clock.elapsed())
    {
    }
    bool isDue() const { return m_clock.elapsed() - m_began >= slice; }
    Task<void> breathe(std::stop_token stop);
    /// What was waited for has given it a turn.
    void begin() { m_began = m_clock.elapsed(); }

private:
    async::Clock& m_clock;
    async::Duration m_began;
};

/// One thread.
class KeySource
{
public:
    KeySource(editing::RecordAccess access, std::string store, KeySelection selection);

    /// Finds out how many keys there are, and which a sample has: lists all of them, but for keys
    /// that are given. `counted` is called now and then with how many that are. Throws
    /// datastore::Error, Cancelled. Once, before the rest.
    Task<void> prepare(std::function<void(std::size_t)> counted, std::stop_token stop);
    /// How many next() gives in all.
    std::size_t total() const { return m_total; }
    /// At most so many; fewer only at the end, none when all were taken. Throws as above.
    Task<std::vector<std::string>> next(std::size_t most, std::stop_token stop);
    /// Keys that were taken and not used come again, first.
    void giveBack(const std::vector<std::string>& keys);

private:
    Task<std::vector<std::string>> listPage(std::string* cursor, std::stop_token stop);

    editing::RecordAccess m_access;
    std::string m_store;
    KeySelection m_selection;
    std::size_t m_total = 0;
    async::Mutex m_turns; ///< one lists at a time
    std::deque<std::string> m_keys; ///< of the page, or all of a sample
    std::string m_cursor;
    bool m_isListed = false; ///< nothing more is to be listed
};

} // namespace plectrum::gamecode
