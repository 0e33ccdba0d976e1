// SPDX-License-Identifier: MIT
// Whether a universe may be written now. Production universes begin read-only; somebody unlocks
// them on purpose and for a time, after which they are read-only again by themselves.
#pragma once

#include "async/clock.h"

#include <functional>
#include <memory>

namespace plectrum::datastore {

class WriteGuard
{
public:
    /// While one lives, writes pass: for an operation of many writes that began in time and must
    /// not be cut in half (a transaction, a save with its lock).
    class Pass
    {
    public:
        Pass(Pass&&) noexcept = default;
        Pass& operator=(Pass&&) noexcept = default;

    private:
        friend class WriteGuard;
        explicit Pass(std::shared_ptr<const void> hold)
            : m_hold(std::move(hold))
        {
        }
        std::shared_ptr<const void> m_hold;
    };

    /// The clock must outlive it. Begins read-only.
    explicit WriteGuard(async::Clock& clock);
    WriteGuard(const WriteGuard&) = delete;
    WriteGuard& operator=(const WriteGuard&) = delete;

    /// From now on, for so long; replaces what was before. Not positive: as lock().
    void unlockFor(async::Duration time);
    /// Read-only at once, for what has no pass.
    void lock();
    /// How long it stays unlocked; zero when it is read-only.
    async::Duration remaining() const;
    /// Whether a write would pass.
    bool isWritable() const;
    /// Throws Error (Denied) when it is read-only.
    Pass pass();
    /// As pass(), but holds nothing: before each single write.
    void check() const;
    /// Called after unlockFor() and lock(); not when the time is over, which remaining() tells.
    void onChange(std::function<void()> changed);

private:
    async::Clock& m_clock;
    async::Duration m_until{};
    std::shared_ptr<const int> m_passes; ///< one use is its own
    std::function<void()> m_changed;
};

} // namespace plectrum::datastore
